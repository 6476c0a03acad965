"""What the model said, with every reply written down if asked for."""

import json
from collections.abc import Sequence
from pathlib import Path

from anima.llm import ChatModel, Message, ModelProfile
from anima.persona.signature import replies_to_probes
from bench.persona_parts import drift, goodbyes


class Replies:
    """Asks the model and keeps what it said."""

    def __init__(self, model: ChatModel, file: Path | None) -> None:
        self.model = model
        self._file = file
        if file is not None:
            file.write_text("", encoding="utf-8")

    @property
    def profile(self) -> ModelProfile:
        """The model's."""
        return self.model.profile

    async def to(self, head: Sequence[Message], probes: Sequence[str], seed: int) -> list[str]:
        """Replies to probes, each on its own."""
        said = await replies_to_probes(self.model, head, seed=seed, probes=probes)
        return self._kept(f"probes {seed}", head, probes, said)

    async def conversation(self, head: Sequence[Message], lines: Sequence[str]) -> list[str]:
        """Replies in one long conversation."""
        said = await drift.converse(self.model, head, lines, seed=1)
        return self._kept("conversation", head, lines, said)

    async def each(self, head: Sequence[Message], lines: Sequence[str]) -> list[str]:
        """Replies to lines, each on its own."""
        return self._kept("each", head, lines, await goodbyes.replies(self.model, head, lines))

    def keep(self, what: str, pairs: Sequence[tuple[str, str]], head: str = "") -> None:
        """Write down what was said and what was answered, if that was asked for."""
        if self._file is not None:
            with self._file.open("a", encoding="utf-8") as out:
                for line, reply in pairs:
                    row = {"what": what, "head": head, "said": line, "reply": reply}
                    out.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _kept(
        self, what: str, head: Sequence[Message], lines: Sequence[str], said: list[str]
    ) -> list[str]:
        self.keep(what, list(zip(lines, said, strict=True)), head[0].text[:160])
        return said
