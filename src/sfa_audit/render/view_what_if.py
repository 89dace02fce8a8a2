"""The what-if of a plan: its tables with the numbers and words behind any choice of their actions.

The page's script adds up and compares; what it says comes from here. A series of numbers is packed as "unit,now,lift of
the first action,…": whole numbers over the unit, without what adds nothing at the end.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm

from sfa_audit.i18n import message, messages
from sfa_audit.render.content import Bullets, Chart, Segment, Table, WhatIf
from sfa_audit.render.context import Context, Data, fraction, place
from sfa_audit.render.plan_view import money

SLOT = "{}"  # where the script puts a number or names into a sentence
_STATES = ("passed", "failed", "undetermined", "skipped")


def what_if(c: Context, tables: Sequence[Table], static: Bullets | None) -> WhatIf | None:
    """The tables of the actions with what lets a reader tick them; None in a report without the numbers for it."""
    rows, plan = _conditions(c), c.data["plan"]
    if rows is None:
        return None
    now, after = fraction(c.data["score"]["bar"]["lower"]), fraction(plan["low"]["readiness"]["lower"])
    drawn = (Segment("total", "0", place(now)), Segment("gain", place(now), place(after - now)))
    line = () if plan["target"] is None else (place(Fraction(plan["target"])),)
    costs = plan["day_rate"] is not None
    return WhatIf(
        model=_packed(c, rows),
        hint=c.tr.gettext("Tick the actions that you would fund. The figures of this section follow."),
        buttons=(c.tr.gettext("Tick all of the plan"), c.tr.gettext("Tick none")),
        labels=(
            c.tr.gettext("Readiness"),
            c.tr.gettext("Person-days"),
            c.tr.gettext("Weeks"),
            *((c.tr.gettext("Cost"),) if costs else ()),
        ),
        chart=Chart(drawn, line),
        caption=c.tr.gettext("What the gate asks for, with the actions ticked"),
        tables=tuple(tables),
        static=static,
    )


def _conditions(c: Context) -> list[Data] | None:
    """The conditions of the model; None without a model, or where the gate of the report is another one."""
    plan = c.data["plan"]
    model = plan.get("what_if")
    if not model or not plan["low"]["steps"]:
        return None
    found: list[Data] = model["conditions"]
    same = [one["id"] for one in found] == [one["id"] for one in c.data["verdict"]["conditions"]]
    return found if same else None


# ---- for the script --------------------------------------------------------------------------------------------------


def _packed(c: Context, rows: Sequence[Data]) -> str:
    """All that the script needs: series `s`, conditions `c`, stops `h`, and its words."""
    plan = c.data["plan"]
    steps = plan["low"]["steps"]
    measures = _Measures(plan["what_if"], [step["id"] for step in steps])
    days = [Fraction(step["days"]["exact"]) for step in steps]
    series = [
        measures.series("lower", "open"),
        _series(Fraction(0), days),
        _series(Fraction(0), [Fraction(step["weeks"]) for step in steps]),
    ]
    if plan["day_rate"] is not None:
        series.append(_series(Fraction(0), [Fraction(step["cost"]) for step in steps]))
    conditions = []
    for limit in rows:
        if limit["measure"] is None:
            conditions.append("" if limit["status"] is None else str(_STATES.index(limit["status"])))
            continue
        value, open_ = limit["measure"], limit["open"]
        places = []
        for id, other in ((value, open_ or value), (open_, value)):
            text = measures.series(id, other) if id else ""
            if text and text not in series:
                series.append(text)
            places.append(str(series.index(text)) if text else "")
        level = Fraction(limit["required"]) / measures.denominator * measures.unit(value, open_ or value)
        kind = "1" if limit["relation"] == "at_least" else "-2" if limit["id"] == "no-new-failure" else "-1"
        conditions.append(",".join((kind, *places, str(level))))
    packed = {**_words(c), "s": series, "c": ";".join(conditions)}
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def _words(c: Context) -> dict[str, object]:
    plan = c.data["plan"]
    steps = [step["id"] for step in plan["low"]["steps"]]
    zh = c.tr.lang.startswith("zh")
    return {
        "h": [
            [
                c.quoted(c.text(f"stop.{halt['id']}.title")),
                int(halt["state"] == "confirmed"),
                "" if halt["actions"] is None else ",".join(str(steps.index(id)) for id in halt["actions"]),
            ]
            for halt in plan["what_if"]["stops"]
        ],
        "v": [  # by state: the mark, the verdict, and a condition
            ("good", c.tr.gettext("Gate passed"), c.tr.pgettext("condition", "met")),
            ("bad", c.tr.gettext("Gate not passed"), c.tr.pgettext("condition", "not met")),
            ("open", c.tr.gettext("Not decided"), c.tr.gettext("not decided")),
        ],
        "a": c.tr.gettext("With the actions"),
        "x": c.say(message("Stops: not yet {titles}", titles=SLOT)),
        "f": c.say(message("Not met: {names}.", names=SLOT)) + c.tr.space,
        "u": c.say(message("Not decided: {names}.", names=SLOT)),
        "t": c.say(messages("{ticked} of {n} action", "{ticked} of {n} actions", len(steps), ticked=SLOT)),
        "z": c.tr.gettext("none"),
        "j": "" if zh else ", ",  # between two titles in quotes
        "l": "；" if zh else "; ",
        **({"m": money(c, plan, "0").replace("0", SLOT, 1)} if plan["day_rate"] is not None else {}),
    }


class _Measures:
    """The measures of a model, each to be given in the smallest unit in which it and its companion are whole."""

    def __init__(self, model: Data, actions: Sequence[str]) -> None:
        self.denominator = int(model["denominator"])
        self._actions = actions
        self._by_id: Mapping[str, Data] = {one["id"]: one for one in model["measures"]}
        self._required = [
            (one["measure"], Fraction(int(one["required"]), self.denominator))
            for one in model["conditions"]
            if one["measure"] is not None
        ]

    def unit(self, id: str, other: str) -> int:
        """The unit of a measure that is added to or compared with another."""
        levels = [level for measure, level in self._required if measure in (id, other)]
        values = [value for one in (id, other) for value in self._values(one)]
        return lcm(*(value.denominator for value in (*levels, *values)))

    def series(self, id: str, other: str) -> str:
        """The series of a measure, packed."""
        now, *lifts = self._values(id)
        return _series(now, lifts, self.unit(id, other))

    def _values(self, id: str) -> list[Fraction]:
        one = self._by_id[id]
        given = (one["now"], *(one["lifts"].get(action, "0") for action in self._actions))
        return [Fraction(int(value), self.denominator) for value in given]


def _series(now: Fraction, lifts: Sequence[Fraction], unit: int | None = None) -> str:
    unit = unit or lcm(*(value.denominator for value in (now, *lifts)))
    values = [str(int(value * unit)) if value else "" for value in (now, *lifts)]
    packed = ",".join(values).rstrip(",")
    return f"{unit},{packed}" if packed else "1,"
