"""What a person typed: read once, as a value; and the conversation that answers it."""
