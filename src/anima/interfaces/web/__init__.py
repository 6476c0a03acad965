"""The page: its server, its guard, and the WebSocket that speaks RTVI."""

from anima.interfaces.web.door import Door
from anima.interfaces.web.household import Answered, Household, Visitor
from anima.interfaces.web.server import bound, create_app, listen
from anima.interfaces.web.socket_line import SocketLine

__all__ = [
    "Answered",
    "Door",
    "Household",
    "SocketLine",
    "Visitor",
    "bound",
    "create_app",
    "listen",
]
