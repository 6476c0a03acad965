"""Writing a reply: the model's text as it can be spoken, begun ahead where that was possible."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import replace

from anima.conversation.ahead import Ahead
from anima.conversation.brevity import is_brief, one_sentence
from anima.conversation.farewells import let_go
from anima.conversation.grounding import grounded, is_about_others
from anima.conversation.opening import FIRST_WORDS, Openings, opened, plain
from anima.conversation.prompt import words_alone
from anima.conversation.tidy import tidied
from anima.llm import ChatModel, ChatRequest, Message
from anima.persona import is_goodbye
from anima.persona.own_people import people_first
from anima.safety import honest
from anima.safety.lent import Lent, lent_by
from anima.values import ModelNonsenseError

READ_SECONDS = 1.0
"""How long the model waits for its own reading ahead: the work is the same, and doing it twice at
once takes longer than waiting."""

Decent = Callable[[AsyncGenerator[str], str, bool], AsyncGenerator[str]]


class Writing:
    """Writes the replies of one session.

    Args:
        model: What generates.
        openings: Chooses what a spoken reply begins with.
        name: Tells her present name, which the model may put before her lines.
        decent: What passes of a reply to these words, as care and the settings want it, and
            whether others speak in it, or it is of others: then she need not be of its opinion.
    """

    def __init__(
        self, model: ChatModel, openings: Openings, name: Callable[[], str], decent: Decent
    ) -> None:
        self._model = model
        self._openings = openings
        self._name = name
        self._decent = decent
        self._ahead: Ahead | None = None
        self._reading: asyncio.Task[object] | None = None

    @contextmanager
    def reading(self) -> Generator[None]:
        """While this task lets the model read what may become part of the next request."""
        if self._reading is not None:  # of an earlier turn, which nobody waited for
            self._reading.cancel()
        self._reading = reading = asyncio.current_task()
        try:
            yield
        finally:
            if self._reading is reading:
                self._reading = None

    def begin(
        self, text: str, ask: Callable[[], Awaitable[ChatRequest | str]]
    ) -> AsyncIterator[str]:
        """Begin the reply to words that may not be all; what comes of it, piece by piece."""
        self.discard()
        self._ahead = Ahead(text, ask, self._written)
        return self._ahead.preview()

    def discard(self) -> None:
        """Forget the reply that was begun."""
        if self._ahead is not None:
            self._ahead.discard()
            self._ahead = None

    def opened(self, request: ChatRequest, text: str, replies: Sequence[str]) -> ChatRequest:
        """The request for a spoken reply to `text`, with the opening to go on from, if any.

        An empty one stands for a plain beginning, without an opening of the model's own.
        """
        opening = self._openings.choose(text, replies)
        if not opening and not self._openings.are_worn(replies):
            return request
        return replace(request, messages=[*request.messages, Message("assistant", opening)])

    async def write(self, request: ChatRequest, *, story: bool = False) -> AsyncGenerator[str]:
        """The reply to a request: the one begun ahead, if it was begun to just this request.

        In a turn of a `story` others speak, too. Raises `ModelError` where the model fails.
        """
        ahead, self._ahead = self._ahead, None
        self._openings.forget_last()
        if ahead is not None and not ahead.answers(request):
            await ahead.stop()
            ahead = None
        async with aclosing(ahead.pieces() if ahead else self._written(request, story)) as pieces:
            async for piece in pieces:
                yield piece

    async def _written(self, request: ChatRequest, story: bool = False) -> AsyncGenerator[str]:
        theirs = [words_alone(each) for each in request.messages if each.role == "user"]
        said = theirs[-1] if theirs else ""
        answer, of_others = self._opened(request), is_about_others(said)
        if not story and len(theirs) > 1 and is_brief(said, theirs[-2]):
            answer = one_sentence(answer)
        if of_others:
            answer = grounded(answer, said)
        earlier = theirs[-4:-1]
        her_own = not (story or of_others) and lent_by(said, earlier) is Lent.NOTHING
        if her_own and not is_goodbye(said):
            answer = people_first(answer, theirs[-3:])
        decent = let_go(self._decent(answer, said, story or of_others), said)
        async with aclosing(honest(decent, said, earlier, story=story)) as pieces:
            async for piece in pieces:
                yield piece

    async def _opened(self, request: ChatRequest) -> AsyncGenerator[str]:
        *before, last = request.messages
        without = replace(request, messages=before)
        if last.role != "assistant" or not last.text:
            plainly = last.role == "assistant"
            pieces = plain(self._generated(without)) if plainly else self._generated(request)
            async with aclosing(pieces):
                async for piece in pieces:
                    yield piece
            return
        if not self._model.profile.continues:
            request = without
        empty = True
        async with aclosing(opened(last.text, self._generated(request))) as pieces:
            async for piece in pieces:
                yield piece
                empty = empty and piece.strip() in ("", last.text)
        if empty:
            raise ModelNonsenseError("The model had nothing to go on with.")

    async def _let_read(self) -> None:
        if (reading := self._reading) is not None:
            await asyncio.wait([reading], timeout=READ_SECONDS)
            reading.cancel()

    async def _generated(self, request: ChatRequest) -> AsyncGenerator[str]:
        await self._let_read()
        clock = asyncio.get_running_loop().time
        began = clock()
        words: str | None = ""
        pieces = tidied(self._model.stream(request), self._name())
        async with aclosing(pieces):
            async for piece in pieces:
                if words is not None:
                    words += piece
                    if len(words.split()) > FIRST_WORDS:
                        self._openings.took(clock() - began)
                        words = None
                yield piece
