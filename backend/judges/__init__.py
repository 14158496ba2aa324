"""Judges: what a passage says of a claim. One file each, chosen in `backend.composition`."""
