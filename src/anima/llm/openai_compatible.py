"""A chat model behind any OpenAI-compatible server: llama.cpp, Ollama, vLLM, a cloud."""

import asyncio
import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace

from anima.llm.answer import Answer
from anima.llm.chat_model import ChatEvent, ChatRequest, Finished, Message, ModelProfile, Usage
from anima.llm.endpoint import Endpoint
from anima.llm.patience import Patience, deadline_in, understood_transport
from anima.llm.profiles import profile_for, with_context
from anima.llm.read_prompt import ReadPrompt
from anima.llm.request_body import message_list, request_body
from anima.llm.slot_states import SlotStates, StateFolder
from anima.llm.slots import Slots
from anima.llm.thinking import (
    always_thinks,
    asked_to_speak,
    begins_in_thought,
    room_to_think,
)
from anima.llm.token_estimate import estimate_tokens
from anima.llm.wire import (
    AppliedTemplate,
    InputTokens,
    ListedModel,
    ModelList,
    Properties,
    Tokenized,
)
from anima.values import JsonValue, ModelError, ModelNonsenseError, ModelUnavailableError

_COMPLETIONS = "/chat/completions"
_NO_REPETITION: dict[str, JsonValue] = {
    "dry_multiplier": 0.8,
    "dry_base": 1.75,
    "dry_allowed_length": 2,
    "dry_penalty_last_n": 100,
}
"""llama.cpp's sampler against going on as a stretch of the last turns went on (DRY). A small model
that has once repeated the person or itself soon does nothing else."""

_NOT_FOR_CHAT = re.compile(r"embed|rerank|whisper|tts|clip|bge|minilm|dall-e|moderation")


