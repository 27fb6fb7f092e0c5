"""Drafts as Word files in the official layout of GB/T 9704-2012."""

from assistant.word.export import export
from assistant.word.layout import STANDARD, Layout
from assistant.word.options import ExportOptions
from assistant.word.profiles import profile

__all__ = ["STANDARD", "ExportOptions", "Layout", "export", "profile"]
