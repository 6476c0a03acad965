"""The studio: where letters, correspondents and samples are kept, all of it events of the log."""

import base64
import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import TypeVar

from anima.letters.brief import (
    Brief,
    Correspondent,
    brief_payload,
    correspondent_of,
    correspondent_payload,
)
from anima.letters.letter import LETTER_KINDS, Letter, after, fold, require_allowed, session_of
from anima.letters.letter_error import LetterError
from anima.memory.event_log import EventLog, event_of
from anima.storage import Connection, Vault
from anima.values import (
    EventId,
    EventKind,
    JsonValue,
    PersonId,
    SessionId,
    new_id,
)

STUDIO = SessionId("letters")
"""The session of what belongs to no one letter."""

Found = TypeVar("Found")

_COLUMNS = "id, person, session, sequence, at, kind, payload"


class Studio:
    """Keeps the letters of one person. Every change is checked and stored in one transaction.

    Two processes may have the same studio open: neither can bring a letter to a stage that the
    other has made impossible.
    """

    def __init__(self, vault: Vault, person: PersonId, log: EventLog) -> None:
        self._vault = vault
        self._person = person
        self._log = log

    async def correspondents(self) -> list[Correspondent]:
        """Everybody letters go to, by name."""
        events = await self._log.events(kinds=("correspondent_noted",))
        found = {
            event.text("id"): correspondent_of(event.payload)
            for event in events
            if event.text("id")
        }
        return sorted(found.values(), key=lambda each: each.name.lower())

    async def correspondent(self, who: str) -> Correspondent:
        """One of them, by id, the beginning of it, or name. Raises `LetterError`."""
        known = await self.correspondents()
        wanted = who.strip().lower()
        found = [c for c in known if wanted and (c.name.lower() == wanted or c.address == wanted)]
        found = found or [c for c in known if wanted and c.id.startswith(wanted)]
        return _only(found, f"correspondent is called {who!r}", "anima letters people")

    async def note(self, correspondent: Correspondent) -> Correspondent:
        """Keep a correspondent; one without an id is new."""
        if not correspondent.name.strip():
            raise LetterError("A correspondent needs a name.")
        kept = correspondent
        if not kept.id:
            payload = correspondent_payload(correspondent) | {"id": new_id()[-8:]}
            kept = correspondent_of(payload)
        await self._log.append(STUDIO, "correspondent_noted", correspondent_payload(kept))
        return kept

    async def samples(self, sender: str) -> list[str]:
        """What is known of how a sender writes, oldest first."""
        events = await self._log.events(kinds=("writing_sampled",))
        wanted = sender.strip().lower()
        return [event.text() for event in events if event.text("sender").lower() == wanted]

    async def senders(self) -> dict[str, int]:
        """Who has samples, and how many."""
        counted: dict[str, int] = {}
        for event in await self._log.events(kinds=("writing_sampled",)):
            if name := event.text("sender"):
                counted[name] = counted.get(name, 0) + 1
        return counted

    async def sample(self, sender: str, texts: Sequence[str], source: str) -> int:
        """Keep samples of somebody's writing; those that are there already are left out."""
        there = set(await self.samples(sender))
        new = [text for text in dict.fromkeys(texts) if text.strip() and text not in there]
        await self._log.append_all(
            [
                (STUDIO, "writing_sampled", {"sender": sender, "text": text, "source": source})
                for text in new
            ]
        )
        return len(new)

    async def letters(self) -> list[Letter]:
        """Every letter, oldest first."""
        return fold(await self._log.events(kinds=LETTER_KINDS))

    async def letter(self, letter: str) -> Letter:
        """A letter by its id, or the end of it. Raises `LetterError`."""
        exact = fold(await self._log.events(kinds=LETTER_KINDS, session=session_of(letter)))
        if exact:
            return exact[0]
        found = [each for each in await self.letters() if letter and each.id.endswith(letter)]
        return _only(found, f"letter is called {letter!r}", "anima letters list")

    async def begin(self, brief: Brief, *, batch: str = "") -> Letter:
        """Open a letter with its brief."""
        session = session_of(new_id())
        payload: dict[str, JsonValue] = {"brief": brief_payload(brief), "batch": batch}
        event = await self._log.append(session, "brief_written", payload)
        return _whole(after(None, event))

    async def rebrief(self, letter: str, brief: Brief) -> Letter:
        """Change the brief of a letter that has not gone."""
        return await self._add(letter, "brief_written", {"brief": brief_payload(brief)})

    async def write(self, letter: str, text: str, *, by: str, why: str = "") -> Letter:
        """Add a version. What was shown or approved before does not count any more."""
        if not text.strip():
            raise LetterError("An empty letter cannot be kept.", advice="Write something first.")
        return await self._add(letter, "letter_written", {"text": text, "by": by, "why": why})

    async def confirm(self, letter: str, claim: str) -> Letter:
        """The person says that a claim is true though no brief has it."""
        return await self._add(letter, "claim_confirmed", {"claim": claim})

    async def show(
        self,
        letter: str,
        content: bytes,
        *,
        recipients: Sequence[str],
        subject: str,
        message_id: str,
    ) -> Letter:
        """Keep exactly what would go out, and to whom; from now on it can be approved."""
        digest = hashlib.sha256(content).hexdigest()
        packed = base64.b85encode(zlib.compress(content, 6)).decode("ascii")

        def write(connection: Connection) -> Letter:
            before = self._read(connection, letter)
            require_allowed(before, "letter_shown")
            kept = self._log.insert(
                connection, [(before.session, "parcel_kept", {"content": packed})]
            )[0]
            payload: dict[str, JsonValue] = {
                "parcel": kept.id,
                "version": len(before.versions),
                "digest": digest,
                "recipients": [*recipients],
                "subject": subject,
                "message_id": message_id,
            }
            shown = self._log.insert(connection, [(before.session, "letter_shown", payload)])[0]
            return _whole(after(before, shown))

        return await self._vault.write(write)

    async def approve(self, letter: str, digest: str, *, how: str = "one") -> Letter:
        """Record the person's yes to the parcel with this digest.

        Raises `LetterError` when what is there now is something else.
        """

        def write(connection: Connection) -> Letter:
            before = self._read(connection, letter)
            require_allowed(before, "letter_approved")
            if before.parcel is None or before.parcel.digest != digest:
                raise LetterError(
                    "That yes was for something else than what would go now.",
                    advice="Look at it again, and say yes to that.",
                )
            payload: dict[str, JsonValue] = {
                "parcel": before.parcel.id,
                "digest": digest,
                "recipients": [*before.parcel.recipients],
                "how": how,
            }
            event = self._log.insert(connection, [(before.session, "letter_approved", payload)])[0]
            return _whole(after(before, event))

        return await self._vault.write(write)

    async def decline(self, letter: str) -> Letter:
        """Record a no: what was shown will not go."""
        return await self._add(letter, "letter_declined", {})

    async def take_to_send(self, letter: str) -> tuple[Letter, bytes]:
        """Record that sending begins, and hand out the bytes that were approved.

        Raises `LetterError` unless there is a recorded yes for exactly these bytes and recipients.
        """

        def write(connection: Connection) -> tuple[Letter, bytes]:
            before = self._read(connection, letter)
            require_allowed(before, "sending_began")
            if before.parcel is None or before.approval is None:
                raise LetterError("There is no yes for this letter.")
            content = self._content(connection, before.parcel.id)
            if hashlib.sha256(content).hexdigest() != before.approval.digest:
                raise LetterError(
                    "What is kept is not what the yes was for.", advice="Have it shown again."
                )
            event = self._log.insert(connection, [(before.session, "sending_began", {})])[0]
            return _whole(after(before, event)), content

        return await self._vault.write(write)

    async def content(self, letter: Letter) -> bytes:
        """The bytes of what was shown. Raises `LetterError` when nothing was."""
        if letter.parcel is None:
            raise LetterError("Nothing of this letter was made ready yet.")
        parcel = letter.parcel.id
        return await self._vault.read(lambda connection: self._content(connection, parcel))

    async def outcome(
        self, letter: str, kind: EventKind, payload: Mapping[str, JsonValue] | None = None
    ) -> Letter:
        """Record what became of a sending, of filing, or a reply."""
        return await self._add(letter, kind, payload or {})

    async def _add(self, letter: str, kind: EventKind, payload: Mapping[str, JsonValue]) -> Letter:
        def write(connection: Connection) -> Letter:
            before = self._read(connection, letter)
            require_allowed(before, kind)
            event = self._log.insert(connection, [(before.session, kind, payload)])[0]
            return _whole(after(before, event))

        return await self._vault.write(write)

    def _read(self, connection: Connection, letter: str) -> Letter:
        query = (
            f"SELECT {_COLUMNS} FROM event WHERE person = ? AND session = ? "  # noqa: S608  # fixed
            "AND kind <> 'parcel_kept' ORDER BY sequence"
        )
        rows = connection.execute(query, (self._person, session_of(letter)))
        found = fold(event_of(row) for row in rows)
        if not found:
            raise LetterError(
                f"No letter is called {letter!r}.", advice="See them with: anima letters list."
            )
        return found[0]

    def _content(self, connection: Connection, parcel: EventId) -> bytes:
        query = f"SELECT {_COLUMNS} FROM event WHERE person = ? AND id = ?"  # noqa: S608  # fixed
        row = connection.execute(query, (self._person, parcel)).fetchone()
        packed = event_of(row).text("content") if row else ""
        if not packed:
            raise LetterError(
                "What was made ready is not there any more.", advice="Have it shown again."
            )
        return zlib.decompress(base64.b85decode(packed))


def _whole(letter: Letter | None) -> Letter:
    if letter is None:
        raise LetterError("The letter was erased.")
    return letter


def _only(found: Sequence[Found], what: str, command: str) -> Found:
    if len(found) != 1:
        few = "No" if not found else "More than one"
        raise LetterError(f"{few} {what}.", advice=f"See them with: {command}.")
    return found[0]
