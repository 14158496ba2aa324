"""The command line: `python -m backend …`. One file a group of commands."""
