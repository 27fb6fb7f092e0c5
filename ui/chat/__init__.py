"""The tab 对话: questions, answers and drafts as a conversation."""
