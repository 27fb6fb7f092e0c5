"""The web page: page/ builds it from its tabs, a folder each; only here gradio is imported."""
