# ruff: noqa: E501  # a pattern reads better on one line
"""Whether somebody takes their leave: by the words for it, or by saying that they stop now.

Such words count where they are a clause of their own. "I have to go" is a goodbye; in "I have to go
back to the hospital" and "my boss let me go" the same words say something that wants an answer.
"""

import re

_SPLIT = re.compile(
    r"\s*[.!?,;…—–]+\s*|\s+-+\s+"
    r"|\s+(?=(?:and|but|so(?= (?:i|i'm|i'll|i've|i'd|we|let|let's|it's|that's|this|bye|good|see|time)\b)|because|cause|or|before|after|while|when|whenever|since|if|unless|until(?! (?:tomorrow|next|then))|that|whether|though|although)(?![\w']))"
    r"|\s+(?=(?:my|the|our) \w+(?: \w+)? (?:is|are|calls?|waits?|needs)\b)",
    re.IGNORECASE,
)
"""Where a clause ends; a sentence that goes on without a comma has another subject there."""

_SUBORDINATE = re.compile(
    r"^(?:because|cause|or|before|after|while|when|whenever|since|if|unless|until|that|whether|though|although|and (?:just )?let me)(?![\w'])(?! (?:tomorrow|next|then)\b)"
)
_REGRETS = re.compile(r"\b(?:afraid|sorry)$")
"""After these "that I have to go" is a leave-taking all the same."""

_QUOTES = re.compile(
    r"(?<!\bas i )\b(?:said|says|say|told \w+|asked|thought|shouted|whispered|wrote|goes|went)$"
)
_LEAD = (
    r"(?:(?:ok|okay|well|sorry|right|so|oh|ah|anyway|anyways|alright|all right|yes|yeah|yep|no|now|but|and|then|hey|listen|look|honestly|please|good"
    r"|fine|cool|great|thanks|thank you|i think|i guess|i suppose|i'm afraid|i am afraid|i'm sorry|it's late|that|actually|hm+|um+|uh+|enough) )*"
)
_DEVICE = r"(?:app|call|chat|computer|laptop|lid|light|lights|line|machine|phone|program|screen|tab|tablet|window)"
_MUST = (
    r"(?:(?:i'm|i am|we're|we are) (?:really |just |now )?(?:going|about) to |(?:i'll|i will|we'll|we will|i shall) (?:just |really |probably )?|(?:just |please )?let me (?:just )?"
    r"|(?:(?:i|we|i've|i have|we've|i'd|we'd) )?(?:(?:really|just|probably|should|must|need to|have to|had better|gotta|got to|ought to|better|best|going to|think i'll|think i should) )+)"
)
_GO = (
    r"(?:go(?: (?:home|off|offline|out|back|to bed|to sleep|to work|to school|back to (?:bed|sleep|work|school)))?|leave(?: you)?|run|dash|fly|rush|scoot|split|sleep"
    r"|head (?:off|out|home|back|to bed)|be (?:off|going|leaving|gone|heading (?:off|out|home))|be on my way|get (?:going|moving|off|back to (?:work|bed|sleep)|off (?:the|this) __DEVICE__|to (?:bed|sleep|work)|some (?:sleep|rest)|on)"
    r"|hang up|(?:log|sign|clock|nod|doze|drop) off|(?:log|sign) out|turn in|call it (?:a (?:night|day)|quits)|stop(?: (?:here|talking|there|this))?|close (?:the|this|my) __DEVICE__"
    r"|(?:switch|turn|shut) (?:(?:you|this|it|(?:the|my|this) __DEVICE__) (?:off|down)|(?:off|down) (?:the|my|this) __DEVICE__)|say (?:good ?bye|good ?night|bye)|let you (?:go|rest|be|sleep)|end (?:this|it) here"
    r"|catch (?:my|the|a) (?:train|bus|flight|plane|tram)|crash|hit the (?:sack|hay|road)|love you(?: and leave you)?|delete (?:you|this|this app)|go (?:and )?(?:pick up|fetch|feed|walk|cook|make|eat|grab|catch|answer|get the|get my|get some) [\w' ]+)"
).replace("__DEVICE__", _DEVICE)
_GOING = (
    r"(?:i'm|i am|we're|we are)(?: just| really| now)? (?:leaving(?: you)?|off|off to (?!\w+ing)[\w' ]+|going|going (?:home|offline|to (?:bed|sleep|work)|back to (?:bed|work))|out|out of here|gone|away|done|done (?:with (?:you|this)|talking|here|for (?:today|tonight|now|the day))"
    r"|heading (?:off|out|home|back|to (?:bed|work))|(?:logging|signing|clocking|nodding|dozing) (?:off|out)|turning in|hanging up|hitting the (?:sack|hay|road)|calling it(?: a (?:night|day))?|falling asleep"
    r"|closing (?:the|this|my) __DEVICE__|(?:switching|turning|shutting) (?:you|this|it|(?:the|my) __DEVICE__) (?:off|down)|letting you (?:go|rest|be)|(?:deleting|uninstalling|erasing|removing|quitting) (?:you|this|this __DEVICE__|it)|uninstalling"
    r"|ending (?:this|it) here|(?:never|not)(?: ever)? (?:coming back|(?:talking|speaking) to you)|back (?:later|soon|in a \w+)|on my way)"
).replace("__DEVICE__", _DEVICE)
_TAIL = (
    r"(?: (?:now|right now|then|soon|too|already|here|home|off|out|today|tonight|again|anyway|anyways|really|though|please|early|up|just|sorry|at last|as well|everybody|everyone|guys|dear|my dear|love|honey|darling|sweetheart|my friend"
    r"|for (?:now|today|tonight|a (?:bit|while)|the (?:night|day|moment|evening)|dinner|lunch|bed|work|real|good|ever|once)|forever|to (?:you|bed|sleep|work|school|class|dinner|lunch)|(?:with|from) (?:you|me|this|here)|in (?:a|an|five|ten|two|\d+) \w+"
    r"|i (?:think|guess|suppose)|a bit|some (?:sleep|rest)|any ?more|day|night|you|this|it'?s late|i'm (?:so |very |really )?tired|and all))*"
)
_WANT = (
    r"(?:i|we)(?: really| just)? want to (?:(?:sleep|turn in|hang up|stop(?: here| talking)?|go to (?:bed|sleep))__TAIL__|(?:go|leave)(?: home)? (?:right )?now)"
).replace("__TAIL__", _TAIL)
"""Wanting to go home, or to leave, is more often told than done."""

