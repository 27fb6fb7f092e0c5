"""Briefs to drafts: facts placed, sentences borrowed, sections written."""
