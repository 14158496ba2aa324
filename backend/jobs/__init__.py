"""Where checks run: threads in this process."""
