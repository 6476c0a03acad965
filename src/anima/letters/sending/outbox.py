"""The outbox: approved letters go out one by one, each exactly once, whatever is killed meanwhile.

That a sending began is on the disk before the first byte goes; that it ended, when the server said
so. Between the two SMTP leaves a moment in which nobody knows: the server may have taken the mail
and its answer been lost. So every mail goes to the sender's own address too, in the same
transaction with the server: if that copy is in the mailbox, the letter went. If it is not there
after a time in which it would have come, the letter did not go, and may be sent again.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from anima.letters.letter import Letter, Stage
from anima.letters.letter_error import LetterError
from anima.letters.sending.post import Mailbox, NoServerError, PostError, Postman, UnclearError
from anima.letters.studio import Studio
from anima.models.folder_lock import locked
from anima.values import Clock

SETTLE = timedelta(minutes=5)
"""So long after it was handed over, the copy of a mail may still come."""

MOST_ATTEMPTS = 4
"""So often one run hands over a letter whose copy never came."""

Sleep = Callable[[float], Awaitable[None]]

_LOOK_SECONDS = 1.0
_MORE_LOOKS = 60
_WAITS = (1.0, 3.0, 8.0)
"""Seconds before each new try at a server that cannot be reached."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How far the outbox has come: how many are done, of how many, and the letter just handled."""

    done: int
    total: int
    letter: Letter


class Outbox:
    """Sends what was approved. One process at a time may send: the lock is a file.

    Args:
        mailbox: The sender's own; without one, a letter whose fate is unclear waits for the
            person's word.
        lock: The file of the lock.
        settle: How long a copy may take to arrive.
        sleep: Passes the seconds until the next try.
    """

    def __init__(
        self,
        studio: Studio,
        postman: Postman,
        mailbox: Mailbox | None,
        clock: Clock,
        *,
        sender: str,
        lock: Path,
        settle: timedelta = SETTLE,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._studio = studio
        self._postman = postman
        self._mailbox = mailbox
        self._clock = clock
        self._sender = sender
        self._lock = lock
        self._settle = settle
        self._sleep = sleep

    async def send(self, letters: Sequence[str]) -> AsyncGenerator[Sending]:
        """Send these letters in turn; one that is refused does not stop the others.

        A letter is handled when it was sent or has failed, or when its fate must wait for the
        person's word. When the server cannot be reached or does not let in, the run ends there:
        the letters after it stay approved. What has no yes is passed over.

        Raises `LetterError` at once when another process is sending.
        """
        async with self._alone():
            await self._settle_all()
            unclear: list[str] = []
            done = 0
            for identity in letters:
                letter = await self._studio.letter(identity)
                stop = False
                if letter.stage in (Stage.APPROVED, Stage.FAILED) and _is_mail_with_yes(letter):
                    letter, stop = await self._send(letter)
                if letter.stage is Stage.UNCLEAR and self._mailbox is not None:
                    unclear.append(identity)
                    continue
                done += 1
                yield Sending(done, len(letters), letter)
                if stop:
                    break
            for identity in unclear:
                done += 1
                yield Sending(done, len(letters), await self._settled(identity))

    async def settle(self) -> list[Letter]:
        """Find out what became of the letters that were on their way when a process ended.

        Returns those whose fate was looked for. Raises `LetterError` when another process sends.
        """
        async with self._alone():
            return await self._settle_all()

    async def _settle_all(self) -> list[Letter]:
        settled: list[Letter] = []
        for letter in await self._studio.letters():
            if not letter.by_mail:
                continue
            if letter.stage is Stage.SENDING:
                reason = "It is not known whether it went: Anima ended while it was being sent."
                letter = await self._studio.outcome(
                    letter.id, "sending_unclear", {"reason": reason}
                )
            if letter.stage is Stage.UNCLEAR:
                settled.append(await self._looked_for(letter))
            elif letter.stage is Stage.SENT and not letter.filed:
                await self._filed(letter)
        return settled

    async def _send(self, letter: Letter) -> tuple[Letter, bool]:
        """The letter after it was handed over, and whether the run is to end here."""
        for wait in (*_WAITS, None):
            taken, content = await self._studio.take_to_send(letter.id)
            recipients = taken.parcel.recipients if taken.parcel else ()
            try:
                await self._postman.post(content, self._sender, recipients)
            except UnclearError as error:
                reason: dict[str, str] = {"reason": str(error)}
                unclear = await self._studio.outcome(letter.id, "sending_unclear", {**reason})
                return await self._looked_for(unclear), False
            except PostError as error:
                if not isinstance(error, NoServerError):
                    await self._discard(taken)
                letter = await self._studio.outcome(
                    letter.id, "sending_failed", {"reason": str(error)}
                )
                if not error.retryable or wait is None:
                    return letter, isinstance(error, NoServerError)
            else:
                sent = await self._studio.outcome(letter.id, "letter_sent")
                return await self._filed(sent), False
            await self._sleep(wait)
        return letter, False

    async def _settled(self, identity: str) -> Letter:
        """Wait until it is known what became of a letter; one that did not go is sent again.

        A mailbox that stays away for a minute longer than a copy may take is not waited for.
        """
        letter = await self._studio.letter(identity)
        for _ in range(MOST_ATTEMPTS):
            for _ in range(int(self._settle.total_seconds() / _LOOK_SECONDS) + _MORE_LOOKS):
                if letter.stage is not Stage.UNCLEAR:
                    break
                letter = await self._looked_for(letter)
                if letter.stage is Stage.UNCLEAR:
                    await self._sleep(_LOOK_SECONDS)
            if letter.stage is not Stage.FAILED or not letter.may_go:
                return letter
            letter, _ = await self._send(letter)
        return letter

    async def _looked_for(self, letter: Letter) -> Letter:
        """Look for the copy once. Not knowing is no reason to send again."""
        if self._mailbox is None or letter.parcel is None:
            return letter
        # The time is taken before the look: a copy that comes in between is not missed.
        waited = self._clock.now() - (letter.tried_at or letter.began)
        try:
            there = await self._mailbox.has(letter.parcel.message_id)
        except LetterError:
            return letter
        if there:
            return await self._filed(await self._studio.outcome(letter.id, "letter_sent"))
        if waited < self._settle:
            return letter
        reason = "It did not go out: its copy never came to your mailbox."
        return await self._studio.outcome(letter.id, "sending_failed", {"reason": reason})

    async def _filed(self, letter: Letter) -> Letter:
        """Put the copy among the sent mails; when that cannot be done now, the next run tries."""
        if self._mailbox is None or letter.parcel is None:
            return letter
        try:
            content = await self._studio.content(letter)
            await self._mailbox.file(content, letter.parcel.message_id)
        except LetterError:
            return letter
        return await self._studio.outcome(letter.id, "letter_filed")

    async def _discard(self, letter: Letter) -> None:
        """A server may have given your copy out before it refused: it would tell a lie later."""
        if self._mailbox is not None and letter.parcel is not None:
            with suppress(LetterError):
                await self._mailbox.discard(letter.parcel.message_id)

    @asynccontextmanager
    async def _alone(self) -> AsyncGenerator[None]:
        def taken() -> None:
            raise LetterError(
                "Letters are being sent by another process.", advice="Wait until it has ended."
            )

        async with locked(self._lock, taken):
            yield


def _is_mail_with_yes(letter: Letter) -> bool:
    return letter.by_mail and letter.may_go
