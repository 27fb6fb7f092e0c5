"""Questions answered from the passages found, every sentence with its source."""
