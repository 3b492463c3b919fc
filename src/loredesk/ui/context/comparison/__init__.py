"""What two replies were told, compared: only here, only there, both."""
