"""What operators need: the image, the services around it, and what they take."""
