"""Pictures of everything the author can see, painted without a screen."""
