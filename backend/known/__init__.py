"""Finding again what was checked before: an index of known claims by their words and meaning."""
