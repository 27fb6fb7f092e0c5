"""What is to be written: kinds of documents, briefs, outlines, attachments."""
