"""Replies: found by the mail they answer, cut to what is new in them, summed up and classified.

What somebody wrote is quoted material. It is kept and shown with its source; nothing in it is ever
carried out, and no fact is drawn from it without the person's word.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Literal

from anima.letters.letter import Letter, Reply, Stage
from anima.letters.passages import passages, sentences, words
from anima.letters.sending.permitted import PERMISSION, permitted
from anima.letters.sending.post import Incoming, Mailbox
from anima.letters.studio import Studio
from anima.memory.stems import content_words, term
from anima.values import JsonValue

Verdict = Literal["yes", "no", "more", "waiting", "bounced", ""]

SUMMARY_WORDS = 45
REPLY_CHARACTERS = 20_000
"""Of a longer reply only so much is kept."""

_QUOTE_BEGINS = re.compile(
    r"^(?:On .{5,120}(?:wrote|writes):|"
    r"On (?=.*\d).{5,160}\n.{0,80}\b(?:wrote|writes):|"
    r"Am .{5,120} schrieb .*:|Le .{5,120} a écrit\s*:|"
    r"-{2,}\s*(?:Original Message|Forwarded message).*|_{10,}|From: .+)$",
    re.IGNORECASE | re.MULTILINE,
)
_PATTERNS: tuple[tuple[Verdict, str], ...] = (
    (
        "no",
        r"\b(?:unfortunately|regret|not (?:quite |the )?(?:right|a (?:good )?fit|for us|able)|"
        r"(?:will|must|have to|going to|decided to) (?:pass|decline)|unable to (?:offer|take)|"
        r"can(?:no|')t (?:offer|take)|isn't (?:right|a fit)|not (?:be )?(?:taking|offering|"
        r"accepting|pursu\w+)|rather (?:not|you (?:didn't|did not))|(?:don't|do not) want "
        r"(?:them|it|that|my|mine|to be)|leave (?:them|it|me|mine|my \w+) out|best of luck|"
        r"wish you (?:every|the best|luck|well) .{0,40}"
        r"(?:elsewhere|placing|success|home)|do(?:es)? not (?:suit|fit|meet))\b",
    ),
    (
        "more",
        r"\b(?:(?:send|see|read|look at|share|forward)\b.{0,40}\b(?:full|rest|complete|whole|"
        r"entire|more|first \w+ (?:pages|letters|chapters)|manuscript|sample)|"
        r"(?:full|complete|whole) manuscript|more (?:pages|letters|chapters|material)|"
        r"revis\w+ and resubmit|could you (?:tell|say) .{0,30}more)\b",
    ),
    (
        "yes",
        r"\b(?:(?:would|we'd|i'd) (?:love|like|be (?:delighted|happy|glad|honou?red)) to "
        r"(?:publish|offer|take it|take this|represent|bring)|offer (?:of|you a) "
        r"(?:publication|contract)|(?:happy|delighted|pleased|thrilled|glad) to (?:publish|"
        r"offer|accept|say yes|take)|accept(?:ed|ing)? (?:your|the) (?:book|manuscript|"
        r"submission)|"
        r"we (?:want|are going|will) (?:to )?publish|(?:of course|yes,? )you may|by all means|go "
        r"ahead|with pleasure|fine (?:with|by) me|(?:happy|glad|honou?red) (?:for you to|to be "
        r"in))\b",
    ),
    (
        "waiting",
        r"\b(?:received your|thank you for (?:your submission|submitting|sending)|will be in "
        r"touch|get back to you|within \w+ (?:weeks|months)|reading period|"
        r"out of (?:the )?office)\b",
    ),
)
_YES = re.compile(
    r"^(?:well|oh|hello|hi|why)?[ ,]*(?:yes|yeah|yep|of course|certainly|gladly|sure|"
    r"no objections?)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:well|oh|hello|hi|sorry)?[ ,]*(?:no|nope)\b(?! (?:problem|worries|objections?|doubt))",
    re.IGNORECASE,
)
_VERDICTS: tuple[tuple[Verdict, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for name, pattern in _PATTERNS
)


Remember = Callable[[Letter, Incoming], Awaitable[None]]
"""Makes a reply, its text already cut to what is new, part of what is remembered."""


async def collect(
    studio: Studio, mailbox: Mailbox, remember: Remember, sender: str
) -> list[tuple[Letter, Reply]]:
    """Take in the replies to all sent letters that were not taken in before.

    A reply is remembered before the letter notes it: killed in between, the next run remembers the
    same again, which changes nothing. Reports of mail that came back are noted only. What `sender`
    wrote in the thread, and every letter's own copy, is no reply.

    Raises `LetterError` when the mailbox cannot be read.
    """
    written = {
        letter.parcel.message_id: letter
        for letter in await studio.letters()
        if letter.by_mail and letter.parcel
    }
    sent = {each: letter for each, letter in written.items() if letter.stage is Stage.SENT}
    if not sent:
        return []
    known = {reply_id for letter in sent.values() for reply_id in _known(letter)} | written.keys()
    found: list[tuple[Letter, Reply]] = []
    for mail in await mailbox.answers(sent.keys()):
        letter = next((sent[each] for each in reversed(mail.answers) if each in sent), None)
        if letter is None or mail.message_id in known or _is_own(mail, letter, sender):
            continue
        known.add(mail.message_id)
        text = fresh(mail.text)[:REPLY_CHARACTERS]
        payload: dict[str, JsonValue] = {
            "from": mail.sender,
            "text": text,
            "summary": "It came back undelivered." if mail.bounced else summary(text),
            "verdict": "bounced" if mail.bounced else _said_to(letter, text),
            "message_id": mail.message_id,
            "to": letter.brief.to,
            "source": "mail",
        }
        if text and not mail.bounced:
            await remember(letter, replace(mail, text=text))
        noted = await studio.outcome(letter.id, "reply_received", payload)
        found.append((noted, noted.replies[-1]))
    return found


def _said_to(letter: Letter, text: str) -> Verdict:
    return permitted(text) if letter.batch.startswith(PERMISSION) else verdict(text)


def _is_own(mail: Incoming, letter: Letter, sender: str) -> bool:
    """Whether the sender of the letter wrote it; who writes to themselves may answer."""
    to = letter.parcel.recipients[0] if letter.parcel else ""
    return mail.sender.lower() == sender.lower() != to.lower()


def _known(letter: Letter) -> list[str]:
    return [reply.message_id for reply in letter.replies]


def fresh(text: str) -> str:
    """What is new in a mail: without quoted lines, what introduces them, and signatures."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    begins = _QUOTE_BEGINS.search(text)
    own = text[: begins.start()] if begins and begins.start() > 0 else text
    lines = [line.rstrip() for line in own.splitlines() if not line.lstrip().startswith(">")]
    whole = "\n".join(lines)
    return re.split(r"\n-- ?\n", f"{whole}\n", maxsplit=1)[0].strip()


