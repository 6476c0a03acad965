"""Who she is: the first meeting, the name she chooses, and how a model is told to be her."""

from anima.persona.back_again import back_again
from anima.persona.first_meeting import FirstMeeting, MeetingLine
from anima.persona.greeting import first_words, greeting_holds, greeting_request, plain_greeting
from anima.persona.honest_reply import asks_to_remember, honest_reply, speaks_of
from anima.persona.identity import (
    DEFAULT_VOICE,
    Identity,
    Manner,
    Question,
    Stage,
    identity_of,
    load_identity,
)
from anima.persona.naming import NameProposal, choose_name
from anima.persona.prompt import recall_message, system_messages
from anima.persona.second_person import as_you, uncapitalised

__all__ = [
    "DEFAULT_VOICE",
    "FirstMeeting",
    "Identity",
    "Manner",
    "MeetingLine",
    "NameProposal",
    "Question",
    "Stage",
    "as_you",
    "asks_to_remember",
    "back_again",
    "choose_name",
    "first_words",
    "greeting_holds",
    "greeting_request",
    "honest_reply",
    "identity_of",
    "load_identity",
    "plain_greeting",
    "recall_message",
    "speaks_of",
    "system_messages",
    "uncapitalised",
]
