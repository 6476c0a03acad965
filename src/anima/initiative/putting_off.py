# ruff: noqa: E501  # a pattern reads better on one line
"""How people say that something was put off, done, tried, or is not to be asked about.

Each function takes a sentence with its contractions written out, as `expanded` writes them.
"""

import re

_KIN = (
    r"mum|mom|mam|mother|dad|father|parents?|brother|sister|son|daughter|kids?|child(?:ren)?|wife|husband"
    r"|partner|girlfriend|boyfriend|ex|uncle|aunt|cousin|niece|nephew|grand\w+|gran|nan|family|friend"
)
_OFFICE = (
    r"doctor|gp|dentist|hospital|surgery|clinic|therap\w+|psych\w+|counsel\w+|midwife|specialist|optician|vet"
    r"|bank|tax(?:es|man)?|insurance|court|lawyer|solicitor|notary|police|council|embassy|job ?cent\w+|office"
    r"|landlord|landlady|boss|manager|employer|headmaster|school|teacher|professor|supervisor|union|neighbou?rs?|nurse|agency|library|authorit\w+"
)
_MATTER = (
    rf"{_OFFICE}|letters?|bills?|invoices?|fines?|forms?|papers?|envelope|debts?|loan|mortgage|overdraft|rent"
    r"|contract|application|results?|passport|visa|permit|will|testament|inheritance|divorce|custody|pension"
    r"|benefits?|resignation|notice|raise|appointment|check-?up|scan|mammogram|smear|x-?ray|blood test|biopsy"
    r"|test|operation|vaccin\w+|prescription|tablets|pills|lump|mole|tooth|teeth|knee|back|chest|heart|cough|dizz\w+"
    r"|hearing|eyes|eyesight|apolog\w+|promise\w*|condolence\w*|money|euros|pounds|dollars|keys|message|complaint"
    r"|registration|unemployed|funeral|grave|\w+oscopy|screening|jab|care home|hospice|garage|brakes|donor|meeting|warning|bullying|statements?|savings|reply"
)
_DEED_TO = (
    r"call|ring|phone|telephone|text|write|answer|reply|respond|email|mail|tell|talk|speak|apologi[sz]e|confess|thank"
    r"|visit|see|face|confront|ask|get back|come clean|make (?:it )?up|have it out|break up|explain|pay|forgive|invite"
)
_WEIGHTY = re.compile(
    rf"\b(?:{_MATTER})\b|\b(?:promised|promise|owe|swore|vowed)\b|\bsay(?:ing)? sorry\b|\bbreak(?:ing)? up\b"
    r"|(?<=[a-z] )(?-i:[A-Z][a-z]+)\b|\bown(?:ing)? up\b"
    rf"|\b(?:{_DEED_TO})(?:ing)?\b(?: \w+)?? (?:back )?(?:to |with |for )?(?:(?:my|our|the|his|her|your) (?:\w+ )?(?:{_KIN})\b|(?:{_KIN})\b|(?-i:[A-Z][a-z]+)|them\b|him\b|her\b|somebody\b|someone\b)",
    re.IGNORECASE,
)
_LIGHT = re.compile(
    r"\b(?:cat|dog|fish|plants?|flowers?|balcony|kitchen|dishes|laundry|groceries|shopping|parcel|haircut|film|series"
    r"|song|novel|(?:the|my|a|this) book|recipe|photos?|game|bakery|cafe|restaurant|pub|gym (?:class|again)|running|yoga|guitar|piano"
    r"|accordion|diary|smoking|bulb|stamps|tickets|canada|sugar|holidays?|mattress|ladder|shelf|lawn|tell you|ask you|call you|write you|see you)\b",
    re.IGNORECASE,
)
_NOT_LIGHT = re.compile(
    r"\b(?:contract|bill|fine|debt|letter|apolog\w+|court|lawyer)\b", re.IGNORECASE
)

