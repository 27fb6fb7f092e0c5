"""The language model: which one, how it is called, what its marks mean."""
