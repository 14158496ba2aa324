"""How the stance judges and the rule for whole reports are made."""
