"""What the browser and other programs talk to: the API, events and pages."""
