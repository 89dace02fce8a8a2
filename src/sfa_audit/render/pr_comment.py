"""A comment on a pull request in Markdown: the verdict, what fails first, stops, the change, and what to do next.

It begins with a mark that nobody sees, by which a program finds the comment of this project again. Like every format
for CI it holds no free words of the project file. Its length stays within GitHub's limit, whatever pack and project.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any, NamedTuple

from sfa_audit.i18n import Translator, message, messages
from sfa_audit.render.blocks import MARKS
from sfa_audit.render.ci import STOP, Ci, Issue, Places
from sfa_audit.render.content import Item
from sfa_audit.render.escape import code, markdown
from sfa_audit.render.numbers import commas, signed
from sfa_audit.render.plan_view import note, text
from sfa_audit.render.summary import VERDICT_MARKS, condition_row, foot
from sfa_audit.render.view_changes import part_names
from sfa_audit.render.view_conditions import baseline_state
from sfa_audit.render.view_reasons import do
from sfa_audit.render.view_verdict import headline

LIMIT = 65_536  # GitHub refuses a longer body, in characters; bytes of UTF-8 are counted here, which are never fewer
RESERVE = 4096  # for the line that says what was left out, and for the foot
ACTIONS = 3
RULES = 10  # named of those that fail anew
NOT_MET = ("failed", "undetermined")


class Part(NamedTuple):
    """A part of the comment: its name, and pieces none of which is cut in two."""

    name: str
    pieces: Sequence[str]


def render_pr_comment(report: Mapping[str, Any], tr: Translator, places: Places, limit: int = LIMIT) -> str:
    """The comment, at most `limit` bytes of UTF-8. What does not fit is left out, and a sentence says what it was."""
    ci = Ci(report, tr, places)
    parts = (_verdict(ci), _conditions(ci), _stops(ci), _change(ci), _actions(ci))
    return _fitting(ci, [part for part in parts if part.pieces], limit)


def mark(ci: Ci) -> str:
    """The hidden mark of this project's comment: the same in every run, and another for another project file."""
    name = "\n".join((ci.data["pack"]["id"], ci.file))
    return f"<!-- sfa-audit:{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]} -->"


def _fitting(ci: Ci, parts: Sequence[Part], limit: int) -> str:
    status = ci.data["verdict"]["status"]
    kept = [mark(ci), f"# {MARKS[VERDICT_MARKS[status]]} {markdown(ci.verdict_word())}"]
    room = limit - RESERVE - sum(_size(piece) for piece in kept)
    cut = []
    for part in parts:
        for piece in part.pieces:
            if _size(piece) > room:
                cut.append(part.name)
                break
            room -= _size(piece)
            kept.append(piece)
    end = foot(ci)
    if cut:
        says = message("Cut, as a comment has a limit: {parts}. The report has everything.", parts=commas(cut, ci.tr))
        kept.append(f"\n*{markdown(ci.c.say(says))}*")
    if _size(end) <= RESERVE // 2:
        kept.append(f"\n{end}")
    return "\n".join(kept) + "\n"


def _size(piece: str) -> int:
    return len(piece.encode("utf-8", "surrogatepass")) + 1


def _verdict(ci: Ci) -> Part:
    pieces = [f"\n**{markdown(ci.sentence(headline(ci.c)))}**"]
    if ci.data["score"] is not None:
        bar = {name: figure["shown"] for name, figure in ci.data["score"]["bar"].items()}
        says = message(
            "Readiness {lower} of 100: evidenced {evidenced}, stated {stated}; open {open}, short {short}.",
            **{name: bar[name] for name in ("lower", "evidenced", "stated", "open", "short")},
        )
        pieces.append(f"\n{markdown(ci.c.say(says))}")
    return Part(ci.tr.gettext("the verdict"), pieces)


