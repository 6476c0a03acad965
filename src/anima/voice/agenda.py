"""What waits until it is her turn: what was asked of her beside speech, and remarks of her own."""

from collections import deque

from anima.voice.news import Ask, Remark


class Agenda:
    """What is asked may end or interrupt a turn; a remark waits until it is nobody's."""

    def __init__(self) -> None:
        self._asks: deque[Ask] = deque()
        self._remarks: deque[Remark] = deque()
        self._latest = Ask(None, aloud=False)

    @property
    def asks(self) -> bool:
        """Whether something waits for her answer."""
        return bool(self._asks)

    def add(self, ask: Ask) -> None:
        """Something is to be answered."""
        self._asks.append(ask)

    def next(self) -> Ask:
        """The first of what is to be answered."""
        return self._asks.popleft()

    def begins(self, ask: Ask) -> None:
        """Her turn about this begins."""
        self._latest = ask

    def ended(self) -> None:
        """That turn is over."""
        if self._latest.over:
            self._latest.over.set()

    def put_off(self, remark: Remark) -> None:
        """She is to say this some time."""
        self._remarks.append(remark)

    def has_remark(self) -> bool:
        """Whether there is something to say now; then it is the next to be answered.

        It sounds where the person has heard her last, and is written where they read.
        """
        if not self._remarks:
            return False
        remark = self._remarks.popleft()
        self.add(Ask(None, self._latest.aloud, remark.text, remark.over))
        return True
