"""GitLab's code quality report: one entry for each finding, shown in the merge request at its line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sfa_audit.i18n import Translator
from sfa_audit.render.ci import STOP, WAIVER, Ci, Issue, Places

SEVERITIES = {
    "confirmed": "blocker",
    "expired": "critical",
    "not_met": "major",
    "partly_met": "minor",
    "possible": "major",
}


def render_gitlab(report: Mapping[str, Any], tr: Translator, places: Places) -> str:
    """The findings as JSON. What is waived is of the lowest severity; what is met is not there."""
    ci = Ci(report, tr, places)
    return json.dumps([_entry(ci, issue) for issue in ci.issues()], ensure_ascii=False, indent=1) + "\n"


def _entry(ci: Ci, issue: Issue) -> dict[str, Any]:
    return {
        "description": ci.told(issue),
        "check_name": f"{issue.kind}:{issue.id}" if issue.kind in (STOP, WAIVER) else issue.id,
        "fingerprint": ci.fingerprint(issue),
        "severity": _severity(issue),
        "location": {"path": issue.file, "lines": {"begin": issue.line}},
    }


def _severity(issue: Issue) -> str:
    if issue.waiver is not None:
        return "info"
    if issue.kind == STOP and issue.data["level"] == "warn":
        return "minor"
    return SEVERITIES.get(issue.state, "info")
