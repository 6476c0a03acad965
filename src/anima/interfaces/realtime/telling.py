"""What the engine says, as the protocol's events."""

import base64
from collections.abc import Callable
from typing import Any

from anima.interfaces.realtime.asked_dialogue import AskedDialogue, is_silent
from anima.interfaces.realtime.client_events import PCM_SAMPLE_BYTES, TruncateItem
from anima.interfaces.realtime.configuration import OUTPUT_RATE
from anima.interfaces.realtime.server_events import event, failure
from anima.interfaces.realtime.state import State, Turn
from anima.interfaces.realtime.wire import answer_noted, playout, tell
from anima.values import JsonValue
from anima.voice.pcm import from_pcm16, to_pcm16
from anima.voice.playout import Playout
from anima.voice.rates import RateChange


class Telling:
    """Turns each of the engine's messages into the events that a Realtime client knows."""

    def __init__(self, state: State, dialogue: AskedDialogue, now: Callable[[], float]) -> None:
        self._state = state
        self._dialogue = dialogue
        self._now = now
        self._rate: RateChange | None = None
        self._trouble = ""

    def events(self, kind: str, data: dict[str, Any]) -> list[str]:
        """The events for one message of the engine."""
        turn = self._state.turn
        if kind == "stored":
            return self._stored(data)
        if turn is not None and (told := self._of_hers(turn, kind, data)) is not None:
            return told
        match kind:
            case "user-started-speaking":
                return self._begins_to_speak()
            case "user-stopped-speaking":
                return self._has_spoken()
            case "reply" if not is_silent(str(data["reply"])):
                return self._begins(str(data["reply"]), aloud=bool(data["spoken"]))
            case "error":
                self._trouble = str(data["error"])
                return [failure(self._trouble)]
            case _:
                return []

    def _of_hers(self, turn: Turn, kind: str, data: dict[str, Any]) -> list[str] | None:
        match kind:
            case "bot-llm-text":
                return self._writes(turn, str(data["text"]))
            case "bot-tts-audio":
                return self._sounds(turn, data)
            case "sent":
                return self._is_sent(turn)
            case "bot-interrupted":
                return self._is_interrupted(turn)
            case "ended" if data["reply"] == turn.reply:
                return self._is_over(turn)
            case _:
                return None

    # The person ------------------------------------------------------------------------------

    def _begins_to_speak(self) -> list[str]:
        state, microphone = self._state, self._state.microphone
        if microphone.is_speaking or not state.configuration.detects_turns:
            return []
        microphone.is_speaking = True
        microphone.item_id = state.items.new_id()
        kind, at = "input_audio_buffer.speech_started", round(microphone.seconds * 1000)
        return [event(kind, audio_start_ms=at, item_id=microphone.item_id)]

    def _has_spoken(self) -> list[str]:
        state, microphone = self._state, self._state.microphone
        understood = self._dialogue.take_understood()
        self._dialogue.drops_next = False  # only this one was taken back
        if not state.configuration.detects_turns:
            return [] if understood or not state.awaiting else self._was_wordless()
        if not microphone.is_speaking:
            return []
        microphone.is_speaking = False
        item_id, at = microphone.item_id, round(microphone.seconds * 1000)
        stopped = event("input_audio_buffer.speech_stopped", audio_end_ms=at, item_id=item_id)
        if not understood:
            return [stopped]
        previous = state.items.last
        state.awaiting.append(item_id)
        return [
            stopped,
            event("input_audio_buffer.committed", item_id=item_id, previous_item_id=previous),
            state.items.person_said(item_id, None, done=False),
        ]

    def _was_wordless(self) -> list[str]:
        """What the client committed held no words: say so, and answer what else waits."""
        state = self._state
        told = self._transcribed(state.awaiting.popleft(), "")
        state.took_in()
        if state.wish is None or state.awaiting or self._dialogue.has_noted:
            self._grant()
            return told
        response = state.response(voice=self._dialogue.her_voice, aloud=state.aloud)
        error: dict[str, JsonValue] = {
            "type": "invalid_request_error",
            "code": "no_words",
            "message": "No words were understood.",
        }
        return [*told, *response.begins(), *response.ends("failed", error=error)]

    def _stored(self, data: dict[str, Any]) -> list[str]:
        state = self._state
        event_id, text = str(data["id"]), str(data["text"])
        if data["speaker"] != "person":
            if state.turn is not None:
                state.turn.stored = text
            return []
        if event_id in state.kept or not state.awaiting:
            return []
        state.kept.add(event_id)
        told = self._transcribed(state.awaiting.popleft(), text)
        state.took_in()
        self._grant()
        return told

    def _grant(self) -> None:
        """Have what waits answered, if that was asked for and all of it is understood."""
        state = self._state
        if state.wish is not None and not state.awaiting and self._dialogue.has_noted:
            self._dialogue.aloud = state.aloud
            state.when_over(answer_noted(aloud=state.aloud))

    def _transcribed(self, item_id: str, text: str) -> list[str]:
        kind = "conversation.item.input_audio_transcription"
        place: dict[str, JsonValue] = {"item_id": item_id, "content_index": 0}
        usage: JsonValue = {"type": "duration", "seconds": round(self._state.microphone.seconds, 3)}
        return [
            *([event(f"{kind}.delta", **place, delta=text)] if text else []),
            event(f"{kind}.completed", **place, transcript=text, usage=usage),
            self._state.items.person_said(item_id, text, done=True),
        ]

    # Her -------------------------------------------------------------------------------------

    def _begins(self, reply: str, *, aloud: bool) -> list[str]:
        state = self._state
        state.has_begun, state.stopped_by_client, self._trouble = True, False, ""
        response = state.response(voice=self._dialogue.her_voice, aloud=aloud)
        state.turn, state.busy = Turn(reply, response), False
        self._dialogue.aloud = state.configuration.aloud
        if state.unwanted:
            state.unwanted, state.stopped_by_client = False, True
            state.soon.append(tell("interrupt"))
        return response.begins()

    def _writes(self, turn: Turn, text: str) -> list[str]:
        told = turn.response.writes(text, self._state.items.last)
        self._list(turn, "in_progress")
        return told

    def _sounds(self, turn: Turn, data: dict[str, Any]) -> list[str]:
        rate, audio = int(data["sample_rate"]), str(data["audio"])
        if turn.playout is None:
            turn.playout, turn.since = Playout(rate), self._now()
        turn.playout.add(_decoded_bytes(audio) // PCM_SAMPLE_BYTES)
        if rate != OUTPUT_RATE:
            self._rate = self._rate or RateChange(rate, OUTPUT_RATE)
            samples = self._rate.changed(from_pcm16(base64.b64decode(audio)))
            audio = base64.b64encode(to_pcm16(samples)).decode("ascii")
        told = turn.response.sounds(audio, self._state.items.last)
        self._list(turn, "in_progress")
        return told

    def _is_sent(self, turn: Turn) -> list[str]:
        """All her words and all her sound are out; it may still be playing."""
        told = turn.response.ends("completed")
        self._list(turn, "completed")
        self._state.hear_out()
        return told

    def _is_interrupted(self, turn: Turn) -> list[str]:
        state = self._state
        turn.was_interrupted = True
        by_client, state.stopped_by_client = state.stopped_by_client, False
        started = [] if by_client else self._begins_to_speak()
        if turn.cut is None and (played := turn.played(self._now())) is not None:
            state.soon.append(playout(turn.reply, played))
        turn.is_settled = True
        reason = "client_cancelled" if by_client else "turn_detected"
        told = turn.response.ends("cancelled", reason=reason)
        self._list(turn, "incomplete")
        return [*started, *told]

    def _is_over(self, turn: Turn) -> list[str]:
        """What was heard of her is stored."""
        failed: dict[str, JsonValue] = {
            "type": "server_error",
            "code": "internal_error",
            "message": self._trouble,
        }
        told = (
            turn.response.ends("failed", error=failed)
            if self._trouble
            else turn.response.ends("completed")
        )
        self._list(turn, "incomplete" if turn.was_interrupted else "completed", turn.stored)
        self._state.over[turn.response.item_id] = turn
        self._state.turn = None
        return [*told, truncated(turn.cut)] if turn.cut else told

    def _list(self, turn: Turn, status: str, text: str | None = None) -> None:
        """Keep her item as it is now, for whoever asks for it."""
        if turn.response.has_item:
            self._state.items.add(turn.response.item_id, turn.response.item(status, text))


def truncated(cut: TruncateItem) -> str:
    """Her item ends there, and is stored so."""
    return event(
        "conversation.item.truncated",
        item_id=cut.item_id,
        content_index=0,
        audio_end_ms=cut.audio_end_ms,
    )


def _decoded_bytes(audio: str) -> int:
    return len(audio) // 4 * 3 - audio[-2:].count("=")
