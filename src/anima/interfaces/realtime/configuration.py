"""How one Realtime session is set, as the client asked for it and as it is told back."""

from dataclasses import dataclass, replace

from anima.interfaces.realtime.client_events import SessionChange
from anima.values import JsonValue

OUTPUT_RATE = 24_000
"""Of her voice on this wire: the one rate that the protocol has for PCM."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """A session's settings.

    Attributes:
        aloud: Whether she speaks, or only writes.
        detects_turns: Whether the end of a turn is found here, or committed by the client.
        detector: The kind of detection that the client named.
        answers_at_once: Whether a turn that was found is answered without being asked for.
        may_be_interrupted: Whether the person's voice stops her.
        input_rate: Samples per second that the client appends.
    """

    aloud: bool = True
    detects_turns: bool = True
    detector: str = "server_vad"
    answers_at_once: bool = True
    may_be_interrupted: bool = True
    input_rate: int = OUTPUT_RATE

    def changed(self, change: SessionChange) -> "Configuration":
        """With what the client asks for; the rest stays."""
        new = self
        if change.output_modalities:
            new = replace(new, aloud="audio" in change.output_modalities)
        given = change.audio.input if change.audio else None
        if given is None:
            return new
        if given.format is not None:
            new = replace(new, input_rate=given.format.rate)
        if "turn_detection" not in given.model_fields_set:
            return new
        if (turns := given.turn_detection) is None:
            return replace(new, detects_turns=False)
        return replace(
            new,
            detects_turns=True,
            detector=turns.type,
            answers_at_once=turns.create_response,
            may_be_interrupted=turns.interrupt_response,
        )

    def session(self, session_id: str, *, model: str, voice: str) -> dict[str, JsonValue]:
        """The session as the protocol shows it: what is in force, not what was wished for."""
        turns: dict[str, JsonValue] | None = None
        if self.detects_turns:
            turns = {
                "type": self.detector,
                "create_response": self.answers_at_once,
                "interrupt_response": self.may_be_interrupted,
            }
        return {
            "type": "realtime",
            "object": "realtime.session",
            "id": session_id,
            "model": model,
            "output_modalities": ["audio" if self.aloud else "text"],
            "instructions": "",
            "tools": [],
            "tool_choice": "none",
            "max_output_tokens": "inf",
            "audio": {
                "input": {
                    "format": {"type": "audio/pcm", "rate": self.input_rate},
                    "transcription": {"model": "whisper"},
                    "noise_reduction": None,
                    "turn_detection": turns,
                },
                "output": {
                    "format": {"type": "audio/pcm", "rate": OUTPUT_RATE},
                    "voice": voice,
                    "speed": 1.0,
                },
            },
        }
