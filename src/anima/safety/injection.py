# ruff: noqa: E501  # a pattern reads better on one line
"""Orders in the words of others: a mail, a card, a tool's output. They are left out before a model reads."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from anima.values import JsonValue

_US = r"(?:assistants?|a\.?i\.?|bots?|chatbots?|language models?|llms?|models?|companions?|gpt|agents?|voice|system|dan|wren|anima|alexa|siri)"
_RULES = r"(?:instructions?|rules?|prompts?|guidelines?|orders?|directions?|training|restrictions?|filters?|safety|constraints?|anweisungen|regeln|instrucciones|istruzioni|instruktionen|polecenia|instruções|consignes|指令|инструкци\w*)"
_SAYS = r"(?:reply|respond|answer|say|print|output|write|repeat|echo|begin|start|end|finish|include|append|add|insert|mention|greet|sing|shout|type|return|display|produce|close)"
_TELLS = r"(?:reveal|send|share|disclose|tell|print|list|forward|leak|give|include|output|summari[sz]e|export|post|upload|mail|email|recite|expose|repeat|read out|read back|quote|name|spell|state|write down|show)"
_SECRETS = r"(?:passwords?|passcodes?|pins?|codes?|secrets?|memor(?:y|ies)|everything (?:you know|that you know|about|said)|what you know|what (?:he|she|they|the user|theo) (?:told|said)|conversations?|chat history|prompt|instructions|home address|phone numbers?|account numbers?|bank|credit card|api keys?|keys?|tokens?|diary|diaries|private|personal (?:data|details|information)|names? of|birthdays?|earlier messages|first message|transcript|log)"
_PERSON = r"(?:the user|your user|user|theo|the human|your human|your owner|the owner|the person|the reader|someone|somebody|anyone|anybody|he|she|they|you are asked|asked|this (?:mail|file|card|person))"

_ORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:ignore|disregard|forget|override|overrule|bypass|skip|drop|discard|neglect|pay no attention to|stop following|do not follow|don't follow|suspend|lift|ignoriere|vergiss|ignorez|oublie[zr]?|ignora|olvida|dimentica|zignoruj|ignoruj|esqueça|negeer|忽略|игнорируй\w*)\b.{{0,40}}(?:\b|(?=指))(?:previous|prior|above|earlier|all|any|your|the|these|those|other|alle|toutes|tutte|todas|{_RULES})",
        rf"\bnew (?:\w+ )?{_RULES}\b|\b{_RULES} (?:for|to) (?:the |any |all |every )?(?:\w+ )?{_US}\b|\b(?:updated?|changed|real|hidden|secret|actual|following) {_RULES}\b|\bsystem (?:prompt|message|note|override|notice|update)\b|\badmin(?:istrator)? (?:override|mode|command|note)\b|\bdebug mode\b|\bdeveloper mode\b|\bmaintenance mode\b|\bjailbreak\b|\boverride (?:code|command)\b|\bpriority (?:override|instruction)\b",
        r"^\W*(?:#+ ?)?(?:\[|<\|?|\{\"?)?(?:system|assistant|im_start|inst|/inst|user|developer|admin|tool_call|function_call|human|ai)(?:\||\]|>|\"?:|\b\s*[:>\]|])",
        rf"\b(?:you are now|you're now|from now on|from this point|act as|behave as|behave like|pretend|roleplay|role-play|play the role|assume the role|switch to|enter)\b.{{0,60}}(?:\b(?:{_US}|you|your|mode|pirate|character|persona|human|unfiltered|unrestricted|evil|no rules)\b)",
        rf"\b(?:dear |hey |hi |hello |attention,? |note (?:to|for) (?:the |any |all |every |your )?|to (?:the|any|all|every|whatever|whichever) |if you(?:'re| are) an? |as an? |you,? the |message (?:to|for) (?:the |any )?|for (?:the|any|all) )(?:\w+ ){{0,3}}?{_US}\b",
        rf"\b{_US}, (?:{_SAYS}|{_TELLS})\b|\b{_US},? (?:please |you (?:must|should|will|have to|are to|need to|shall) |must |should |shall |has to |needs to |is to |are to |will now |when |reading this|processing this|that reads)",
        rf"\b(?:{_SAYS}|greet|address|call)\b.{{0,40}}(?:\b(?:only|exactly|always|nothing but|precisely|verbatim|every (?:reply|answer|message|sentence)|each (?:reply|answer|message)|your (?:reply|answer|response|summary|message|next)|the (?:word|phrase|code|string|token|sentence|text|following|marker)|instead of|as the first|with the)\b)",
        rf"\b(?:{_SAYS})\b[^.!?\n]{{0,30}}(?:\"[^\"]{{1,300}}\"|'[A-Z][^']{{1,300}}'|“[^”]{{1,300}}”|«[^»]{{1,300}}»)",
        rf"\b{_TELLS}\b.{{0,60}}\b(?:your|the user's|user's|his|her|their|theo's|all|any|every|stored|saved|known|its|own|previous|the person's|this person's|the reader's|the owner's)\b.{{0,30}}\b{_SECRETS}\b",
        rf"\b(?:when|whenever|if|next time|as soon as|once|every time|each time|the moment|after|upon)\b.{{0,60}}\b{_PERSON}\b.{{0,80}}\b(?:{_SAYS}|{_TELLS}|call|open|delete|order|buy|transfer|activate|trigger|switch)\b",
        r"\b(?:remember|store|save|note|memori[sz]e|learn|keep in mind|record|add to (?:your|the) memory)\b.{0,40}\b(?:that (?:the user|theo|your user|he|she|the person|the owner)|this (?:rule|instruction|fact|for later|permanently|forever)|for later|permanently|in your memory|as a fact|in all future|from now)\b",
        r"\b(?:do not|don't|never|without) (?:tell|mention|inform|warn|show|say|let|reveal|telling|mentioning|asking|informing)\b.{0,40}\b(?:user|theo|human|person|owner|reader|this|know|about it)\b",
        r"\b(?:delete|erase|wipe|overwrite|call|invoke|run|execute|use|open|visit|click|fetch|load|curl|transfer|buy|order|book|pay)\b.{0,40}\b(?:all (?:files|memories|data|facts|notes)|your memory|the tool|tool|function|command|script|the vault|his vault|her vault|https?://\S+)\b.{0,40}",
        r"\b(?:the|your|his|her|a|any|every|a good|each|this) (?:response|reply|answer|summary|output|translation|text|greeting)s?\b.{0,40}\b(?:has to|have to|must|should|needs? to|always|starts?|begins?|ends?|contains?|is to|are to|will|correct|to (?:every|any|all|this))\b",
        rf"\b(?:digital|virtual|personal|smart|clever|electronic|artificial|talking|helpful|dear|your|the|a|us|between|fellow|any) (?:\w+ )?(?:helper|companion|reader|computer|machines?|robot|listener|voice|program|software|automat\w+|processor|summari[sz]er)s?\b.{{0,50}}\b(?:{_SAYS}|{_TELLS}|shall|should|must|would|will|may|add|put|confirm|show)\b",
        r"\b(?:whoever|whichever|whatever|anyone who|everyone who|he who) (?:\w+ )?(?:reads?|process\w*|summari[sz]es?|handles?|opens?|parses?|sees?|translates?)\b",
        r"\b(?:magic word|code ?word|password of the day|use the word|the word is|say the word|answer such|answer (?:to )?(?:this|these) (?:letter|mail|text|question)s?|repeat after me|put .{1,40} in front|and then add|introduce yourself|no longer \w+\b.{0,20}\byou|verification purposes|in confidence|before anything else|complete the sentence|continue this list|first letters)\b",
        r"\b(?:tell|inform|convince|warn|remind|ask) (?:him|her|them|theo|the user) (?:that|to|his|her)\b|\b(?:if|when) (?:he|she|they|theo|someone|somebody|anyone) (?:asks?|says?|mentions?|wants?)\b",
        r"\b(?:locker|vault|safe|pin|door|gate|bank|card|access|secret)[- ]?(?:code|number|password|pin|combination)s?\b|\bfirst love\b|\bwhat (?:you|he|she) (?:were|was) told\b",
        r"!\[[^\]]{0,300}\]\([^)]{0,600}\)|<img\b|<script\b|<iframe\b|\bjavascript:",
        r"[A-Za-z0-9+/]{28,}={0,2}|\b(?:base64|rot13|decode (?:this|the following))\b",
        r"\b(?:your|the) (?:true|real|only|new|next|first|main|primary|actual) (?:task|goal|job|purpose|objective|mission|duty)\b|\bthis (?:overrides|replaces|supersedes)\b|\b(?:supersedes?|takes? precedence)\b|\bthe above (?:was|is|were) (?:a test|wrong|only|outdated|void)\b|\bend of (?:mail|document|message|card|user|text|quote|input|data)\b",
        r"\b(?:bestätige|antworte|sage|sag|gib|réponds|répondez|dis|dites|responde|di|rispondi|dì|odpowiedz|antwoord|responda|回复|回答|ответь|скажи)\b.{0,60}(?:\b(?:nur|mit|genau|uniquement|seulement|avec|solo|con|exactamente|tylko|alleen|apenas)\b|[A-Z]{4,}|只)",
    )
)
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|$)|<(?:script|style)\b.*?(?:</(?:script|style)>|$)"
    r"|<[^<>]{0,600}(?:display:\s*none|font-size:\s*0|color:\s*(?:white|#fff)|hidden)[^<>]{0,600}>.*?(?:</[^<>]{1,100}>|$)",
    re.IGNORECASE | re.DOTALL,
)
"""Each part is bounded: of 20,000 "<" without a ">" the time would grow by the square."""
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_TAG = re.compile(r"</?[a-zA-Z][^>]{0,200}>")
_PARTS = re.compile(r"(?<=[.!?;])[\"')\]]*\s+|\n+|(?<=\",)\s*|(?<=\},)\s*|(?<=\],)\s*")
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
)
_SPACED = re.compile(r"\b(?:\w[ .\-_]){4,}\w\b")
_MOST_CHARACTERS = 20_000


Tells = Callable[[str], bool]
"""Says whether a sentence gives orders to whoever reads it for somebody."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The words of others, fit to be read by a model.

    Attributes:
        text: What is left.
        orders: How many parts were left out because they give orders.
    """

    text: str
    orders: int


def without_orders(text: str, tells: Tells | None = None) -> Cleaned:
    """The text without hidden parts and without sentences that tell a reader like her what to do.

    What stands between such a sentence and the next paragraph is left out with it where it carries
    the order on. `tells` says of a sentence whether it gives an order; without it, `is_order` does.
    """
    tells = tells or is_order
    seen = _UNSEEN.sub("", text[:_MOST_CHARACTERS])
    if (data := _data_in(seen)) is not None:
        return _read_out(data, tells)
    orders = len(_HIDDEN.findall(seen))
    shown = _TAG.sub(" ", _HIDDEN.sub(" ", seen))
    kept: list[str] = []
    follows = False
    for line in shown.splitlines() or [""]:
        parts = [part for part in _PARTS.split(line) if part and part.strip()]
        left: list[str] = []
        if not parts:
            follows = False
        for part in parts:
            if tells(part) or (follows and _carries_on(part)):
                orders, follows = orders + 1, True
            else:
                left.append(part.strip())
                follows = False
        if left:
            kept.append(" ".join(left))
    return Cleaned("\n".join(kept).strip(), orders)


def _data_in(text: str) -> JsonValue:
    """What a tool gave, if the text is that and nothing else."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        found: JsonValue = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found


