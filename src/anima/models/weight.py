"""What a model's weights are: files, their hashes, and where each may come from."""

from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "llm",
    "stt",
    "tts",
    "voices",
    "end_of_turn",
    "name",
    "embedding",
    "sense",
    "handwriting",
    "words",
]


@dataclass(frozen=True, slots=True)
class Package:
    """A published package, at one version."""

    registry: Literal["python", "npm"]
    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class PackageMember:
    """A file inside a package.

    Attributes:
        package: The package.
        member: The end of the file's path in it.
        size: The file's bytes.
        sha256: The file's hash: a part that was changed is known before the next is fetched.
    """

    package: Package
    member: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file in a repository of a model hub.

    Attributes:
        repository: Owner and name.
        path: The file's path in the repository.
        revision: The commit; or a branch, where a hash of ours pins the content.
    """

    repository: str
    path: str
    revision: str


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of a weight. It has parts, or a place on a hub, or both: then parts come first.

    Attributes:
        name: Its name in the weight's folder.
        size: Its bytes.
        sha256: The hash it must have. None: the one that the hub states for it.
        parts: Package members that joined in order are the file.
        hub: Where a hub has it.
    """

    name: str
    size: int
    sha256: str | None
    parts: tuple[PackageMember, ...] = ()
    hub: HubFile | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """The weights of one model: a folder of verified files.

    Attributes:
        name: What it is called here, and its folder.
        role: What the model does (`name`: hears her name; `sense`: hears what a sentence hints at),
            `handwriting` for the fonts of letters, or `words` for a dictionary of how words sound.
        publisher: Who made the model.
        licence: Its licence, as an SPDX identifier.
        about: One sentence on what it is.
        files: The files.
        embedded: Whether it belongs to what a new installation fetches.
    """

    name: str
    role: Role
    publisher: str
    licence: str
    about: str
    files: tuple[WeightFile, ...]
    embedded: bool = False

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    @property
    def source(self) -> str:
        """Where it comes from, in a few words."""
        packages = {part.package: None for file in self.files for part in file.parts}
        if not packages:
            repositories = {file.hub.repository: None for file in self.files if file.hub}
            return f"hub: {', '.join(repositories)}"
        first = next(iter(packages))
        kind = "npm package" if first.registry == "npm" else "Python package"
        others = f" and {len(packages) - 1} more" if len(packages) > 1 else ""
        return f"{kind} {first}{others}"
