"""Annotations of a GitHub workflow: the verdict, the worst findings at their lines, and where the rest is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfa_audit.i18n import Translator, message, messages
from sfa_audit.render.ci import ERROR, NOTE, WARNING, Ci, Issue, Places
from sfa_audit.render.view_verdict import headline

MOST = 10  # GitHub shows ten of a kind for each step; the verdict is one of ours
COMMANDS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}
VERDICTS = {"failed": "error", "undetermined": "warning", "passed": "notice", "not_asked": "notice"}


def render_annotations(report: Mapping[str, Any], tr: Translator, places: Places) -> str:
    """Workflow commands, a line each: at most ten in all, then one that says where the others are."""
    ci = Ci(report, tr, places)
    unmet = [ci.condition_text(one) for one in ci.asked() if one.data["status"] in ("failed", "undetermined")]
    command = VERDICTS[ci.data["verdict"]["status"]]
    lines = [annotation(command, ci.sentences([headline(ci.c), *unmet]), ci.verdict_word())]
    issues = [issue for issue in ci.issues() if issue.waiver is None]
    lines += [_line(ci, issue) for issue in issues[: MOST - 1]]
    rest = max(0, len(issues) - (MOST - 1))
    text = message("The summary of this job has the figures.")
    if rest:
        text = messages(
            "{n} more finding stands in the summary of this job.",
            "{n} more findings stand in the summary of this job.",
            rest,
        )
    lines.append(annotation("notice", tr.render(text), "sfa-audit"))
    return "\n".join(lines) + "\n"


def _line(ci: Ci, issue: Issue) -> str:
    title = ci.c.say(message("{id}: {state}", id=issue.id, state=ci.state_word(issue)))
    return annotation(COMMANDS[issue.level], ci.told(issue), title, issue.file, issue.line)


def annotation(command: str, text: str, title: str, file: str | None = None, line: int | None = None) -> str:
    """One workflow command; nothing in its parts can end it or begin another."""
    properties = {"file": file, "line": None if line is None else str(line), "title": title}
    given = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value is not None)
    return f"::{command} {given}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
