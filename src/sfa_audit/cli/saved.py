"""Reading a saved result: the report that `assess` wrote as JSON."""

from __future__ import annotations

import json
from typing import Any

from sfa_audit.cli.files import read_whole
from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Message, message

SCHEMA = "sfa-audit/report/1"
HINT = message("make one with: sfa-audit assess project.yaml -o result.json")


def saved_report(name: str) -> dict[str, Any]:
    """The report in a file, checked against the schema. Raises InputError when it is no saved result."""
    from pydantic import ValidationError

    from sfa_audit.report_schema import Report

    report = saved_json(name)
    try:
        Report.model_validate(report)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        values = {"path": ".".join(str(step) for step in first["loc"]), "problem": first["msg"]}
        what = Message("this saved result has been changed or is of another version: {path}: {problem}", values)
        raise InputError([Fault(name, None, None, "", what, HINT)]) from error
    return report


def saved_json(name: str) -> dict[str, Any]:
    """The plain data of a saved result, by its schema's name only. Raises InputError when it is none."""
    shown, data = read_whole(name)
    try:
        report = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError([Fault(shown, None, None, "", message("this is no JSON"), HINT)]) from error
    if not isinstance(report, dict) or report.get("schema") != SCHEMA:
        raise InputError([Fault(shown, None, None, "", message("this is no saved result of sfa-audit"), HINT)])
    return report
