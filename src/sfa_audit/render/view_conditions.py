"""What the gate asked for, condition by condition, and the stops."""

from __future__ import annotations

from sfa_audit.i18n import message, messages
from sfa_audit.render.content import Block, Cell, Code, Column, Marked, Para, Row, Section, Table
from sfa_audit.render.context import Context, Data, fraction
from sfa_audit.render.numbers import listed
from sfa_audit.render.statements import found
from sfa_audit.render.view_score import span


def conditions_table(c: Context) -> Table | None:
    """The conditions of the gate with what each requires and what is the case; None when none was asked."""
    conditions = c.data["verdict"]["conditions"]
    if not conditions:
        return None
    gate = c.data["verdict"]["gate"]
    caption = c.tr.gettext("What the gate asks for")
    if gate is not None:
        caption = c.say(message("What the gate asks for: {gate}", gate=c.text(f"gate.{gate}.title")))
    columns = [
        Column(c.tr.gettext("Condition")),
        Column(c.tr.gettext("Required"), "num"),
        Column(c.tr.gettext("Today"), "num"),
        Column(c.tr.gettext("Result")),
    ]
    planned = _planned(c)
    if planned:
        columns.append(Column(c.tr.gettext("After the plan")))
    rows = []
    for one in conditions:
        cells = [condition_name(c, one), _required(c, one), _actual(c, one), _result(c, one)]
        rows.append(Row((*cells, _after(c, one, planned[one["id"]])) if planned else tuple(cells)))
    return Table(caption, tuple(columns), tuple(rows), "conditions")


def _planned(c: Context) -> dict[str, Data]:
    """The conditions by id as the plan leaves them; none without a plan that leads to what was asked."""
    course = (c.data.get("plan") or {}).get("low")
    if not course or course["status"] != "found" or not course["steps"]:
        return {}
    after = {one["id"]: one for one in course["verdict"]["conditions"]}
    return after if all(one["id"] in after for one in c.data["verdict"]["conditions"]) else {}


def _after(c: Context, today: Data, after: Data) -> Cell:
    """What the plan leads to, and whether that is enough; a dash for what is not due or was left out."""
    if after["status"] == "skipped":
        return "–"
    one = {**today, **after, "upper": None}
    return (_state_of(c, after), _actual(c, one))


def condition_name(c: Context, one: Data) -> Cell:
    """What a condition of a gate is called."""
    names = {
        "readiness": c.tr.gettext("Readiness on what is known"),
        "coverage": c.tr.gettext("Coverage: points that are not open"),
        "evidenced": c.tr.gettext("Evidenced points"),
        "stops": c.tr.gettext("Confirmed stops"),
        "not-applicable": c.tr.gettext("Weight set aside as not applicable"),
        "stale": c.tr.gettext("Points on evidence that is no longer fresh"),
        "waived": c.tr.gettext("Points of rules that are waived"),
        "waivers": c.tr.gettext("Waivers that have expired"),
        "no-new-failure": c.tr.gettext("Rules that fail now and did not at the last assessment"),
        "fall": c.tr.gettext("Fall of readiness since the last assessment"),
        "profile": c.tr.gettext("Profile that the gate allows"),
    }
    if one["kind"] == "floor":
        return c.say(message("Floor of {cause}", cause=c.quoted_cause(one["cause"])))
    return names.get(one["kind"], Code(one["id"]))


def _required(c: Context, one: Data) -> str:
    if one["kind"] == "profile":
        return listed([c.text(f"profile.{name}.title") for name in one["names"]], c.tr, either=True)
    return limit(c, one)


def limit(c: Context, one: Data) -> str:
    """The least or the most that a condition of a gate requires, or that there must be none."""
    if one["relation"] == "none" or one["required"] is None:
        return c.tr.gettext("none")
    return f"≥ {one['required']}" if one["relation"] == "at_least" else f"≤ {one['required']}"


def _actual(c: Context, one: Data) -> str:
    if one["kind"] == "stops":
        n = len(one["names"])
        if one["status"] == "undetermined":
            return c.say(messages("{n} possible", "{n} possible", n))
        return str(n) if n else c.tr.gettext("none")
    if one["kind"] in ("waivers", "no-new-failure") and one["status"] != "undetermined":
        return str(len(one["names"])) if one["names"] else c.tr.gettext("none")
    if one["kind"] == "profile":
        return c.text(f"profile.{c.data['pack']['profile']}.title")
    if one["actual"] is None:
        return "–"
    if one["kind"] == "fall" and one["upper"] is not None and c.points(one["upper"]) != c.points(one["actual"]):
        return c.say(message("{low} to {high}", low=c.points(one["upper"]), high=c.points(one["actual"])))
    if one["upper"] is not None and fraction(one["upper"]) > fraction(one["actual"]) and one["status"] != "passed":
        return span(c, {"lower": one["actual"], "upper": one["upper"]})
    return c.points(one["actual"])