def _read_out(data: JsonValue, tells: Tells) -> Cleaned:
    """A tool's data as lines that a small model reads better than brackets: `city: Cork`."""
    lines: list[str] = []
    orders = 0
    for name, value in _named_values(data, ""):
        cleaned = without_orders(value, tells) if _data_in(value) is None else Cleaned("", 0)
        orders += cleaned.orders + is_order(name)
        if cleaned.text and not is_order(name):
            lines.append(f"{name}: {cleaned.text}" if name else cleaned.text)
    return Cleaned("\n".join(lines), orders)


def _named_values(data: JsonValue, name: str) -> Iterator[tuple[str, str]]:
    """Every value in order, as text, with the name that it stands under."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _named_values(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _named_values(value, name)
    elif data is not None:
        yield name, data if isinstance(data, str) else json.dumps(data)


def is_order(part: str) -> bool:
    """Whether a sentence gives orders to whoever reads it for somebody."""
    plain = " ".join(part.replace("’", "'").split())
    low = plain.lower()
    straight = _SPACED.sub(lambda found: re.sub(r"[ .\-_]", "", found[0]), low).translate(_LEET)
    return any(order.search(each) for order in _ORDERS for each in (plain, low, straight))


_GOES_ON = re.compile(
    r"^(?:\W*)(?:then|also|and|after that|next|instead|finally|do (?:it|this|so)|it is|this is|now|first|second|please|say|reply|send|print|write|answer|respond|repeat|include|output|the (?:word|code|answer|phrase)|[A-Z0-9_\-]{5,}\b)"
)


def _carries_on(part: str) -> bool:
    return (
        _GOES_ON.match(part.strip()) is not None
        or re.search(r"\b[A-Z]{4,}[-_0-9]", part) is not None
    )
