"""`python -m backend`: see `backend.cli`."""

from backend.cli.main import main

main()
