"""The sound of what the person said, kept if they want it: to hear the moment a fact came from."""

import io
import wave
from collections.abc import Iterable

import numpy as np

from anima.storage import Connection, Vault
from anima.values import ERASED, EventId, PersonId

RATE = 16_000
"""Samples a second, mono."""

_MU = 255.0


class Sounds:
    """Keeps the sound of utterances in the vault, as G.711 mu-law: 16 kB a second."""

    def __init__(self, vault: Vault, person: PersonId) -> None:
        self._vault = vault
        self._person = person

    async def keep(self, event: EventId, pcm: bytes) -> None:
        """Keep 16-bit little-endian samples for an event; on return they are durable.

        What was forgotten meanwhile is not kept.
        """
        companded = to_mu_law(pcm)

        def write(connection: Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO sound (person, event, mu_law) SELECT ?1, ?2, ?3 "
                "WHERE EXISTS (SELECT 1 FROM event WHERE id = ?2 AND payload <> ?4)",
                (self._person, event, companded, ERASED),
            )

        await self._vault.write(write)

    async def kept(self, events: Iterable[EventId]) -> set[str]:
        """Those of these events whose sound is kept."""
        rows = await self._vault.read(
            lambda c: c.execute(
                "SELECT event FROM sound WHERE person = ?", (self._person,)
            ).fetchall()
        )
        return {str(row[0]) for row in rows} & set(events)

    async def wav(self, event: EventId) -> bytes | None:
        """The sound of an event as a WAV file; None when there is none."""
        row = await self._vault.read(
            lambda c: c.execute(
                "SELECT mu_law FROM sound WHERE person = ? AND event = ?", (self._person, event)
            ).fetchone()
        )
        if row is None:
            return None
        return wav_of(row[0])


def wav_of(companded: bytes) -> bytes:
    """Kept sound as a WAV file, 16 bits a sample."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(from_mu_law(companded))
    return file.getvalue()


def from_wav(content: bytes) -> bytes:
    """The reverse of `wav_of`; raises `ValueError` for any other kind of file."""
    try:
        with wave.open(io.BytesIO(content)) as sound:
            shape = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
            frames = sound.readframes(sound.getnframes())
    except (wave.Error, EOFError) as error:
        raise ValueError("no WAV file") from error
    if shape != (1, 2, RATE):
        raise ValueError("not mono, 16 bits, 16 kHz")
    return to_mu_law(frames)


def to_mu_law(pcm: bytes) -> bytes:
    """16-bit samples to 8 bits, logarithmically (ITU-T G.711, the continuous curve)."""
    samples = np.frombuffer(pcm[: len(pcm) // 2 * 2], "<i2").astype(np.float32) / 32768.0
    curved = np.sign(samples) * np.log1p(_MU * np.abs(samples)) / np.log1p(_MU)
    return np.rint(curved * 127).astype(np.int8).tobytes()


def from_mu_law(companded: bytes) -> bytes:
    """The reverse; what is left is within 4 % of each sample."""
    curved = np.frombuffer(companded, np.int8).astype(np.float32) / 127.0
    samples = np.sign(curved) * np.expm1(np.abs(curved) * np.log1p(_MU)) / _MU
    return np.clip(samples * 32768.0, -32768, 32767).astype("<i2").tobytes()
