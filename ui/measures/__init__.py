"""The tab 相似举措: past measures like one that is named."""
