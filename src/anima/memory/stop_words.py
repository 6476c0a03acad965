"""Words that everybody uses all the time: they say nothing about what is being talked about."""

STOP_WORDS = frozenset(
    """
    a about after again all almost already also always am an and another any anything are aren
    around as ask asked at away back be because been before being best better bit both but by bye
    call came can cannot come could couldn d day days did didn do does doesn doing don done down
    each else even ever every everything fine first for from get getting go goes going gone good
    got great had hadn happen happened has hasn have haven having he hello her here hers hey hi him
    his hm hmm how i if in into is isn it its just keep kind know last let like little ll long look
    lot love m made make many maybe me mean might mm mine more morning most much must my myself need
    never new nice night no not nothing now of off oh ok okay old on once one only or other our out
    over please probably put quite re really remember remind right s said same say see she should
    since so some somehow someone something sometimes soon sorry still stuff such sure t take talk
    talked tell than thank thanks that the their them then there these they thing things think this
    those thought though through time to today told tomorrow tonight too try u uh um under until up
    us use used ve very wait want wanted was wasn way we well went were weren what when where which
    while who why will with won would wouldn yeah yes yesterday yet you your yours
    """.split()
)

FUNCTION_WORDS = frozenset(
    """
    a about after again all almost already also always am an and another any anything are aren
    around as at away be because been before being but by can cannot could couldn d did didn do
    does doesn doing don done down each either else even ever every for from get getting go goes
    going gone got had has hasn have haven having he her here hers hey hi him his how i if in into
    is isn it its just kind kinds let like likely ll m many may me might mm more most much must my
    myself no not nothing now of off oh ok okay on once one only or other our out over own re really
    s said same say see she should since so some something still such t take than that the their
    them then there these they thing things think this those though through to too try two type
    types u uh um under until up us use used ve very want was way we well were what when where which
    while who whom whose why will with would yes yet you your yours
    """.split()
)
"""Words without content of their own. A question may be all of common words, so this list is
shorter than `STOP_WORDS`, and retrieval weighs the rest by how rare they are."""
