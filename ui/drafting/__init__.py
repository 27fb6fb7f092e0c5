"""The tab 起草: from a form to a draft, and from a draft to a better one."""
