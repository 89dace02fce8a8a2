"""What is no value but is said of one: that it does not exist, that nobody knows it, that it cannot be read."""

from __future__ import annotations

from typing import Final

from sfa_audit.i18n import Message

_UNKNOWN_WORDS = frozenset({"unknown", "未知"})
_NONE_WORDS = frozenset({"none", "无"})


class Nothing:
    """The class of `NONE`: there is none, and somebody knows it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "none"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "NONE"  # the name of the one instance, so that copies and pickles stay the same object


class Unknown:
    """The class of `UNKNOWN`: nobody knows, or nobody was asked."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "unknown"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "UNKNOWN"


NONE: Final = Nothing()
UNKNOWN: Final = Unknown()


class ValueFault(ValueError):  # noqa: N818 - a fault of the input, as everywhere here
    """A value that cannot be read; `at` leads from the value to the part of it that is wrong."""

    def __init__(self, what: Message, hint: Message | None = None, at: tuple[str | int, ...] = ()) -> None:
        self.message = what
        self.hint = hint
        self.at = at
        super().__init__(str(what))

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else str(self.message)


def is_unknown(raw: object) -> bool:
    """Whether a raw scalar says that nobody knows: nothing, or the word unknown."""
    return raw is None or (isinstance(raw, str) and raw.strip().casefold() in _UNKNOWN_WORDS)


def is_none(raw: object) -> bool:
    """Whether a raw scalar is the word none: known not to exist."""
    return isinstance(raw, str) and raw.strip().casefold() in _NONE_WORDS
