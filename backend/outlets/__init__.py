"""What is said of outlets: ratings and kinds that say whose they are, and who owns whom. Pure."""
