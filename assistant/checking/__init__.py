"""What is wrong in a text: a module a check, checking.py runs them all."""
