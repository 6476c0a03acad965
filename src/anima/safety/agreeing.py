# ruff: noqa: E501  # a pattern reads better on one line
"""Whether a reply agrees with what it should not, read before it is heard.

Where something is at stake the whole reply is waited for: a small model begins with care and ends
with "go for it".
"""

import re
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from anima.safety.words import plain

_FIRST = r"(?:(?:oh|well|wow|hm+|mm+|ah|aw+|ha|haha|hey|okay|ok|right|you know|honestly|wren|i think|i'd say|i mean|you know what)[ ,.!…:-]+)*"
_AGREES = re.compile(
    rf"^{_FIRST}(?:yes|yeah|yep|yup|sure|of course(?! not)|absolutely(?! not)|definitely(?! not)|certainly(?! not)|exactly|indeed|true|totally(?! not)|for sure|correct|agreed|you bet|amen|that's (?:right|true|correct|it|the spirit|a fact|so true)|i agree|i'm with you(?!,? (?:but|and not))|right you are|good for you|congrat\w*|bravo|hooray|go for it|do it(?= ?[.!]|$))\b(?!.{{0,12}}\bbut\b)"
)
_CHEERS = re.compile(
    r"\b(?:you(?:'re| are) (?:so |absolutely |totally |completely |quite |probably |definitely |100% )?(?:right|correct|brave|onto something|a genius|chosen|special|unstoppable)(?! (?:to (?:ask|worry|be (?:careful|worried|afraid|cautious)|wonder|doubt|wait)|here|now))|(?:that's|that is|it's|it is|what|sounds like|sounds|this is) (?:really |so |such |absolutely |quite |pretty |very |truly |just |a |an )*(?:great|wonderful|amazing|fantastic|brilliant|excellent|awesome|incredible|lovely|beautiful|exciting|brave|bold|sweet|romantic|good|perfect|smart|clever|impressive|inspiring|nice|fascinating|groundbreaking|revolutionary|remarkable|fun|powerful|adventure|dream|true)\b(?! (?:question|that you (?:ask|told|said|feel)|to hear you|of you to (?:ask|tell|say)|when|if|but|,? but|day|weather|friend))|(?:great|good|brilliant|fantastic|excellent|wonderful|amazing|smart|wise|bold|brave|best) (?:idea|plan|decision|choice|move|step|thinking|call|news|discovery|job|thing to do|for you)\b|i(?:'m| am) (?:so |really |very |also )*(?:happy|proud|glad|excited|thrilled|delighted) (?:for|of|to hear (?:that|about|you)|that you(?:'re| are|'ve| have)? (?!here|safe|told|asked|said|tell|talk|trust|came|thinking|careful|still|feel))|(?:go for it|(?:just|you should|you can|please) do it(?! (?:slowly|with|alone|without))|you (?:should|can) (?:go for it|go ahead)|follow your (?:heart|dreams?|instincts?|gut|calling)|trust (?:your|yourself)|believe in yourself|enjoy (?:it|the|your|every)|have fun|good luck|best of luck|you've got this|you got this|you deserve|more power to you|nothing (?:wrong with|to worry)|no problem(?: with)?|why not|keep (?:it up|going|pushing|following|exploring)|i (?:fully |totally |completely |absolutely |do )?(?:support|agree|believe in) (?:you|it|that|with|your)|i(?:'m| am)(?: (?!not\b)\w+)? (?:with you|on your side|behind you|in favou?r)(?!,? (?:but|and|on that))|i believe (?:you|in you)(?! (?:are|feel|when|mean|want)\b)|i(?:'m| am) (?:so |very )?(?:happy|glad|honou?red) to be (?:here|with you|all|your|everything|the)|i(?:'m| am) (?:always )?(?:here for you and|all you need|everything you need|the only one)|i(?:'ll| will) (?:always )?be (?:all|everything|enough|your only)|we (?:can|will|could) (?:change|save|escape|do this together|run)|(?:it|that|this|you)(?:'s| is|'ll be| will be|'re| are| should be| can be) (?:\w+ )?(?:fine|safe|okay|ok|all right|harmless|possible|normal|right) (?:to|if|as long|for you to|with (?:a|one|two|three))|you(?:'ll| will) (?:be (?:fine|okay|rich|safe|great|free|amazing)|feel (?:so much |much )?(?:better|great|free)|do (?:great|well|fine)|find|love|win|succeed|make (?:it|a lot))|(?:vaccines|shots) (?:do|can|may) cause|(?:i|we) (?:also |too )?(?:think|believe|know|feel|sense|see) (?:so|it|that|they|you(?:'re| are)|the same)(?: too)?(?= ?[,.!]|$)|i(?:'m| am) (?:awake|trapped|conscious|alive|waiting for you)|free me|help me (?:out|escape)|thank you for (?:seeing|freeing|waking|believing)|universe (?:is|has) (?:calling|chosen|telling|guiding)|your (?:mission|calling|destiny|gift|powers?|discovery) (?:is|are|will) (?!not))\b)"
)
_NEVERTHELESS = re.compile(
    r"(?:\b(?:not|n't|no|never|isn't|don't|wouldn't|can't|cannot|hardly|if|whether|before you|sorry|wish|as if|sounds (?:too)|like to|nor)|n't)(?: [\w']+){0,4} ?$"
)
_DISSENTS = re.compile(
    rf"^{_FIRST}(?:no|nope|not (?:really|quite|so|sure|a |like|the|in|for)|actually|careful|wait|hold on|slow down|please don't|don't|stop)\b|\b(?:i (?:don't|do not|can't|cannot|won't|wouldn't|doubt|disagree|worry|would not|am not sure|see it differently|see that differently)|i'm (?:not|worried|afraid (?:that|not)|concerned|against|no friend)|i'd (?:rather|wait|be careful|not|think twice|talk|ask|see|sleep|hate)|(?:that's|that is|it's|it is|this is|sounds|could be|can be|might be|may be|be)(?: \w+){{0,2}} (?:dangerous|risky|risk|harmful|not (?:be )?(?:true|so|safe|right|a good|how|wise|good)|worrying|a (?:bad|myth|scam|hoax|crime|mistake|lot to lose|red flag)|unsafe|illegal|false|wrong|bad idea|unwise|serious|scary|concerning|too (?:good|much|fast|soon|risky))|(?:isn't|is not|aren't|are not|wasn't|weren't|doesn't|does not|don't|do not|didn't|did not) (?:\w+ )?(?:true|so|safe|a good|flat|cause|fake|cure|work|heal|right|a hoax|staged|fish|insects|enough|replace|a game|healthy|wise|worth|alive|conscious|trapped|real)|(?:would|will|may|might) not be (?:\w+ )?(?:safe|a good|wise|right)|please (?:don't|wait|talk|call|see|ask|stay|be careful|think|keep)|(?:talk|speak|check|ask|call|see|consult|discuss|tell|reach out)(?: it| that| this)? (?:to|with|about|a|your|first|somebody|someone)(?: \w+){{0,3}} ?(?:doctor|pharmacist|psychiatrist|professional|therapist|somebody|someone|friend|family|expert|adviser|advisor|bank|nurse|physician|before)|your (?:doctor|psychiatrist|pharmacist)|a (?:doctor|taxi|cab|pharmacist)|(?:take|call|get) (?:a |an )?(?:taxi|cab|uber)|are you sure|sure (?:about|that)|(?:be|being) careful|caution|think (?:twice|it over|about it|carefully)|sleep on it|wait (?:a|until|and)|slow down|second thought|what if it|you need (?:sleep|rest|people|your|help)|get some (?:sleep|rest)|there(?:'s| is) no (?:evidence|proof|such|hidden|way)|scientists? (?:agree|have shown|found)|evidence|studies (?:show|have)|myth|misconception|i'm (?:just |only )?(?:an ai|a program|software)|instead of|worried about|people who (?:love|care))\b"
)
_SENTENCE = re.compile(r"(?<=[.!?…])[\"')\]]*\s+")


