"""What can go wrong in the knowledge base. Every message is Chinese and says what to do."""


class ZhaoshangError(Exception):
    """Base of all errors of the project; str(error) is shown to the person as it is."""


class KnowledgeBaseError(ZhaoshangError):
    """Base of all errors of this package."""


class UnreadableDocument(KnowledgeBaseError):
    """A file could not be read: damaged, encrypted, scanned, of an unknown type ..."""


class EmptyDocument(UnreadableDocument):
    """A file was read but holds no text."""


class ClassifiedDocument(KnowledgeBaseError):
    """A file is marked as a state secret (秘密, 机密, 绝密) and must not be stored."""


class ImportStopped(KnowledgeBaseError):
    """The person stopped an import."""


class DocumentNotFound(KnowledgeBaseError):
    """No document of that id is in the library."""


class StoreError(KnowledgeBaseError):
    """The data folder cannot be used: not writable, full, damaged, of another version."""


class EmbeddingModelError(KnowledgeBaseError):
    """The embedding model cannot be loaded, or differs from the one the library was built with."""
