"""What those who host this look at: figures for Prometheus, and logs."""
