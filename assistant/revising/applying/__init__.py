"""Changes carried out: always a new draft."""