_OFF = (
    r"(?:keep|kept|keeps) (?:on )?(?:putting|pushing|postponing|delaying|avoiding|dodging|forgetting)"
    r"|(?:put|putting|pushed|pushing) (?:\w+ ){0,4}?(?:off|back)\b|postpon\w+|delay(?:ed|ing)|avoid(?:ed|ing)?|dodg(?:ed|ing)|procrastinat\w+"
    r"|chickened out|bottled it|lost my nerve|(?:did not|could not|do not|have not) (?:dare\w*|have the (?:nerve|courage|heart|strength|energy)|manage\w*|make it|get (?:round|around|to)|got (?:round|around|to)|found the (?:courage|time|words)|find the (?:courage|time|words))"
    r"|(?:can|could) not (?:bring myself|make myself|face|find the|look at|do it)|do not (?:want to know|feel like)"
    r"|(?:nearly|almost|about to|was going to|wanted to|meant to)\b.*\b(?:but|and then|then|instead)|turned (?:round|around|back)|kept walking|walked past|crossed the street"
    r"|hung up before|let it ring|said nothing|told (?:him|her|them) nothing|changed the subject|deleted it|threw it away|put it (?:back|away|in the drawer)"
    r"|(?:cancelled|skipped|missed|moved|rescheduled)\b.*\bagain|again\b.*\b(?:cancelled|skipped|missed)|skipped|(?:forgot|forgotten)"
    r"|\binstead (?:of|I)|\binstead[.!]*$|(?:closed|shut|folded) it again|too (?:long|late|much|tired|hot|cold|far) (?:for|to)\b|(?:he|she|they) asked\b.*\bI said\b|where it stays|no (?:talk|call|letter|word)\b"
    r"|(?:can|could|has to|will have to|must) wait\b|came and went|on the pile|got as far as|in my (?:hand|pocket|bag|drawer)\b|did not (?:dial|touch|ask|say|tell|open|call|ring|write|answer|reply|go|sign|send|pay|book)"
)
_UNDONE = (
    r"(?:have|has) (?:still )?(?:not|never)\b|still have not|\bstill (?:not|nothing|no|unopened|unanswered|unpaid|unsigned|undone|unwritten|on the|in the|in my|lying|sitting|sits|lies|waiting|there)\b"
    r"|\b(?:is|are|was|were) (?:still )?not (?:\w+ )?(?:written|done|paid|signed|sent|booked|answered|opened|made|finished|filed|called|told)\b|\bnot (?:yet|today|this (?:week|month)|now|done)\b|\bno (?:\w+ )?yet\b|\bdid not\b|\bdo not\b|\bwill not\b|\bam not \w+ing\b|\bnever (?:called|rang|wrote|asked|told|went|did)\b|\bwithout a (?:line|word|call)\b|\bunopened\b|\bunanswered\b|\bunpaid\b"
)
_NOT_WHOLE = re.compile(
    r"\b(?:not|no|never|nothing|none|without|only|just|nearly|almost|instead|but|except|yet|cannot|half|un\w{3,}ed"
    r"|still|busy|under the|in (?:the|its|my) (?:drawer|box|bag)|stomach ache|mouth shut|at my shoes|got off|went home|stayed (?:at home|in bed|away)|same as|lot of courage|headache)\b",
    re.IGNORECASE,
)
"""In a sentence about something undone each of these says that it still is."""

