"""The lines of an interview: what is shown before an answer, and the line that comes back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sfa_audit.cli.talk import say
from sfa_audit.errors import visible
from sfa_audit.fact_words import FactWords
from sfa_audit.i18n import Translator, message
from sfa_audit.values import ValueFault
from sfa_audit.wrapping import wrap

if TYPE_CHECKING:
    from sfa_audit.cli.desk import Desk
    from sfa_audit.interview import Asking
    from sfa_audit.project.table import Field
    from sfa_audit.spots import Spot

EMPTY: Final = ""
BACK: Final = "back"
EXPLAIN: Final = "?"
QUIT: Final = "quit"
# What may be typed instead, in either language.
_SAME = {
    "返回": BACK,
    "上一个": BACK,
    "退出": QUIT,
    "exit": QUIT,
    "跳过": EMPTY,
    "skip": EMPTY,
    "？": EXPLAIN,
    "help": EXPLAIN,
}


class Quit(Exception):  # noqa: N818 - a wish, not an error
    """The user wants to stop."""


class Prompts:
    """Shows and asks, line by line: no more of a terminal is needed than lines."""

    def __init__(self, tr: Translator) -> None:
        self._tr, self._facts = tr, FactWords(tr)
        if sys.stdin.isatty():
            _edit_lines()

    def line(self) -> str:
        """The next line without the space around it; commands as the constants of this module. Quit on `quit`."""
        while True:
            try:
                raw = input("> ").strip()
            except UnicodeDecodeError:
                say(f"  {self._tr.gettext('This could not be read; type it again.')}")
                continue
            word = raw.casefold()
            word = _SAME.get(word, word)
            if word == QUIT:
                raise Quit
            return word if word in (EMPTY, BACK, EXPLAIN) else raw

    def text(self, question: str, usual: str) -> str:
        """A text; an empty line takes the usual one."""
        self._shown(f"{question} [{usual}]" if usual else question)
        while True:
            line = self.line()
            if line not in (BACK, EXPLAIN) and line.isprintable():
                return line or usual

    def choose(self, question: str, options: Sequence[str], usual: str) -> str:
        """One of a few words, by itself or its number; an empty line takes the usual one."""
        self._shown(question)
        shown = [f"{n} {self._facts.choice(option)}" for n, option in enumerate(options, 1)]
        self._shown("   ".join(shown) + (f"   [{self._facts.choice(usual)}]" if usual else ""))
        while True:
            line = self.line()
            if line == EMPTY:
                return usual
            for n, option in enumerate(options, 1):
                if line.casefold() in (str(n), option, self._facts.choice(option).casefold()):
                    return option
            say(f"  {self._tr.gettext('Type one of the words or its number.')}")

    def heading(self, question: str, details: Sequence[str]) -> None:
        """A question above the facts that answer it."""
        say("")
        for line in wrap(question, first="== ", rest="   "):
            say(line)
        for detail in details:
            for line in wrap(detail, first="   "):
                say(line)

    def fact(self, field: Field, key: str, of: Field | None, before: str) -> str:
        """Ask one fact, of a record with this key in the field `of`; `before` is the answer that it has already."""
        self._shown(self._facts.asked(field, visible(key), of))
        self._shown(self._hint(field, before))
        line = self.line()
        if field.values and line.isdecimal() and 0 < int(line) <= len(field.values):
            return field.values[int(line) - 1]
        return line

    def _hint(self, field: Field, before: str) -> str:
        unit, example = self._facts.unit(field), self._facts.example(field)
        if field.values:
            unit = "   ".join(f"{n} {self._facts.choice(value)}" for n, value in enumerate(field.values, 1))
            example = ""
        hint = self._tr.render(message("{unit}, such as {example}", unit=unit, example=example)) if example else unit
        if before:
            hint = self._tr.render(message("{hint}; so far: {value}", hint=hint, value=visible(before)))
        return self._tr.render(message("({hint})", hint=hint))

    def record(self, desk: Desk, field: Field, key: Field, keys: Sequence[str]) -> str:
        """Ask for the key of one more record of a list."""
        _ = self._tr.gettext
        names = [self._facts.choice(one) if one in key.values else one for one in keys]
        if not keys:
            self._shown(self._facts.says(field))
            self._shown(f"{self._facts.says(key)} {self._hint(key, '')}")
            self._shown(_("One at a time. “none”: there are none."))
        else:
            self._shown(desk.say(message("So far: {names}. One more?", names=visible("; ".join(names)))))
            self._shown(
                _(
                    "An empty line: that is all. “more”: there are more that nobody can name yet. “drop NAME” takes one back."
                )
            )
        line = self.line()
        if key.values and line.isdecimal() and 0 < int(line) <= len(key.values):
            return key.values[int(line) - 1]
        return line

    def fault(self, fault: ValueFault) -> None:
        """Say why an answer cannot be taken."""
        text = fault.message if fault.hint is None else message("{fault}; {hint}", fault=fault.message, hint=fault.hint)
        self._shown(visible(self._tr.render(text)), mark="! ")

    def explain(self, desk: Desk, spot: Spot, one: Asking | None) -> None:
        """Why a question is asked, what the fact means and what can be typed."""
        field = desk.table.field(spot.pattern)
        if one is not None and one.rule:
            self._shown(desk.words(f"rule.{one.rule}.why"))
            self._shown(desk.say(message("sfa-audit explain {rule} says more.", rule=one.rule)))
        if field.ask:
            parts = {"role": desk.words.role(field.ask), "place": self._tr.gettext(field.look)}
            self._shown(desk.say(message("Whom to ask: {role}. Where to look: {place}.", **parts)))
        self._shown(desk.say(message("In the file it is {path}.", path=spot.text)))
        self._shown(
            self._tr.gettext(
                "Empty line: skip it for now. unknown: nobody knows. none: there is none. back: the answer before. "
                "quit: stop; all answers are saved."
            )
        )

    def _shown(self, text: str, mark: str = "") -> None:
        for line in wrap(text, first=f"  {mark}"):
            say(line)


def _edit_lines() -> None:
    """Arrow keys and backspace in lines of any script, where the system has them."""
    try:
        import readline
    except ImportError:
        return
    readline.parse_and_bind("set enable-bracketed-paste off")
