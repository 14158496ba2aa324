"""One module a verb: a transaction around pure parts."""
