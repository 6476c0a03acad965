"""What the client says, done: the engine is told, and the client answered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import assert_never

from anima.interfaces.realtime.asked_dialogue import AskedDialogue
from anima.interfaces.realtime.client_events import (
    AppendAudio,
    CancelResponse,
    ClearAudio,
    ClientEvent,
    CommitAudio,
    CreateItem,
    CreateResponse,
    DeleteItem,
    Item,
    RealtimeError,
    ResponseWish,
    RetrieveItem,
    TruncateItem,
    UpdateSession,
)
from anima.interfaces.realtime.configuration import OUTPUT_RATE, Configuration
from anima.interfaces.realtime.items import sound_of, words_of
from anima.interfaces.realtime.server_events import event
from anima.interfaces.realtime.state import State, Turn
from anima.interfaces.realtime.telling import truncated
from anima.interfaces.realtime.wire import Raw, answer_noted, playout, tell
from anima.values import JsonValue, Utterance, new_id
from anima.voice import INPUT_RATE
from anima.voice.pcm import from_pcm16, to_pcm16
from anima.voice.playout import Playout
from anima.voice.rates import RateChange

MOST_KEPT_SECONDS = 240.0
"""Of what was appended and not committed. Some clients append all that the microphone hears and
commit at the end of a turn: after an hour of quiet only the end of it can be an utterance."""

LEAST_COMMIT_SECONDS = 0.1
"""Less is no utterance; the protocol's own bound."""


