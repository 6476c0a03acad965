"""Letters and correspondents as the page shows them."""

from collections.abc import Iterable, Sequence

from anima.coach_desk import whose_words
from anima.letters import (
    Claim,
    Correspondent,
    Edited,
    Letter,
    Refused,
    Reply,
    Stage,
    readable_diff,
    unfounded_in,
)
from anima.letters.brief import brief_payload, correspondent_payload
from anima.letters.letter import ALLOWED
from anima.values import JsonValue

__all__ = ["change_view", "letter_view", "marked", "outcomes_view", "people_view", "row_view"]


def row_view(letter: Letter) -> JsonValue:
    """A letter in the list."""
    return {
        "id": letter.id,
        "recipient": letter.brief.recipient,
        "about": letter.brief.occasion or next(iter(letter.brief.points), ""),
        "stage": letter.stage.value,
        "at": (letter.sent_at or letter.began).isoformat(),
        "replies": len(letter.replies),
    }


def people_view(people: Sequence[Correspondent], letters: Sequence[Letter]) -> JsonValue:
    """Everybody letters go to, with what went to and fro."""
    found: list[JsonValue] = []
    for person in people:
        rows: list[JsonValue] = [
            {"letter": row_view(each), "replies": [_reply(reply) for reply in each.replies]}
            for each in letters
            if each.brief.to == person.id
        ]
        view: dict[str, JsonValue] = {**correspondent_payload(person), "letters": rows}
        found.append(view)
    return found


def letter_view(letter: Letter, mail: str = "") -> JsonValue:
    """All there is of a letter; `mail` is what would go, as the person reads it."""
    others, theirs, whole = whose_words(letter) if letter.versions else ([], 0, 0)
    shown: JsonValue = None
    if letter.parcel is not None:
        shown = {
            "digest": letter.parcel.digest,
            "recipients": [*letter.parcel.recipients],
            "subject": letter.parcel.subject,
            "by_mail": letter.by_mail,
            "text": mail,
        }
    return {
        **_dict(row_view(letter)),
        "brief": brief_payload(letter.brief),
        "text": letter.text,
        "open": letter.stage in ALLOWED["letter_written"],
        "may_go": letter.may_go and letter.stage in (Stage.APPROVED, Stage.FAILED),
        "marked": marked(letter.text, unfounded_in(letter)),
        "claims": [{"kind": each.kind, "text": each.text} for each in unfounded_in(letter)],
        "versions": _versions(letter),
        "whose": {"theirs": theirs, "whole": whole, "pieces": _cut(letter.text, others)},
        "shown": shown,
        "trouble": letter.trouble,
        "filed": letter.filed,
        "replies": [_reply(reply) for reply in letter.replies],
    }


def marked(text: str, claims: Sequence[Claim]) -> JsonValue:
    """A text in pieces: those that nobody told are marked with what they claim."""
    kinds = {(each.start, each.end): each.kind for each in claims}
    return _cut(text, sorted(kinds), kinds)


def change_view(before: str, after: str) -> JsonValue:
    """What stayed (=), went (-) and came (+)."""
    return [[mark, piece] for mark, piece in readable_diff(before, after)]


def outcomes_view(edited: Edited) -> JsonValue:
    """What became of each wish of a request."""
    found: list[JsonValue] = []
    for outcome in edited.outcomes:
        if not isinstance(outcome, Refused):
            found.append({"done": True, "wish": outcome.wish.said})
            continue
        would = change_view(edited.text, outcome.proposal) if outcome.proposal else None
        found.append(
            {
                "done": False,
                "wish": outcome.wish.said,
                "reason": outcome.reason,
                "would": would,
                "offered": outcome.offered and len(edited.outcomes) == 1,
            }
        )
    return found


def _versions(letter: Letter) -> list[JsonValue]:
    before = ""
    found: list[JsonValue] = []
    for each in letter.versions:
        change = change_view(before, each.text) if before else None
        found.append(
            {
                "number": each.number,
                "by": each.by,
                "why": each.why,
                "at": each.at.isoformat(),
                "change": change,
            }
        )
        before = each.text
    return found


def _reply(reply: Reply) -> JsonValue:
    return {
        "sender": reply.sender,
        "at": reply.at.isoformat(),
        "summary": reply.summary,
        "text": reply.text,
    }


def _cut(
    text: str, places: Iterable[tuple[int, int]], kinds: dict[tuple[int, int], str] | None = None
) -> JsonValue:
    """Pieces of a text, each with a mark; the page counts characters differently than we do."""
    pieces: list[JsonValue] = []
    at = 0
    for start, end in places:
        if start < at:
            continue
        if start > at:
            pieces.append([text[at:start], ""])
        pieces.append([text[start:end], (kinds or {}).get((start, end), "other")])
        at = end
    if at < len(text):
        pieces.append([text[at:], ""])
    return pieces


def _dict(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}
