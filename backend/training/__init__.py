"""How the weights in `backend.models` were made, reproducible from public data."""
