# ruff: noqa: E501  # a pattern reads better on one line
"""Signs that something is left open, where no plain pattern of words says so.

They go by the build of a sentence and not by its topic: an obligation with any deed, a day that
lies ahead, somebody who has yet to answer, something that has gone wrong.
"""

import re
from typing import Literal

Sign = Literal["awaited", "appointment", "intention", "worry"]

_OWED = re.compile(
    r"\b(?:I|we) (?:(?:really|still|also|just|only|do|am|are|definitely|finally|absolutely) )*"
    r"(?:(?:only |just )?have (?:got )?to|had better|need to|must|ought to|supposed to|meant to"
    r"|promised (?:\w+ )?(?:to|(?:that )?I would)|(?:said|told \w+) (?:that )?I would"
    r"|agreed to|offered to|volunteered to|swore to|vowed to"
    r"|(?:keep|have been) (?:meaning|wanting|trying) to|keep forgetting to|have yet to"
    r"|have (?:decided|made up my mind) (?:to|I am|I will)|planning (?:to|on)|plan to|intend to"
    r"|should really|really should|keep (?:delaying|postponing)|(?:am|are) (?:dreading|dodging))"
    r" (?:\w+ly |also |still |at last )?(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_NO_DEED = frozenset(
    "be say admit laugh sleep think know hear understand confess work eat drink smile cry stop relax "
    "rest remember wait live get hurry run leave feel look love like agree warn wonder guess wash "
    "cook shop go head nap breathe keep hold have do seem sound sit stand lie learn "
    "pee concentrate focus cope manage survive cut come the my it this that a not being worry".split()
)
"""What one has to do is no matter with an outcome when it is one of these."""

