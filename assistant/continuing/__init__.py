"""A Word file that was edited outside, read back as a draft."""
