"""Values of settings: from a flag, a variable of the environment or a file. Each raises ValueError with a Message."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from sfa_audit.i18n import message

Reader = Callable[[Any], Any]
LEVEL = re.compile(r"\d{1,3}(\.\d)?", re.ASCII)


def a_level(raw: Any) -> Fraction:
    """A level from 0 to 100 with at most one decimal, so that what is shown and what is decided agree."""
    text = str(raw).strip()
    if isinstance(raw, bool) or not LEVEL.fullmatch(text) or Fraction(text) > 100:
        raise ValueError(
            message("a level from 0 to 100 with at most one decimal is expected, not {value}", value=repr(text))
        )
    return Fraction(text)


def a_flag(raw: Any) -> bool:
    """Yes or no, in the spellings of a project file, and 1 or 0 as the environment has them."""
    words = {"true": True, "yes": True, "1": True, "是": True, "false": False, "no": False, "0": False, "否": False}
    text = str(raw).strip().casefold()
    if text not in words:
        raise ValueError(message("yes or no is expected, not {value}", value=repr(text)))
    return words[text]


def a_text(raw: Any) -> str:
    """A text that is not empty."""
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError(message("a text is expected, not {value}", value=repr(raw)))
    return raw.strip()


def a_number(raw: Any) -> int:
    """A whole number above 0."""
    text = str(raw).strip()
    if isinstance(raw, bool) or not re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII):
        raise ValueError(message("a whole number above 0 is expected, not {value}", value=repr(text)))
    return int(text)


def a_list(raw: Any) -> tuple[str, ...]:
    """Texts: a list, or one text with commas."""
    parts = raw.split(",") if isinstance(raw, str) else raw
    if not isinstance(parts, list) or not parts:
        raise ValueError(message("a list of texts is expected, not {value}", value=repr(raw)))
    return tuple(a_text(part) for part in parts)


def a_mapping_of_levels(raw: Any) -> dict[str, Fraction]:
    """Levels by id: a mapping, or a text such as `goals=40,process=35`."""
    if isinstance(raw, str):
        pairs = [part.partition("=") for part in raw.split(",")]
        if not all(sign and key.strip() for key, sign, _ in pairs):
            raise ValueError(message("levels such as goals=40,process=35 are expected, not {value}", value=repr(raw)))
        raw = {key.strip(): value for key, _, value in pairs}
    if not isinstance(raw, Mapping) or not raw:
        raise ValueError(message("levels by cause are expected, such as goals: 40"))
    return {str(key): a_level(value) for key, value in raw.items()}