class OpenAICompatible:
    """Implements `ChatModel` over HTTP.

    Nothing is asked before it is needed, so that Anima starts when the model is down. What is
    known of the model grows with the first answer of the server: see `profile`.

    Args:
        base_url: The API's address, such as http://localhost:11434/v1.
        model: The model's name there; None takes the first one that can chat.
        api_key: The key that the server asks for, if it does.
        profile: What the model can bear, when that is known better than by its name.
        patience: How long silence is borne.
        slots: The slots of a llama.cpp server that serves nobody else; 0 leaves it the choice.
        states: Where that server writes the states of its slots, if it can.
        thinks: Let a model that can think do so before it speaks; else it is asked not to. One
            that thinks all the same gets room for it beside every answer.

    Raises `SettingsError` when the address is not one.
    """

    def __init__(
        self,
        base_url: str,
        *,
        model: str | None = None,
        api_key: str | None = None,
        profile: ModelProfile | None = None,
        patience: Patience | None = None,
        slots: int = 0,
        states: StateFolder | None = None,
        thinks: bool = False,
    ) -> None:
        self._patience = patience or Patience()
        self._endpoint = Endpoint(base_url, api_key=api_key, patience=self._patience)
        self._model = model
        self._given_profile = profile
        self._profile = profile or profile_for(model or "")
        self._known: ListedModel | None = None
        self._may_think = thinks
        self._thinks = thinks
        self._begins_in_thought: bool | None = None
        self._slots = Slots(slots) if slots else None
        self._reader = states.reader if states else ""
        self._states = (
            SlotStates(self._endpoint, self._slots, states) if states and self._slots else None
        )

    @property
    def profile(self) -> ModelProfile:
        """What the model can bear: by its name at first, then also by what the server says.

        Its context is without what a thinking model is left for its thought.
        """
        profile = self._profile
        if self._may_think:
            profile = replace(profile, continues=False)  # An answer begun for it leaves no thought.
        room = self._room_to_think
        return replace(profile, context_tokens=profile.context_tokens - room) if room else profile

    async def identify(self) -> str:
        """Learn which model this is, and its context; the model's name.

        Raises `ModelError` when the name was not given and the server does not tell it.
        """
        if self._known is None:
            try:
                listed = (await self._endpoint.ask(ModelList, self._endpoint.url("/models"))).data
                await self._learn(listed)
            except ModelError as error:
                if self._model is None:
                    raise
                if not error.retryable:
                    # Some servers list no models, or not to every key; the name then suffices.
                    self._known = ListedModel(id=self._model)
        return self._known.id if self._known else self._model or ""

    async def stream(self, request: ChatRequest) -> AsyncGenerator[ChatEvent]:
        """Generate. See `ChatModel.stream`; close the generator to stop."""
        for room in dict.fromkeys((self._room_to_think, self._most_room)):
            answer = self._answer()
            asked = replace(request, max_tokens=request.max_tokens + room)
            async with aclosing(self._events(asked, answer)) as events:
                async for event in events:
                    if not (answer.only_thought and isinstance(event, Finished)):
                        yield event
            if not answer.only_thought:
                # Once is enough: what is held in vain only comes a little later.
                before = self._begins_in_thought or False
                self._begins_in_thought = before or answer.text_began_in_thought
                return
        raise ModelNonsenseError(
            "The model thought until its room was used up, and said nothing.",
            advice="Choose one that can be kept from thinking, or give it a larger context.",
        )

    async def _events(self, request: ChatRequest, answer: Answer) -> AsyncGenerator[ChatEvent]:
        body = await self._body(request)
        deadline = deadline_in(self._patience.first_token_seconds)
        url = self._endpoint.url(_COMPLETIONS)
        async with self._endpoint.events(url, body, deadline) as events:
            while not answer.complete:
                data = await _next(events, deadline, answer)
                if data is None:
                    break
                pieces, read = answer.pieces, answer.prompt_tokens_read
                for delta in answer.feed(data):
                    yield delta
                self._thinks = self._thinks or answer.thought
                if answer.pieces > pieces:
                    deadline = deadline_in(self._limit(answer))
                elif answer.prompt_tokens_read > read and not pieces:
                    # A slow machine that is getting on with a long prompt is not silent.
                    deadline = deadline_in(self._patience.first_token_seconds)
        last = answer.end()
        self._thinks = self._thinks or answer.thought
        for event in last:
            yield event

    async def count_tokens(self, messages: Sequence[Message]) -> int:
        """Tokens of this prompt: by llama.cpp's own count, elsewhere `estimate_tokens`."""
        name = await self.identify()
        if not self._is_llamacpp:
            return estimate_tokens(messages)
        body: dict[str, JsonValue] = {"model": name, "messages": message_list(messages)}
        body |= self._asked_to_speak()
        endpoint = self._endpoint
        try:
            url = endpoint.url(f"{_COMPLETIONS}/input_tokens")
            return (await endpoint.ask(InputTokens, url, body)).input_tokens
        except ModelUnavailableError as error:
            if error.retryable:
                raise
        # A llama.cpp from before that method: what it does inside, in two steps.
        prompt = await endpoint.ask(AppliedTemplate, endpoint.root_url("/apply-template"), body)
        question = {"content": prompt.prompt, "add_special": True, "parse_special": True}
        tokenized = await endpoint.ask(Tokenized, endpoint.root_url("/tokenize"), question)
        return len(tokenized.tokens)

    async def warm(self, messages: Sequence[Message]) -> Usage:
        """Have the server process this prompt; see `ChatModel.warm`.

        Only a server that is near: a far one asks money for every prompt, and starts soon anyway.
        """
        if not self._endpoint.is_near:
            return Usage(0, 0, 0)
        request = ChatRequest(messages, max_tokens=1, temperature=0.0)
        async with aclosing(self._events(request, self._answer())) as events:
            ends = [event async for event in events if isinstance(event, Finished)]
        return ends[0].usage

    @property
    def reader(self) -> str:
        """See `KeepsPrompts.reader`."""
        return self._reader

    async def give(self, messages: Sequence[Message]) -> ReadPrompt | None:
        """See `KeepsPrompts.give`."""
        return await self._states.give(messages) if self._states else None

    async def take(self, read: ReadPrompt) -> bool:
        """See `KeepsPrompts.take`."""
        return await self._states.take(read) if self._states else False

    async def aclose(self) -> None:
        """Close every connection."""
        await self._endpoint.aclose()

    async def _body(self, request: ChatRequest) -> dict[str, JsonValue]:
        body = request_body(request, await self.identify()) | self._asked_to_speak()
        if self._slots is not None:
            body["id_slot"] = self._slots.choose(request.messages)
        if self._is_llamacpp:
            # While llama.cpp reads a prompt it notices only by writing that the client has gone.
            # Without reports of progress it read 700 tokens to their end, 15 seconds, for nobody.
            body["return_progress"] = True
            if request.schema is None:
                body |= _NO_REPETITION
        return body

    def _asked_to_speak(self) -> dict[str, JsonValue]:
        fields = {} if self._may_think else asked_to_speak(self._profile.name)
        if self._is_llamacpp:
            fields.pop("reasoning_effort", None)
        return fields

    def _answer(self) -> Answer:
        begins = self._begins_in_thought
        if begins is None:
            begins = begins_in_thought(self._profile.name)
        return Answer(begins_in_thought=begins)

    @property
    def _room_to_think(self) -> int:
        """Tokens to give beside an answer: some where it thinks, or is known for thinking."""
        return self._most_room if self._thinks or always_thinks(self._profile.name) else 0

    @property
    def _most_room(self) -> int:
        return room_to_think(self._profile.context_tokens)

    @property
    def _is_llamacpp(self) -> bool:
        return self._known is not None and self._known.owned_by == "llamacpp"

    def _limit(self, answer: Answer) -> float:
        patience = self._patience
        return patience.counters_seconds if answer.ended else patience.between_tokens_seconds

    async def _learn(self, listed: Sequence[ListedModel]) -> None:
        if self._model is None:
            for_chat = [row for row in listed if not _NOT_FOR_CHAT.search(row.id.lower())]
            known = next(iter(for_chat), None)
        else:
            known = next((row for row in listed if row.id == self._model), None)
            known = known or ListedModel(id=self._model)
        if known is None:
            error = ModelUnavailableError(
                "The model server offers no model.", advice="Load one, or name it in llm_model."
            )
            raise error
        context = known.context_tokens
        if context is None and known.owned_by == "llamacpp":
            context = await self._slot_context()
        self._profile = (
            with_context(self._given_profile, context)
            if self._given_profile
            else profile_for(known.id, context_tokens=context, server=known.owned_by)
        )
        self._known = known

    async def _slot_context(self) -> int | None:
        url = self._endpoint.root_url("/props")
        try:
            return (await self._endpoint.ask(Properties, url)).default_generation_settings.n_ctx
        except ModelError:
            return None


async def _next(events: AsyncGenerator[str], deadline: float, answer: Answer) -> str | None:
    """The next event's data; None at the end of the stream."""
    try:
        with understood_transport():
            async with asyncio.timeout_at(deadline):
                return await anext(events, None)
    except ModelError:
        if answer.ended:
            return None  # The answer is whole; only its counters are missing.
        raise
