"""A plan as a table for a tracker: one action a row, in the order of the plan; no cell can be read as a formula."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any

from sfa_audit.i18n import Translator
from sfa_audit.render.csv_table import safe
from sfa_audit.render.plan_view import status, text
from sfa_audit.render.view import context

COLUMNS = (
    "order", "action", "what", "why", "owner", "person_days", "weeks", "done_by", "lift", "readiness_after", "cost",
    "currency", "stops", "rules", "facts", "kinds", "status",
)  # fmt: skip


def render_plan_csv(report: Mapping[str, Any], tr: Translator) -> str:
    """The actions of the plan that a report holds under "plan"; the header alone when there is none."""
    c = context(report, tr)
    plan = c.data["plan"]
    out = StringIO()
    table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    table.writeheader()
    for order, step in enumerate((plan["bought"] or plan["low"])["steps"], 1):
        row: dict[str, Any] = {
            "order": order, "action": step["id"], "what": text(c, step), "why": step["why"],
            "owner": c.role(step["owner"]), "person_days": step["days"]["shown"], "weeks": step["weeks"],
            "done_by": step["ends"], "lift": step["alone"]["shown"], "readiness_after": step["after"]["shown"],
            "cost": step["cost"], "currency": plan["currency"] if step["cost"] is not None else None,
            "stops": " ".join(step["stops"]), "rules": " ".join(step["rules"]), "facts": " ".join(step["facts"]),
            "kinds": " ".join(step["kinds"]), "status": status(c, step["id"]),
        }  # fmt: skip
        table.writerow({name: safe(value) for name, value in row.items()})
    return out.getvalue()
