"""The checks: each reads a manuscript and names what is wrong in it; checking.py runs them all."""
