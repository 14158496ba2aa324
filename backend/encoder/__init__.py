"""The shipped sentence encoder: what a sentence means, and whether it is worth checking."""