class Acting:
    """Does what the client asks; refuses with a `RealtimeError`."""

    def __init__(
        self,
        state: State,
        dialogue: AskedDialogue,
        emit: Callable[..., Awaitable[None]],
        *,
        model: str,
    ) -> None:
        self._state = state
        self._dialogue = dialogue
        self._emit = emit
        self._model = model
        self._session = f"sess_{new_id()}"
        self._rate = RateChange(OUTPUT_RATE, INPUT_RATE)

    def session(self) -> dict[str, JsonValue]:
        """The session as it is."""
        voice = self._dialogue.her_voice
        return self._state.configuration.session(self._session, model=self._model, voice=voice)

    async def act(self, given: ClientEvent) -> None:
        """Do what one event asks for."""
        match given:
            case UpdateSession(change):
                await self._configure(self._state.configuration.changed(change))
            case AppendAudio() | CommitAudio() | ClearAudio():
                await self._listen(given)
            case CreateItem(item):
                await self._create(item)
            case DeleteItem(item_id):
                self._state.items.find(item_id, what="delete")
                raise RealtimeError(
                    "What was said stays in her log; it is forgotten on her memory page.",
                    code="item_delete_not_possible",
                    param="item_id",
                )
            case RetrieveItem(item_id):
                kept = self._state.items.find(item_id, what="retrieve")
                await self._emit(event("conversation.item.retrieved", item=kept.item))
            case TruncateItem():
                await self._truncate(given)
            case CreateResponse(wish):
                await self._respond(wish)
            case CancelResponse(response_id):
                await self._cancel(response_id)
            case _:
                assert_never(given)

    async def _configure(self, new: Configuration) -> None:
        state = self._state
        before, state.configuration = state.configuration, new
        self._dialogue.answers_at_once = new.detects_turns and new.answers_at_once
        self._dialogue.aloud = new.aloud
        if new.input_rate != before.input_rate:
            self._rate = RateChange(new.input_rate, INPUT_RATE)
        if new.detects_turns != before.detects_turns:
            state.microphone.take()
            mode = "open" if new.detects_turns else "held"
            state.soon.append(tell("microphone", {"mode": mode}))
        await self._emit(event("session.updated", session=self.session()))

    # The microphone --------------------------------------------------------------------------

    async def _listen(self, given: AppendAudio | CommitAudio | ClearAudio) -> None:
        match given:
            case AppendAudio(pcm):
                self._append(pcm)
            case CommitAudio():
                await self._commit()
            case ClearAudio():
                if self._state.configuration.detects_turns and self._state.microphone.is_speaking:
                    self._dialogue.drops_next = True
                    self._reopen()
                self._state.microphone.take()
                await self._emit(event("input_audio_buffer.cleared"))

    def _append(self, pcm: bytes) -> None:
        state = self._state
        state.microphone.seconds += state.seconds(len(pcm))
        if not state.configuration.detects_turns:
            state.microphone.keep(pcm, most=state.size(MOST_KEPT_SECONDS))
            return
        samples = self._rate.changed(from_pcm16(pcm))
        if state.turn is not None and not state.configuration.may_be_interrupted:
            samples = samples * 0
        state.soon.append(to_pcm16(samples))

    def _reopen(self) -> None:
        """Closing the microphone ends what is being said; it is open again for the next."""
        self._state.soon += [tell("microphone", {"mode": mode}) for mode in ("off", "open")]

    async def _commit(self) -> None:
        state = self._state
        if state.configuration.detects_turns and state.microphone.is_speaking:
            self._reopen()
            return
        if state.seconds(state.microphone.kept_bytes) < LEAST_COMMIT_SECONDS:
            raise RealtimeError(
                "There is less than 100 ms of audio to commit.",
                code="input_audio_buffer_commit_empty",
            )
        item_id, before = state.items.new_id(), state.items.last
        kind = "input_audio_buffer.committed"
        await self._emit(event(kind, item_id=item_id, previous_item_id=before))
        await self._hear(item_id, state.microphone.take())

    async def _hear(self, item_id: str, pcm: bytes) -> None:
        """An utterance that the client has marked out itself goes to the engine as a held key."""
        state = self._state
        state.awaiting.append(item_id)
        await self._emit(state.items.person_said(item_id, None, done=False))
        rate, step = RateChange(state.configuration.input_rate, INPUT_RATE), state.size(1.0)
        pieces: list[Raw] = []
        for at in range(0, len(pcm), step):
            pieces.append(to_pcm16(rate.changed(from_pcm16(pcm[at : at + step]))))
            await asyncio.sleep(0)  # others speak meanwhile
        pressed, released = (tell("talk", {"pressed": on}) for on in (True, False))
        state.when_over(pressed, *pieces, released)

    # The conversation ------------------------------------------------------------------------

    async def _create(self, item: Item) -> None:
        item_id = self._state.items.new_id(item.id)
        if item.type != "message" or item.role not in ("user", "assistant", "system"):
            raise RealtimeError(
                "She takes in messages only.", code="invalid_value", param="item.type"
            )
        if item.role != "user":
            await self._pass_over(item_id, item)
            return
        pcm, text = sound_of(item), words_of(item)
        if pcm and not self._state.configuration.detects_turns:
            await self._hear(item_id, pcm)
        elif text:
            # It is durable before the client is told that it is there.
            stored = await self._dialogue.note(Utterance(text))
            self._state.kept.add(stored.id)
            await self._emit(*self._state.items.person_wrote(item_id, text))
        else:
            needs = "A message of sound needs turn_detection to be null."
            raise RealtimeError(
                needs if pcm else "The message is empty.",
                code="invalid_value",
                param="item.content",
            )

    async def _pass_over(self, item_id: str, item: Item) -> None:
        """A history or instructions of the client's: shown back to it, but the log is hers."""
        told: dict[str, JsonValue] = {
            "id": item_id,
            "object": "realtime.item",
            "type": "message",
            "status": "completed",
            "role": item.role,
            "content": [part.model_dump(exclude_none=True) for part in item.content],
        }
        kept = self._state.items.add(item_id, told)
        for kind in ("conversation.item.added", "conversation.item.done"):
            await self._emit(event(kind, item=told, previous_item_id=kept.previous))

    async def _respond(self, wish: ResponseWish) -> None:
        state = self._state
        if state.wish is not None or (state.turn and not state.turn.response.is_over):
            raise RealtimeError(
                "She is answering already; wait for response.done or cancel it.",
                code="conversation_already_has_active_response",
            )
        if wish.conversation == "none":
            raise RealtimeError(
                "She has one conversation, and answers nothing outside it.",
                code="invalid_value",
                param="response.conversation",
            )
        for item in wish.input or ():
            await self._create(item)
        if state.awaiting:
            state.wish = wish  # it is granted when the words are understood
            return
        state.wish = wish
        if not self._dialogue.has_noted and state.has_begun:
            # Some clients take any refusal for the end of the session, and ask at every silence.
            response = state.response(voice=self._dialogue.her_voice, aloud=state.aloud)
            await self._emit(*response.begins(), *response.ends("completed"))
            return
        self._dialogue.aloud = state.aloud
        if self._dialogue.has_noted:
            state.when_over(answer_noted(aloud=state.aloud))
        else:
            state.soon.append(tell("greet", {"audio_response": state.aloud}))

    async def _cancel(self, response_id: str | None) -> None:
        turn = self._state.turn
        is_under_way = turn is not None and not turn.response.is_over
        if not is_under_way and self._state.wish is not None and response_id is None:
            await self._cancel_wish()
            return
        if turn is None or turn.response.is_over or response_id not in (None, turn.response.id):
            raise RealtimeError(
                "There is no such response under way.", code="response_cancel_not_active"
            )
        self._interrupt()

    async def _cancel_wish(self) -> None:
        """A response that has not begun: what it was to answer is answered with the next."""
        state = self._state
        if not state.withdraw_request():
            state.unwanted = True
            return
        response = state.response(voice=self._dialogue.her_voice, aloud=state.aloud)
        ended = response.ends("cancelled", reason="client_cancelled")
        await self._emit(*response.begins(), *ended)

    def _interrupt(self) -> None:
        self._state.stopped_by_client = True
        self._state.soon.append(tell("interrupt"))

    async def _truncate(self, cut: TruncateItem) -> None:
        state = self._state
        state.items.find(cut.item_id, what="truncate")
        turn = state.turn
        if turn is not None and turn.response.item_id == cut.item_id and turn.playout is not None:
            self._cut_short(turn, turn.playout, cut)
            return
        over = state.over.get(cut.item_id)
        if over is None:
            raise RealtimeError(
                "Only her own sound can be cut short.",
                code="item_truncate_invalid_item_id",
                param="item_id",
            )
        if not over.was_interrupted and (sound := over.playout) is not None:
            # It counts as heard to its end. Clients that cut what is over take a refusal for the
            # end of the session: they are told where it ends.
            cut = replace(cut, audio_end_ms=sound.sent * 1000 // sound.sample_rate)
        await self._emit(truncated(cut))

    def _cut_short(self, turn: Turn, sound: Playout, cut: TruncateItem) -> None:
        samples = cut.audio_end_ms * sound.sample_rate // 1000
        if samples > sound.sent:
            raise RealtimeError(
                "The item's audio is shorter than that.",
                code="invalid_value",
                param="audio_end_ms",
            )
        turn.cut, turn.is_settled = cut, True
        if not turn.was_interrupted:
            self._interrupt()
        self._state.soon.append(playout(turn.reply, samples, stopped=True))
