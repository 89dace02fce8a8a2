"""A test in words: what is looked at, and which value is worth how much, without any project at hand."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from sfa_audit.conditions import Condition, Has, Some, Within
from sfa_audit.i18n import Message, Translator, message
from sfa_audit.interval import ONE, ZERO
from sfa_audit.measures import Combined, Days, Flags, Leaf, Ratio, Test, Value
from sfa_audit.measures_lists import Count, Series, Share
from sfa_audit.render.labels import label
from sfa_audit.render.numbers import commas, listed, number, percent, row
from sfa_audit.render.report_findings import record_condition
from sfa_audit.render.words import Words

NO_BREAK = "\u00a0"


class Line(NamedTuple):
    """One line of a description.

    `depth` says how far it stands below another; `code` is an id or a path that it begins with, `links` the web
    addresses that belong to it.
    """

    depth: int
    text: str
    code: str = ""
    links: tuple[str, ...] = ()


class MeasureWords:
    """Describes tests in one language."""

    def __init__(self, tr: Translator) -> None:
        self._tr = tr
        self._say = tr.render
        self._words = Words(tr)

    def lines(self, test: Test, depth: int = 0, weight: Fraction | None = None) -> list[Line]:
        """What the test looks at and what that is worth: a line a measure, a combination as a line above its parts."""
        if isinstance(test, Combined):
            even = len(set(test.weights)) < 2
            weights: Iterable[Fraction | None] = [None] * len(test.tests) if even else test.weights
            lines = [Line(depth, self._weighted(self._head(test.how, even), weight))]
            for inner, counts in zip(test.tests, weights, strict=True):
                lines += self.lines(inner, depth + 1, counts)
            return lines
        assert isinstance(test, Leaf)
        text = message("{what}: {worths}", what=self._what(test), worths=self._worths(test))
        return [Line(depth, self._weighted(self._say(text), weight))]

    def value(self, path: str, value: Fraction) -> str:
        """A value of a fact that is no record's, as a sentence shows it."""
        return percent(value, self._tr) if label(path).kind == "share" else number(value, 3)

    def name(self, path: str) -> str:
        """What a fact is called."""
        return self._words.name(path)

    def _head(self, how: str, even: bool) -> str:
        heads = {
            "mean": self._tr.gettext("the mean of these:") if even else self._tr.gettext("the weighted mean of these:"),
            "least": self._tr.gettext("the least of these:"),
            "greatest": self._tr.gettext("the greatest of these:"),
        }
        return heads[how]

    def _weighted(self, text: str, weight: Fraction | None) -> str:
        if weight is None:
            return text
        return self._say(message("(weight {weight}) {text}", weight=number(weight, 3), text=text))

    # ---- what is looked at ---------------------------------------------------------------------------------------

    def _what(self, test: Leaf) -> str:
        name = self._words.name
        if isinstance(test, Value):
            return name(test.path)
        if isinstance(test, Ratio):
            return self._say(message("{part} as a share of {whole}", part=name(test.first), whole=name(test.second)))
        if isinstance(test, Days):
            return self._say(message("days from {first} to {second}", first=name(test.first), second=name(test.second)))
        if isinstance(test, Flags):
            return self._flags(test)
        if isinstance(test, Series):
            return self._series(test)
        assert isinstance(test, Share | Count)
        return self._share(test) if isinstance(test, Share) else self._count(test)

    def _flags(self, test: Flags) -> str:
        wanted = dict(test.only)
        names = [self._wanted(path, wanted.get(path, ())) for path in test.of]
        if len(names) == 1:
            return names[0]
        return self._say(message("share of these that are in place ({list})", list=row(names, self._tr)))

    def _wanted(self, path: str, values: tuple[str, ...]) -> str:
        name = self._words.name(path)
        if not values:
            return name
        limit = listed([self._words.value(value, path) for value in values], self._tr, either=True)
        return self._say(message("{field} ({limit})", field=name, limit=limit))

    def _series(self, test: Series) -> str:
        what = self._words.name(f"{test.records}[].{test.field}")
        sentences: dict[str, Message] = {
            "latest": message("{what} in the latest record", what=what),
            "peak": message("{what} at its highest", what=what),
            "share_of_peak": message("{what} in the latest record as a share of its highest", what=what),
        }
        return self._say(sentences[test.take])

    def _share(self, test: Share) -> str:
        parts = {"things": self._words.name(test.records), "having": self._conditions(test.records, test.having)}
        text = message("share of {things} that have {having}", **parts)
        if test.where:
            where = self._conditions(test.records, test.where)
            text = message("share of {things} that have {having}, among those that have {where}", **parts, where=where)
        if test.by is not None:
            by = self._words.name(f"{test.records}[].{test.by}")
            text = message("{what}, each counted by {weight}", what=text, weight=by)
        return self._say(text)

    def _count(self, test: Count) -> str:
        things = self._words.name(test.records)
        if not test.where:
            return self._say(message("number of {things}", things=things))
        where = self._conditions(test.records, test.where)
        return self._say(message("number of {things} that have {where}", things=things, where=where))

    def _conditions(self, records: str, conditions: tuple[Condition, ...]) -> str:
        return self._words.conditions(records, [record_condition(_given(c)) for c in conditions])

    # ---- what it is worth ------------------------------------------------------------------------------------------

    def _worths(self, test: Leaf) -> str:
        points = list(self._points(test))
        if test.if_none is not None:
            points.append(self._arrow(self._tr.gettext("none"), test.if_none))
        return commas(points, self._tr)

    def _points(self, test: Leaf) -> Iterable[str]:
        scale = test.scale
        if isinstance(test, Flags) and len(test.of) == 1:
            asked = label(test.of[0]).kind == "flag" or bool(test.only)
            yield self._arrow(self._tr.gettext("yes") if asked else self._tr.gettext("given"), scale.at(ONE))
            yield self._arrow(self._tr.gettext("no") if asked else self._tr.gettext("none"), scale.at(ZERO))
        elif not scale.stepped:
            for x, y in scale.points:
                yield self._arrow(self._shown(test, x), y)
        else:
            if len(scale.points) > 1:
                yield self._arrow(self._say(message("under {value}", value=self._shown(test, scale.points[1][0]))),
                                  scale.points[0][1])  # fmt: skip
            for x, y in scale.points[1:] or scale.points:
                yield self._arrow(self._say(message("from {value}", value=self._shown(test, x))), y)

    def _arrow(self, value: str, worth: Fraction) -> str:
        text = self._say(message("{value} → {worth}", value=value, worth=number(worth, 3)))
        return text.replace(" ", NO_BREAK)

    def _shown(self, test: Leaf, x: Fraction) -> str:
        if isinstance(test, Value):
            return self.value(test.path, x)
        if isinstance(test, Ratio | Share | Flags):
            return percent(x, self._tr)
        if isinstance(test, Series):
            return percent(x, self._tr) if test.take == "share_of_peak" else self.value(_followed(test), x)
        return number(x, 3)


def _given(condition: Condition) -> Condition:
    """`{any: [baseline, {baseline: {at_most: 0}}]}` only says that 0 counts as a value too."""
    match condition:
        case Some(need=1, of=(Has(field=one), Within(field=other, at_least=None, at_most=most))):
            if one == other and most == 0:
                return Has(one)
    return condition


def _followed(test: Series) -> str:
    return f"{test.records}[].{test.field}"
