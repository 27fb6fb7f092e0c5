"""Texts to vectors, by the bundled model or another one."""
