"""Files sealed with a passphrase, in the open format age (age-encryption.org/v1).

`age -d FILE` opens them too. Written here because the libraries for it want the whole plain text
in memory or on the disk: these read and write in pieces, and a reader may jump, so that a sealed
zip is read where it lies. Format: C2SP, "The age file encryption format", scrypt recipient.
"""

import base64
import hashlib
import hmac
import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from anima.values import ArchiveError, WrongKeyError

INTRO = b"age-encryption.org/v1\n"
CHUNK = 64 * 1024
TAG = 16
WORK_FACTOR = 16
"""log2 of scrypt's cost: 64 MiB and a fifth of a second for each guess."""

MOST_WORK = 20
"""A file that asks for more is hostile: it would take a gigabyte and minutes."""

_LABEL = b"age-encryption.org/v1/scrypt"
_HEADER_BYTES = 4096


def is_sealed(file: BinaryIO) -> bool:
    """Whether a file is of this format; it is left at its beginning."""
    file.seek(0)
    beginning = file.read(len(INTRO))
    file.seek(0)
    return beginning == INTRO


class SealingWriter(io.RawIOBase):
    """Seals what is written to it into another file. `close` writes the end."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        super().__init__()
        self._target = target
        self._pending = bytearray()
        self._counter = 0
        file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
        wrapping = ChaCha20Poly1305(_stretched(passphrase, salt, WORK_FACTOR))
        body = wrapping.encrypt(bytes(12), file_key, None)
        stanza = f"-> scrypt {_b64(salt)} {WORK_FACTOR}\n{_b64(body)}\n"
        header = INTRO + stanza.encode() + b"---"
        target.write(header + f" {_b64(_mac(file_key, header))}\n".encode() + nonce)
        self._cipher = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: object) -> int:
        """Take bytes; whole pieces are passed on sealed."""
        given = bytes(data)  # pyright: ignore[reportArgumentType]  # any buffer
        self._pending += given
        # One piece is held back: the last one is marked as the last.
        while len(self._pending) > CHUNK:
            self._seal(bytes(self._pending[:CHUNK]), last=False)
            del self._pending[:CHUNK]
        return len(given)

    def close(self) -> None:
        """Seal what is left; the target stays open."""
        try:
            if not self.closed:
                self._seal(bytes(self._pending), last=True)
        finally:
            self._pending.clear()
            super().close()  # where the end cannot be written, it is not tried again

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._counter, last=last), piece, None))
        self._counter += 1


class SealedReader(io.RawIOBase):
    """Reads a sealed file as if it were plain, from any place in it.

    Raises:
        WrongKeyError: The passphrase is another.
        ArchiveError: The file is damaged, cut off or not of this format.
    """

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        super().__init__()
        self._source = source
        source.seek(0)
        file_key = _opened(source.read(_HEADER_BYTES), passphrase)
        source.seek(file_key[1])
        nonce = source.read(16)
        self._begin = file_key[1] + 16
        sealed = source.seek(0, io.SEEK_END) - self._begin
        self._pieces = max(1, -(-sealed // (CHUNK + TAG)))
        self.size = sealed - TAG * self._pieces
        if len(nonce) != 16 or self.size < 0:
            raise _damaged()
        self._cipher = ChaCha20Poly1305(_hkdf(file_key[0], nonce, b"payload"))
        self._place = 0
        self._held = (-1, b"")
        # The last piece proves that nothing was cut off.
        self._piece(self._pieces - 1)

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """Where the next byte is read."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place of the plain text."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self.size}[whence]
        self._place = max(0, base + offset)
        return self._place

    def readinto(self, buffer: object) -> int:
        """Fill a buffer from where the reader stands, to the end of the piece at most."""
        view = memoryview(buffer).cast("B")  # pyright: ignore[reportArgumentType]  # any buffer
        if self._place >= self.size or not len(view):
            return 0
        number, offset = divmod(self._place, CHUNK)
        some = self._piece(number)[offset : offset + len(view)]
        view[: len(some)] = some
        self._place += len(some)
        return len(some)

    def _piece(self, number: int) -> bytes:
        if self._held[0] != number:
            self._source.seek(self._begin + number * (CHUNK + TAG))
            sealed = self._source.read(CHUNK + TAG)
            last = number == self._pieces - 1
            try:
                plain = self._cipher.decrypt(_nonce(number, last=last), sealed, None)
            except InvalidTag as error:
                raise _damaged() from error
            self._held = (number, plain)
        return self._held[1]


def _opened(beginning: bytes, passphrase: str) -> tuple[bytes, int]:
    """The key of the file and where its payload begins."""
    try:
        intro, stanza, body, mac, _ = beginning.split(b"\n", 4)
        kind, salt, work = stanza.decode("ascii").removeprefix("-> ").split(" ")
        header = b"\n".join((intro, stanza, body, b"---"))
        known = intro + b"\n" == INTRO and kind == "scrypt" and mac.startswith(b"--- ")
        salted, wrapped, given = _unb64(salt), _unb64(body.decode()), _unb64(mac[4:].decode())
        factor = int(work)
        if not known or not 1 <= factor <= MOST_WORK or len(salted) != 16 or len(wrapped) != 32:
            raise ValueError("unknown")
    except ValueError as error:
        raise ArchiveError(
            "The sealed file is damaged, or was not sealed with a passphrase.",
            advice="Use another copy; nothing was changed.",
        ) from error
    try:
        cipher = ChaCha20Poly1305(_stretched(passphrase, salted, factor))
        key = cipher.decrypt(bytes(12), wrapped, None)
    except InvalidTag as error:
        raise WrongKeyError("This is not the file's passphrase.", advice="Try again.") from error
    if not hmac.compare_digest(_mac(key, header), given):
        raise _damaged()
    return key, len(header) + len(mac) - 3 + 1


def _stretched(passphrase: str, salt: bytes, factor: int) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=_LABEL + salt, n=2**factor, r=8, p=1, maxmem=2**31 - 1, dklen=32
    )


def _hkdf(key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_hkdf(file_key, None, b"header"), header, "sha256")


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _unb64(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def _damaged() -> ArchiveError:
    return ArchiveError(
        "The sealed file is damaged or was cut off.",
        advice="Use another copy; nothing was changed.",
    )