_DEED_AHEAD = re.compile(
    r"\b(?:I|we) (?:\w+ly |also |just )?(?:will|am going to|are going to|want to|would like to"
    r"|should|hope to|am|are) (?:\w+ly |also |just )?(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:I|we|my|our|me|us|mum|mom|dad|grand(?:ma|pa|mother|father)|the (?:kids|dog|cat|baby)|they want to (?:look|see|check|examine|talk))\b",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(?:interview|exam|finals?|test|appointment|surgery|operation|scan|check-?up|hearing|audition"
    r"|speech|presentation|performance|concert|recital|reading|viewing|trial|race|marathon|match|game"
    r"|tournament|competition|wedding|funeral|meeting|deadline|flight|dentist|doctor|vet|biopsy"
    r"|premiere|opening|court|lesson|graduation|exhibition|vernissage|gig|show|party|reunion|review"
    r"|inspection|x-?ray|treatment|chemo|therapy|session|date|move|due)\b",
    re.IGNORECASE,
)
_PASSED = re.compile(
    r"\b(?:was|were|had|did|went|got|came|took|made|said|told|saw|met|felt|found|left|lost|won|broke"
    r"|bought|sent|wrote|ate|slept|flew|ran|gave|spoke|[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:am|is|are|will|have to|has to|going to|need|must|should|ought|supposed|decided|promised"
    r"|starts?|begins?|leaves?|flies|goes|opens|gets?|has|have)\b",
    re.IGNORECASE,
)
_TRIVIAL = re.compile(
    r"\b(?:rain|snow|sun(?:ny)?|weather|dark|cold|warm|hot|windy|shop(?:ping|s)?|groceries|laundry"
    r"|sleep(?:ing)? in|lie in|(?:day|days) off|work(?:ing)? (?:late|from home)|as (?:usual|ever)"
    r"|see you|talk (?:to you)?|(?:good ?bye|bye)|be (?:fine|better|okay|tired|different)"
    r"|(?:tomorrow|today|it) is (?:\w+day|another day|the weekend)|film|episode|series|on tv"
    r"|called|named|favou?rite|until|every|each|always|usually|if|said that)\b",
    re.IGNORECASE,
)
_UNANSWERED = re.compile(
    r"\b(?:has|have) (?:not|yet to|still not|never) (?:yet |even )?(?:repl\w+|answer\w*|call\w*"
    r"|wr(?:ote|itten)|heard (?:back|from|anything|a word)|got(?:ten)? back|get back|respond\w*|text\w*|message\w*|been in touch|decided?"
    r"|confirmed?|paid|told me|let me know|come back|said (?:yes|no|anything))\b"
    r"|\b(?:is|are) (?:still |now |currently )*(?:deciding|considering|reviewing|being (?:processed"
    r"|reviewed|considered|assessed|tested)|looking (?:at|into|over) (?:it|my|our)|thinking (?:it"
    r" over|about (?:my|our)))\b"
    r"|\bhave yet to (?:hear|get|receive|see)\b|\b(?:running|doing) (?:some )?tests\b"
    r"|\b(?:is|are|was|were) (?:supposed|meant) to (?:pay|call|ring|come|send|bring|write|tell|fix|return|give)\b"
    r"|\b(?:put|made|put in) (?:in )?an? (?:offer|bid)\b|\bwill not (?:pick up|answer (?:me|my|the)|open|return my)\b"
    r"|\bfingers crossed\b|\bwish me luck\b|\bkeep your fingers\b|\bpending\b"
    r"|\bno (?:word|reply|answer|response|sign) (?:from|yet|so far)\b|\b(?:still|but|so far|yet) nothing\b"
    r"|\bneeds? (?:some |more )?time(?: to think)?$|\b(?:he|she|they) (?:wants?|needs?) to think\b"
    r"|\b(?:I|we) (?:am|are|have been) (?:still )?(?:waiting|holding out|hoping) (?:on|to|for|that)\b"
    r"|\bwaiting (?:for|on) (?:the|my|our|an?|his|her|their|news|word)\b"
    r"|\b(?:I|we) (?:will|should) (?:hear|know|find out|learn|be told)\b.*"
    r"|\b(?:they|he|she|we) (?:will|are going to|is going to) (?:announce|let (?:us|me) know|decide)\b"
    r"|\b(?:announced|promised to (?:come|bring|pay|help|send|look|check))\b",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    r"\bstill (?:on my (?:desk|list|table|mind)|unopened|unanswered|unpaid|unfinished|undone|not done"
    r"|lying|sitting (?:there|on))\b|\b(?:wants|needs|expects) (?:an?|my|our) (?:answer|decision|reply)\b|\b(?:unopened|unanswered|unpaid|unfinished|half-finished)\b"
    r"|\b(?:I|we) (?:have not|still have not) (?:yet |even |really )*(?:dared?|managed|got (?:round"
    r"|around)|had the (?:courage|heart|nerve)|found the (?:courage|time)|made|paid|packed|signed"
    r"|looked|sent|checked|decided|chosen|picked|settled|found|seen (?:a|the) doctor|fixed|begun|returned|cancelled)\b"
    r"|\b(?:can not|could not) bring myself to\b|\bkeep avoiding\b|\bput(?:ting)? (?:it )?off\b",
    re.IGNORECASE,
)
_REMINDER = re.compile(
    r"\b(?:remind me to|I owe (?:my |the )?\w+ an? (?:apology|letter|call|visit|answer|reply|explanation)"
    r"|do not let me forget)\b",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"\b(?:ran away|has run away|went missing|gone missing|disappeared|vanished|collapsed|fainted"
    r"|(?:has|has had|had) a (?:high )?(?:fever|temperature)|(?:has|have) (?:got )?to have (?:an?|his|her|their|my|another) "
    r"(?:operation|surgery|scan|biopsy|bypass|transplant)|(?:will not|does not|is not|stopped|has stopped) eat(?:ing)?"
    r"|had (?:a (?:stroke|fall|heart attack|miscarriage|seizure|car accident|nasty fall)|an accident)"
    r"|(?:fell|slipped) (?:down|off|and|on|from)|keeping (?:my |our )?\w+ (?:in\b|overnight|under)"
    r"|broke (?:his|her|my|their) (?:leg|arm|hip|wrist|ankle|foot|hand|shoulder|collarbone)"
    r"|is in (?:intensive care|a coma|labou?r|surgery|the icu|rehab|a clinic|prison)"
    r"|(?:was|were|been) (?:diagnosed|rushed|admitted|stolen|burgled|robbed|mugged|arrested|sacked"
    r"|laid off)|broke into (?:my|our)|got (?:fired|sacked|laid off|robbed|mugged|burgled)"
    r"|had words|hung up on me|stormed out|slammed the door|(?:big|bad|terrible|awful|huge|ugly) "
    r"(?:fight|row|argument|quarrel)|(?:not|stopped) (?:speaking|talking) to (?:me|us|each other|one another)"
    r"|(?:walked|moved) out on|left me|wants a divorce|is (?:dying|in pain|not well|unwell|poorly"
    r"|getting worse|going downhill))\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?i:I|me|my|we|our|us|mum|mom|dad|grand\w+|mother|father)\b|^[A-Z]\w+ (?:is|has|had)\b",
)


def sign_in(plain: str, *, ahead: bool, today: bool) -> Sign | None:
    """What a sentence leaves open; None when nothing.

    Args:
        plain: The sentence, its contractions written out.
        ahead: Whether it names a day that lies ahead.
        today: Whether it names the day on which it was said, and no later one.
    """
    if _WRONG.search(plain) and _NEAR.search(plain):
        return "worry"
    if _UNANSWERED.search(plain) and not _TRIVIAL.search(plain):
        return "awaited"
    if _is_occasion(plain, ahead=ahead, today=today):
        return "appointment"
    if _UNDONE.search(plain) or _REMINDER.search(plain):
        return "intention"
    owed = _OWED.search(plain)
    return "intention" if owed and _is_deed(owed["verb"]) and not _TRIVIAL.search(plain) else None


def has_passed(plain: str) -> bool:
    """Whether a sentence tells of what was, and of nothing to come."""
    return _PASSED.search(plain) is not None and not _AHEAD.search(plain)


def _is_occasion(plain: str, *, ahead: bool, today: bool) -> bool:
    if not (ahead or today) or _TRIVIAL.search(plain) or has_passed(plain):
        return False
    if _OCCASION.search(plain):
        return True
    if not ahead or not _OURS.search(plain):
        return False
    deed = _DEED_AHEAD.search(plain)
    return deed is None or _is_deed(deed["verb"])


def _is_deed(verb: str) -> bool:
    return verb.lower() not in _NO_DEED
