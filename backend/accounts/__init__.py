"""Those who sign in, and what they prove it with. Rules and cryptography; nothing is kept here."""
