"""The rules of moderation: who may what, and what is kept of what was done. Pure."""
