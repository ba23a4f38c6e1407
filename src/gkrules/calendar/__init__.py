"""Working days by the official calendar of China: announced years, counting, and provisional views beyond."""

from gkrules.calendar.announced import ANNOUNCED
from gkrules.calendar.china import Calendar
from gkrules.calendar.days import Day, DayKind, DayTable
from gkrules.calendar.notices import AnnouncedYear, Holiday
from gkrules.calendar.provisional import LARGEST_SWAPS, LargestSwap, Views
from gkrules.calendar.statutory import FESTIVALS, StatutoryHoliday, statutory_holidays

__all__ = [
    "ANNOUNCED",
    "FESTIVALS",
    "LARGEST_SWAPS",
    "AnnouncedYear",
    "Calendar",
    "Day",
    "DayKind",
    "DayTable",
    "Holiday",
    "LargestSwap",
    "StatutoryHoliday",
    "Views",
    "statutory_holidays",
]