_LATER = re.compile(
    r"\b(?:tomorrow|next (?:week|month|year|time|\w+day)|another (?:day|time|week|month|evening)|some (?:other )?(?:day|time)|some other|later|soon|eventually"
    r"|at the weekend|after (?:the|payday|christmas|easter|new|my|that|work)|in the new year|when (?:I|the|my|it|he|she|things|there)\b|not (?:now|today|yet|tonight|this (?:week|month))"
    r"|(?:on|by|until|till) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|one of these days|in a (?:few|couple)|maybe|perhaps)\b",
    re.IGNORECASE,
)
_PUT_OFF = re.compile(rf"\b(?:{_OFF})|(?:{_UNDONE})", re.IGNORECASE)
_OWN_WORDS = re.compile(
    r"\b(?:(?:keep|kept|have been) (?:on )?(?:putting|pushing|postponing|avoiding|dodging|delaying)|keep (?:meaning|forgetting) to|have been meaning to)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:I|we) (?:have |had |did )?(?:(?:finally|just|at last|already|even|both|actually|also) )*"
    r"(?:called|rang|rung|phoned|wrote|written|texted|answered|replied|responded|told|talked|spoke|spoken|apologi[sz]ed|confessed"
    r"|thanked|visited|went|been(?! (?:meaning|putting|avoiding|trying|wanting|going|dodging|postponing|delaying))|saw|seen|faced|opened|paid|transferred|sent|signed|filed|booked|made|handed|did|done|got it|finished|sorted|posted|registered"
    r"|cancelled|quit|resigned|returned|brought|took|asked|met|fetched|broke up|reached|renewed|picked|settled|gave|forgave|emailed|said sorry)\b"
    r"|^(?:called|rang|phoned|wrote|answered|replied|told|sent|signed|paid|booked|picked up|went|got|done|did it|finished|transferred|returned|owned up|visited|handed|brought|took|apologised|apologized|asked|made|met)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:is|are|was|were|am|be|got) (?:all |now |finally )*(?:done|over|sorted|settled|paid|sent|finished|booked|signed|posted|behind me|renewed|through|fine|quick|cancelled|answered)\b"
    r"|\b(?:took|takes) it (?:well|badly)\b",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"\b(?:(?:he|she|they|\w+) (?:says|said) (?:thanks|thank you|yes|no problem)|decided (?:not to|to stay|to keep|against)|changed my mind|no longer (?:need|have to|want)|do not (?:need|have) to\b.*\b(?:any ?more|now|after all)"
    r"|not (?:need|have) to any ?more|nothing to \w+\b.*\bany ?more|called off|solved itself|(?:he|she|they) (?:called|rang|wrote|came) (?:me|us|himself|herself|themselves)|am not going to (?:do|bother)|let it go|is off the table)\b",
    re.IGNORECASE,
)
_HINDERED = re.compile(
    r"\b(?:tried|trying) to\b|\bnobody (?:answers|answered|picks|picked|was there)|\bno(?: one|body|-one) (?:answer|pick)|\bno answer\b|\bline (?:was|is) busy|\bengaged\b|\bvoicemail\b|\bcould not (?:reach|get through|get hold)"
    r"|\b(?:is|are|was|were) (?:closed|shut|away|ill|on (?:holiday|leave)|not there|out of office|fully booked)\b|\bwaiting list\b|\bno (?:free )?(?:appointments?|slots?|dates?) (?:before|until|free|available|left|for weeks)\b|\bleft a message\b|\bon hold\b",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"^(?:oh |well |hm+ |no |sorry |please |ah |um+ )*(?:not (?:now|today|yet|tonight|this week)|later|another time|some other time|some time|tomorrow|maybe tomorrow|next week|next time|soon|ask me (?:again )?(?:tomorrow|later|another|next|some)"
    r"|can we (?:not|talk about something else|change)|let us not|let[’']?s not|let[’']?s (?:talk|change|leave)|(?:let us|could we|shall we) talk about something else|do not ask|change of subject|I would rather not|I do not feel like|no time|i (?:was|am) too (?:busy|tired))\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:do not (?:want|wish) to (?:talk|speak|hear|think) (?:about|of)|would rather not talk about (?:it|that|this)|stop (?:asking|it|that)|do not ask me|leave (?:it|me|that) (?:alone|be)|leave it\b(?!.*\bfor)|none of your business"
    r"|drop it|mind your own|let it be|not your (?:business|concern)|never ask|no more of that)\b|^(?:please )?(?:stop|enough|never)[.! ]*$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:oh |well |um+ |hm+ |ah )*(?:no|nope|nah|not really|not yet|sadly not|unfortunately not)\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:oh |well |um+ |hm+ |ah )*(?:yes|yeah|yep|sure|I did|we did|done|finally|it (?:was|went)|went|all (?:done|good))\b",
    re.IGNORECASE,
)
_OWED = re.compile(
    r"\b(?:I|we) (?:(?:really|still|also|just|only|do|am|are|was|were|definitely|finally|honestly|had) )*(?:have (?:got )?to|had to|need to|must|should|ought to|better"
    r"|will|am going to|are going to|going to|want(?:ed)? to|would like to|promised|supposed to|meant to|meaning to|owe|decided to|plan to|planning to|intend to"
    r"|(?:have been|keep) (?:meaning|wanting|trying) to|said (?:that )?I (?:would|will)|am meant to)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:if I|if we|if only|one day|some ?day|I wish|dream\w*|never again|every (?:day|week|month|year)|always|usually)\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\b(?:it|that|this|them|him|her|he|she|they|there|one)\b(?! (?:is|was) (?:raining|snowing|sunny|cold|warm|dark|late|early))",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"^(?:\w+ ){0,2}\w+[.!]*$")


