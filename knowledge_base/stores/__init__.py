"""What the library keeps: a catalog that is the truth, and vectors that are its shadow."""
