"""The findings, weakest first, each with what it rests on; the patterns; and what comes due later."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sfa_audit.i18n import message, messages
from sfa_audit.render.content import (
    Block,
    Bullets,
    Cell,
    Code,
    Finding,
    Findings,
    Fold,
    Free,
    Item,
    Pairs,
    Para,
    Section,
)
from sfa_audit.render.context import Context, Data, anchor, fraction
from sfa_audit.render.labels import pattern
from sfa_audit.render.numbers import apart, commas, listed
from sfa_audit.render.statements import adds, found, outcome, plain_days, statement, truth

OPEN_AT_FIRST = 3
NAMED = 3  # patterns whose names stand in the heading


def findings(c: Context) -> Section | None:
    """Every rule that counts: what is missing, most points first, then what is open, then what is met."""
    counting = [f for f in c.data["findings"] if f["points"] is not None]
    if not counting:
        return None
    missing = [f for f in counting if truth(f) is False]
    unknown = [f for f in counting if truth(f) is None]
    met = [f for f in counting if truth(f) is True]
    missing.sort(key=lambda f: (-fraction(f["points"]["short"]), -fraction(f["points"]["open"])))
    unknown.sort(key=lambda f: -fraction(f["points"]["open"]))
    met.sort(key=lambda f: c.cause_numbers[f["cause"]])
    n = {name: str(len(group)) for name, group in (("missing", missing), ("unknown", unknown), ("met", met))}
    heading = c.say(message("Findings: {missing} to mend, {unknown} not known, {met} in order", **n))
    blocks: list[Block] = []
    if missing:
        title = c.tr.gettext("To mend, most points first")
        blocks.append(Findings(title, tuple(_finding(c, f, i < OPEN_AT_FIRST) for i, f in enumerate(missing))))
    if unknown:
        title = c.tr.gettext("Not known, most open points first")
        blocks.append(Findings(title, tuple(_finding(c, f) for f in unknown)))
    if met:
        blocks.append(Findings(c.tr.gettext("In order"), tuple(_finding(c, f) for f in met)))
    return Section("findings", c.tr.gettext("Findings"), heading, tuple(blocks))


def _finding(c: Context, f: Data, open_: bool = False) -> Finding:
    return Finding(
        anchor=anchor("rule", f["rule"]),
        rule=f["rule"],
        number=f["indicator"],
        statement=statement(c, f),
        state=outcome(c, f),
        points=_points(c, f),
        detail=Pairs(tuple((name, cell) for name, cell in _detail(c, f) if cell)),
        open=open_,
    )


def _points(c: Context, f: Data) -> str:
    """What the rule is worth, and how much of it is short or open."""
    points = f["points"]
    parts = {name: c.fine(points[name]) for name in ("kept", "short", "open")}
    parts["all"] = c.fine(f["at_stake"])
    if truth(f) is True:
        return c.say(message("{kept} of {all} points", **parts))
    if truth(f) is None:
        return c.say(message("{open} of {all} points open", **parts))
    if fraction(points["open"]) > 0:
        return c.say(message("{short} of {all} points short, {open} open", **parts))
    return c.say(message("{short} of {all} points short", **parts))


def _detail(c: Context, f: Data) -> list[tuple[str, Cell]]:
    rule, met = f["rule"], truth(f) is True
    rows: list[tuple[str, Cell]] = [(c.tr.gettext("Found"), tuple(found(c, f)))]
    rows.append((c.tr.gettext("The consultant says"), Free(f["comment"]) if f.get("comment") else None))
    if not met:
        rows.append((c.tr.gettext("Why it matters"), c.text(f"rule.{rule}.why", "")))
        rows.append((c.tr.gettext("What to do"), tuple(_remedy(c, f))))
    if missing := unknown(f):
        rows.append((c.tr.gettext("To find out"), (c.text(f"rule.{rule}.ask", ""), Code("; ".join(missing)))))
    rows.append((c.tr.gettext("Rests on"), tuple(_support(c, f))))
    rows.append((c.tr.gettext("Waiver"), tuple(_waivers(c, rule))))
    rows.append((c.tr.gettext("Rule"), (Code(rule), _about(c, f))))
    return rows


def unknown(f: Data) -> list[str]:
    """The facts of a finding that nobody has given, as patterns, each once."""
    return list(dict.fromkeys(pattern(fact["path"]) for fact in f["facts"] if fact["value"] is None))


def _remedy(c: Context, f: Data) -> list[str]:
    remedy = f["remedy"]
    texts = [c.text(f"rule.{f['rule']}.remedy", "")]
    parts = {"role": c.role(remedy["owner"]), "days": plain_days(remedy), "weeks": str(remedy["weeks"])}
    effort = message("Owner: {role}; person-days: {days}; weeks: {weeks}", **parts)
    if remedy["days"] is None:
        effort = message("Owner: {role}; weeks: {weeks}; the person-days depend on facts that are not known", **parts)
    texts.append(c.say(effort))
    if remedy["too_late"]:
        texts.append(c.tr.gettext("It is too late for this at the milestone that is asked for."))
    elif adds(remedy):
        texts.append(c.say(message("Adds {lift} points.", lift=c.fine(remedy["lift"]))))
    if remedy["possible_until"] and not remedy["too_late"]:
        last = c.quoted(c.text(f"milestone.{remedy['possible_until']}.title"))
        texts.append(c.say(message("It is possible up to {milestone}.", milestone=last)))
    if remedy.get("share_with"):
        texts.append(
            c.say(
                message(
                    "The same work serves the rule {rule}.", rule=c.quoted(c.text(f"rule.{remedy['share_with']}.title"))
                )
            )
        )
    return texts


def support(c: Context, fact: Data) -> str:
    """What a fact rests on: kind of evidence, who gave it, when, and whether it is still fresh."""
    if fact["kind"] is None:
        return c.tr.gettext("stated")
    parts = [kind_name(c, fact["kind"]), *(fact[name] for name in ("by", "date", "ref") if fact[name])]
    if not fact["fresh"]:
        parts.append(c.tr.gettext("not fresh"))
    return apart(parts, c.tr)


def kind_name(c: Context, kind: str) -> str:
    """A kind of evidence in words."""
    names = {
        "log": c.tr.gettext("log"),
        "document": c.tr.gettext("document"),
        "observation": c.tr.gettext("observation"),
        "statement": c.tr.gettext("statement"),
    }
    return names[kind]


def _support(c: Context, f: Data) -> list[Cell]:
    """What the known facts rest on, one line for all that rest on the same; records of a list are told once."""
    groups: dict[str, dict[str, None]] = {}
    for fact in f["facts"]:
        if fact["value"] is not None:
            name = pattern(fact["path"])
            if name == fact["path"] and not isinstance(fact["value"], list | dict):
                name = f"{name}: {c.words.value(fact['value'], name)}"
            groups.setdefault(support(c, fact), {})[name] = None
    lines: list[Cell] = []
    for evidence, names in groups.items():
        lines += [evidence, Code("; ".join(names))]
    return lines


def _waivers(c: Context, id: str) -> list[str]:
    return [
        c.say(message("{state}: {reason} (approved by {approver}, until {expires})",
                      state=waiver_state(c, w), reason=w["reason"], approver=w["approver"], expires=w["expires"]))
        for w in c.data["waivers"] if id in (w.get("rule"), w.get("stop"))
    ]  # fmt: skip


def waiver_state(c: Context, waiver: Data) -> str:
    """The state of a waiver in words."""
    names = {
        "active": c.tr.gettext("active"),
        "expiring": c.tr.gettext("soon to expire"),
        "expired": c.tr.gettext("expired"),
        "ahead": c.tr.gettext("not in force yet"),
        "unused": c.tr.gettext("unused"),
        "forbidden": c.tr.gettext("not allowed"),
    }
    return names[waiver["state"]]


def _about(c: Context, f: Data) -> str:
    parts = {"weight": f["weight"], "grade": f["grade"], "sources": commas(f["sources"], c.tr)}
    if f["basis"] == "figure":
        text = message("weight {weight}; evidence: {grade}; threshold: a published figure; sources: {sources}", **parts)
    elif f["basis"] == "convention":
        text = message("weight {weight}; evidence: {grade}; threshold: a convention; sources: {sources}", **parts)
    else:
        text = message("weight {weight}; evidence: {grade}; sources: {sources}", **parts)
    return c.say(text)


# ---- patterns ----------------------------------------------------------------------------------------------------


def patterns(c: Context) -> Section | None:
    """Named combinations of findings that hold for certain."""
    shown = c.data["patterns"]
    if not shown:
        return None
    blocks: list[Block] = [
        Para(
            c.tr.gettext("Known combinations of findings that make each other worse. They do not change the score."),
            "note",
        )
    ]
    for one in shown:
        key = f"pattern.{one['id']}"
        blocks.append(Para((c.text(f"{key}.because"), c.text(f"{key}.advice")), title=c.text(f"{key}.title")))
    names = listed([c.quoted(c.text(f"pattern.{one['id']}.title")) for one in shown[:NAMED]], c.tr)
    heading = c.say(messages("One pattern shows: {names}", "{n} patterns show: {names}", len(shown), names=names))
    if len(shown) > NAMED:
        heading = c.say(message("{n} patterns show, among them {names}", n=str(len(shown)), names=names))
    return Section("patterns", c.tr.gettext("Patterns"), heading, tuple(blocks))


# ---- later -------------------------------------------------------------------------------------------------------


def due_next(c: Context) -> Section | None:
    """The rules that come due at later milestones, so that nobody is surprised."""
    later = [f for f in c.data["findings"] if f["outcome"] == "not_due"]
    if not later:
        return None
    order: Callable[[str], int] = c.data["pack"]["milestones"].index
    blocks: list[Block] = []
    for milestone in sorted({f["due"] for f in later}, key=order):
        due = [f for f in later if f["due"] == milestone]
        title = c.text(f"milestone.{milestone}.title")
        blocks.append(
            Fold(c.say(messages("{title}: {n} rule", "{title}: {n} rules", len(due), title=title)), (_titles(c, due),))
        )
    heading = c.say(
        messages("{n} rule is judged at another milestone", "{n} rules are judged at other milestones", len(later))
    )
    return Section("later", c.tr.gettext("At other milestones"), heading, tuple(blocks))


def _titles(c: Context, group: Sequence[Data]) -> Bullets:
    items = [Item(c.text(f"rule.{f['rule']}.title"), f"{f['indicator']} · {c.cause(f['cause'])}") for f in group]
    return Bullets("", tuple(items))
