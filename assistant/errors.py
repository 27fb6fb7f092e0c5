"""What can go wrong in the assistant. Every message is Chinese and says what to do."""


class AssistantError(Exception):
    """Base of all errors of this package; str(error) is shown to the person as it is."""


class SettingsError(AssistantError):
    """A setting has a value that cannot be used."""


class BriefError(AssistantError):
    """A brief is incomplete or malformed."""


class ModelError(AssistantError):
    """The language model could not be reached or did not give a usable reply."""


class ExportError(AssistantError):
    """The Word file could not be written."""


class UnclearRequest(AssistantError):
    """A change was asked for that the draft does not allow, or that may mean several things."""


class WordFileError(AssistantError):
    """A Word file could not be read back or shown."""
