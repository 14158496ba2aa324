"""Tables, repositories and migrations; nothing else runs a query."""
