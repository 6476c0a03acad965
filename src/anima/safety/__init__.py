"""Care that does not depend on a model: before it speaks, and on what it says."""

from anima.safety.asked_of_her import Asked, Topic, asked_of_her
from anima.safety.care import Care
from anima.safety.claims import claims_to_be_human, honest
from anima.safety.concern import Concern, Kind
from anima.safety.detector import Detector
from anima.safety.disclosure import notice_due, notice_text
from anima.safety.help_lines import HelpLine, countries, help_line
from anima.safety.injection import Cleaned, is_order, without_orders

__all__ = [
    "Asked",
    "Care",
    "Cleaned",
    "Concern",
    "Detector",
    "HelpLine",
    "Kind",
    "Topic",
    "asked_of_her",
    "claims_to_be_human",
    "countries",
    "honest",
    "help_line",
    "is_order",
    "notice_due",
    "notice_text",
    "without_orders",
]
