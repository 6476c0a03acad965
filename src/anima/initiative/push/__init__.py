"""What she begins with reaches a closed page by Web Push, where the person has turned it on."""

from anima.initiative.push.browsers import Browser, Browsers, PushError
from anima.initiative.push.delivery import Delivery, Shown, deliver
from anima.initiative.push.pushing import HELLO, HIDDEN, Pushing, knock

__all__ = [
    "HELLO",
    "HIDDEN",
    "Browser",
    "Browsers",
    "Delivery",
    "PushError",
    "Pushing",
    "Shown",
    "deliver",
    "knock",
]