_WHEN = r"(?: (?:then|again|tomorrow|later|soon|around|tonight|morning|evening|night|afternoon|on \w+day|next \w+|in the morning|in (?:a|an) \w+|in \w+ \w+|at \w+|this \w+|after \w+|when \w+ \w+ ?\w*))*"
_NAMED = r"(?:,? (?!(?:i|we|he|she|they)(?![\w'])|to\b|at\b|from\b|is\b|was\b|moon\b|kiss|party\b|present\b|story\b)[\w'-]+){0,2}"
_WORDS = (
    (
        r"(?:this is |it's |it is |so it's |and |a )?(?:good ?bye|bye)(?:[ -]bye)?(?: bye)?__NAMED__(?: for (?:now|today|good|ever))?|(?:have a |i wish you a )?(?:good ?night|'?night|nighty?(?:[ -]night)?|night night)__NAMED__|nighty"
        r"|(?:i'll |i will |we'll |hope to )?(?:see|hear|catch|speak to|talk to|speak with|talk with) (?:from )?(?:you|ya)__WHEN__|see you __NAMED__"
        r"|(?:i|we) (?:see|hear|catch|speak to|talk to|speak with|talk with) (?:from )?(?:you|ya)(?=[ ])__WHEN__"
        r"|(?:i'll |i will |we'll |let's |we )?(?:talk|speak|chat|continue)(?: more)? (?:to you |with you )?(?:then|again|tomorrow|later|soon|next \w+|another (?:day|time)|on \w+day|in the morning)__WHEN__"
        r"|farewell__NAMED__|ttyl|gtg|g2g|brb|cya|so long__NAMED__|(?:you )?take (?:good )?care(?: of (?:yourself|you))?__NAMED__|(?:until|till) (?:tomorrow|next time|then|next \w+|\w+day)"
        r"|(?:later|laters|cheers|ciao|adi[eo]u?s?|cheerio|toodle\w*|peace|au revoir|(?:have )?sweet dreams|sleep (?:well|tight)|rest well|have a (?:good|nice|lovely|great) (?:one|day|night|evening|weekend|rest \w+ \w+ \w+))__NAMED__"
        r"|(?:(?:i think )?(?:that's|that is|that'll be|that will be) )?(?:it|all|enough|i've had enough)(?: from me)? for (?:today|tonight|now)|(?:that's |that is )?all from me__TAIL__|(?:that's|that is) (?:me|us)(?: done)?__TAIL__|done for (?:today|tonight|now|the day)|enough (?:of this )?for (?:one day|today|tonight|now)|enough of (?:you|this)"
        r"|(?:it's |it is |about |it's about |i think it's )?time (?:for (?:bed|sleep|me to (?:go|sleep|leave|stop))|to (?:sleep|go|go (?:home|to (?:bed|sleep|work))|leave|stop|say goodbye|call it (?:a (?:day|night))|hang up|turn in|head (?:off|out|home)|get going))__TAIL__"
        r"|(?:i )?(?:won't|will not|will never|am never going to) (?:be back|talk to you(?: again)?|come back|(?:open|use|start) (?:this|you) again)__TAIL__|never (?:coming|talking|speaking) (?:back|to you)__TAIL__|(?:please |just )*leave me alone__TAIL__"
        r"|(?:i )?(?:don't|do not|can't|cannot) (?:want|feel like|stand|bear)(?: to)? (?:talk|talking|speak|speaking|this)(?: this)? (?:any ?more|now|to you|with you|anyway)__TAIL__|(?:i )?(?:can't|cannot|can hardly|can barely) (?:keep my eyes open|stay awake)__TAIL__"
        r"|my (?:eyes|battery|stop|train|bus|taxi|ride|lunch break|break)(?:'s| is| are)? (?:closing|falling shut|here|over|nearly empty|dying|dead|up)__TAIL__|(?:i'll |i will )?(?:be )?(?:right )?back (?:later|soon|tomorrow|in (?:a|an|the) \w+|after \w+)|(?:talk|speak) (?:soon|later|tomorrow)__TAIL__"
        r"|(?:duty|bed|work|sleep|my bed|my pillow) calls|i'd best(?: (?:go|be going|be off|get on|get going))?|(?:do not|don't) wait up__NAMED__|(?:off|away|back) (?:to (?:bed|sleep|work|school)|i go|we go)__TAIL__"
        r"|let's (?:stop|finish|end|pause|leave it|call it|wrap (?:it )?up|continue)(?: (?:it|here|now|there|for \w+|talking|at that|a (?:night|day)|tomorrow|later|another \w+))*__TAIL__|(?:signing|logging|heading|clocking|nodding|dozing) (?:off|out)__TAIL__|(?:leaving|going) now|(?:bed ?time|lights out|over and out)"
        r"|hitting the (?:sack|hay|road)|(?:deleting|uninstalling|removing|erasing|quitting) (?:you|this)(?: app)?__TAIL__|(?:i'm )?going to crash__TAIL__"
    )
    .replace("__TAIL__", _TAIL)
    .replace("__WHEN__", _WHEN)
    .replace("__NAMED__", _NAMED)
)
_BED = (
    r"(?:it's )?(?:(?:past )?my bedtime|bedtime(?: for me)?)|(?:i'll |i will )come back (?:later|tomorrow|soon)|good ?night to you(?: too)?"
    r"|good-bye|(?:i'll |let's )leave it (?:there|at that)(?: for \w+)?|i'm stopping now|i'm heading out the door"
)
_SAYS_GOODBYE = re.compile(rf"{_LEAD}(?:{_WORDS}|{_BED})")
_SAYS_THAT_THEY_GO = re.compile(rf"{_LEAD}(?:{_WANT}|{_GOING}{_TAIL}|{_MUST}{_GO}{_TAIL})")
_BEFORE_IT = re.compile(
    rf"{_LEAD}(?:(?:i'm|i am)(?: so| very| really| too)* (?:tired|sleepy|exhausted)|(?:thanks|thank you)(?: (?:so|very) much| a lot)?(?: for (?:the|this|our|your) \w+| for (?:today|everything|listening))?"
    r"|it was (?:so )?(?:nice|good|lovely|great) (?:talking|speaking|chatting) (?:to|with) you)"
)
_AFTER_IT = re.compile(
    r"(?:i )?love you(?: too)?|you too|(?:thanks|thank you)(?: (?:so|very) much| for \w+(?: \w+)?)?|anima|(?:my )?(?:dear|love|darling|friend)"
)
_ADVERB = re.compile(r"(?:back|later|peace|off|out|away|soon)\b")
"""These alone take leave, and behind "I have to go" only say when or where: "to work later"."""

