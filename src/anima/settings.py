"""Settings: read once at start, from the environment over `anima.toml` over the defaults."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import platformdirs

from anima.values import SettingsError

FILE_NAME = "anima.toml"

CHOICES = {
    "llm_thinks": ("yes", "no"),
    "key_place": ("file", "keyring", "passphrase"),
    "keep_sound": ("yes", "no"),
    "ahead": ("yes", "no"),
    "openings": ("yes", "no"),
    "asks_again": ("yes", "no"),
    "thinks_aloud": ("yes", "no"),
    "listening_sounds": ("yes", "no"),
    "takes_up": ("yes", "no"),
    "age": ("adult", "minor"),
    "content": ("mild", "open"),
    "patience": ("quick", "usual", "slow", "very slow"),
}
"""Settings that take one of a few words."""

WHOLE_NUMBERS = {
    "port": 65535,
    "lines": 65535,
    "ask_after": 3600,
    "minutes_a_day": 1440,
    "mail_wait": 86_400,
    "threads": 256,
}
"""Settings that are counted, each with the most that it may be."""

SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Each field is also the variable ANIMA_<FIELD> and a TOML key.

    Attributes:
        home: Folder of the vault, its key and `anima.toml`.
        llm: Address of any OpenAI-compatible server, such as http://localhost:11434/v1; when
            empty, the embedded model is used.
        llm_model: The model's name on that server; when empty, the first one it offers.
        llm_key: The key that server asks for, if it does.
        llm_thinks: Whether a model that can think does so before it speaks: `yes`, or `no`, by
            which it is asked not to and answers sooner. What it thinks is never spoken or kept.
        stt: Weights of the speech recogniser, by their name in `anima models`.
        tts: Weights of the voice model, by their name there.
        end_of_turn: Weights of the end-of-turn model, by their name there.
        embedding: Weights of the model that finds memories by meaning, by their name there.
        sense: Weights of the model that hears what a sentence hints at, for her care. When empty,
            the one of `embedding` stands in, which hears less.
        llm_weights: Weights of the embedded language model, by their name in `anima models`.
        host: Address to listen on. Anything but loopback needs the token that is printed.
        port: Port to listen on.
        token: Only whoever brings it comes in; programs bring it as their API key. When empty, a
            new one is made at each start, and on loopback none is needed.
        origins: Addresses of other pages that may open a line to her or use her chat address,
            separated by spaces.
        address: Where browsers find the page behind a proxy with a certificate, such as
            https://anima.example; passkeys are bound to its name. When empty, it is localhost,
            or the address that she listens on, where browsers make no passkeys.
        person: Whose vault a command is for, by name, where several people live; when empty, the
            owner's.
        key_place: Where the vault's key is kept: `file` (0600, beside the vault), `keyring` (the
            system's) or `passphrase` (asked at the start, or ANIMA_PASSPHRASE).
        keep_sound: Whether the sound of what you say is kept in the vault, to be heard again on the
            memory page: `yes` or `no`. It takes 1 MB a minute of speech.
        ahead: Whether a spoken reply is begun before it is certain that you have finished: `yes`,
            or `no`, which saves work (and money, where a model is paid) and answers later.
        openings: Whether a spoken reply may begin with a word such as "Hm," while a slow model
            still reads: `yes` or `no`.
        lines: How many conversations by voice may be live at once; who comes then is told so and
            waits. 0 means a careful guess: 3 with the embedded model, else 16 a core.
        patience: How long she waits when you fall silent before she takes it that you have
            finished: `quick`, `usual`, `slow` (half as long again) or `very slow` (twice as long).
        ask_after: Seconds of silence in a call after which she says once that she is there, and
            then waits; 0 for never.
        asks_again: Whether she says so when she did not understand you, and asks about a single
            word that she missed: `yes` or `no`.
        thinks_aloud: Whether she says "let me think" when an answer takes longer than 2.5 seconds:
            `yes` or `no`.
        listening_sounds: Whether she makes a small sound now and then ("mm") while you tell
            something long: `yes` or `no`.
        takes_up: Whether she goes on with "As I was saying" after a long break, or when something
            has stopped her that wanted nothing: `yes` or `no`.
        country: The country you are in, as two letters such as `IE`, for the help line that she
            names when you may be in danger. When empty, it is what you told her, or she asks.
        age: Whether you are an `adult` or a `minor`: which help lines she names, and how
            often she is announced as an AI.
        content: Whether talk may become sexual: `mild` for no, or `open` between adults. With or
            about people under age it never may.
        stop_word: A word of yours that stops her at once, whatever you talk about, and takes what
            was said before out of the talk; when empty, there is none.
        minutes_a_day: After how many minutes of talk a day you are told, once, that they are over;
            0 for never.
        mail_smtp: The server that your letters go out by, such as smtps://mail.example.org or, with
            STARTTLS, smtp://mail.example.org.
        mail_imap: The server of your mailbox, such as imaps://mail.example.org: sent letters are
            filed there and replies found. When empty, letters can still be sent.
        mail_user: The name you log in with at both; when empty, it is mail_from.
        mail_password: Your password at both. Better kept in the vault: `anima letters mailbox`
            asks for it.
        mail_from: Your mail address.
        mail_name: Your name, as the letters have it beside the address.
        mail_wait: Where the line to the server broke, so many seconds may pass until the copy that
            went to yourself has come; a letter without one counts as not gone, and is sent again.
        threads: Threads for each model; 0 means as many as the machine has cores, at most 4.
    """

    home: Path = field(default_factory=lambda: platformdirs.user_data_path("anima"))
    llm: str = ""
    llm_model: str = ""
    llm_key: str = field(default="", repr=False)
    llm_thinks: str = "no"
    stt: str = "whisper-base"
    tts: str = "kokoro"
    end_of_turn: str = "smart-turn"
    embedding: str = "minilm"
    sense: str = "mpnet"
    llm_weights: str = "qwen2.5-1.5b"
    host: str = "127.0.0.1"
    port: int = 8377
    token: str = field(default="", repr=False)
    origins: str = ""
    address: str = ""
    person: str = ""
    key_place: str = "file"
    keep_sound: str = "no"
    ahead: str = "yes"
    openings: str = "yes"
    lines: int = 0
    patience: str = "usual"
    ask_after: int = 45
    asks_again: str = "yes"
    thinks_aloud: str = "yes"
    takes_up: str = "yes"
    listening_sounds: str = "yes"
    country: str = ""
    age: str = "adult"
    content: str = "mild"
    stop_word: str = ""
    minutes_a_day: int = 0
    mail_smtp: str = ""
    mail_imap: str = ""
    mail_user: str = ""
    mail_password: str = field(default="", repr=False)
    mail_from: str = ""
    mail_name: str = ""
    mail_wait: int = 300
    threads: int = 0

    @property
    def model_threads(self) -> int:
        """Threads that one model may use."""
        return self.threads or min(4, os.cpu_count() or 2)

    @property
    def most_lines(self) -> int:
        """Conversations by voice that may be live at once."""
        return self.lines or (16 * (os.cpu_count() or 2) if self.llm else 3)

    @property
    def page(self) -> str:
        """The page's address as browsers have it, without a slash at its end."""
        host = "localhost" if self.is_loopback else self.host
        return self.address.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the page."""
        return self.host in ("127.0.0.1", "::1", "localhost")


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Raises `SettingsError` naming the setting, what is wrong with it, and what is accepted.
    """
    default = Settings()
    home = Path(environment.get("ANIMA_HOME") or default.home).expanduser()
    values = _from_file(home / FILE_NAME)
    for setting in fields(Settings):
        if (given := environment.get(f"ANIMA_{setting.name.upper()}")) is not None:
            values[setting.name] = given
    values["home"] = home
    return _checked(values)