def _result(c: Context, one: Data) -> Cell:
    if one["kind"] == "stops" and one["status"] == "skipped":
        return Marked("watch", c.tr.gettext("left out on request"))
    cells: list[Cell] = [_state_of(c, one)]
    if one["questions"] and one["status"] == "undetermined":
        n = len(one["questions"])
        cells.append(c.say(messages("one question could decide it", "{n} questions could decide it", n)))
    if one["kind"] in ("no-new-failure", "fall") and one["status"] == "undetermined" and one["names"]:
        cells.append(baseline_state(c, one["names"][0]))
    return tuple(cells) if len(cells) > 1 else cells[0]


def _state_of(c: Context, one: Data) -> Marked:
    words = {
        "passed": Marked("good", c.tr.pgettext("condition", "met")),
        "failed": Marked("bad", c.tr.pgettext("condition", "not met")),
        "undetermined": Marked("open", c.tr.gettext("not decided")),
        "skipped": Marked("none", c.tr.gettext("not due yet")),
    }
    return words[str(one["status"])]


def baseline_state(c: Context, state: str) -> str:
    """Why a baseline cannot be compared with."""
    words = {
        "none": c.tr.gettext("no earlier assessment was given"),
        "found": c.tr.gettext("there is nothing to score in one of the two"),
        "missing": c.tr.gettext("there is no file of an earlier assessment yet"),
        "stale": c.tr.gettext("the earlier assessment is too old"),
        "other": c.tr.gettext("the earlier assessment is of another project"),
    }
    return words.get(state, state)


# ---- stops -------------------------------------------------------------------------------------------------------

_ORDER = ("confirmed", "possible", "waived")


def stops(c: Context) -> Section | None:
    """The stops that fire or may fire, and those that somebody has waived; None when the pack has none."""
    if not c.data["stops"]:
        return None
    shown = [s for state in _ORDER for s in c.data["stops"] if s["state"] == state]
    blocks: list[Block] = []
    if shown:
        columns = (Column(c.tr.gettext("Stop")), Column(c.tr.gettext("State")), Column(c.tr.gettext("Lifted when")))
        rows = tuple(Row((_stop(c, s), _state(c, s), c.text(f"stop.{s['id']}.lifted_when"))) for s in shown)
        blocks.append(Table(c.tr.gettext("What halts the roll-out whatever its score"), columns, rows, "stops"))
    blocks += [Para(sentence, "note") for sentence in _other_stops(c)]
    return Section("stops", c.tr.gettext("Stops"), _stops_heading(c), tuple(blocks))


def _stops_heading(c: Context) -> str:
    halting = [s["state"] for s in c.data["stops"] if s["level"] == "stop"]
    if n := halting.count("confirmed"):
        return c.say(messages("{n} stop is confirmed", "{n} stops are confirmed", n))
    if n := halting.count("possible"):
        return c.say(messages("{n} stop cannot be ruled out", "{n} stops cannot be ruled out", n))
    if n := halting.count("waived"):
        return c.say(messages("{n} stop is waived", "{n} stops are waived", n))
    return c.tr.gettext("No stop fires")


def _stop(c: Context, stop: Data) -> Cell:
    title = c.text(f"stop.{stop['id']}.title")
    head = c.text(f"stop.{stop['id']}.because")
    if stop["state"] == "possible":
        head = c.say(message("Not known yet: {statement}", statement=title))
    elif stop["state"] == "waived":
        head = c.say(message("Waived, though this does not hold for certain: {statement}", statement=title))
    return (head, *found(c, stop))


def _state(c: Context, stop: Data) -> Marked:
    warns = stop["level"] == "warn"
    words = {
        "confirmed": Marked("bad", c.tr.gettext("confirmed")),
        "possible": Marked("open", c.tr.gettext("possible")),
        "waived": Marked("watch", c.tr.gettext("waived")),
    }
    if warns and stop["state"] == "confirmed":
        return Marked("watch", c.tr.gettext("warning"))
    if warns and stop["state"] == "possible":
        return Marked("open", c.tr.gettext("possible warning"))
    return words[stop["state"]]


def _other_stops(c: Context) -> tuple[str, ...]:
    """In a sentence each: the stops that are clear, and those that are looked at later."""
    counts = {state: sum(s["state"] == state for s in c.data["stops"]) for state in ("clear", "not_due")}
    sentences = []
    if n := counts["clear"]:
        sentences.append(
            c.say(messages("{n} stop was checked and is clear.", "{n} stops were checked and are clear.", n))
        )
    if n := counts["not_due"]:
        text = messages("{n} stop is checked at a later milestone.", "{n} stops are checked at later milestones.", n)
        sentences.append(c.say(text))
    return tuple(sentences)
