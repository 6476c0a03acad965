"""The player, sample by sample: where she goes back to, and that nothing is left out after it."""

from pathlib import Path

import numpy as np
import pytest
from browser import CHROMIUM, FLAGS
from playwright.async_api import async_playwright

import anima.interfaces.web

pytestmark = pytest.mark.slow

PLAYER = Path(anima.interfaces.web.__file__).parent / "static" / "player-worklet.js"
PIECE, PIECES, FADE = 4800, 12, 120

PLAYED = """([code, piece, pieces, stopped, from]) => {
  let Made;
  class Processor { port = { postMessage() {} }; }
  new Function("AudioWorkletProcessor", "registerProcessor", "sampleRate", code)(
    Processor, (_, made) => { Made = made; }, 24000);
  const player = new Made();
  const tell = (data) => player.port.onmessage({ data });
  for (let at = 0; at < pieces; at += 1) {
    const samples = Float32Array.from({ length: piece }, (_, i) => at * piece + i + 1);
    tell({ type: "sound", reply: "a", offset: at * piece, samples });
  }
  const out = [];
  const play = (blocks) => {
    for (let n = 0; n < blocks; n += 1) {
      const block = new Float32Array(128);
      player.process([], [[block]]);
      out.push(...block);
    }
  };
  play(stopped / 128);
  tell({ type: "pause", reply: "a", on: true });
  play(4);
  const before = out.length;
  tell({ type: "pause", reply: "a", on: false, from });
  play(Math.ceil((piece * pieces) / 128) + 8);
  return [before, out];
}"""
"""The class of the worklet, outside of one: pieces of a ramp, paused, then begun again."""


@pytest.mark.parametrize(
    ("stopped", "start"),
    [
        (12_800, 12_000),
        (12_800, 9_600),
        (12_800, 8_000),
        (12_800, 4_799),
        (6_400, 0),
        (9_600, 9_599),
    ],
)
async def test_she_begins_again_at_the_sample_and_leaves_nothing_out(
    stopped: int, start: int
) -> None:
    async with async_playwright() as drivers:
        chromium = await drivers.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        page = await chromium.new_page()
        told = await page.evaluate(PLAYED, [PLAYER.read_text(), PIECE, PIECES, stopped, start])
        await chromium.close()
    before, out = told[0], np.array(told[1])
    again = out[before:]
    assert not again[PIECE * PIECES - start :].any(), "it ends with the last sample"
    expected = np.arange(start, PIECE * PIECES) + 1
    # It comes back over a few milliseconds; after these every sample is itself.
    heard = again[: len(expected)]
    np.testing.assert_array_equal(heard[FADE:], expected[FADE:])
    assert (np.diff(heard[:FADE]) > 0).all()
