"""Copies made from news: what the grouping of reports by origin is measured on."""
