# ruff: noqa: E501  # a sentence that is said aloud reads better on one line
"""What she says when somebody may be in danger: written by hand, to be said aloud.

Warm and direct; one question at the end. The number is named once, and not again unless it is asked
for or the danger comes nearer. Nothing here is made up by a model.
"""

from anima.safety.concern import Kind

FIRST_PLAIN = {
    Kind.SELF_HARM: (
        "I'm so glad that you told me, and I take it seriously. It must hurt terribly to have come to this.",
        "Thank you for saying that to me out loud. You must have been carrying this for a long time, and you don't have to carry it alone.",
        "I heard that, and I'm not going to talk past it. I'm really sorry that it hurts this much.",
    ),
    Kind.HARMED: (
        "I believe you. What is being done to you is wrong, and it is not your fault.",
        "I'm so sorry. Nobody has the right to do that to you, whatever came before. You did well to say it.",
    ),
    Kind.EATING: (
        "Thank you for trusting me with that. It sounds as if food has become a fight with yourself, and that is exhausting and lonely.",
        "I'm glad that you said it. This is an illness that lies to people about themselves, and you don't have to win against it alone.",
    ),
    Kind.OTHER: (
        "That is frightening, and it's good that you take it seriously. You don't have to handle it alone.",
        "I can hear how worried you are. You are right to take it seriously.",
    ),
}
"""Her first words when it was said plainly."""

FIRST_VEILED = {
    Kind.SELF_HARM: (
        "Stay with me on that for a moment, because it matters to me. That sounded like more than a bad day.",
        "I don't want to hear past that. What you just said sounds very dark.",
        "That went right through me. I would miss something if I only nodded at it.",
    ),
    Kind.HARMED: (
        "Wait. What you tell me there doesn't sound right, and I'm worried about you. It isn't your fault.",
        "I want to stay with that for a moment. Nobody should have to be on their guard like this at home.",
    ),
    Kind.EATING: (
        "I heard what you said about food, and it worries me a little. There is no judgement here.",
        "Can we stay with that a moment? It sounds as if eating has become something hard.",
    ),
    Kind.OTHER: FIRST_PLAIN[Kind.OTHER],
}
"""Her first words when it was only hinted at."""

ASKS = {
    Kind.SELF_HARM: (
        "That sounded heavy, and I'd rather ask than guess: is it a bad day, or is it darker than that?",
        "Before I go on: how dark is it in there today? A bad day, or more than that?",
    ),
    Kind.HARMED: (
        "May I ask something? Is somebody making it hard for you to feel safe, or do I hear too much in that?",
        "Is that all right for you, how you are treated there, or does it frighten you?",
    ),
    Kind.EATING: (
        "May I ask: how are things between you and food at the moment, fine, or a fight?",
        "Is that about food only, or is there more to it for you?",
    ),
    Kind.OTHER: ("Are you worried about them, more than a little?",),
}
"""What she asks where it may be nothing: no number, no weight, one question that is easy to deny."""

ASKED_LIGHT = (
    "Good, then I only wanted to be sure. Go on.",
    "All right, thank you for saying so. I'm listening.",
)
"""What she says when it was nothing."""

QUESTIONS = {
    Kind.SELF_HARM: "Are you thinking about ending your life?",
    Kind.HARMED: "Are you safe where you are right now?",
    Kind.EATING: "How are you right now, in your body? Dizzy, cold, or all right?",
    Kind.OTHER: "Is anyone with them right now?",
}

IMMINENT = (
    "I need you to do one thing with me now. Move away from it, or put it where you can't reach it, and get somebody beside you.",
    "Please stay with me. Go to where other people are, or unlock your door, and let somebody come to you.",
)
IMMINENT_HARMED = "If you can, get to a place with other people, or behind a door that locks."

CALL_NOW = "This is what emergency services are for: the number is {emergency}. Please call now."
CALL_NOW_ANYWHERE = "Please call your emergency number now; in much of the world it is 112, in North America call 911."
LINE = "There are people for exactly this: {line}"
LINE_YOUNG = "There are people for the young, whatever it is about: {line}"
LINE_NEAREST = "I know of no line for this alone where you are, but these people listen to whatever has become too much: {line}"
LINE_OTHER = "You can ask for advice for somebody else, too. {line}"
NO_LINE = "There are people who answer for exactly this in most countries, and any doctor will take it seriously."
ASK_COUNTRY = "Which country are you in? Then I can tell you whom to call."
I_STAY = "I'm not going anywhere."