HOUSE_ONLY = frozenset(
    {"home", "host", "port", "token", "origins", "address", "person", "key_place", "lines"}
)
"""Settings of the installation, which no person's own file changes."""


PERSONAL = frozenset(
    {"mail_smtp", "mail_imap", "mail_user", "mail_password", "mail_from", "mail_name", "stop_word"}
    | {"age", "content", "minutes_a_day", "keep_sound"}
)
"""Settings of one person, the owner's in the file of the house; nobody else there gets them."""


def impersonal(text: str) -> str:
    """A settings file without what is one person's own, written anew; empty if nothing is left."""
    kept = {name: value for name, value in tomllib.loads(text).items() if name not in PERSONAL}
    # What JSON writes of a string or a number is TOML, but for one sign that must be named.
    lines = (f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in kept.items())
    return "".join(lines).replace("\x7f", "\\u007f")


def with_own_file(settings: Settings) -> Settings:
    """The settings, with what the file in their home says over them. Raises `SettingsError`."""
    own = {k: v for k, v in _from_file(settings.home / FILE_NAME).items() if k not in HOUSE_ONLY}
    present = {each.name: getattr(settings, each.name) for each in fields(Settings)}
    return _checked(present | own)


def named(home: Path, environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """The settings that the file in a home or the environment names, whatever they say."""
    variables = {f"ANIMA_{each.name.upper()}": each.name for each in fields(Settings)}
    given = {name for variable, name in variables.items() if variable in environment}
    return frozenset(given | _from_file(home / FILE_NAME).keys())


def _from_file(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        values = dict(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.", advice="Mend the file.") from error
    known = {setting.name for setting in fields(Settings)}
    if unknown := sorted(values.keys() - known):
        raise SettingsError(
            f"{path} has settings that do not exist: {', '.join(unknown)}.",
            advice=f"Known are: {', '.join(sorted(known))}.",
        )
    return values


def _checked(values: dict[str, object]) -> Settings:
    for name, most in WHOLE_NUMBERS.items():
        if name in values:
            values[name] = _whole_number(name, values[name], most=most)
    for name, value in values.items():
        if name != "home" and name not in WHOLE_NUMBERS and not isinstance(value, str):
            raise SettingsError(f"The setting {name} must be text, in quotes.")
    settings = Settings(**values)  # pyright: ignore[reportArgumentType]  # checked just above
    if settings.llm and not settings.llm.startswith(("http://", "https://")):
        raise SettingsError(
            "The setting llm is not an address.",
            advice="Give one such as http://localhost:11434/v1, or leave it empty.",
        )
    if settings.token and not (len(settings.token) >= SHORTEST_TOKEN and settings.token.isascii()):
        raise SettingsError(
            "The setting token is too easily guessed.",
            advice=f"Use {SHORTEST_TOKEN} or more letters and digits, or leave it empty.",
        )
    for name, choices in CHOICES.items():
        if getattr(settings, name) not in choices:
            listed = f"{', '.join(choices[:-1])} or {choices[-1]}"
            raise SettingsError(f"The setting {name} is unknown.", advice=f"Use {listed}.")
    if settings.address and not re.fullmatch(r"https?://[^/?#@]+/?", settings.address):
        raise SettingsError(
            "The setting address is not a page's address.",
            advice="Give one like https://anima.example.",
        )
    _check_care(settings)
    return settings


def _check_care(settings: Settings) -> None:
    if settings.country and not re.fullmatch(r"[A-Za-z]{2}", settings.country):
        raise SettingsError(
            "The setting country is not a country.", advice="Give two letters, such as IE or US."
        )


def _whole_number(name: str, value: object, *, most: int) -> int:
    try:
        number = int(value) if isinstance(value, int | str) else -1
    except ValueError:
        number = -1
    if not 0 <= number <= most:
        raise SettingsError(f"The setting {name} must be a whole number from 0 to {most}.")
    return number
