"""Answers that no model is asked for: what she is, what she was told, what she knows for a fact."""

from collections.abc import Sequence

from anima.conversation.prompt import words_alone
from anima.conversation.quoting import has_passage
from anima.llm import Message, ModelProfile
from anima.memory import YOU, Knowledge
from anima.persona import Identity, honest_reply, speaks_of
from anima.values import Memory


def answer_by_rule(
    text: str,
    *,
    identity: Identity,
    profile: ModelProfile,
    knowledge: Knowledge,
    memories: Sequence[Memory],
    session: Sequence[Message],
    about_person: Sequence[str],
) -> str | None:
    """Her answer when it must not be left to this model; None for everything else.

    Args:
        text: What the person says.
        identity: Who she is.
        profile: The model that would answer.
        knowledge: The facts of the person's life.
        memories: What was recalled for these words.
        session: What was said in this session.
        about_person: The lines about the person at the head of the prompt.
    """
    if has_passage(text):
        return None
    earlier = [words_alone(message) for message in session if message.role == "user"]
    hers = [message.text for message in session if message.role == "assistant"]
    known = [*hers, *about_person]
    by_rule = honest_reply(text, identity, profile, memories, earlier, known)
    answer = knowledge.answer(text)
    if answer is None or profile.prompt_shape == "full":
        return by_rule
    # A small model says "I" for "you" and takes the old for the new.
    if answer.facts:
        return answer.text
    works = identity.days and answer.asked.relations[0] == "works_as"
    if works and answer.asked.subject == YOU:
        return by_rule
    # What she said herself is no source.
    lines = [*(memory.text for memory in memories), *earlier, *about_person]
    tells = [knowledge.can_tell(answer.asked, line) for line in lines if line != text]
    if None not in tells:
        return by_rule if any(tells) else answer.text
    return by_rule if memories or speaks_of(text, [*earlier, *known]) else answer.text