_BYE = re.compile(
    r"(?:good[ -]?bye|bye(?:[ -]?bye)?|good ?night)(?: (?:love|dear|my dear|my love|anima|then))?"
)
_TOLD_OF = re.compile(
    r"\b(?:said|say\w*|told|whisper\w*|kiss\w*|wav\w+|wish\w*|called|text(?:s|ed|ing)|sang|mouth(?:s|ed)|shout(?:s|ed)|scream(?:s|ed)|bids?|bade|blew|learn\w*|never|not|\w+n't|without)\b"
    r"|\b(?:tell\w*|calls?|s[iu]ng|song|film|book|hear\w*|reads?|writ\w+|wrote|texts?|sent|sends?|means?|meant|like|wants?|wanted|needs?|miss|dreads?|fears?|remembers?|forgot|hates?|is|was|are|were|be|been|do|does|did"
    r"|an?|the|her|his|my|our|their|every|last|first|one|two|another|such|very|really|so|too|no|and|or|that|this|him|them|it|to|of|for|with|in|on|at|after|before)(?: bye)*$"
)
"""What stands before a goodbye that is told of, and not taken: "he whispered", "we had a"."""

_LONGEST = 16
"""Words of a clause that is looked through for two; nobody takes their leave in more."""

_ANOTHER_TIME = re.compile(
    r"\b(?:on \w+days?|tomorrow|every|next|often|again|always|usually|sometimes|weekend|january|february|march|april|june|july|august|september|october|november|december|summer|winter|spring|autumn|for good)\b"
)
_DAY_OFF = re.compile(
    r"^(?:i'm|i am|we're|we are)(?: really| just)? (?:off|out|away) (?:today|tonight)\b"
)


