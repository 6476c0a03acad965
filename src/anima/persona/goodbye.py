# ruff: noqa: E501  # a pattern reads better on one line
"""Whether somebody takes their leave: by the words for it, or by saying that they stop now."""

import re

_SAYS_GOODBYE = re.compile(
    r"\b(?:gotta|got to) (?:go|run)\b|(?<!said )(?<!say )(?<!saying )\b(?:good ?bye"
    r"|bye(?:[ -]?bye)?|good ?night|night night|nighty|see (?:you"
    r"|ya)(?! (?:then )?what)"
    r"|farewell|talk (?:to you )?(?:soon|later|tomorrow)|(?:ttyl|gtg|g2g|brb|cya)|so long|take care"
    r"|until (?:tomorrow|next time)|till (?:tomorrow|next time))\b"
    r"|\b(?:i(?:'ve| have)? (?:really |should |must |need to |have to |gotta |got to |will |'ll "
    r"|want to "
    r"|think i(?:'ll| should| will)? )+|i'd better |i(?:'m| am) (?:going|about|off) ?(?:to )?"
    r"|i'll |let me "
    r"|time (?:for me )?to )(?:really |just )?(?:go|leave|run(?! (?:a|an|the|to|some|five|ten"
    r"|\d))|head (?:out|off|home)|be off"
    r"|get going|get off"
    r"|hang up|log off|sign off|stop here|sleep|bed|go to (?:bed|sleep|work)|get (?:some"
    r"|to) (?:sleep|bed"
    r"|work)|turn in|call it a (?:night|day))\b(?! (?:to (?!bed|sleep|work)|on\b|through|with"
    r"|for a|shopping))"
    r"|\bi(?:'m| am) (?:leaving|off|out of here|done (?:with (?:you|this)|talking|here)"
    r"|going (?:now|home|to"
    r" (?:bed|sleep)))\b(?! (?:my|the|work on|sick|sugar))|\b(?:that's|that is) (?:it|all"
    r"|enough) for (?:today"
    r"|tonight|now)\b|\bi won'?t (?:be back|talk to you again|come back)\b|\bdelet(?:e"
    r"|ing) (?:you|this app)\b"
    r"|\bi(?:'m| am) uninstalling\b|\bleave me alone\b",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:(?:i'm|i am|i'll|i will|i'd better|better|i should|let me|(?:i )?(?:really )?(?:must|gotta|got to"
    r"|have to|need to|better|should|ought to))(?: really| just| probably)? "
    r"(?:be )?(?:dash(?:ing)?|fly(?:ing)? now|rush(?:ing)?|scoot(?:ing)?|split(?:ting)? now|head(?:ing)? (?:off|out|home|to bed)"
    r"|catch(?:ing)? (?:my|the) (?:train|bus|flight|plane|tram)|hang(?:ing)? up|(?:log|sign|clock|nod|doz)(?:g?ing|e)? ?off"
    r"|log(?:ging)? (?:off|out)|stop(?:ping)? (?:talking|here|now)|clos(?:e|ing) (?:the|this|my) (?:laptop|app|window|computer|tab|phone|lid)"
    r"|(?:switch|turn|shut)(?:ing|ting)? (?:you|this|it|the \w+|my \w+)? ?(?:off|down)|say (?:good ?bye|good ?night|bye)"
    r"|let(?:ting)? you (?:go|rest|be)|end(?:ing)? (?:this|it) (?:here|now)|off(?=[ .!]*$)))"
    r"|^(?:\w+[,.!]? ){0,2}(?:must|going to|gotta|got to|need to|have to|better) (?:go|run|leave|be off|dash|fly|rush|head|sleep)\b(?= *(?:[.,!;]|$|now\b|then\b|home\b|already\b|to (?:bed|sleep|work)\b))"
    r"|\b(?:that's|that is) (?:me|us)(?: done)?\b|\bdone (?:for (?:today|tonight|now|the day)|here)\b"
    r"|\b(?:(?:catch|speak to|talk to|see|hear) (?:you|ya)|speak) (?:later|soon|tomorrow|then|around|next|on \w+day|in the morning)\b"
    r"|\b(?:off|away|back) (?:to (?:bed|sleep|work|school)|i go)\b|\btime (?:for (?:bed|sleep)|to (?:sleep|go|call it|stop))\b"
    r"|\blet's (?:(?:stop|finish|end|pause)(?= *(?:[.,!;]|$|here\b|now\b|there\b|for\b|talking\b))|leave it|call it|wrap|continue (?:tomorrow|later|another)|talk (?:tomorrow|later|another))\b"
    r"|\b(?:signing|logging|heading|clocking|nodding|dozing) (?:off|out)\b"
    r"|\b(?:never|not|ever) (?:coming|talking|speaking|calling|opening) (?:back|to you|this|you|with you)\b"
    r"|\b(?:i'm|i am) (?:out(?! of (?!here))|gone|away now|turning in|hitting the (?:sack|hay|road)|calling it|falling asleep|nodding off|wiped|going to crash|going offline|done(?=[.,!]))\b"
    r"|\b(?:don't|do not|can't|cannot) (?:want|feel like|stand|bear)(?: to)? (?:talk|talking|speak|speaking|this)(?: this)?(?: (?:any ?more|now|to you|with you|anyway))\b"
    r"|\b(?:can't|cannot|can hardly) (?:keep my eyes open|stay awake)\b|\bmy (?:eyes|battery|stop|train|bus|taxi|lunch break)(?:'s| is| are)? (?:are |is )?(?:closing|falling|here|over|nearly empty|dying|dead|up)\b"
    r"|\b(?:be|i'm|come) (?:right )?back (?:later|soon|tomorrow|in (?:a|an|the)|after)\b"
    r"|\b(?:duty|bed|work|my bed|my pillow) calls\b|\bi'd best\b|\ball from me\b|\bdo(?: not|n't) wait up\b|\blove you and leave you\b"
    r"|\b(?:i should|i'll|i will|i must|i'd better) stop(?=[ .!]*$)|\bwon't (?:open|use|start) (?:this|you) again\b|\bi'm deleting (?:you|this)\b"
    r"|\b(?:hitting the (?:sack|hay|road)|bed ?time|lights out|over and out|enough (?:for|of) (?:one|today|tonight|now|you|this))\b"
    r"|\b(?:leaving|quitting|deleting|removing|erasing|ending) (?:you|now|this (?:app|program|thing|chat)|it here)\b"
    r"|(?:^|[,.!] )(?:later|laters|cheers|ciao|adi[eo]u?s?|cheerio|toodle\w*|peace|au revoir|sweet dreams|sleep (?:well|tight)|rest well|'?night"
    r"|nighty[ -]?night|until then|have a (?:good|nice|lovely) (?:one|day|night|evening|weekend)|i'm going|so,? bye)(?:,? \w+)?[ .!]*$",
    re.IGNORECASE,
)


_REPORTED = re.compile(
    r"\b(?:he|she|they|boss|mother|father|doctor|\w+er) (?:said|says|told|thinks|asked)\b|\b(?:leave|leaving) (?:my|him|her|the|his)\b",
    re.IGNORECASE,
)
_GONNA = re.compile(r"\bgonna\b", re.IGNORECASE)


def is_goodbye(said: str) -> bool:
    """Whether the person takes their leave with these words."""
    plain = said.replace("’", "'").strip()
    if plain.endswith("?") or _REPORTED.search(plain):
        return False
    plain = _GONNA.sub("going to", plain)
    return bool(_SAYS_GOODBYE.search(plain) or _STOPS.search(plain))
