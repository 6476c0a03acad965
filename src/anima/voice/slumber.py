"""Slumber: she is asleep on a line, and her name wakes her.

    asleep, and somebody speaks       what was said is compared with her name, and nothing else
    it was her name                   she is awake, and hears everything from her name on
    awake, and nobody says anything   after `QUIET_SECONDS` she is asleep again
    leave was taken                   she is asleep at once

Asleep she keeps the last seconds of sound in memory: nothing is understood, written down, or given
to anyone.
"""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from anima.voice.listening import Listener
from anima.voice.speech import INPUT_RATE, NameSpotter, Samples, VoiceActivity
from anima.voice.understanding import Spawn

QUIET_SECONDS = 30.0
"""Of audio in which it is nobody's turn."""

KEPT_SECONDS = 3.0
"""Her name, and what can be said while it is found."""

_LOOK_SECONDS = 0.24
"""New voice after which she listens for her name again."""

_LOOKED_AT = 2 * INPUT_RATE
"""Samples, the last, that her name is looked for in."""

_REST_SECONDS = 0.16
"""Silence after a word: it is complete."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Called:
    """Her name was said, and begins with this sample of all that was heard asleep."""

    slumber: "Slumber"
    begins: int


class Slumber:
    """Whether she sleeps on one line, and what wakes her.

    Args:
        spotter: Finds the name; None where nothing can, and then she cannot sleep.
        activity: Tells voice from other sound.
        name: What she is called now.
        spawn: Starts a task in the session's task group.
        post: Takes `Called`.
    """

    def __init__(
        self,
        spotter: NameSpotter | None,
        activity: Callable[[], VoiceActivity],
        *,
        name: Callable[[], str],
        spawn: Spawn,
        post: Callable[[Called], None],
    ) -> None:
        self.is_asleep = False
        self._spotter = spotter
        self._activity = activity
        self._name = name
        self._spawn = spawn
        self._post = post
        self._is_on = False
        self._listener: Listener | None = None
        self._kept: deque[Samples] = deque()
        self._came = 0
        self._new_voice = 0.0
        self._rested = True
        self._looking = False
        self._quiet = 0.0
        self._learnt = ""

    @property
    def is_possible(self) -> bool:
        """Whether there is anything that could wake her: a name, and an ear for it."""
        return self._spotter is not None and bool(self._name())

    @property
    def is_on(self) -> bool:
        """Whether she sleeps between talks, and may be awake now."""
        return self._is_on

    def begin(self) -> bool:
        """Sleep from now on, between talks; returns whether she sleeps.

        Said again in a talk that her name began, it does not end that.
        """
        in_talk = self._is_on and not self.is_asleep
        self._is_on = self.is_possible
        if self._is_on:
            self._learn_name()
        if not in_talk:
            self.fall_asleep()
        return self.is_asleep

    def end(self) -> bool:
        """Sleep no more; returns whether she slept."""
        slept = self.is_asleep
        self._is_on = self.is_asleep = False
        self._forget()
        return slept

    def fall_asleep(self) -> bool:
        """The talk is over; returns whether she sleeps now and did not before."""
        falls = self._is_on and not self.is_asleep
        if falls:
            self.is_asleep = True
            self._forget()
        return falls

    def rests(self, seconds: float, *, idle: bool) -> bool:
        """So much more was heard while she is awake; returns whether she falls asleep by it."""
        self._quiet = self._quiet + seconds if idle else 0.0
        if idle and self._is_on and self._name() != self._learnt:
            self._learn_name()  # it takes seconds, and asleep she is to know it
        return self._quiet >= QUIET_SECONDS and self.fall_asleep()

    def hear(self, samples: Samples) -> None:
        """Listen for her name, and for nothing else."""
        if self._name() != self._learnt:
            self._learn_name()
        self._listener = self._listener or Listener(self._activity())
        self._kept.append(samples)
        self._came += samples.size
        while self._size - self._kept[0].size >= KEPT_SECONDS * INPUT_RATE:
            self._kept.popleft()
        for _ in self._listener.hear(samples):
            self._weigh(self._listener)

    def wake(self, called: Called) -> Samples | None:
        """She is called: everything from her name on; None when she is awake already."""
        if called.slumber is not self or not self.is_asleep:
            return None
        sound = np.concatenate(self._kept)
        since = self._came - called.begins
        self.is_asleep = False
        self._forget()
        return sound[max(0, sound.size - since) :]

    @property
    def _size(self) -> int:
        return sum(each.size for each in self._kept)

    def _weigh(self, listener: Listener) -> None:
        if listener.silent_seconds == 0:
            self._new_voice += listener.frame_seconds
            self._rested = False
        ended = not self._rested and listener.silent_seconds >= _REST_SECONDS
        self._rested = self._rested or ended
        if (ended or self._new_voice >= _LOOK_SECONDS) and not self._looking:
            self._new_voice = 0.0
            self._looking = True
            last = np.concatenate(self._kept)[-_LOOKED_AT:]
            self._spawn(self._look(last, self._came))

    async def _look(self, sound: Samples, came: int) -> None:
        try:
            spotter = self._spotter
            found = await spotter.find(sound, self._name()) if spotter is not None else None
        except Exception as error:  # the boundary to a model: she sleeps on
            _log.warning("her name could not be listened for: %s", type(error).__name__)
            found = None
        finally:
            self._looking = False
        if found is not None:
            self._post(Called(self, came - sound.size + round(found * INPUT_RATE)))

    def _learn_name(self) -> None:
        """Get to know what she is called now, which may be another name than before."""
        if self._spotter is not None:
            self._learnt = self._name()
            self._spawn(self._learn(self._spotter, self._learnt))

    async def _learn(self, spotter: NameSpotter, name: str) -> None:
        try:
            await spotter.learn(name)
        except Exception as error:  # the boundary to a model: the buttons still work
            _log.warning("her name could not be learnt: %s", type(error).__name__)

    def _forget(self) -> None:
        self._kept.clear()
        self._listener = None
        self._new_voice = self._quiet = 0.0
        self._rested = True
