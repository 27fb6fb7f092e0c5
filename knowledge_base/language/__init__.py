"""The Chinese of official documents: one home for every reader of it."""