def _conditions(ci: Ci) -> Part:
    """The conditions that are not met or not decided, those that fail first; the others by their number."""
    asked = ci.asked()
    rows = [condition_row(ci, one) for status in NOT_MET for one in asked if one.data["status"] == status]
    gettext = ci.tr.gettext
    pieces = []
    if rows:
        heads = (gettext("Condition"), gettext("Required"), gettext("Today"), gettext("Result"))
        head = f"\n| {' | '.join(markdown(head) for head in heads)} |\n| --- | ---: | ---: | --- |"
        lines = [f"| {' | '.join(row)} |" for row in rows]
        pieces = [f"{head}\n{lines[0]}", *lines[1:]]
    if met := sum(one.data["status"] == "passed" for one in asked):
        says = messages("{n} condition is met.", "{n} conditions are met.", met)
        pieces.append(f"\n{markdown(ci.c.say(says))}")
    return Part(gettext("conditions of the gate"), pieces)


def _stops(ci: Ci) -> Part:
    """The stops that halt, or may halt, the roll-out; none that only warns."""
    lines = [
        f"- {MARKS['bad' if issue.state == 'confirmed' else 'open']} {_stop(ci, issue)}"
        for issue in ci.issues()
        if issue.kind == STOP and issue.state in ("confirmed", "possible") and issue.data["level"] == "stop"
    ]
    return _list(ci.tr.gettext("Stops"), lines)


def _stop(ci: Ci, issue: Issue) -> str:
    said = message("{field} ({limit})", field=markdown(ci.sentence(issue.text)), limit=code(issue.id))
    return ci.c.say(message("{name}: {value}", name=markdown(ci.state_word(issue)), value=said))


def _change(ci: Ci) -> Part:
    """The change since the baseline with what it is made of."""
    title, given = ci.tr.gettext("Since last time"), ci.data["baseline"]
    if not given:
        return Part(title, ())
    change = given["change"]
    if change is None:
        reason = baseline_state(ci.c, given["state"])
        return _list(title, [f"- {markdown(ci.c.say(message('Nothing is compared: {reason}.', reason=reason)))}"])
    figures = {"before": change["before"]["shown"], "after": change["after"]["shown"], "day": change["as_of"]}
    says = message(
        "Readiness was {before} on {day} and is {after} now: {total}.",
        total=signed(change["total"]["shown"]),
        **figures,
    )
    return _list(title, [f"- {markdown(ci.c.say(says))}", *_made_of(ci, change), *_failing_anew(ci, change)])


def _made_of(ci: Ci, change: Mapping[str, Any]) -> Iterator[str]:
    names = part_names(ci.c)
    for part in change["parts"]:
        points = part["lower"]["shown"]
        if Fraction(points) != 0:
            says = message("{points} points: {reason}", points=signed(points), reason=names.get(part["id"], part["id"]))
            yield f"- {markdown(ci.c.say(says))}"


def _failing_anew(ci: Ci, change: Mapping[str, Any]) -> Iterator[str]:
    rules = change["new_failures"]
    if rules:
        says = messages("{n} rule fails that did not", "{n} rules fail that did not", len(rules))
        more = [] if len(rules) <= RULES else ["…"]
        names = commas([*(code(rule) for rule in rules[:RULES]), *more], ci.tr)
        yield f"- {ci.c.say(message('{name}: {value}', name=markdown(ci.c.say(says)), value=names))}"


def _actions(ci: Ci) -> Part:
    """The first actions of the plan where the report holds one, else the remedies that add most."""
    plan = ci.data.get("plan")
    title = ci.tr.gettext("What to do first")
    if plan and plan["low"]["steps"]:
        items = [Item(text(ci.c, step), note(ci.c, plan, step)) for step in plan["low"]["steps"][:ACTIONS]]
    else:
        adding = do(ci.c)
        title, items = adding.title, list(adding.items[:ACTIONS])
    return _list(title, [_action(ci, n, item) for n, item in enumerate(items, 1)])


def _action(ci: Ci, n: int, item: Item) -> str:
    said = markdown(item.text)
    if item.note:
        said = ci.c.say(message("{field} ({limit})", field=said, limit=markdown(item.note)))
    return f"{n}. {said}"


def _list(title: str, lines: Sequence[str]) -> Part:
    """A titled list; the title stands with its first line."""
    return Part(title, (f"\n## {markdown(title)}\n\n{lines[0]}", *lines[1:]) if lines else ())
