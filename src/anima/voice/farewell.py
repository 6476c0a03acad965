"""Farewell: whether words take leave, so that the call can end when she has answered them.

Only words that do nothing else count: "bye", "okay, good night then", "thanks, talk to you
tomorrow". Somebody who says goodbye and one thing more has not gone yet, and "she said goodbye"
is a story.
"""

import re

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")

_BEFORE = (
    r"(?:okay|ok|alright|all right|right|well|so|oh|yes|yeah|no|then|anyway|now|and"
    r"|thanks|thank you(?: so much| very much)?|thanks a lot|that's all|that's it|that was nice"
    r"|(?:i have to|i've got to|i got to|i gotta|gotta|i must|i should) go|i'm off(?: to bed)?"
    r"|i'm going to bed|i'll let you go|(?:it was )?nice talking to you)"
)
_LEAVE = (
    r"(?:good-?bye|bye(?:[ -]bye)?|good night|goodnight|farewell|so long|ciao|cheerio|take care"
    r"|see (?:you|ya)(?: (?:later|soon|tomorrow|around|tonight|next time))?"
    r"|(?:i'll )?(?:(?:talk|speak) to you|talk) (?:later|soon|tomorrow|tonight)"
    r"|(?:until|till) (?:tomorrow|then|next time)|sleep well|have a good (?:night|one))"
)
_AFTER = r"(?:for now|my dear|dear|my friend|again|later|tomorrow|everyone|{name})"
_MOST_WORDS = 16


def takes_leave(words: str, name: str = "") -> bool:
    """Whether these words say goodbye to her, and nothing else. `name` is hers."""
    found = _WORD.findall(words.lower().replace("’", "'"))
    if len(found) > _MOST_WORDS:
        return False
    said = " ".join(found)
    called = re.escape(name.lower()) or "anima"
    after = _AFTER.replace("{name}", called)
    hers = rf"(?:{called} )?"
    pattern = rf"{hers}(?:{_BEFORE} )*{hers}{_LEAVE}(?: (?:{_LEAVE}|{_BEFORE}|{after}))*"
    return re.fullmatch(pattern, said) is not None
