"""The summary of a job in Markdown: verdict, conditions, causes, findings worst first, within GitHub's limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from sfa_audit.i18n import Translator, message, messages
from sfa_audit.render.blocks import MARKS
from sfa_audit.render.ci import RULE, STOP, WAIVER, Asked, Ci, Issue, Places
from sfa_audit.render.escape import code, markdown
from sfa_audit.render.view_verdict import headline

LIMIT = 1024 * 1024  # bytes of all that one step writes; GitHub drops what is longer
RESERVE = 512  # for the line that says that something was cut
QUESTIONS = 5
VERDICT_MARKS = {"passed": "good", "failed": "bad", "undetermined": "open", "not_asked": "none"}
STATE_MARKS = {"confirmed": "bad", "not_met": "bad", "expired": "bad", "partly_met": "watch", "unknown": "open"}


def render_summary(report: Mapping[str, Any], tr: Translator, places: Places, limit: int = LIMIT) -> str:
    """The summary, at most `limit` bytes of UTF-8; what does not fit is left out from the end, and a line says so."""
    ci = Ci(report, tr, places)
    parts = [*_verdict(ci), *_conditions(ci), *_causes(ci), *_waivers(ci), *_questions(ci), *_issues(ci)]
    return within(parts, ci, limit)


def within(parts: Sequence[str], ci: Ci, limit: int) -> str:
    """The parts that fit, in order; none of them is cut in two."""
    end = foot(ci)
    room = limit - RESERVE - len(end.encode())
    kept: list[str] = []
    for part in parts:
        room -= len(part.encode("utf-8", "surrogatepass")) + 1
        if room < 0:
            text = ci.tr.gettext("Cut here: the summary of a job has a limit. The report has everything.")
            kept += ["", f"*{markdown(text)}*"]
            break
        kept.append(part)
    return "\n".join([*kept, "", end]).strip("\n") + "\n"


def _verdict(ci: Ci) -> Iterable[str]:
    status, score = ci.data["verdict"]["status"], ci.data["score"]
    yield f"# {MARKS[VERDICT_MARKS[status]]} {markdown(ci.verdict_word())}"
    yield ""
    yield f"**{markdown(ci.sentence(headline(ci.c)))}**"
    if score is not None:
        shown = {name: figure["shown"] for name, figure in score["bar"].items()}
        text = message(
            "Readiness {lower} of 100 (evidenced {evidenced}, stated {stated}), open {open}, short {short}; "
            "up to {upper} with every open answer favourable",
            **{name: shown[name] for name in ("lower", "evidenced", "stated", "open", "short", "upper")},
        )
        yield ""
        yield markdown(ci.sentence(ci.c.say(text)))
    change = (ci.data["baseline"] or {}).get("change")
    if change:
        text = message("Readiness was {before} on {day}", before=change["before"]["shown"], day=change["as_of"])
        yield markdown(ci.sentence(ci.c.say(text)))


def _conditions(ci: Ci) -> Iterable[str]:
    rows = [condition_row(ci, one) for one in ci.asked()]
    gettext = ci.tr.gettext
    heads = (gettext("Condition"), gettext("Required"), gettext("Today"), gettext("Result"))
    yield from _table(gettext("What the gate asks for"), heads, rows, numbers=(1, 2))


def condition_row(ci: Ci, one: Asked) -> tuple[str, ...]:
    """A condition as a row of a table: what it is, what it requires, what is the case, what that means."""
    return markdown(one.name), markdown(one.required), markdown(one.actual), _result(ci, one)


def _result(ci: Ci, one: Asked) -> str:
    result, names = markdown(one.result), ci.names(one.data)
    limit = _codes(names.split(", "))
    return ci.c.say(message("{field} ({limit})", field=result, limit=limit)) if names else result


def _causes(ci: Ci) -> Iterable[str]:
    rows = [
        (markdown(ci.c.cause(cause["id"])), cause["share"], cause["bar"]["lower"]["shown"],
         cause["bar"]["upper"]["shown"], cause["cost"]["shown"])
        for cause in sorted(ci.data["causes"], key=_cost, reverse=True) if cause["bar"]
    ]  # fmt: skip
    gettext = ci.tr.gettext
    heads = (gettext("Cause"), gettext("Share"), gettext("Known"), gettext("At most"), gettext("Points missing"))
    yield from _table(gettext("The causes that are due"), heads, rows, numbers=(1, 2, 3, 4))


def _cost(cause: Mapping[str, Any]) -> Fraction:
    return Fraction(cause["cost"]["exact"]) if cause["cost"] else Fraction(0)


def _waivers(ci: Ci) -> Iterable[str]:
    words = {issue.id: ci.state_word(issue) for issue in ci.issues() if issue.kind == WAIVER}
    rows = []
    for waiver in ci.data["waivers"]:
        target = waiver["rule"] or waiver["stop"]
        state = words.get(target) or ci.tr.gettext("in force")
        rows.append((code(target, cell=True), markdown(state), waiver["expires"]))
    heads = (ci.tr.gettext("Rule or stop"), ci.tr.gettext("State"), ci.tr.gettext("Until"))
    yield from _table(ci.tr.gettext("Waivers: accepted risks, which never change a score"), heads, rows)


def _questions(ci: Ci) -> Iterable[str]:
    rows = [
        (markdown(ci.c.text(f"rule.{q['rule']}.ask")), code(q["rule"], cell=True), q["points"]["shown"])
        for q in ci.data["questions"][:QUESTIONS]
    ]
    heads = (ci.tr.gettext("Question"), ci.tr.gettext("Rule"), ci.tr.gettext("Points settled"))
    yield from _table(ci.tr.gettext("What to find out first"), heads, rows, numbers=(2,))


def _issues(ci: Ci) -> Iterable[str]:
    issues = [issue for issue in ci.issues() if issue.kind in (STOP, RULE)]
    gettext = ci.tr.gettext
    heads = (
        gettext("State"),
        gettext("What was found"),
        gettext("Rule or stop"),
        gettext("Short"),
        gettext("Open"),
        gettext("Place"),
    )
    title = ci.tr.render(messages("{n} finding, worst first", "{n} findings, worst first", len(issues)))
    yield from _table(title, heads, [_issue(ci, issue) for issue in issues], numbers=(3, 4))


def _issue(ci: Ci, issue: Issue) -> tuple[str, ...]:
    mark = MARKS["watch" if issue.waiver is not None else STATE_MARKS.get(issue.state, "open")]
    texts = [issue.text, *issue.found]
    if issue.waiver is not None:
        texts.append(ci.waived_until(issue.waiver))
    points = issue.data["points"] if issue.kind == RULE else None
    short, open_ = (points[name]["shown"] if points else "" for name in ("short", "open"))
    state = f"{mark} {markdown(ci.state_word(issue))}"
    place = code(f"{issue.file}:{issue.line}", cell=True)
    return state, markdown(ci.sentences(texts)), code(issue.id, cell=True), short, open_, place


def foot(ci: Ci) -> str:
    """What the answer was made for and with: milestone, date, rules and version."""
    pack, given = ci.data["pack"], ci.data["input"]
    parts = {"pack": pack["id"], "version": pack["version"], "tool": ci.data["tool"]["version"],
             "milestone": ci.c.text(f"milestone.{given['entering']}.title"), "day": given["as_of"]}  # fmt: skip
    text = message("{milestone}, as of {day}; rules {pack} {version}, sfa-audit {tool}", **parts)
    return f"*{markdown(ci.sentence(ci.c.say(text)))}*"


def _codes(ids: Sequence[str]) -> str:
    return ", ".join(code(id, cell=True) for id in ids)


def _table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()
) -> Iterable[str]:
    """A titled table, its head as one part, each row as another; nothing when it has no row."""
    if not rows:
        return
    rule = " | ".join("---:" if column in numbers else "---" for column in range(len(heads)))
    head = " | ".join(markdown(head) for head in heads)
    yield f"\n## {markdown(title)}\n\n| {head} |\n| {rule} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"
