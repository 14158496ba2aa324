"""The newsstand: an article to doubt and the outlets that report on it, on loopback."""
