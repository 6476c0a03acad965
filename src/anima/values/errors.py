"""The tree of errors. Each says what failed, whether trying again can help, and what to do.

What people say never enters a message of these.
"""


class AnimaError(Exception):
    """Base of all errors that a person or an embedding program may see.

    Attributes:
        advice: One sentence for the person: what they can do about it.
        retryable: Whether the same call may succeed later without a change.
    """

    retryable: bool = False

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice

    def __str__(self) -> str:
        text = super().__str__()
        return f"{text} {self.advice}" if self.advice else text


class SettingsError(AnimaError):
    """A setting is missing, misspelled or out of range."""


class WeightsError(AnimaError):
    """A model's weights are missing, damaged, or could not be fetched."""


class StorageError(AnimaError):
    """A vault could not be opened, read or written."""


class RowError(StorageError):
    """A row does not fit its table: it is there already, or its values are of other kinds."""


class NoSuchFactError(AnimaError):
    """Nothing is known under this id."""


class WrongKeyError(StorageError):
    """The key or passphrase does not open this vault."""


class ArchiveError(AnimaError):
    """An archive, an export of another program or a card cannot be read or written."""


class ModelError(AnimaError):
    """The language model did not give a usable answer."""


class ModelUnavailableError(ModelError):
    """Nothing answers at the model's address, or it refused."""

    retryable = True


class ModelTimeoutError(ModelError):
    """The model was silent for longer than the allowed time."""

    retryable = True


class ModelNonsenseError(ModelError):
    """The model answered with something outside the protocol."""

    retryable = True


class ContextOverflowError(ModelError):
    """The prompt is longer than the model's context."""


class AudioError(AnimaError):
    """A sound could not be read or is not what it says it is."""
