"""What is probably meant by a date or a number that cannot be read; for the hints of messages only."""

from __future__ import annotations

import re
from datetime import date

from sfa_audit.i18n import Message, message

_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:([,'’_ \u00a0\u202f])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?")
_POINTED = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?(?:[T ].*)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})\s*([-./])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})")
_NAMED = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3,9})\.?,?\s+([0-9]{4})")
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")


def day_meant(content: str) -> date | None:
    """The day that a text can only mean, or None: 23.11.2026, 2026/11/23, 23 Nov 2026, 2026年11月23日.

    11/12/2026 is the eleventh of December in one country and the twelfth of November in another: None.
    """
    if match := _YEAR_FIRST.fullmatch(content) or _COMPACT.fullmatch(content):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(content):
        first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
        if mark == "." or first > 12 or first == second:
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 else None
    if match := _NAMED.fullmatch(content):
        return _day(int(match[3]), _month(match[2]), int(match[1]))
    if match := _NAMED_FIRST.fullmatch(content):
        return _day(int(match[3]), _month(match[1]), int(match[2]))
    return None


def _month(name: str) -> int:
    start = name[:3].casefold()
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number_meant(content: str) -> Message:
    """What to write instead of a text that is no number: 1,000 (thousands), 0,5 (decimal comma), 30% (no share)."""
    if content.endswith("%"):
        return message("write the number without %: only shares take a percent sign")
    if _GROUPED.fullmatch(content):
        bare = re.sub(r"[^0-9.+-]", "", content)
        return message("write it without separators between the thousands: {plain}", plain=bare)
    if _POINTED.fullmatch(content):
        bare = content.replace(".", "").replace(",", ".")
        return message("write it without separators between the thousands: {plain}", plain=bare)
    if _COMMA.fullmatch(content):
        return message("write a decimal point: {plain}", plain=content.replace(",", "."))
    return message("write a number, such as 12 or 3.5")
