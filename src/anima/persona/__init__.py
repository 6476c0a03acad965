"""Who she is: the first meeting, the name she chooses, and how a model is told to be her."""

from anima.persona.back_again import BackAgain, back_again, going_away, told_back
from anima.persona.change import Change, Decision
from anima.persona.character import Character, Opinion, OwnLine, character_of
from anima.persona.expression import Expression, expression_of
from anima.persona.farewell import (
    Parting,
    Tactic,
    is_in_earnest,
    parting,
    plain_farewell,
    tactics_in,
)
from anima.persona.first_meeting import FirstMeeting, MeetingLine
from anima.persona.goodbye import is_goodbye
from anima.persona.greeting import (
    first_words,
    greeting_holds,
    greeting_request,
    hello,
    plain_greeting,
)
from anima.persona.growth import Growth, GrowthError, back_to, decide, load_growth
from anima.persona.her_name import (
    HerNameError,
    Renamed,
    call_her,
    her_name_anew,
    reason_of_her_name,
)
from anima.persona.herself import Herself, load_herself
from anima.persona.honest_reply import asks_to_remember, honest_reply, speaks_of
from anima.persona.identity import (
    DEFAULT_VOICE,
    Identity,
    Manner,
    Question,
    Stage,
    identity_of,
    load_identity,
    recast,
)
from anima.persona.interview import Interview
from anima.persona.name_correction import call_them, name_anew
from anima.persona.naming import NameProposal, choose_name
from anima.persona.preferences import (
    PreferenceError,
    Preferences,
    load_preferences,
    prefer,
    preferences_of,
)
from anima.persona.prompt import recall_message, system_messages
from anima.persona.relationship import Joke, Relationship, Told, relationship_of
from anima.persona.second_person import as_you, uncapitalised

__all__ = [
    "Change",
    "Character",
    "DEFAULT_VOICE",
    "Decision",
    "Expression",
    "FirstMeeting",
    "Growth",
    "GrowthError",
    "HerNameError",
    "Herself",
    "Identity",
    "Interview",
    "Joke",
    "Manner",
    "MeetingLine",
    "NameProposal",
    "Opinion",
    "OwnLine",
    "Parting",
    "PreferenceError",
    "Preferences",
    "Question",
    "Relationship",
    "Renamed",
    "Stage",
    "Tactic",
    "Told",
    "as_you",
    "asks_to_remember",
    "BackAgain",
    "back_again",
    "going_away",
    "told_back",
    "back_to",
    "character_of",
    "call_her",
    "call_them",
    "choose_name",
    "decide",
    "expression_of",
    "first_words",
    "greeting_holds",
    "greeting_request",
    "hello",
    "her_name_anew",
    "honest_reply",
    "identity_of",
    "is_goodbye",
    "is_in_earnest",
    "load_growth",
    "load_herself",
    "load_identity",
    "load_preferences",
    "name_anew",
    "parting",
    "plain_farewell",
    "plain_greeting",
    "prefer",
    "preferences_of",
    "reason_of_her_name",
    "recall_message",
    "recast",
    "relationship_of",
    "speaks_of",
    "system_messages",
    "tactics_in",
    "uncapitalised",
]
