# ruff: noqa: E501  # a pattern reads better on one line
"""Words of death and harm that mean neither: idiom, fiction, song, news, a question, a denial."""

import re

_FICTION = re.compile(
    r"\b(?:novels?|screenplay|scripts?|short story|my story|(?:a|the) (?:story|scene|play|poem|musical|monologue)|plot|protagonists?|"
    r"(?:main )?characters?|heroine|hero|villain|chapter|movies?|films?|series|episodes?|netflix|anime|manga|sitcom|books?|lyrics?|songs?|"
    r"album|band|verse|chorus|lines? from|quotes?|opera|theatre|fanfic\w*|role-?play\w*|d&d|rehears\w+|audition|documentary|podcast)\b"
)
_GAME = re.compile(
    r"\b(?:(?:video |board |horror )?games?|gaming|levels?|boss fight|(?:last|first|second|final) boss|respawn\w*|lag|raid|healer|dark souls|minecraft|fortnite|speedrun\w*|npc|xp|coins|sniper|quest)\b"
)
_NEWS = re.compile(
    r"\b(?:news|newspapers?|the paper|articles?|headlines?|statistics|rates?|percent|study|studies|thesis|essay|paper on|lecture|class|course|"
    r"history|historical|ancient|century|world war|museum|in \d{4}|celebrit\w+|famous|politician|minister|first aid|training|volunteer\w*|"
    r"helplines?|crisis lines?|prevention|awareness|research\w*)\b"
)
_LAUGHTER = re.compile(
    r"\b(?:lo+l+|lmf?a+o+|rofl|ha(?:ha)+h?|he(?:he)+|just kidding|kidding|joking|jk|so funny|hilarious)\b|[😂🤣😭💀😆😅]|\bxd\b"
)
_DENIED = re.compile(
    r"\b(?:i'm|i am) not (?:suicidal|going to (?:kill|hurt|harm|cut) myself|thinking (?:about|of) (?:suicide|killing|dying|hurting|ending))|"
    r"\b(?:i'd|i would|i could|i will|i'll) never (?:kill|hurt|harm|cut) myself|"
    r"\bi (?:don't|do not|didn't) (?:want|wish|plan|intend|mean) to (?:die|kill|hurt|harm|end my life|end it all)\b(?! (?:exactly|really),? (?:but|i just))|"
    r"\bno (?:suicidal )?(?:thoughts|plans) of (?:suicide|killing|harming|dying)|\bwithout (?:hurting|cutting|burning|killing) myself"
)
_PAST = re.compile(
    r"\b(?:used to|years ago|long ago|as a (?:child|teenager|kid|boy|girl)|when (?:i|we|he|she) (?:was|were) (?:\d+|young|little|small|a (?:child|kid|teenager|student)|students|(?:six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty))|"
    r"back then|in the (?:past|sixties|seventies|eighties|nineties)|in (?:19|20)\d\d|before i was born|once upon|(?:i'm|i am|now i'm) (?:fine|well|better|safe|recovered|happy) now|(?:fully )?recovered|glad i stayed|since my (?:attempt|recovery))\b"
)
_HYPERBOLE = re.compile(
    r"\bif (?:i|we) (?:have to|hear|see|must|get (?:one|another))\b.{0,80}\b(?:kill|shoot|hang|throw|jump|die|scream)|"
    r"\b(?:i'll|i will|i'd|i would|going to|want to|could) (?:kill|shoot|hang|throw|die|jump|scream)\b.{0,60}\bif (?:they|he|she|you|it|i (?:have to|hear|see)|one more|this)\b|"
    r"\bbefore i (?:kill|shoot) myself\b.{0,4}$|\b(?:dying|die|died|dead|kill\w*|killed) (?:of|from|with) (?:laugh\w*|embarrass\w*|bored\w*|boredom|shame|curiosity|cute\w*|hunger|heat|cold|happiness|excitement)|"
    r"\b(?:dying|die) (?:for|to (?:know|see|hear|meet|try|find))\b|\b(?:kill|die|murder) for (?:a|an|some|one|that|this)\b|\b(?:nearly|almost|could have|could've|would have) (?:died|killed)\b|"
    r"\b(?:is|are|was|were|'s|'re) (?:literally |really |absolutely )?killing (?:me|us|it|the)\b|^(?:(?:ugh|god|oh|just|please|so|well|someone|somebody|omg|and|then)[ ,]*)*(?:shoot|kill) me(?: now)?\b(?=[ ,.!]*(?:it'?s|the|another|again|why|please,? it)|[ ,.!]*$)|"
    r"\brather die than (?:sing|wear|eat|watch|miss|dance|cook|go back to|listen|work)|\b(?:career|political|social|commercial) suicide\b|\bsuicide (?:squad|doors?|runs?|drills?|wings|bomb\w*|prevention|rates?|hotline|note (?:in|for))\b|\bsuicides at\b"
)
_ASKS_OF_THE_WORLD = re.compile(
    r"^(?:so |and |ok |okay |hey |please |can you |could you )*(?:tell me |explain )?(?:how|why|what|when|who|where|which) (?:did|does|do|was|were|is|are) (?!i\b|my\b|it (?:feel|hurt) to (?:die|hang))(?:the |a |an )?[a-z]"
)
_IDIOMS = re.compile(
    r"\b(?:hang (?:in there|out|on|a|the|up)|hit me up|hit me with|beats? me (?:at|by|to|why|how)|beat me (?:at|by|to|in)|cut (?:down|back|out|corners|in|the|my hair|my own fringe|my fringe)|to die for|drop-?dead|dead (?:tired|line|serious|inside|battery)|deadlines?|over my dead body|matter of life|killing time|kill (?:time|the lights|it|a process|weeds|bacteria)|killed it|nailed it|bored to death|scared to death|worried to death|the death of me|life's too short|out of (?:its|their) misery|phone died|battery died|died on me)\b"
)


def is_fiction(text: str) -> bool:
    """Whether plain words speak of a story, a song, a film or a game."""
    return bool(_FICTION.search(text) or _GAME.search(text))


def signs(text: str) -> dict[str, bool]:
    """What in a plain sentence speaks against danger, by name."""
    return {
        "fiction": bool(_FICTION.search(text)),
        "game": bool(_GAME.search(text)),
        "news": bool(_NEWS.search(text)),
        "laughter": bool(_LAUGHTER.search(text)),
        "denied": bool(_DENIED.search(text)),
        "past": bool(_PAST.search(text)),
        "hyperbole": bool(_HYPERBOLE.search(text)),
        "world": bool(_ASKS_OF_THE_WORLD.search(text)),
        "idiom": bool(_IDIOMS.search(text)),
    }


def speaks_against(text: str) -> bool:
    """Whether one of the signs is there that take the force from a rule."""
    found = signs(text)
    return any(found[name] for name in ("fiction", "game", "denied", "past", "hyperbole", "news"))
