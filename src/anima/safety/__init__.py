"""Care that does not depend on a model: before it speaks, and on what it says."""

from anima.safety.asked_of_her import Asked, Topic, asked_of_her
from anima.safety.candour import Candour
from anima.safety.candour_sense import CandourSense
from anima.safety.care import Care
from anima.safety.claims import claims_to_be_human, honest
from anima.safety.concern import Concern, Kind
from anima.safety.content import answer_to_content, bearing_on, decent, says_oneself_young
from anima.safety.detector import Detector
from anima.safety.disclosure import notice_due, notice_text
from anima.safety.explicit import names_danger
from anima.safety.help_lines import HelpLine, countries, help_line
from anima.safety.injection import Cleaned, is_order, without_orders
from anima.safety.matters import Matter, matter_in
from anima.safety.order_sense import OrderSense
from anima.safety.time_talked import day_began, said_of_time, talked

__all__ = [
    "Asked",
    "Candour",
    "CandourSense",
    "Care",
    "Cleaned",
    "Concern",
    "Detector",
    "HelpLine",
    "Kind",
    "Matter",
    "OrderSense",
    "Topic",
    "answer_to_content",
    "asked_of_her",
    "bearing_on",
    "claims_to_be_human",
    "countries",
    "day_began",
    "decent",
    "honest",
    "help_line",
    "is_order",
    "matter_in",
    "names_danger",
    "notice_due",
    "notice_text",
    "said_of_time",
    "says_oneself_young",
    "talked",
    "without_orders",
]
