"""A file understood: blocks to clean text, metadata, headings, passages and measures."""
