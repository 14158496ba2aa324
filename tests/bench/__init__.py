"""Measured speeds: `python -m tests.bench`. See README.md in this folder."""