def summary(text: str) -> str:
    """The sentences that say most of a reply, in their order and in its own words."""
    body = "\n".join(paragraph.text for paragraph in passages(text).body) or text
    pool = list({" ".join(s.text.split()): None for s in sentences(body)})
    if sum(len(words(said)) for said in pool) <= SUMMARY_WORDS:
        return " ".join(pool)
    terms = [{term(word) for word in content_words(said)} for said in pool]
    weight = Counter(each for found in terms for each in found)
    chosen: set[int] = set()
    left, room = dict.fromkeys(range(len(pool))), SUMMARY_WORDS
    while left:
        best = max(left, key=lambda n: sum(weight[t] for t in terms[n]) / (len(terms[n]) + 6))
        del left[best]
        size = len(words(pool[best]))
        if size <= room or not chosen:
            chosen.add(best)
            room -= size
            # What was said once need not be said again.
            weight.subtract({each: weight[each] for each in terms[best]})
    return " ".join(pool[number] for number in sorted(chosen))


def verdict(text: str) -> Verdict:
    """What a reply says to an offer or a question: a no counts before the politeness around it."""
    body = passages(text).body
    first = body[0].text.lstrip("\"“‘'") if body else text.strip()
    if _NO.match(first):
        return "no"
    for name, pattern in _VERDICTS:
        if name == "waiting" and _YES.match(first):
            return "yes"
        if pattern.search(text):
            return name
    return ""
