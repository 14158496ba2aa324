"""How the sentence encoder and its second output, check-worthiness, are made."""
