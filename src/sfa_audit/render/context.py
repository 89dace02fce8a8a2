"""What every part of a report needs at hand: the plain data, the language, the texts of the pack and the words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from sfa_audit.i18n import Message, Translator
from sfa_audit.render.numbers import points
from sfa_audit.render.words import Words

Data = Mapping[str, Any]
HUNDRED = Fraction(100)


class Context:
    """One report in one language. `data` is the plain dict of `report_json`, already cleaned."""

    def __init__(self, data: Data, tr: Translator) -> None:
        self.data = data
        self.tr = tr
        self.words = Words(tr)
        self._texts: tuple[Data, ...] = tuple(
            data["texts"][lang] for lang in dict.fromkeys((tr.lang, "en")) if lang in data["texts"]
        )

    def say(self, message: Message) -> str:
        """A message in the language of the report."""
        return self.tr.render(message)

    def text(self, key: str, default: str | None = None) -> str:
        """A text of the pack, in English where it is not translated; without one, the default or the id in the key."""
        for texts in self._texts:
            if key in texts:
                return str(texts[key])
        return key.split(".")[1] if default is None else default

    def points(self, figure: Data) -> str:
        """A figure as this report shows it."""
        return points(figure, int(self.data["decimals"]))

    def fine(self, figure: Data) -> str:
        """A figure of a single rule, with its decimal: whole points would hide most of them."""
        return str(figure["shown"])

    def given(self, message: Any) -> str:
        """A message that came with the data: {"id", "params", "plural"}."""
        return self.say(as_message(message)) if message else ""

    # ---- names -------------------------------------------------------------------------------------------------

    def cause(self, id: str) -> str:
        """A cause's short name."""
        return self.text(f"cause.{id}.short")

    def quoted_cause(self, id: str) -> str:
        """A cause's short name in quotes, to stand in a sentence."""
        return self.quoted(self.cause(id))

    def quoted(self, text: str) -> str:
        """The text in quotation marks."""
        return f"“{text}”"

    def role(self, id: str) -> str:
        """A role's name."""
        return self.text(f"role.{id}.title")

    @cached_property
    def findings(self) -> Mapping[str, Data]:
        """The findings by the id of their rule."""
        return {finding["rule"]: finding for finding in self.data["findings"]}

    @cached_property
    def cause_numbers(self) -> Mapping[str, int]:
        """The place of each cause in the pack, from 1."""
        return {cause["id"]: n for n, cause in enumerate(self.data["causes"], 1)}


def as_message(plain: Any) -> Message:
    """A message from its plain form; parameters may be messages too."""
    if isinstance(plain, str):
        return Message("{text}", {"text": plain})
    params = {
        name: as_message(value) if isinstance(value, Mapping) else value
        for name, value in plain.get("params", {}).items()
    }
    return Message(plain["id"], params, plain.get("plural"))


def fraction(figure: Data) -> Fraction:
    """The exact value of a figure, for the order of rows and the place of a bar; never to be shown."""
    return Fraction(figure["exact"])


def place(value: Fraction) -> str:
    """A place on the scale of 0 to 100 for a drawing, with two decimals."""
    hundredths = round(max(Fraction(0), min(HUNDRED, value)) * 100)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def anchor(kind: str, id: str) -> str:
    """The id of a place in the report, of letters, digits and dashes only."""
    return f"{kind}-" + "".join(c if c.isascii() and (c.isalnum() or c == "-") else f"_{ord(c):x}_" for c in id)
