"""Chat histories of other programs, read as a stream of messages."""

from anima.continuity.chats.files import Files, opened
from anima.continuity.chats.recognise import History, history_in
from anima.continuity.chats.whatsapp import DateOrder

__all__ = ["DateOrder", "Files", "History", "history_in", "opened"]
