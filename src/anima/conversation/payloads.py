"""What was heard and recalled in a turn, as the log keeps it."""

from anima.values import Event, JsonValue, Memory, Utterance


def heard_payload(utterance: Utterance) -> dict[str, JsonValue]:
    """The payload of a `heard` event."""
    payload: dict[str, JsonValue] = {"text": utterance.text, "source": utterance.source}
    if utterance.audio_seconds:
        payload["audio_seconds"] = round(utterance.audio_seconds, 2)
    if utterance.voiced_seconds:
        payload["voiced_seconds"] = round(utterance.voiced_seconds, 2)
    return payload


def recalled_payload(heard: str, memories: tuple[Memory, ...]) -> dict[str, JsonValue]:
    """The payload of a `recalled` event for what was heard in the event of this id."""
    lines: list[JsonValue] = [{"text": m.text, "sources": list(m.sources)} for m in memories]
    return {"heard": heard, "memories": lines}


def memories_of(event: Event) -> tuple[Memory, ...]:
    """The memories in a `recalled` event; none when it is damaged or was forgotten."""
    lines = event.payload.get("memories")
    memories: list[Memory] = []
    for line in lines if isinstance(lines, list) else []:
        if isinstance(line, dict):
            sources = line.get("sources")
            ids = tuple(str(s) for s in sources) if isinstance(sources, list) else ()
            memories.append(Memory(str(line.get("text", "")), ids))
    return tuple(memories)
