"""Second Source: who else reports it, and who says otherwise."""
