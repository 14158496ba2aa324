"""Suites that score the system on public data: measures are pure, a suite is one file."""
