"""Who writes: the extractive writer needs nothing, the model writer a language model."""

from assistant.writers.base import SectionTask, Writer, WrittenSection
from assistant.writers.extractive import ExtractiveWriter

__all__ = ["ExtractiveWriter", "SectionTask", "Writer", "WrittenSection"]
