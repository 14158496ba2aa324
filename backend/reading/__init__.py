"""Pages on the web: fetching them within limits and taking the article out."""
