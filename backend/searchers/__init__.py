"""Searchers: where reports are found. One file each, chosen in `backend.composition`."""
