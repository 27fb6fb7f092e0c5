"""The page as a whole: built from its tabs, and served."""
