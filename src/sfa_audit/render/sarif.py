"""SARIF 2.1.0 for code scanning: the rules with their help, the findings at their lines, score and verdict beside them.

What code scanning closes by itself is left out: a rule that is met now has no result, not one with the state `absent`,
which GitHub would show as an open alert.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from sfa_audit.i18n import Translator
from sfa_audit.render.ci import ERROR, NOTE, RULE, STOP, WAIVER, WARNING, Ci, Issue, Places
from sfa_audit.render.context import Data
from sfa_audit.render.sarif_rules import rule_of, stop_of, tool_of

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {ERROR: "error", WARNING: "warning", NOTE: "note"}
# What had nothing to tell at the time of the baseline; a rule that was not there at all is None.
SILENT = (None, "met", "not_due", "not_applicable", "clear")


def render_sarif(report: Mapping[str, Any], tr: Translator, places: Places) -> str:
    """The report as a SARIF log with one run."""
    ci = Ci(report, tr, places)
    issues = [issue for issue in ci.issues() if issue.kind != WAIVER]
    rules = [stop_of(ci, stop) for stop in ci.data["stops"]] + [rule_of(ci, f) for f in ci.data["findings"]]
    index = {rule["id"]: place for place, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {**tool_of(ci), "rules": rules}},
        # A category for each project file: code scanning then keeps several of one repository apart.
        "automationDetails": {"id": f"sfa-audit/{uri(ci.file)}/"},
        "invocations": [{"executionSuccessful": True, "exitCode": ci.data["verdict"]["exit_code"]}],
        "columnKind": "utf16CodeUnits",
        "artifacts": [{"location": {"uri": uri(ci.file)}}],
        "results": [_result(ci, issue, index, _moved(ci)) for issue in issues],
        "properties": _properties(ci),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def uri(file: str) -> str:
    """A file as a relative reference: what a URI may not hold is escaped, and no part of it is read as a scheme."""
    escaped = quote(file, safe="/", errors="surrogatepass")
    return escaped.replace("%2E", ".").replace("%2D", "-")


def rule_id(issue: Issue) -> str:
    """The id of a rule as it is; that of a stop with a mark, as a stop may be called like a rule."""
    return f"stop/{issue.id}" if issue.kind == STOP else issue.id


def _result(ci: Ci, issue: Issue, index: Mapping[str, int], moved: Mapping[str, str | None] | None) -> dict[str, Any]:
    mark, id = ci.fingerprint(issue), rule_id(issue)
    result: dict[str, Any] = {
        "ruleId": id,
        "ruleIndex": index[id],
        "level": LEVELS[issue.level],
        "message": {"text": ci.told(issue)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": uri(issue.file)}, "region": {"startLine": issue.line}}}
        ],
        # Without the first, GitHub hashes the line: an edited answer would close one alert and open another.
        "partialFingerprints": {"primaryLocationLineHash": f"{mark[:16]}:1", "sfaAuditFinding/v1": mark},
        "properties": _figures(issue),
    }
    if issue.waiver is not None:
        result["suppressions"] = [_suppression(ci, issue.waiver)]
    if moved is not None:
        result["baselineState"] = _state(id, moved)
    return result


def _figures(issue: Issue) -> dict[str, Any]:
    if issue.kind != RULE or issue.data["points"] is None:
        return {"state": issue.state}
    points = {name: issue.data["points"][name]["shown"] for name in ("kept", "open", "short")}
    return {"state": issue.state, "points": points}


def _suppression(ci: Ci, waiver: Data) -> dict[str, Any]:
    """A waiver in force. Who accepted the risk and why is the project's business; SARIF has no field for the expiry."""
    return {
        "kind": "external",
        "status": "accepted",
        "justification": ci.sentence(ci.waived_until(waiver)),
        "properties": {"expires": waiver["expires"], "created": waiver["created"], "state": waiver["state"]},
    }


def _moved(ci: Ci) -> dict[str, str | None] | None:
    """What each rule and stop was in the baseline, where it is another today; None without a baseline to compare."""
    given = ci.data["baseline"]
    if not given or given["state"] != "found" or given["change"] is None:
        return None
    change = given["change"]
    stops = {f"stop/{entry['id']}": entry["was"] for entry in change["moved_stops"]}
    return {entry["id"]: entry["was"] for entry in change["moved"]} | stops


def _state(id: str, moved: Mapping[str, str | None]) -> str:
    if id not in moved:
        return "unchanged"
    return "new" if moved[id] in SILENT else "updated"


def _properties(ci: Ci) -> dict[str, Any]:
    """Score and verdict, which SARIF has no place for."""
    data, score = ci.data, ci.data["score"]
    conditions = [
        {"id": one["id"], "status": one["status"], "required": one["required"],
         "actual": one["actual"]["shown"] if one["actual"] else None}
        for one in data["verdict"]["conditions"]
    ]  # fmt: skip
    waivers = [{"id": w["rule"] or w["stop"], "state": w["state"], "expires": w["expires"]} for w in data["waivers"]]
    return {
        "score": {name: figure["shown"] for name, figure in score["bar"].items()} if score else None,
        "reach": score["reach"]["shown"] if score else None,
        "verdict": {**{key: data["verdict"][key] for key in ("status", "exit_code", "gate", "stopped")},
                    "conditions": conditions},
        "entering": data["input"]["entering"],
        "asOf": data["input"]["as_of"],
        "pack": {key: data["pack"][key] for key in ("id", "version", "digest", "modified", "profile")},
        "input": {"digest": data["input"]["digest"]},
        "waivers": waivers,
        "baseline": data["baseline"]["state"] if data["baseline"] else None,
    }  # fmt: skip
