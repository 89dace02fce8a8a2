"""What stands beside the score: the article's systems, what was set aside or waived, actions, the outcome."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.i18n import N_, message
from sfa_audit.render.content import Block, Cell, Code, Column, Free, Marked, Para, Row, Section, Table
from sfa_audit.render.context import Context, Data
from sfa_audit.render.numbers import long_date, percent
from sfa_audit.render.plan_progress import so_far, state
from sfa_audit.render.view_findings import waiver_state

# ---- the article's systems -----------------------------------------------------------------------------------------

_QUESTIONS = {
    "whom_to_visit": N_("Can it tell me whom to visit?"),
    "best_offer": N_("Can it tell me what the best offer is?"),
    "commission_or_bonus": N_("Does it raise my commission or bonus?"),
    "less_administration": N_("Does it take administration off me?"),
    "advice": N_("Can it advise me?"),
    "help_with_quotes": N_("Can it help me to quote?"),
}


def systems(c: Context) -> Section | None:
    """What the article looks at: the six questions of salespeople, the application pyramid, the figures of 2005."""
    blocks = [table for table in (_six_questions(c), _pyramid(c), _benchmark(c)) if table]
    if not blocks:
        return None
    return Section("systems", c.tr.gettext("What salespeople get"), _systems_heading(c), tuple(blocks))


def _answers(c: Context) -> Data:
    answers = c.data.get("rep_questions") or c.data["facts"].get("rep_questions") or {}
    return {id: answers.get(id) for id in _QUESTIONS} if isinstance(answers, dict) else {}


def _systems_heading(c: Context) -> str:
    answers = list(_answers(c).values())
    yes, unknown = sum(a is True for a in answers), sum(a is None for a in answers)
    if not answers or unknown == len(answers):
        return c.tr.gettext("What the system gives to salespeople")
    parts = {"yes": str(yes), "unknown": str(unknown)}
    if unknown:
        return c.say(
            message("The system answers {yes} of the six questions of salespeople; {unknown} are not known", **parts)
        )
    return c.say(message("The system answers {yes} of the six questions of salespeople", **parts))


def _six_questions(c: Context) -> Table | None:
    answers = _answers(c)
    if all(answer is None for answer in answers.values()):
        return None
    words = {
        True: Marked("good", c.tr.gettext("yes")),
        False: Marked("bad", c.tr.gettext("no")),
        None: Marked("open", c.tr.gettext("not known")),
    }
    columns = (Column(c.tr.gettext("A salesperson asks")), Column(c.tr.gettext("The first release answers")))
    rows = tuple(Row((c.tr.gettext(_QUESTIONS[id]), words.get(answer, words[None]))) for id, answer in answers.items())
    return Table(
        c.tr.gettext("The six questions that salespeople ask, as the article reports them"), columns, rows, "narrow"
    )


def _pyramid(c: Context) -> Table | None:
    layers = c.data["pyramid"]
    if not layers:
        return None
    columns = (
        Column(c.tr.gettext("Layer, from the top")),
        Column(c.tr.gettext("Features"), "num"),
        Column(c.tr.gettext("Effort in days"), "num"),
    )
    rows = tuple(
        Row(
            (
                c.tr.gettext(str(layer["layer"])),
                str(layer["features"]),
                "–" if layer["effort"] is None else str(layer["effort"]),
            )
        )
        for layer in layers
    )
    return Table(c.tr.gettext("The sales application pyramid: what the features serve"), columns, rows, "narrow")


def _benchmark(c: Context) -> Table | None:
    entries = [entry for entry in c.data["benchmark"] if entry.get("own")]
    if not entries:
        return None
    columns = (
        Column(c.tr.gettext("Statement")),
        Column(c.tr.gettext("2005, as the article reports"), "num"),
        Column(c.tr.gettext("Here"), "num"),
    )
    rows = []
    for entry in entries:
        own = entry["own"]
        here = c.say(
            message(
                "{shown} % ({agree} of {of})", shown=c.fine(own["share"]), agree=str(own["agree"]), of=str(own["of"])
            )
        )
        who = c.text(f"benchmark.{entry['id']}.who")
        cells: tuple[Cell, ...] = (
            (c.text(f"benchmark.{entry['id']}.statement"), who),
            percent(Fraction(str(entry["share"])) / 100, c.tr),
            here,
        )
        rows.append(Row(cells))
    return Table(
        c.tr.gettext("Share of people who agree; the firms of 2005 are no target"), columns, tuple(rows), "plain"
    )


# ---- set aside, waived, under way ----------------------------------------------------------------------------------


def set_aside(c: Context) -> Section | None:
    """What does not apply, by declaration and by test, and what somebody has accepted as a risk."""
    aside, waived = _not_applicable(c), _waived(c)
    blocks = [table for table in (aside, waived) if table]
    if not blocks:
        return None
    n = {"aside": str(len(aside.rows) if aside else 0), "waived": str(len(c.data["waivers"]))}
    heading = c.say(message("Set aside: {aside} not applicable, {waived} waived", **n))
    return Section("aside", c.tr.gettext("Set aside"), heading, tuple(blocks))


def _not_applicable(c: Context) -> Table | None:
    declared = {entry.get("rule") or entry.get("cause"): entry["reason"] for entry in c.data["not_applicable"]}
    rows = []
    for f in c.data["findings"]:
        if f["outcome"] != "not_applicable":
            continue
        reason = f["reason"] or declared.get(f["rule"]) or declared.get(f["cause"])
        why: Cell = Free(reason) if reason else c.tr.gettext("The facts show that it does not apply.")
        rows.append(Row(((c.text(f"rule.{f['rule']}.title"), Code(f["rule"])), why)))
    shown = {f["rule"] for f in c.data["findings"] if f["outcome"] == "not_applicable"}
    rows += [
        Row((Code(id), Free(reason)))
        for id, reason in declared.items()
        if id and id not in shown and id not in c.cause_numbers
    ]
    if not rows:
        return None
    columns = (Column(c.tr.gettext("Rule")), Column(c.tr.gettext("Why it does not apply")))
    return Table(c.tr.gettext("Not applicable"), columns, tuple(rows), "plain")


def _waived(c: Context) -> Table | None:
    if not c.data["waivers"]:
        return None
    columns = (
        Column(c.tr.gettext("Rule or stop")),
        Column(c.tr.gettext("State")),
        Column(c.tr.gettext("Reason")),
        Column(c.tr.gettext("Owner and approver")),
        Column(c.tr.gettext("Created"), "whole"),
        Column(c.tr.gettext("Until"), "whole"),
    )
    marks = {"active": "watch", "expiring": "watch", "expired": "bad", "forbidden": "bad"}
    rows = []
    for w in c.data["waivers"]:
        state = Marked(marks.get(w["state"], "none"), waiver_state(c, w))
        people = tuple(Free(w[name]) for name in ("owner", "approver") if w.get(name))
        reason = tuple(Free(w[name]) for name in ("reason", "ticket") if w.get(name))
        rows.append(
            Row(
                (Code(w.get("rule") or w.get("stop") or "–"), state, reason, people, w.get("created"), w.get("expires"))
            )
        )
    return Table(
        c.tr.gettext("Waivers: risks that somebody has accepted; they never change a score"),
        columns,
        tuple(rows),
        "plain",
    )


def actions(c: Context) -> Section | None:
    """How far the plan is, as the consultant keeps it, and what moved since the baseline."""
    given = c.data.get("progress")
    if not given:
        return None
    columns = (
        Column(c.tr.gettext("So that this holds")),
        Column(c.tr.gettext("Owner")),
        Column(c.tr.gettext("State")),
    )
    marks = {"done": "good", "late": "bad", "doing": "watch"}
    rows = tuple(
        Row(
            (
                c.text(f"rule.{one['rule']}.title"),
                Free(one["owner"]) if one["owner"] else "–",
                Marked(marks.get(one["state"], "none"), state(c, one)),
            )
        )
        for one in given["actions"]
    )
    heading, *rest = so_far(c)
    lead = (Para(tuple(rest)),) if rest else ()
    table = Table(c.tr.gettext("Actions, as the consultant keeps them"), columns, rows, "plain")
    return Section("actions", c.tr.gettext("Actions"), heading.rstrip(".。"), (*lead, table))


def end(c: Context) -> Section | None:
    """How the roll-out turned out, once it is over."""
    given = c.data["outcome"]
    if not given:
        return None
    blocks: list[Block] = []
    if given.get("result"):
        blocks.append(Para(Free(str(given["result"])), title=c.tr.gettext("Result")))
    if given.get("date"):
        blocks.append(Para(long_date(given["date"], c.tr), title=c.tr.gettext("Date")))
    if given.get("primary_cause"):
        cause = given["primary_cause"]
        name = c.cause(cause) if cause in c.cause_numbers else Free(cause)
        blocks.append(Para(name, title=c.tr.gettext("Main cause, as the consultant sees it")))
    return Section("outcome", c.tr.gettext("Outcome"), c.tr.gettext("How the roll-out turned out"), tuple(blocks))
