"""Questions to passages and measures, best first."""