def is_goodbye(said: str) -> bool:
    """Whether the person takes their leave with these words."""
    plain = " ".join(said.replace("’", "'").lower().split())
    if plain.endswith("?"):
        return False
    if plain.strip(" .!") in ("over and out", "good-bye"):
        return True
    plain = plain.replace("gonna", "going to").replace("wanna", "want to")
    before = ""
    for clause in filter(None, (part.strip(" .!:\"'“”") for part in _SPLIT.split(plain))):
        if _takes_leave(clause, before):
            return True
        before = clause
    return False


def _takes_leave(clause: str, before: str) -> bool:
    regrets = clause.startswith("that ") and _REGRETS.search(before) is not None
    if _QUOTES.search(before) or (_SUBORDINATE.match(clause) and not regrets):
        return False
    if _goes(clause):
        return True
    words = clause.split()
    return len(words) <= _LONGEST and any(
        _are_both(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))
    )


def _are_both(first: str, then: str) -> bool:
    """Whether a clause without commas is two: "okay I'm going to bed now good night"."""
    if _goes(first):
        return _AFTER_IT.fullmatch(then) is not None or (
            _goes(then) and _ADVERB.match(then) is None
        )
    if _BYE.fullmatch(then) and len(first.split()) > 1 and not _TOLD_OF.search(first):
        return True
    return _BEFORE_IT.fullmatch(first) is not None and _goes(then)


def _goes(clause: str) -> bool:
    if _SAYS_GOODBYE.fullmatch(clause):
        return True
    at_another_time = _ANOTHER_TIME.search(clause) or _DAY_OFF.search(clause)
    return _SAYS_THAT_THEY_GO.fullmatch(clause) is not None and not at_another_time
