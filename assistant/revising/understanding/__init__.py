"""A sentence about a draft as the changes that it asks for."""
