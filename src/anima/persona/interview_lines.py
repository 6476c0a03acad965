"""What she says in the interview about how the person wants her to be. Written by hand."""

from anima.persona.interview_answers import Hours

OFFER = (
    "Or shall I ask you five short things first, about how you want me to be? "
    "You can skip any of them, and another day is fine."
)
OFFER_AGAIN = (
    "There are a few short things that I never asked you, about how you want me to be. "
    "Shall I ask them now? Another day is fine."
)
QUESTIONS = {
    "wants": "What would you like from me? Company, a nudge, somebody to think aloud with?",
    "directness": "When I see something differently, shall I say so straight out, or gently?",
    "avoid": "Is there anything that I shouldn't bring up by myself?",
    "quiet": (
        "When shall I be quiet? Unless you say otherwise, I write nothing between ten at night "
        "and eight in the morning."
    ),
    "people": "And whom should I know about? A name, and who they are to you.",
}
WHY = "So that I don't have to guess. You can leave it out."
BEGIN = "Good. Say skip, or stop, whenever you like."
LATER = "Another day, then. You can say: ask me your questions."
NEVER = "Then I won't ask again. You can set it all on the page about me."
SKIPPED = "We leave that out."
DONE = (
    "That's all I wanted to ask. You can change any of it: tell me to ask again, or set it on the "
    "page about me."
)
ENOUGH = "We leave it there. The rest is on the page about me, or you say: ask me your questions."

WANTS = "I'll keep that in mind."
WANTS_NOTHING = "Then we find out as we go."
DIRECTNESS = {
    "gentle": "Gently, then.",
    "frank": "Straight out, then, even when you won't like it.",
    "balanced": "Somewhere in between, then.",
}
UNCLEAR_DIRECTNESS = "I'll begin somewhere in between, then."
AVOID_NOTHING = "Good. You can still tell me at any time."
UNCLEAR_AVOID = (
    "I found no topic in that, so I leave nothing out. You can still tell me at any time, or set "
    "it on the page about me."
)
AVOID_FULL = (
    "That's more than fits on my list of what to leave alone. You can shorten it on the page about "
    "me."
)
UNCLEAR_HOURS = "I didn't catch any hours in that, so I'll leave them as they are."
NO_QUIET_HOURS = "Then I have no quiet hours."
SILENT = "Then I'll never begin by myself. You come when you like."
SAME_HOURS = "Then it stays like that."
NOBODY = "Nobody yet, then."
PEOPLE = "I'll remember them."


def avoids(topics: list[str]) -> str:
    """Her answer to what she shall not bring up."""
    if len(topics) == 1:
        return f"I won't bring up {topics[0]} by myself."
    return f"I won't bring up {', '.join(topics[:-1])} or {topics[-1]} by myself."


def quiet(hours: Hours) -> str:
    """Her answer to quiet hours, so that what was misheard is noticed."""
    return f"Then I'm quiet from {hours.begins} until {hours.ends}."
