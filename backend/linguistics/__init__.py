"""What is known of language by models: syntax and which language a text is in.

The packages are heavy to import, so they are when they are first needed, or by `warm`.
"""
