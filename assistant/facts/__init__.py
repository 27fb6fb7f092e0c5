"""The user's own figures: read from lines and tables, and what follows from them."""
