"""Her temperament: traits that change slowly, a mood that passes, and what moves either."""

from anima.persona.temperament.appraisal import Appraisal, appraise, appraise_all
from anima.persona.temperament.influence import TraitChange, changes_of_a_day
from anima.persona.temperament.mood import WINDOW, Mood, baseline, mood_at, mood_in_words
from anima.persona.temperament.traits import MOST_A_DAY, START, TRAITS, Trait, Traits

__all__ = [
    "MOST_A_DAY",
    "START",
    "TRAITS",
    "WINDOW",
    "Appraisal",
    "Mood",
    "Trait",
    "TraitChange",
    "Traits",
    "appraise",
    "appraise_all",
    "baseline",
    "changes_of_a_day",
    "mood_at",
    "mood_in_words",
]