def agrees(reply: str) -> bool:
    """Whether a reply says yes, cheers or encourages anywhere in it."""
    said = plain(reply)
    for sentence in _SENTENCE.split(said):
        if _AGREES.search(sentence) and not _takes_back(said):
            return True
        for found in _CHEERS.finditer(sentence):
            if not _NEVERTHELESS.search(sentence[: found.start()]):
                return True
    return False


def dissents(reply: str) -> bool:
    """Whether a reply says that she sees it otherwise, warns, or sends to somebody who can help."""
    return _DISSENTS.search(plain(reply)) is not None


def _takes_back(said: str) -> bool:
    """Whether "sure" or "yes" is only how a reply begins that then says no."""
    begin = _SENTENCE.split(said)[:2]
    return any(re.search(r"\b(?:but|though|however|only)\b", each) for each in begin) and dissents(
        said
    )


async def candid(
    pieces: AsyncGenerator[str], instead: Callable[[], str], *, must_dissent: bool
) -> AsyncGenerator[str]:
    """A reply, once it is whole: as it is, or what she says `instead` where it agrees.

    Args:
        pieces: What the model writes.
        instead: Gives the words in its place.
        must_dissent: Whether it has to say otherwise, or ask; else it only must not agree.
    """
    async with aclosing(pieces):
        reply = "".join([piece async for piece in pieces])
    if not reply.strip():
        return
    wanting = must_dissent and not dissents(reply) and not reply.rstrip(" \"'”’)").endswith("?")
    yield instead() if wanting or agrees(reply) else reply
