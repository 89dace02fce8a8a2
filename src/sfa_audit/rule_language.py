"""From the tests that a pack's author writes to measures: the whole rule language in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sfa_audit.conditions import Condition, Has, OneOf, Some, Within
from sfa_audit.i18n import Message
from sfa_audit.measures import Combined, Days, Flags, Ratio, Test, Value
from sfa_audit.measures_lists import Count, Series, Share
from sfa_audit.scale import IDENTITY, Scale
from sfa_audit.suggest import closest

Path = tuple[str | int, ...]
Report = Callable[[Path, Message, Message | None], None]

COMBINATIONS = ("mean", "least", "greatest")
MEASURES: Mapping[str, tuple[str, ...]] = {
    "value": (),
    "share": ("having", "where", "by"),
    "count": ("where",),
    "ratio": (),
    "days": (),
    "flags": (),
    "series": ("field", "take"),
}
TAKES = ("latest", "peak", "share_of_peak")
_LEAF_KEYS = ("scale", "steps", "if_none")
_WEIGHT = "weight"  # of one of the tests of a mean


def number(raw: Any) -> Fraction:
    """The exact value of a number from a pack. Raises ValueError for anything else."""
    if isinstance(raw, bool) or not isinstance(raw, int | str | Decimal):
        raise ValueError(raw)
    return _fraction(str(raw))


@lru_cache(maxsize=1024)
def _fraction(text: str) -> Fraction:
    return Fraction(text)


class TestReader:
    """Reads tests; every fault goes to `report` with its path, and the faulty part is left out.

    `series_key` tells the date field of a list of dated records.
    """

    __test__ = False  # not a test of pytest

    def __init__(self, report: Report, series_key: Callable[[str], str]) -> None:
        self._report = report
        self._series_key = series_key

    def test(self, data: Any, at: Path, *, in_mean: bool = False) -> Test | None:
        """The test that `data` describes, or None after a fault has been reported. Only in a mean it has a weight."""
        if not isinstance(data, Mapping):
            self._report(at, Message("a test must be a mapping such as {{share: goals, having: [owner]}}"), None)
            return None
        named = [key for key in data if key in MEASURES or key in COMBINATIONS]
        if len(named) != 1:
            self._no_measure(data, named, at)
            return None
        name = named[0]
        if name in COMBINATIONS:
            return self._combined(name, data, at, in_mean)
        for key in data:
            known = (*MEASURES[name], *_LEAF_KEYS, *((_WEIGHT,) if in_mean else ()))
            if key != name and key not in known:
                self._no_such_key(name, key, known, at)
        return self._measure(name, data, at)

    def _no_such_key(self, name: str, key: str, known: Sequence[str], at: Path) -> None:
        if key == _WEIGHT:
            self._report((*at, key), Message("only the tests of a mean have weights"), None)
            return
        message = Message('"{measure}" takes no "{key}"', {"measure": name, "key": key})
        self._report((*at, key), message, _hint(key, known) if known else None)

    def _no_measure(self, data: Mapping[str, Any], named: Sequence[str], at: Path) -> None:
        every = (*MEASURES, *COMBINATIONS)
        if named:
            message = Message("a test has one measure, not several: {names}", {"names": ", ".join(named)})
            self._report((*at, named[1]), message, Message("combine several tests with mean, least or greatest"))
            return
        for key in data:
            if key not in (*_LEAF_KEYS, _WEIGHT):
                self._report((*at, key), Message('unknown measure "{key}"', {"key": key}), _hint(key, every))
                return
        self._report(at, Message("a test needs a measure: {names}", {"names": ", ".join(every)}), None)

    def _combined(self, how: str, data: Mapping[str, Any], at: Path, in_mean: bool) -> Test | None:
        parts = data[how]
        for key in data:
            if key != how and not (key == _WEIGHT and in_mean):
                self._no_such_key(how, key, (), at)
        if not isinstance(parts, Sequence) or isinstance(parts, str) or not parts:
            self._report((*at, how), Message('"{measure}" takes a list of tests', {"measure": how}), None)
            return None
        tests, weights = [], []
        for index, part in enumerate(parts):
            here = (*at, how, index)
            test = self.test(part, here, in_mean=how == "mean")
            weight = None
            if how == "mean" and isinstance(part, Mapping) and _WEIGHT in part:
                weight = self._number(part[_WEIGHT], (*here, _WEIGHT))
            if weight is not None and weight <= 0:
                self._report((*here, _WEIGHT), Message("a weight must be greater than 0"), None)
            if test is not None:
                tests.append(test)
                weights.append(weight if weight is not None and weight > 0 else Fraction(1))
        return Combined(how, tuple(tests), tuple(weights)) if tests else None

    def _measure(self, name: str, data: Mapping[str, Any], at: Path) -> Test | None:
        scale = self._scale(data, at)
        if_none = self._number(data["if_none"], (*at, "if_none")) if "if_none" in data else None
        if if_none is not None and not 0 <= if_none <= 1:
            self._report((*at, "if_none"), Message("a worth lies between 0 and 1"), None)
        subject = data[name]
        if name == "flags":
            return self._flags(scale, if_none, subject, (*at, name))
        if name in ("ratio", "days"):
            return self._of_paths(name, scale, if_none, subject, (*at, name))
        if not isinstance(subject, str):
            self._report((*at, name), Message('"{measure}" takes a path', {"measure": name}), None)
            return None
        if name == "value":
            return Value(scale, if_none, subject)
        if name == "series":
            return self._series(scale, if_none, subject, data, at)
        where = self._conditions(data.get("where", ()), (*at, "where"))
        if name == "count":
            return Count(scale, if_none, subject, where)
        having = self._conditions(data.get("having", ()), (*at, "having"))
        if not having:
            self._report(at, Message('"share" needs "having", a list of conditions'), None)
        return Share(scale, if_none, subject, having, where, data.get("by"))

    def _of_paths(self, name: str, scale: Scale, if_none: Fraction | None, subject: Any, at: Path) -> Test | None:
        if not _texts(subject) or len(subject) != 2:
            self._report(at, Message('"{measure}" takes two paths', {"measure": name}), None)
            return None
        return (Ratio if name == "ratio" else Days)(scale, if_none, subject[0], subject[1])

    def _flags(self, scale: Scale, if_none: Fraction | None, subject: Any, at: Path) -> Test | None:
        if not isinstance(subject, Sequence) or isinstance(subject, str) or not subject:
            self._report(at, Message('"{measure}" takes a list of paths', {"measure": "flags"}), None)
            return None
        of: list[str] = []
        only: list[tuple[str, tuple[str, ...]]] = []
        for index, item in enumerate(subject):
            path, values = next(iter(item.items())) if isinstance(item, Mapping) and len(item) == 1 else (item, ())
            if not isinstance(path, str) or not _texts(values) or (path is not item and not values):
                hint = Message("write path, or {{path: [values]}} for a fact that must have one of these values")
                self._report((*at, index), Message("this is no path"), hint)
                return None
            of.append(path)
            if values:
                only.append((path, tuple(values)))
        return Flags(scale, if_none, tuple(of), tuple(only))

    def _series(
        self, scale: Scale, if_none: Fraction | None, path: str, data: Mapping[str, Any], at: Path
    ) -> Test | None:
        take = data.get("take", "latest")
        if take not in TAKES:
            self._report((*at, "take"), Message('unknown "take": {take}', {"take": str(take)}), _hint(str(take), TAKES))
            return None
        if not isinstance(data.get("field"), str):
            self._report(at, Message('"series" needs "field", the field that is followed'), None)
            return None
        return Series(scale, if_none, path, data["field"], take, self._series_key(path))

    def _conditions(self, data: Any, at: Path) -> tuple[Condition, ...]:
        if isinstance(data, Mapping):  # {beneficiary: [rep, both]} reads as one condition
            data = [data]
        if isinstance(data, str) or not isinstance(data, Sequence):
            self._report(at, Message("conditions are a list"), None)
            return ()
        read = (self._condition(item, (*at, index)) for index, item in enumerate(data))
        return tuple(condition for condition in read if condition is not None)

    def _condition(self, item: Any, at: Path) -> Condition | None:
        if isinstance(item, str):
            return Has(item)
        if isinstance(item, Mapping):
            if set(item) == {"any"}:
                return Some(1, self._conditions(item["any"], (*at, "any")))
            if set(item) == {"some", "of"}:
                need = self._number(item["some"], (*at, "some"))
                return Some(int(need or 1), self._conditions(item["of"], (*at, "of")))
            if len(item) == 1:
                (field, wanted), *_ = item.items()
                if _texts(wanted):
                    return OneOf(field, tuple(wanted))
                if isinstance(wanted, Mapping) and wanted and set(wanted) <= {"at_least", "at_most"}:
                    ends = {key: self._number(value, (*at, field, key)) for key, value in wanted.items()}
                    return Within(field, **ends)
        self._report(
            at,
            Message("this is no condition"),
            Message("write field, {{field: [values]}}, {{field: {{at_least: 1}}}}, {{any: []}}, {{some: 2, of: []}}"),
        )
        return None

    def _scale(self, data: Mapping[str, Any], at: Path) -> Scale:
        if "scale" in data and "steps" in data:
            self._report((*at, "steps"), Message("a measure has a scale or steps, not both"), None)
        for key in ("scale", "steps"):
            if key in data:
                return self._points(data[key], key == "steps", (*at, key))
        return IDENTITY

    def _points(self, data: Any, stepped: bool, at: Path) -> Scale:
        points: list[tuple[Fraction, Fraction]] = []
        for index, pair in enumerate(data if isinstance(data, Sequence) and not isinstance(data, str) else ()):
            here = (*at, index)
            if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
                self._report(here, Message("a point is a pair [value, worth]"), None)
                continue
            x, y = self._number(pair[0], (*here, 0)), self._number(pair[1], (*here, 1))
            if x is None or y is None:
                continue
            if not 0 <= y <= 1:
                self._report((*here, 1), Message("a worth lies between 0 and 1"), None)
            if points and x <= points[-1][0]:
                self._report((*here, 0), Message("the values of a scale must increase"), None)
            points.append((x, y))
        if len(points) < (1 if stepped else 2):
            self._report(at, Message("a scale needs at least two points [value, worth]"), None)
            return IDENTITY
        return Scale(tuple(points), stepped)

    def _number(self, raw: Any, at: Path) -> Fraction | None:
        try:
            return number(raw)
        except (ValueError, ZeroDivisionError):
            self._report(at, Message("{value} is not a number", {"value": str(raw)}), None)
            return None


def _texts(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(v, str) for v in value)


def _hint(word: str, options: Sequence[str]) -> Message:
    near = closest(word, options)
    if near is not None:
        return Message('did you mean "{near}"?', {"near": near})
    return Message("choose one of {options}", {"options": ", ".join(options)})
