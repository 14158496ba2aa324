"""Notes in the forms that other programs know: Web Annotation, ClaimReview, Atom."""
