"""The brief: all that a letter may rest on, and whom it is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from pydantic import TypeAdapter, ValidationError

from anima.letters.first_person import from_the_sender
from anima.letters.letter_error import LetterError
from anima.values import JsonValue

Length = Literal["short", "medium", "long"]
Tone = Literal["plain", "warm", "tender", "cheerful", "formal", "sorry"]


@dataclass(frozen=True, slots=True)
class PickedMemory:
    """Something she remembers that the person picked for this letter.

    Attributes:
        text: What is remembered, as a sentence.
        source: The id of the fact or event it comes from.
    """

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody letters go to.

    Attributes:
        id: What it is called by; given when the correspondent is first noted.
        name: As an envelope has it.
        address: The mail address; may be empty.
        bond: What they are to the sender, such as `sister`.
        greeting: How the sender addresses them, such as `My dear Fanny`; empty: by name and tone.
        closing: How the sender signs to them; empty: as the sender's samples do.
        notes: Shared history, in the person's words.
        lines: The postal address, line by line, for the envelope.
    """

    id: str
    name: str
    address: str = ""
    bond: str = ""
    greeting: str = ""
    closing: str = ""
    notes: str = ""
    lines: tuple[str, ...] = ()

    def over(self, known: "Correspondent") -> "Correspondent":
        """What was given here, and where nothing was, what is known of them."""
        return Correspondent(
            known.id,
            known.name,
            self.address or known.address,
            self.bond or known.bond,
            self.greeting or known.greeting,
            self.closing or known.closing,
            self.notes or known.notes,
            self.lines or known.lines,
        )


@dataclass(frozen=True, slots=True)
class Brief:
    """What a letter is to be. Only what stands here may be claimed in it.

    Attributes:
        to: The correspondent's id.
        recipient: Their name.
        sender: Who signs; also whose samples the voice is learned from.
        bond: What the recipient is to the sender.
        occasion: Why now, such as `birthday`.
        happened: What happened, a sentence each.
        say: What must be said, a sentence each.
        avoid: Words and matters that must not come up.
        tone: How it should feel.
        length: `short` is a postcard, `medium` a page, `long` two.
        memories: What she remembers and the person picked.
    """

    to: str
    recipient: str
    sender: str
    bond: str = ""
    occasion: str = ""
    happened: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    tone: Tone = "warm"
    length: Length = "medium"
    memories: tuple[PickedMemory, ...] = ()

    @property
    def ground(self) -> str:
        """Everything that a claim in the letter may rest on, as one text."""
        told = (self.recipient, self.sender, self.bond, self.occasion, *self.happened, *self.say)
        return "\n".join((*told, *(memory.text for memory in self.memories)))

    @property
    def points(self) -> tuple[str, ...]:
        """What the letter has to tell, in order."""
        remembered = (from_the_sender(memory.text) for memory in self.memories)
        return (*self.happened, *remembered, *self.say)


_BRIEF = TypeAdapter(Brief)
_CORRESPONDENT = TypeAdapter(Correspondent)


def brief_of(payload: Mapping[str, object]) -> Brief:
    """A brief from JSON. Raises `LetterError` naming the field that is wrong."""
    try:
        return _BRIEF.validate_python(dict(payload))
    except ValidationError as error:
        raise _malformed("brief", error) from None


def brief_payload(brief: Brief) -> dict[str, JsonValue]:
    """A brief as JSON."""
    return cast("dict[str, JsonValue]", _BRIEF.dump_python(brief, mode="json"))


def correspondent_of(payload: Mapping[str, object]) -> Correspondent:
    """A correspondent from JSON. Raises `LetterError` naming the field that is wrong."""
    try:
        return _CORRESPONDENT.validate_python(dict(payload))
    except ValidationError as error:
        raise _malformed("correspondent", error) from None


def correspondent_payload(correspondent: Correspondent) -> dict[str, JsonValue]:
    """A correspondent as JSON."""
    return cast("dict[str, JsonValue]", _CORRESPONDENT.dump_python(correspondent, mode="json"))


def _malformed(what: str, error: ValidationError) -> LetterError:
    fields = sorted({".".join(str(part) for part in each["loc"]) for each in error.errors()})
    return LetterError(
        f"The {what} is malformed: {', '.join(fields)}.", advice="Mend that, then try again."
    )
