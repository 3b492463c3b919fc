"""Small widgets that several panes share; they show what they are given and decide nothing."""
