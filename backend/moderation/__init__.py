"""The rules of flags and of moderation: who may say and do what, and what is kept of it. Pure."""