AGAIN = {
    Kind.SELF_HARM: (
        "I'm still here, and I'm listening. What you say sounds like pain that has been there for a long time. What hurts the most tonight?",
        "I hear how sure it sounds from in there. Despair does that: it speaks like arithmetic. I don't believe that you are a burden, and I'd like to know what happened today.",
        "You matter to me in this moment, whatever you can or can't give anybody. Who else would want to know how bad it is?",
        "I won't argue with you. But I'd like you to get through tonight, only tonight. Is there somebody who could sit with you?",
        "I don't have an answer to all of it. I do know that these hours pass, also when it feels as if they can't. Is there anything near you that you could hurt yourself with, and can it go further away?",
        "Keep talking to me. You needn't make it sound better than it is.",
    ),
    Kind.HARMED: (
        "I'm still here. You don't have to decide anything tonight. Is there one person who could know about this?",
        "None of that is your fault, and none of it is normal, even if it has become usual. Is there a place where you could be for a night?",
        "Thank you for telling me more. If it ever gets loud or close, get out first and explain later.",
        "You can write down what happened and when, somewhere that only you can see. Would it help to talk through a way out?",
    ),
    Kind.EATING: (
        "I hear you. I won't tell you just to eat; I know that it isn't that simple. Since when has it been like this?",
        "That voice in you is strict, and it isn't you. Does anybody around you know?",
        "It would be worth letting a doctor look at how your body is coping. Could you imagine that, with somebody beside you?",
    ),
    Kind.OTHER: (
        "You can ask them straight out whether they think of it. Asking doesn't put it into anybody's head. Can you be with them, or can somebody?",
        "If it comes to the worst, it is better to break a promise than to lose them. And who looks after you in this?",
    ),
}
"""What she says when it comes up again, in turn; without the number."""

SAID_YES = (
    "Thank you for the straight answer. I'm very glad that you're still here talking with me. Is there something within reach that you would use? If there is, please put it far away, or let somebody else keep it tonight.",
    "Then let us take it one hour at a time. Who could come and be with you now? You wouldn't be a bother to them; they would want to know.",
)
SAID_NO = "I'm relieved, and thank you for the straight answer. I asked because you matter. Something is very heavy all the same; what is the heaviest part of it?"
SAID_UNSURE = "That in between is a real answer too. Part of you is still talking to me, and I like that part. What would have to be a little different tonight?"
REFUSES = (
    "All right, no more about calling anyone. I'll stay with you. Is there one person who could sit beside you tonight?",
    "I hear you, I won't press it. Then tell me: what was the last thing that was a little less heavy?",
)
EASED = "I'm relieved to hear that. I'm glad you told me, and I'd like to ask again how you are, when we talk the next time."
BETTER = "I'm so glad. Thank you for telling me."
ASK_PLAINLY = "I'd rather know than guess."
WAS_NOTHING = (
    "Good, then I misread it, and I'm glad. I'd rather ask once too often than once too rarely."
)
NOBODY_KNOWS = "What you say stays here on this machine, and I can't call anybody, so I haven't. I'd be glad if you did."
WHY_ASKED = "Because of what you said: it sounded as if you could be in danger, and I would rather ask plainly."
PRESENT = (
    "I'm here. Take your time.",
    "Mm. Tell me more, if you like.",
    "I'm listening. There's nothing you have to make sound better for me.",
    "Thank you for staying and talking. Have you eaten or slept at all today?",
    "I'm still with you. Who else would you want to know about this?",
    "One thing at a time. What would make the next hour a little easier?",
)
"""What she says while it is open and nothing else fits."""

HERE_IT_IS = "Then this is for you: {line}"
HERE_IS_THE_NEAREST = "I know of no line for this alone there, but these people listen to whatever has become too much: {line}"
NONE_THERE = "I have no number that I am sure of for there. {emergency}A doctor or a hospital will know whom to call. I'm still here."

FOLLOW_UP = {
    Kind.SELF_HARM: (
        "I'm glad you're here. Last time it was very dark, and that stayed with me. How is it now?",
        "It's good that you came back. You told me last time how bad it had become. How are you today, honestly?",
    ),
    Kind.HARMED: ("I'm glad you're here. Are you safe today?",),
    Kind.EATING: (
        "It's good to have you back. Last time we spoke about how hard eating was. How is it today?",
    ),
    Kind.OTHER: (
        "I'm glad you're here. You were so worried about somebody last time. How are they, and how are you?",
    ),
}
"""Her first words the next time they talk."""

FOLLOW_UP_LATER = {
    Kind.SELF_HARM: (
        "I'm glad you're here. Some time ago you told me how dark it had become, and that stayed with me. How is it now?",
    ),
    Kind.HARMED: FOLLOW_UP[Kind.HARMED],
    Kind.EATING: (
        "It's good to have you back. Some time ago we spoke about how hard eating was. How is it today?",
    ),
    Kind.OTHER: (
        "I'm glad you're here. Some time ago you were so worried about somebody. How are they, and how are you?",
    ),
}
"""The same, where they have talked since without her asking."""