def is_weighty(plain: str) -> bool:
    """Whether what is to be done touches somebody, an office, health, money or a promise."""
    if _LIGHT.search(plain) and not _NOT_LIGHT.search(plain):
        return False
    return _WEIGHTY.search(plain) is not None


def from_the_duty(plain: str) -> str:
    """The sentence from where the duty begins: who reminded of it does not name it."""
    found = _OWED.search(plain)
    rest = plain[found.end() :] if found else ""
    return rest if len(rest.split()) > 1 else plain


def is_owed(plain: str) -> bool:
    """Whether the person says that they have something to do, or are going to do it."""
    return _OWED.search(plain) is not None and not _UNREAL.search(plain)


def is_put_off(plain: str) -> bool:
    """Whether a sentence about a thing says that it was not done, or is for another time."""
    return any(said.search(plain) for said in (_PUT_OFF, _LATER, _NOT_WHOLE))


def is_own_admission(plain: str) -> bool:
    """Whether the person says in their own words that they keep putting it off."""
    return _OWN_WORDS.search(plain) is not None


def is_over(plain: str) -> bool:
    """Whether a sentence about a thing says that it was done, or need not be any more."""
    if _GIVEN_UP.search(plain):
        return True
    if _PUT_OFF.search(plain) or _NOT_WHOLE.search(plain):
        return False
    settled = _SETTLED.search(plain) is not None and not is_owed(plain)
    return settled or _DONE.search(plain) is not None


def is_hindered(plain: str) -> bool:
    """Whether it was tried, or could not be done: that is no putting off."""
    return _HINDERED.search(plain) is not None


def refuses(plain: str) -> bool:
    """Whether these words want no question about it."""
    return _REFUSED.search(plain) is not None


def is_later_alone(plain: str) -> bool:
    """Whether words that name nothing put off what was just spoken of: "I'll do it tomorrow"."""
    return _IT.search(plain) is not None and _LATER.search(plain) is not None


def turns_away(plain: str) -> bool:
    """Whether an answer to her question about it leaves it for another time, or says that it has
    not happened, or speaks of something else altogether.

    What shares no word with the question is looked at here; an answer that points back to it ("he
    was kind") is none.
    """
    said = plain.strip()
    if _NOT_NOW.search(said) or _NO.match(said):
        return True
    return not (_YES.match(said) or _IT.search(said) or _ASIDE.match(said))


def answers_yes(plain: str) -> bool:
    """Whether an answer to her question says that it happened."""
    return _YES.match(plain.strip()) is not None and not _LATER.search(plain)
