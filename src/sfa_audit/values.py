"""From one scalar as the YAML reader gives it to the value of a fact, exactly and without guessing.

What comes in is text, true/false, a whole number, a `Decimal` or nothing. What goes out is

====================  =======================================================================================
text, choice          str
count, amount,        `Fraction`, exactly the decimal that was written; amounts and counts are never negative
number, share
flag                  bool
date                  `datetime.date`
"none", "无"          `NONE`: known not to exist (for a flag: False)
nothing, "unknown"    `UNKNOWN`
====================  =======================================================================================

Whatever reads in two ways is a fault with a hint, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date as Date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from sfa_audit.errors import short
from sfa_audit.i18n import N_, Message, message
from sfa_audit.suggest import closest
from sfa_audit.value_words import NONE, UNKNOWN, Nothing, Unknown, ValueFault, is_none, is_unknown

MAX_DIGITS: Final = 30
"""Digits that a number may have in plain notation: enough for any sum of money, too few to exhaust memory."""


_YES = frozenset({"true", "yes", "是"})
_NO = frozenset({"false", "no", "否"})

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_PERCENT = re.compile(rf"({_NUMBER.pattern})\s*%")
# full-width digits and signs, as a Chinese keyboard gives them
_NARROW = {0xFF10 + n: 0x30 + n for n in range(10)} | {0xFF05: "%", 0xFF0E: ".", 0xFF0D: "-", 0xFF0B: "+", 0x3000: " "}

_NEED_NUMBER = N_("write a number, such as 12 or 3.5")
_IN_QUOTES = N_("put it in quotes if it is meant as text")


def text(raw: object) -> str | Nothing | Unknown:
    """A name or a sentence, without the space around it. ValueFault for anything but text."""
    word = _word(raw)
    if word is not None:
        return word
    if isinstance(raw, bool):
        raise ValueFault(
            message("{value} stands for yes or no here, not for text", value=_shown(raw)), Message(_IN_QUOTES)
        )
    if isinstance(raw, (int, Decimal)):
        raise ValueFault(message("{value} is a number here, not text", value=_shown(raw)), Message(_IN_QUOTES))
    content = _scalar(raw).strip()
    if not content:
        hint = message("leave it out where nobody knows, or write none where there is nothing")
        raise ValueFault(message("the text is empty"), hint)
    return content


def choice(raw: object, values: Iterable[str]) -> str | Nothing | Unknown:
    """One of `values`, exactly as spelled there. ValueFault, with the nearest of them, for anything else."""
    options = tuple(values)
    content = raw.strip() if isinstance(raw, str) else raw
    if isinstance(content, str) and content in options:
        return content
    word = _word(raw)
    if word is not None:
        return word
    if isinstance(raw, (dict, list)):
        _scalar(raw)
    what = message("{value} is not one of: {options}", value=_shown(raw), options=", ".join(options))
    guess = closest(content, options) if isinstance(content, str) else None
    raise ValueFault(what, message("did you mean {guess}?", guess=guess) if guess else None)


def flag(raw: object) -> bool | Unknown:
    """Yes or no; the word none reads as no. ValueFault for anything else, 1 and 0 included."""
    if isinstance(raw, bool):
        return raw
    if is_unknown(raw):
        return UNKNOWN
    if isinstance(raw, str):
        word = raw.strip().casefold()
        if word in _YES:
            return True
        if word in _NO or is_none(raw):
            return False
    elif isinstance(raw, (dict, list)):
        _scalar(raw)
    raise ValueFault(message("{value} is neither yes nor no", value=_shown(raw)), message("write yes or no"))


def number(raw: object) -> Fraction | Nothing | Unknown:
    """A number of either sign, exact. ValueFault for anything else."""
    word = _word(raw)
    return word if word is not None else _number(raw)


def amount(raw: object) -> Fraction | Nothing | Unknown:
    """A number, exact, 0 or more. ValueFault for anything else."""
    value = number(raw)
    if isinstance(value, Fraction) and value < 0:
        raise ValueFault(message("{value} is negative", value=_shown(raw)), message("write a number from 0 up"))
    return value


def count(raw: object) -> Fraction | Nothing | Unknown:
    """A whole number, 0 or more, as a Fraction like every number. ValueFault for anything else."""
    value = amount(raw)
    if isinstance(value, Fraction) and value.denominator != 1:
        raise ValueFault(message("{value} is not a whole number", value=_shown(raw)), message("write a whole number"))
    return value


def share(raw: object) -> Fraction | Nothing | Unknown:
    """A part of a whole as a Fraction from 0 to 1, written 30% or 0.3. ValueFault for anything else.

    A number over 1 without % is a fault: 30 may be 30 % or thirty times the whole.
    """
    word = _word(raw)
    if word is not None:
        return word
    percent = _PERCENT.fullmatch(_narrow(raw)) if isinstance(raw, str) else None
    value = _number(percent[1]) / 100 if percent else _number(raw)
    if value < 0:
        raise ValueFault(message("{value} is negative", value=_shown(raw)), message("write a share from 0% to 100%"))
    if value <= 1:
        return value
    if percent or value > 100:
        hint = message("write a share from 0% to 100%")
        raise ValueFault(message("{value} is more than the whole", value=_shown(raw)), hint)
    plain, part = _plain(value), _plain(value / 100)
    raise ValueFault(
        message("{value} could mean {value}% or {value} times", value=plain),
        message("write {value}% or {part}", value=plain, part=part),
    )


def date(raw: object) -> Date | Nothing | Unknown:
    """A day of the calendar, written 2026-11-23. ValueFault, with the ISO spelling where it is clear, for the rest."""
    word = _word(raw)
    if word is not None:
        return word
    content = _narrow(raw) if isinstance(raw, str) else _shown(raw)
    if isinstance(raw, (dict, list)):
        _scalar(raw)
    if isinstance(raw, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", content):
        try:
            return Date.fromisoformat(content)
        except ValueError:
            raise ValueFault(message("{value} is not a day of the calendar", value=content)) from None
    from sfa_audit.value_hints import day_meant

    day = day_meant(content)
    hint = message("write {date}", date=day.isoformat()) if day else message("write a date as 2026-11-23")
    raise ValueFault(message("{value} is not a date", value=_shown(raw)), hint)


_READERS: dict[str, Callable[[object], Any]] = {
    "text": text,
    "flag": flag,
    "number": number,
    "amount": amount,
    "count": count,
    "share": share,
    "date": date,
}


def scalar(kind: str, raw: object, values: Iterable[str] = (), *, must: bool = False, fact: bool = True) -> Any:
    """The value of a raw scalar of any kind, UNKNOWN where nobody knows. ValueFault where it cannot be read.

    `values` are the words of a choice. With `must`, unknown and none are faults. Outside the facts (`fact` false)
    there is no difference between none and nothing: both come out as UNKNOWN.
    """
    value = choice(raw, values) if kind == "choice" else _READERS[kind](raw)
    if value is NONE and not fact:
        value = UNKNOWN
    if must and (value is NONE or value is UNKNOWN):
        raise ValueFault(message("a value is needed here"))
    return value


def _word(raw: object) -> Nothing | Unknown | None:
    if is_unknown(raw):
        return UNKNOWN
    return NONE if is_none(raw) else None


def _scalar(raw: object) -> str:
    if isinstance(raw, dict):
        raise ValueFault(message("one value is expected here, not a group of keys"))
    if isinstance(raw, list):
        raise ValueFault(message("one value is expected here, not a list"))
    return str(raw)


def _number(raw: object) -> Fraction:
    if isinstance(raw, bool):
        raise ValueFault(message("{value} is not a number", value=_shown(raw)), Message(_NEED_NUMBER))
    if isinstance(raw, int):
        if abs(raw) >= 10**MAX_DIGITS:
            raise _too_long()
        return Fraction(raw)
    if isinstance(raw, Decimal):
        return _fraction(raw)
    content = _narrow(_scalar(raw))
    if _NUMBER.fullmatch(content):
        return _fraction(Decimal(content))
    from sfa_audit.value_hints import number_meant

    raise ValueFault(message("{value} is not a number", value=short(content)), number_meant(content))


def _fraction(value: Decimal) -> Fraction:
    digits, exponent = value.as_tuple()[1:]
    if not isinstance(exponent, int):
        raise ValueFault(message("{value} is not a number", value=str(value)), Message(_NEED_NUMBER))
    if not any(digits):
        return Fraction(0)
    if max(len(digits), len(digits) + exponent, -exponent) > MAX_DIGITS:
        raise _too_long()
    return Fraction(value)


def _too_long() -> ValueFault:
    return ValueFault(message("the number has more than {digits} digits", digits=MAX_DIGITS))


def _narrow(content: str) -> str:
    return content.strip().translate(_NARROW).strip()


def _plain(value: Fraction) -> str:
    """A fraction with a finite decimal, in plain notation."""
    from decimal import localcontext

    with localcontext(prec=4 * MAX_DIGITS):
        spelled = f"{Decimal(value.numerator) / Decimal(value.denominator):f}"
    return spelled.rstrip("0").rstrip(".") if "." in spelled else spelled


def _shown(raw: object) -> str:
    """A raw scalar as a reader of the message would have written it."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, int) and abs(raw) >= 10**MAX_DIGITS:
        return "…"
    return short(str(raw).strip())


__all__ = [
    "NONE",
    "UNKNOWN",
    "Nothing",
    "Unknown",
    "ValueFault",
    "amount",
    "choice",
    "count",
    "date",
    "flag",
    "is_none",
    "is_unknown",
    "number",
    "scalar",
    "share",
    "text",
]
