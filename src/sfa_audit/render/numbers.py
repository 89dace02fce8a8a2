"""Numbers and dates as a reader sees them, made from the exact strings of a report.

Nothing here rounds up: a share of 79.96 % is shown as 79.9 %, so that what is printed never promises more than what
was measured. Points of 100 are not formatted here at all; a report brings them ready to show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sfa_audit.i18n import N_, Translator, message

NONE_TEXT = "none"
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:/\d+)?")
_LATIN = re.compile(r"[A-Za-z0-9%+−]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# A whole sentence part a month, so that a language may put the day first or last, or count its months.
_MONTHS = (
    N_("{day} January {year}"),
    N_("{day} February {year}"),
    N_("{day} March {year}"),
    N_("{day} April {year}"),
    N_("{day} May {year}"),
    N_("{day} June {year}"),
    N_("{day} July {year}"),
    N_("{day} August {year}"),
    N_("{day} September {year}"),
    N_("{day} October {year}"),
    N_("{day} November {year}"),
    N_("{day} December {year}"),
)


def exact(value: Any) -> Fraction | None:
    """The number that a report holds as `12`, `"0.3"` or `"2/3"`; None for anything else, truth values included."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Fraction(value)
    return None


def points(figure: Any, decimals: int) -> str:
    """The figure of a report as its readers see it: whole points, or one decimal where a threshold has one."""
    return str(figure["shown"] if decimals else figure["whole"])


def number(value: Fraction, places: int = 2) -> str:
    """A number with at most `places` decimals, cut off, and commas in numbers of five digits or more."""
    sign = "−" if value < 0 else ""
    scaled = abs(value) * 10**places
    whole, rest = divmod(scaled.numerator // scaled.denominator, 10**places)
    decimals = f"{rest:0{places}d}".rstrip("0") if places else ""
    digits = f"{whole:,}" if whole >= 10_000 else str(whole)
    if not whole and not decimals:
        sign = ""
    return f"{sign}{digits}.{decimals}" if decimals else f"{sign}{digits}"


def percent(value: Fraction, tr: Translator) -> str:
    """A share of 1 in per cent with at most one decimal, cut off."""
    return tr.render(message("{number} %", number=number(value * 100, 1)))


def is_date(value: Any) -> bool:
    """Whether a value of a report is a calendar date."""
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


def long_date(value: str | None, tr: Translator) -> str:
    """An ISO date as a sentence says it: `23 November 2026`. What is no date comes back as it is, None as ''."""
    if value is None or not is_date(value):
        return value or ""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return tr.gettext(_MONTHS[day.month - 1]).format(day=day.day, year=day.year)


def listed(items: Sequence[str], tr: Translator, either: bool = False) -> str:
    """Several words as one: `a, b and c`, or `a, b or c`."""
    if not items:
        return ""
    text = commas(items[:-1], tr)
    if not text:
        return items[0]
    ends = {"list": _apart(text, tr), "item": _apart(items[-1], tr)}
    return tr.render(message("{list} or {item}", **ends) if either else message("{list} and {item}", **ends))


def commas(items: Sequence[str], tr: Translator) -> str:
    """Several words in a row: `a, b, c`."""
    text = items[0] if items else ""
    for item in items[1:]:
        text = tr.render(message("{list}, {item}", list=text, item=item))
    return text.replace("”、“", "”“")  # Chinese sets nothing between what stands in quotes


def apart(items: Sequence[str], tr: Translator) -> str:
    """What is known of one thing, in a row: `log, project manager, 2026-11-16`; Chinese sets a comma there too."""
    return ("，" if tr.lang.startswith("zh") else ", ").join(items)


def row(items: Sequence[str], tr: Translator) -> str:
    """Several names, which may hold commas, in a row: `a; b; c`."""
    text = items[0] if items else ""
    for item in items[1:]:
        text = tr.render(message("{list}; {item}", list=text, item=item))
    return text


def clauses(items: Sequence[str], tr: Translator) -> str:
    """Several clauses or sentences in a row; one that has its end mark needs no other."""
    text = items[0] if items else ""
    for item in items[1:]:
        if text.endswith(tuple("。？！.?!")):
            text = f"{text}{' ' if text[-1].isascii() else ''}{item}"
        else:
            text = tr.render(message("{first}; {second}", first=text, second=item))
    return text


def _apart(text: str, tr: Translator) -> str:
    """Latin letters and figures with the space that stands between them and a Chinese word."""
    if not tr.lang.startswith("zh"):
        return text
    return f"{' ' if _LATIN.match(text[:1]) else ''}{text}{' ' if _LATIN.match(text[-1:]) else ''}"


def capital(text: str) -> str:
    """The text with its first letter made a capital, as at the start of a sentence."""
    return text[:1].upper() + text[1:]


def signed(text: str) -> str:
    """A number with its sign, as a change is shown; nothing changed is 0."""
    value = Fraction(text)
    if value == 0:
        return "0"
    return f"+{text}" if value > 0 else f"−{text.lstrip('-')}"
