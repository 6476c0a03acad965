"""Pipecat's evaluation harness, as it comes: a foreign RTVI client that plays whole scenarios."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

from anima.models import WeightStore

SCENARIOS = """\
name: talk
scenarios:
  - name: text
    turns:
      - user: "Hello, my name is Theo."
        expect:
          - event: response
  - name: spoken
    user: &spoken
      modality: audio
    judge: &heard
      modality: audio
      transcription:
        service: whisper
        model: {model}
    turns:
      - user: "{words}"
        audio: {recording}
        expect:
          - event: user_started_speaking
            check_from: turn_start
          - event: user_transcription
            text_contains: "{contained}"
            check_from: turn_start
          - event: bot_started_speaking
            check_from: turn_start
          - event: tts_response
            check_from: turn_start
          - event: response
            check_from: turn_start
  - name: barge_in
    user: *spoken
    judge: *heard
    turns:
      - user: "{words}"
        audio: {recording}
        expect:
          - event: bot_started_speaking
            check_from: turn_start
      - user: "{words}"
        audio: {recording}
        send_after:
          event: bot_started_speaking
          delay_ms: 700
        expect:
          - event: user_started_speaking
            within_ms: 15000
            check_from: turn_start
          - event: bot_interrupted
            within_ms: 15000
            check_from: turn_start
          - event: user_transcription
            text_contains: "{contained}"
            check_from: turn_start
          - event: llm_response
            check_from: turn_start
"""


async def plays(address: str, folder: Path, *, recording: Path, words: str) -> tuple[bool, str]:
    """Whether the scenarios hold against the bot at this address; and what the harness printed.

    The recording says the words. The harness transcribes her sound with the recogniser that is
    installed here.
    """
    model = WeightStore().folder("whisper-base")
    contained = " ".join(words.split()[1:3])
    file = folder / "scenario.yaml"
    given = {"model": model, "recording": recording, "words": words, "contained": contained}
    file.write_text(SCENARIOS.format(**given))
    harness = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pipecat.evals", "run", str(file), "--bot-url", address),
        "--verbose",
        env=os.environ | {"HF_HUB_OFFLINE": "1", "COLUMNS": "200"},
        stdout=PIPE,
        stderr=STDOUT,
        cwd=folder,
    )
    printed, _ = await harness.communicate()
    return harness.returncode == 0, printed.decode()
