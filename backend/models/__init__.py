"""Weights and calibrations that ship with the project, with a card for each."""
