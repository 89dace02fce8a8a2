"""The report as a table for spreadsheets: conditions, stops, rules and waivers, a row each."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any

from sfa_audit.i18n import Translator
from sfa_audit.render.ci import RULE, WAIVER, Asked, Ci, Issue, Places

COLUMNS = (
    "kind", "id", "cause", "status", "required", "actual", "worth_lower", "worth_upper", "at_stake", "kept", "open",
    "short", "due", "waiver", "expires", "file", "line", "text",
)  # fmt: skip
# What a spreadsheet takes for the beginning of a formula, in its wide forms too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render_csv(report: Mapping[str, Any], tr: Translator, places: Places) -> str:
    """The table, with commas and one header row; no cell of it is a formula."""
    ci = Ci(report, tr, places)
    out = StringIO()
    table = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    for row in (*map(_condition, ci.asked()), *map(_issue, _rows(ci))):
        table.writerow({name: safe(value) for name, value in row.items()})
    return out.getvalue()


def safe(value: Any) -> str:
    """A cell of any table as text; what would be read as a formula gets an apostrophe before it.

    Spreadsheets hide the apostrophe.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _rows(ci: Ci) -> list[Issue]:
    """Stops and waivers that say something, then every rule in the order of the pack."""
    return [i for i in ci.issues() if i.kind != RULE] + [ci.rule(f) for f in ci.data["findings"]]


def _condition(one: Asked) -> dict[str, Any]:
    data = one.data
    actual = data["actual"]["shown"] if data["actual"] else ""
    return {
        "kind": "condition", "id": data["id"], "cause": data["cause"], "status": data["status"],
        "required": data["required"], "actual": actual, "text": one.name,
    }  # fmt: skip


def _issue(issue: Issue) -> dict[str, Any]:
    waiver = issue.data if issue.kind == WAIVER else issue.waiver
    row: dict[str, Any] = {
        "kind": issue.kind, "id": issue.id, "cause": issue.cause, "status": issue.state,
        "file": issue.file, "line": issue.line, "text": issue.text,
        "waiver": waiver["state"] if waiver else None, "expires": waiver["expires"] if waiver else None,
    }  # fmt: skip
    if issue.kind != RULE:
        return row
    worth, points, stake = issue.data["worth"], issue.data["points"], issue.data["at_stake"]
    if worth:
        row |= {f"worth_{end}": worth[end]["shown"] for end in ("lower", "upper")}
    if points:
        row |= {"at_stake": stake["shown"], **{name: points[name]["shown"] for name in ("kept", "open", "short")}}
    return {**row, "due": issue.data["due"]}
