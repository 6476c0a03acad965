"""What the page asks for over its line: her state, the transcript, a search, another voice."""

from collections.abc import Sequence
from dataclasses import asdict

from pydantic import BaseModel, Field, ValidationError

from anima.app import Anima
from anima.conversation import Conversation
from anima.memory import Turn
from anima.name_desk import NameDesk
from anima.persona import back_again
from anima.values import AnimaError, JsonValue
from anima.voice import Mouth
from anima.voice.voices import VOICES

SEARCH_LIMIT = 50
HISTORY_LIMIT = 200


class _Window(BaseModel):
    """Which part of the transcript the page wants."""

    before: int | None = Field(None, ge=0)
    after: int | None = Field(None, ge=0)
    limit: int = Field(50, ge=1, le=HISTORY_LIMIT)


class _Search(BaseModel):
    query: str = Field(max_length=500)
    limit: int = Field(30, ge=1, le=SEARCH_LIMIT)


class _Around(BaseModel):
    sequence: int = Field(ge=0)


class _Voice(BaseModel):
    voice: str


class RequestError(AnimaError):
    """The page asked for something that cannot be given."""


class PageRequests:
    """Answers one line's requests by their `t`."""

    def __init__(self, anima: Anima, conversation: Conversation) -> None:
        self._anima = anima
        self._conversation = conversation
        self._names = NameDesk(anima, conversation)

    async def answer(self, t: str, d: JsonValue) -> JsonValue:
        """The answer; None when there is no such request."""
        try:
            match t:
                case "state" | "voices":
                    return await self._state()
                case "history":
                    return await self._history(_Window.model_validate(d or {}))
                case "around":
                    place = _Around.model_validate(d)
                    return _turns(await self._anima.transcript.around(place.sequence))
                case "search":
                    wanted = _Search.model_validate(d)
                    found = await self._anima.transcript.search(wanted.query, limit=wanted.limit)
                    return _turns(found)
                case "choose-voice":
                    return await self._choose_voice(_Voice.model_validate(d).voice)
                case "name-sound" | "teach-name" | "forget-name-sound":
                    return await self._names.answer(t, d)
                case _:
                    return None
        except ValidationError as error:
            raise RequestError(f"The request {t} is malformed.") from error

    async def _history(self, window: _Window) -> JsonValue:
        transcript = self._anima.transcript
        if window.after is not None:
            later = await transcript.turns_after(window.after, limit=window.limit + 1)
            rows = _turns(later[: window.limit], more=len(later) > window.limit)
            return {**rows, "forgotten": await self._forgotten(window.after)}
        found = await transcript.turns(before=window.before, limit=window.limit + 1)
        return _turns(found[-window.limit :], more=len(found) > window.limit)

    async def _forgotten(self, after: int) -> list[JsonValue]:
        """What has lost its words since: a page that was away shows them still."""
        found: list[JsonValue] = []
        for event in await self._anima.log.events(after=after, kinds=("forgotten",)):
            ids = event.payload.get("events")
            found += ids if isinstance(ids, list) else []
        return found

    async def _choose_voice(self, voice: str) -> JsonValue:
        if voice not in {each.id for each in VOICES}:
            raise RequestError("There is no such voice.", advice="Choose one of the list.")
        await self._anima.choose_voice(self._conversation.session, voice)
        await self._conversation.refresh()
        return await self._state()

    async def _state(self) -> JsonValue:
        who = self._conversation.identity
        voices: list[JsonValue] = [
            {
                "id": voice.id,
                "label": f"Voice {number}",
                "description": voice.description,
                "gender": voice.gender,
                "accent": voice.accent,
            }
            for number, voice in enumerate(VOICES, start=1)
        ]
        return {
            "name": who.name,
            "voice": who.voice,
            "met": who.met,
            "stage": who.stage.value,
            "person_name": who.person_name,
            "voices": voices,
            "awake": True,
            "fresh": not self._conversation.has_spoken,
            "back": who.met and await back_again(self._anima.log) is not None,
            "voice_note": _voice_note(self._anima),
        }


def _turns(turns: Sequence[Turn], *, more: bool = False) -> dict[str, JsonValue]:
    rows: list[JsonValue] = [asdict(turn) | {"at": turn.at.isoformat()} for turn in turns]
    return {"turns": rows, "more": more}


def _voice_note(anima: Anima) -> str:
    """What the person should know about how she speaks on this machine."""
    mouth = anima.speech.text_to_speech if anima.speech else None
    return mouth.note if isinstance(mouth, Mouth) else ""
