"""JUnit XML: a suite for the gate with a case for each condition, a suite for each cause with a case for each rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from sfa_audit.i18n import Translator, message
from sfa_audit.render.ci import SHORT, Asked, Ci, Places
from sfa_audit.render.context import Data
from sfa_audit.render.numbers import clauses
from sfa_audit.render.view_verdict import headline

FAILURE, SKIPPED = "failure", "skipped"


class Case(NamedTuple):
    """One test case; `result` is failure, skipped or None (passed)."""

    name: str
    result: str | None = None
    kind: str = ""
    message: str = ""
    text: str = ""


def render_junit(report: Mapping[str, Any], tr: Translator, places: Places) -> str:
    """The report as JUnit XML. The suite `gate` holds the verdict, the other suites what it rests on."""
    ci = Ci(report, tr, places)
    suites = [("gate", _gate(ci), _properties(ci))]
    for cause in ci.data["causes"]:
        cases = [_rule(ci, f) for f in ci.data["findings"] if f["cause"] == cause["id"]]
        suites.append((cause["id"], cases, {}))
    counts = _counts([case for _, cases, _ in suites for case in cases], ("tests", "failures", "errors"))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="sfa-audit"{counts}>']
    for name, cases, properties in suites:
        lines += _suite(name, cases, properties)
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _gate(ci: Ci) -> list[Case]:
    """A case for each condition, and the verdict as the last one, so that a gate that is not decided does not pass."""
    cases = [_condition(ci, one) for one in ci.asked()]
    status, text = ci.data["verdict"]["status"], headline(ci.c)
    named = ci.c.say(message("{id}: {state}", id=ci.verdict_word(), state=text))
    if status == "not_asked":
        return [*cases, Case("verdict", SKIPPED, status, named)]
    failed = status != "passed"
    return [*cases, Case("verdict", FAILURE if failed else None, status, named if failed else "")]


def _condition(ci: Ci, one: Asked) -> Case:
    id, status, text = one.data["id"], one.data["status"], ci.condition_text(one)
    if status == "skipped":
        return Case(id, SKIPPED, status, text)
    if status == "passed":
        return Case(id)
    asked = ", ".join(one.data["questions"])
    more = ci.c.say(message("Questions that could decide it: {rules}", rules=asked)) if asked else ""
    return Case(id, FAILURE, status, text, more)


def _rule(ci: Ci, finding: Data) -> Case:
    issue, outcome = ci.rule(finding), finding["outcome"]
    if outcome == "met":
        return Case(issue.id)
    word = ci.state_word(issue)
    if outcome in SHORT and issue.waiver is None:
        where = f"{issue.file}:{issue.line}"
        return Case(issue.id, FAILURE, outcome, issue.text, f"{ci.told(issue)}\n{where}")
    parts = (
        [word, ci.waived_until(issue.waiver)] if issue.waiver is not None and outcome in (*SHORT, "unknown") else [word]
    )
    return Case(issue.id, SKIPPED, outcome, clauses(parts, ci.tr))


def _properties(ci: Ci) -> dict[str, str]:
    data, score = ci.data, ci.data["score"]
    found = {name: score["bar"][name]["shown"] for name in ("lower", "upper", "evidenced", "coverage")} if score else {}
    return {
        "verdict": data["verdict"]["status"], "exit_code": str(data["verdict"]["exit_code"]), **found,
        "entering": data["input"]["entering"], "as_of": data["input"]["as_of"],
        "pack": f"{data['pack']['id']} {data['pack']['version']}", "pack_digest": data["pack"]["digest"],
    }  # fmt: skip


def _suite(name: str, cases: Sequence[Case], properties: Mapping[str, str]) -> list[str]:
    counts = _counts(cases, ("tests", "failures", "errors", "skipped"))
    lines = [f' <testsuite name="{attribute(name)}"{counts} time="0">']
    if properties:
        given = [
            f'   <property name="{attribute(key)}" value="{attribute(value)}"/>' for key, value in properties.items()
        ]
        lines += ["  <properties>", *given, "  </properties>"]
    for case in cases:
        head = f'  <testcase classname="sfa-audit.{attribute(name)}" name="{attribute(case.name)}" time="0"'
        lines += [head + "/>"] if case.result is None else [head + ">", "   " + _result(case), "  </testcase>"]
    return [*lines, " </testsuite>"]


def _result(case: Case) -> str:
    kind = f' type="{attribute(case.kind)}"' if case.result == FAILURE else ""
    head = f'<{case.result}{kind} message="{attribute(case.message)}"'
    return f"{head}>{escape(case.text)}</{case.result}>" if case.text else f"{head}/>"


def _counts(cases: Sequence[Case], names: Sequence[str]) -> str:
    counts = {
        "tests": len(cases),
        "failures": sum(case.result == FAILURE for case in cases),
        "errors": 0,
        "skipped": sum(case.result == SKIPPED for case in cases),
    }
    return "".join(f' {name}="{counts[name]}"' for name in names)


def attribute(text: str) -> str:
    """The text within the double quotes of an attribute."""
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
