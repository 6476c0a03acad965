"""While another model is held, what the terminal does for her goes by the model that is hers."""

import asyncio
import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result
from word_embedder import WordEmbedder

from anima.app import OWNER, open_vault
from anima.cli import app
from anima.memory import EventLog
from anima.persona.signature import Mind, decide_mind, load_kept, load_standing
from anima.settings import Settings
from anima.values import EventKind, SessionId

HERS = "Hey you. Rain again. I like it."
OTHERS = "I would be delighted to assist you with that; could you please provide more information?"


class Server(ThreadingHTTPServer):
    """A server of a model on loopback that always says the same, and counts how often."""

    daemon_threads = True

    def __init__(self, name: str, line: str) -> None:
        self.name, self.line, self.asked = name, line, 0
        super().__init__(("127.0.0.1", 0), _Answer)

    @property
    def mind(self) -> Mind:
        return Mind(f"http://127.0.0.1:{self.server_port}/v1", self.name, "", self.name)


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self._send("application/json", json.dumps({"data": [{"id": self.server.name}]}))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        assert isinstance(self.server, Server)
        if not self.path.endswith("/chat/completions"):
            self.send_error(404)
            return
        self.server.asked += 1
        said = {"choices": [{"delta": {"content": self.server.line}, "finish_reason": "stop"}]}
        self._send("text/event-stream", f"data: {json.dumps(said)}\n\ndata: [DONE]\n\n")

    def _send(self, kind: str, text: str) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def served(name: str, line: str) -> Generator[Server]:
    with Server(name, line) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class ClosedEmbedder(WordEmbedder):
    """Stands in for the encoder, whose weights a fast test does without."""

    def __init__(self, folder: Path) -> None:
        super().__init__()

    def close(self) -> None:
        """Nothing is open."""


class NoWeights:
    """Stands in for the store of weights."""

    def folder(self, name: str) -> Path:
        return Path(name)


class TwoDaysAgo:
    """A clock for what was said before the nights that are due."""

    def now(self) -> datetime:
        return datetime.now(UTC) - timedelta(days=2)


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch) -> Generator[tuple[Server, Server]]:
    with served("hers", HERS) as hers, served("others", OTHERS) as others:
        monkeypatch.setenv("ANIMA_LLM", others.mind.llm)
        monkeypatch.setenv("ANIMA_LLM_MODEL", "others")
        monkeypatch.setattr("anima.who_app.SentenceEncoder", ClosedEmbedder)
        monkeypatch.setattr("anima.who_app.WeightStore", NoWeights)
        yield hers, others


@pytest.fixture
async def home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, servers: tuple[Server, Server]
) -> Path:
    hers, others = servers
    monkeypatch.setenv("ANIMA_HOME", str(tmp_path))
    monkeypatch.setenv("ANIMA_WEIGHTS", str(tmp_path / "none"))
    said: tuple[tuple[EventKind, str], ...] = (
        ("heard", "I moved to Porto last week with my sister Agata."),
        ("spoken", "Porto! I like cities with stairs."),
    )
    async with await open_vault(Settings(home=tmp_path)) as vault:
        log = EventLog(vault, OWNER, TwoDaysAgo())
        await log.append(SessionId("m"), "name_accepted", {"name": "Wren"})
        await log.append(SessionId("m"), "disclosed", {"text": "I am an AI."})
        for kind, text in said:
            await log.append(SessionId("t"), kind, {"text": text})
        await decide_mind(log, hers.mind, "first")
        await decide_mind(log, others.mind, "trying")
        await decide_mind(log, others.mind, "held", "longer replies")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"}).invoke(app, ["who", *words])


@pytest.mark.usefixtures("home")
def test_her_night_is_thought_by_the_model_that_is_hers(servers: tuple[Server, Server]) -> None:
    hers, others = servers
    result = run("night")
    assert result.exit_code == 0, result.output
    assert hers.asked > 0
    assert others.asked == 0


async def kept_and_way(home: Path) -> tuple[str, str]:
    async with await open_vault(Settings(home=home)) as vault:
        log = EventLog(vault, OWNER, TwoDaysAgo())
        kept = await load_kept(log)
        return kept.signature.model if kept else "", (await load_standing(log)).way


def test_hers_is_compared_with_the_model_that_the_settings_name(
    home: Path, servers: tuple[Server, Server]
) -> None:
    result = run("compare")
    assert result.exit_code == 1, result.output
    assert "By others she is not quite who she was by hers" in result.output
    assert "She goes on by hers" in result.output
    assert "who model --take" in result.output
    assert all(server.asked > 0 for server in servers)
    assert asyncio.run(kept_and_way(home)) == ("hers", "held"), "nothing was decided"


def test_to_keep_her_as_she_is_keeps_her_by_hers(
    home: Path, servers: tuple[Server, Server]
) -> None:
    result = run("compare", "--keep")
    assert result.exit_code == 0, result.output
    assert servers[1].asked == 0
    assert asyncio.run(kept_and_way(home)) == ("hers", "held")


@pytest.mark.usefixtures("home")
def test_she_is_called_otherwise_by_a_command_which_tells_her_name_and_why() -> None:
    assert run("name").output == "She is called Wren.\n"
    result = run("name", "Nora")
    assert result.output == "She is Nora from now on. What was said before stays as it was.\n"
    assert run("name").output == "She is called Nora.\n"
    assert "Nora feels" in run().output
    assert run("name", "42").exit_code == 1
    assert run("name").output == "She is called Nora.\n"
