"""Readings in words: what a rule found, as short sentences made from the figures and the labels of the facts.

Every sentence is a message of its own with named parts, so that another language can order them as it likes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sfa_audit.i18n import Message, Translator, message, messages
from sfa_audit.render.labels import NUMBERS, Label, label
from sfa_audit.render.numbers import (
    NONE_TEXT,
    capital,
    clauses,
    exact,
    is_date,
    listed,
    long_date,
    number,
    percent,
    row,
)

AS_OF = "as_of"


class Words:
    """Says readings, conditions and facts in one language."""

    def __init__(self, tr: Translator) -> None:
        self._tr = tr
        self._say = tr.render

    # ---- facts ---------------------------------------------------------------------------------------------

    def name(self, path: str, n: int = 2) -> str:
        """What a fact is called; things that are counted in the number that fits `n`."""
        if path == AS_OF:
            return self._tr.gettext("the date of this assessment")
        return self._noun(label(path), n)

    def value(self, value: Any, path: str = "", *, long: bool = False) -> str:
        """A fact's value as a reader sees it; `long` writes dates out, as a sentence does."""
        kind = label(path).kind if path else ""
        if value is None:
            return self._tr.gettext("not known")
        if value == NONE_TEXT:
            return self._tr.gettext("none")
        if value is True or value is False:
            return self._tr.gettext("yes") if value else self._tr.gettext("no")
        figure = exact(value) if kind in ("", *NUMBERS) else None
        if figure is not None:
            return percent(figure, self._tr) if kind == "share" else number(figure)
        if kind == "choice":
            return self._tr.gettext(str(value))
        return long_date(value, self._tr) if long and is_date(value) else str(value)

    def fact(self, path: str, value: Any) -> str:
        """One fact with its value: `3 reviews`, or `The hours to an answer: not known`."""
        about = label(path)
        figure = exact(value)
        if about.kind == "count" and figure is not None and figure.denominator == 1:
            return self._say(message("{n} {things}", n=number(figure), things=self._noun(about, int(figure))))
        name = capital(self.name(path))
        return self._say(message("{name}: {value}", name=name, value=self.value(value, path, long=True)))

    def _noun(self, about: Label, n: int) -> str:
        if about.many:
            return self._tr.ngettext(about.one, about.many, n)
        return self._tr.gettext(about.one)

    # ---- readings ------------------------------------------------------------------------------------------

    def reading(self, reading: Mapping[str, Any]) -> list[str]:
        """What one measure saw, in one or more sentences without an end mark."""
        say = getattr(self, f"_{reading['measure']}")
        sentences: list[str] = say(tuple(reading["paths"]), reading["figures"])
        return sentences

    def readings(self, readings: Sequence[Mapping[str, Any]]) -> list[str]:
        """What several measures saw; what two of them say in the same words is said once."""
        return list(dict.fromkeys(text for one in readings for text in self.reading(one)))

    def _value(self, paths: tuple[str, ...], figures: Mapping[str, Any]) -> list[str]:
        return [self.fact(paths[0], figures["value"])]

    def _ratio(self, paths: tuple[str, ...], figures: Mapping[str, Any]) -> list[str]:
        first, second = (exact(figures[name]) for name in ("first", "second"))
        parts = [self.fact(path, figures[name]) for path, name in zip(paths, ("first", "second"), strict=True)]
        if first is None or not second:
            return [self._joined(parts)]
        part = percent(first / second, self._tr)
        if label(paths[0]).kind == label(paths[1]).kind == "count":
            return [self._say(message("{part} out of {whole}, {percent}", part=parts[0], whole=parts[1], percent=part))]
        text = message(
            "{first}; {second}; the first is {percent} of the second", first=parts[0], second=parts[1], percent=part
        )
        return [self._say(text)]

    def _days(self, paths: tuple[str, ...], figures: Mapping[str, Any]) -> list[str]:
        days = exact(figures.get("days"))
        if days is None:
            rest = [(p, figures[n]) for p, n in zip(paths, ("first", "second"), strict=True) if p != AS_OF]
            unset = [(p, v) for p, v in rest if not is_date(v)]
            return [self._joined([self.fact(p, v) for p, v in unset or rest])]
        first, second = self.name(paths[0]), self.name(paths[1])
        n = abs(int(days))
        if days < 0:
            first, second = second, first
        ends = {"first": first, "second": second}
        return [self._say(messages("{n} day from {first} to {second}", "{n} days from {first} to {second}", n, **ends))]

    def _flags(self, _paths: tuple[str, ...], figures: Mapping[str, Any]) -> list[str]:
        states: Mapping[str, bool | None] = figures["states"]
        choices: Mapping[str, Any] = figures.get("choices") or {}
        if len(states) == 1:
            ((path, state),) = states.items()
            return [self.fact(path, choices[path]) if choices else self._single(path, state)]
        names = {p: self._with_value(p, choices[p]) if choices.get(p) else self.name(p) for p in states}
        groups = [(state, [names[p] for p, s in states.items() if s is state]) for state in (True, False, None)]
        sentences = [self._say(self._state(state, row(names, self._tr))) for state, names in groups if names]
        n = int(figures["of"])
        if int(figures["unknown"]) < n:
            yes = str(figures["yes"])
            sentences.insert(
                0, self._say(messages("{yes} of {n} is in place", "{yes} of {n} are in place", n, yes=yes))
            )
        return sentences

    def _with_value(self, path: str, value: Any) -> str:
        """A choice and what was chosen, as one of several facts: `the decision on the pilot (stop)`."""
        return self._say(message("{field} ({limit})", field=self.name(path), limit=self.value(value, path)))

    def _single(self, path: str, state: bool | None) -> str:
        """One fact that is there or not: a clause for a flag, else the name of the thing."""
        name = self.name(path)
        if label(path).kind == "flag" or state is None:
            return self._say(self._state(state, name))
        text = message("{name}: given", name=capital(name)) if state else message("{name}: none", name=capital(name))
        return self._say(text)

    def _state(self, state: bool | None, what: str) -> Message:
        if state is None:
            return message("Not known: {what}", what=what)
        return message("Yes: {what}", what=what) if state else message("No: {what}", what=what)

    def _share(self, paths: tuple[str, ...], figures: Mapping[str, Any]) -> list[str]:
        if (text := self._nothing(paths[0], figures)) is not None:
            return [text]
        having = self.conditions(paths[0], figures["having"])
        where = self.conditions(paths[0], figures["where"]) if figures["where"] else ""
        sentences = [self._have(paths[0], figures, having, where)]
        if figures["by"] is not None:
            by = self.name(f"{paths[0]}[].{figures['by']}")
            sentences.append(self._say(message("Each counts by {weight}", weight=by)))
        return sentences

    def _count(self, paths: tuple[str, ...], figures: Mapping[str, Any]) -> list[str]:
        if (text := self._nothing(paths[0], figures)) is not None:
            return [text]
        if figures["where"]:
            return [self._have(paths[0], figures, self.conditions(paths[0], figures["where"]), "")]
        n = int(figures["of"])
        return [self._more(self._say(message("{n} {things}", n=str(n), things=self.name(paths[0], n))), figures)]

    def _have(self, path: str, figures: Mapping[str, Any], having: str, where: str) -> str:
        n = int(figures["of"])
        parts = {"yes": str(figures["yes"]), "things": self.name(path, n), "having": having, "where": where}
        text = messages("{yes} of {n} {things} has {having}", "{yes} of {n} {things} have {having}", n, **parts)
        if where:
            text = messages(
                "{yes} of {n} {things} that has {where} also has {having}",
                "{yes} of {n} {things} that have {where} also have {having}",
                n,
                **parts,
            )
        return self._more(self._say(text), figures)

    def _more(self, text: str, figures: Mapping[str, Any]) -> str:
        """What the numbers leave out: records of which it is not known, and records that may not be listed."""
        parts = [text]
        if unknown := int(figures.get("unknown") or 0):
            parts.append(self._say(messages("not known for {n}", "not known for {n}", unknown)))
        if figures.get("complete") is False:
            parts.append(self._tr.gettext("there may be more that are not listed"))
        return self._joined(parts)

    def _nothing(self, path: str, figures: Mapping[str, Any]) -> str | None:
        name = capital(self.name(path))
        if figures["state"] == "none":
            return self._say(message("{name}: none", name=name))
        if figures["state"] == "unknown" or ("of" not in figures and "latest" not in figures):
            return self._say(message("{name}: not known", name=name))
        return None

    def _series(self, paths: tuple[str, ...], figures: Mapping[str, Any]) -> list[str]:
        if (nothing := self._nothing(paths[0], figures)) is not None:
            return [nothing]
        field = f"{paths[0]}[].{paths[1]}"
        values = {name: self.value(figures[name], field) for name in ("latest", "peak")}
        values["what"] = capital(self.name(field))
        latest, peak = exact(figures["latest"]), exact(figures["peak"])
        if figures["take"] == "latest":
            return [self._say(message("{what}: {latest} in the latest record", **values))]
        if figures["take"] == "peak":
            return [self._say(message("{what}: {peak} at its highest", **values))]
        if latest is None or not peak:
            return [self._say(message("{what}: {latest} in the latest record, {peak} at its highest", **values))]
        values["percent"] = percent(latest / peak, self._tr)
        text = message("{what}: {latest} in the latest record, {percent} of its highest, {peak}", **values)
        return [self._say(text)]

    # ---- conditions on a record ------------------------------------------------------------------------------

    def conditions(self, records: str, conditions: Sequence[Mapping[str, Any]]) -> str:
        """What a record must have, to stand behind `3 of 7 goals have …`."""
        return listed([self._condition(records, one) for one in conditions], self._tr)

    def _condition(self, records: str, one: Mapping[str, Any]) -> str:
        if "some" in one:
            # a number of 0 counts as given beside the field itself: told once, by its name
            whole = {c["has"] for c in one["of"] if "has" in c}
            inner = [self._condition(records, c) for c in one["of"] if c.get("field") not in whole]
            if one["some"] == 1:
                return listed(inner, self._tr, either=True)
            n = int(one["some"])
            these = row(inner, self._tr)
            return self._say(messages("at least {n} of these: {list}", "at least {n} of these: {list}", n, list=these))
        if "has" in one:
            return self.name(f"{records}[].{one['has']}")
        path = f"{records}[].{one['field']}"
        return self._say(message("{field} ({limit})", field=self.name(path), limit=self._limit(path, one)))

    def _limit(self, path: str, one: Mapping[str, Any]) -> str:
        if "values" in one:
            return listed([self.value(value, path) for value in one["values"]], self._tr, either=True)
        low, high = (self._bound(path, one.get(name)) for name in ("at_least", "at_most"))
        if low and high:
            return self._say(message("{low} to {high}", low=low, high=high))
        return self._say(message("at least {low}", low=low) if low else message("at most {high}", high=high))

    def _bound(self, path: str, value: str | None) -> str:
        figure: Fraction | None = exact(value)
        if figure is None:
            return ""
        return percent(figure, self._tr) if label(path).kind == "share" else number(figure)

    def _joined(self, parts: Sequence[str]) -> str:
        return clauses(parts, self._tr)
