"""The process that holds the embedded model: llama.cpp's server on loopback, behind a key.

Run by `EmbeddedRuntime`, as a file, so that it imports nothing else of Anima. It reads one line of
JSON (see `main`) from its standard input, writes one line of JSON to its standard output
(`{"address": …}` or `{"error": …}`), and serves until its standard input ends, which it does
when the process that started it ends in whatever way.

Why a process: xllamacpp holds Python's interpreter lock while it loads (2 to 9 seconds) and while
it stops, so that inside our own process every conversation and the page would stand still; and
a crash of native code ends this process only, which is then started again.
"""

import json
import os
import sys
from typing import Any

# Read by OpenMP when it is loaded, so it stands before the import. Its threads wait for each other
# many times for each token. With its default they spin while they wait: 15 tokens a second alone,
# 0.6 beside speech. Asleep at once: 11 and 9. Spinning for a moment only: 14 and 8.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")

import xllamacpp as native  # see above

NICENESS = 10
"""Twice that gives speech little more."""

# The library is native and carries no types.
llama: Any = native


def main() -> None:
    """Serve. The line read is an object with `path`, `name`, `key`, `port` (0: any), `threads`,
    `slots`, `context_tokens` (of one conversation) and `states` (a folder, or nothing).
    """
    asked = json.loads(sys.stdin.readline())
    _give_way()
    try:
        server = llama.Server(_parameters(asked))
    except RuntimeError as error:
        _say({"error": str(error)})
        return
    _say({"address": server.listening_address})
    sys.stdin.read()


def _give_way() -> None:
    """Let speech models go first: a clause that waits for its sound is heard as silence, a token
    that comes later is not. A clause takes 0.67 s beside generation instead of 0.92.
    """
    if hasattr(os, "nice"):
        os.nice(NICENESS)


def _parameters(asked: dict[str, Any]) -> Any:
    """llama.cpp's parameters. The figures were measured with a 1.5B model on two cores."""
    parameters = llama.CommonParams()
    parameters.verbosity = -1
    parameters.model.path = asked["path"]
    parameters.model_alias = {asked["name"]}
    _guard(parameters, asked)
    for cores in (parameters.cpuparams, parameters.cpuparams_batch):
        cores.n_threads = asked["threads"]
    parameters.n_parallel = asked["slots"]
    parameters.n_ctx = asked["context_tokens"] * asked["slots"]
    # Which slot a prompt goes to is chosen by the client (see slots.py); nothing is put aside.
    parameters.cache_ram_mib = 0
    # An interrupted request is noticed between two batches: with 32 after about a second, with
    # 128 after three. The processor time that a token takes does not depend on it.
    parameters.n_batch = parameters.n_ubatch = 32
    if asked.get("states"):
        parameters.slot_save_path = asked["states"] + os.sep
    # Weights are rearranged at loading; mapping the file as well takes 590 MB and saves 1.3 s.
    parameters.load_mode = llama.llama_load_mode.LLAMA_LOAD_MODE_NONE
    return parameters


def _guard(parameters: Any, asked: dict[str, Any]) -> None:
    """Only this machine, only who has the key, no page, no foreign origin."""
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = asked["port"]
    parameters.api_keys = [asked["key"]]
    parameters.cors_origins = "http://127.0.0.1"
    parameters.ui = False
    parameters.endpoint_metrics = True
    parameters.endpoint_slots = True


def _say(what: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
