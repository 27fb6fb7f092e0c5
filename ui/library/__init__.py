"""The tab 资料库: files in, and what there is."""
