"""Reading a saved result: the report that `assess` wrote as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from sfa_audit.cli.files import read_whole
from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Message, message

SCHEMA = "sfa-audit/report/1"
BESIDE = ("sfa-audit/comparison/", "sfa-audit/trend/", "sfa-audit/plan/")  # what is written beside results
# Keys that the schema has got since it was first written, and what a result without them says: nothing of it.
_ADDED: Mapping[tuple[str, ...], Any] = {
    ("progress",): None,
    ("choices",): None,
    ("plan", "what_if"): None,
    ("baseline", "change", "actions"): [],
    ("baseline", "change", "causes"): [],
    ("pack", "bands"): [],
    ("perception", "least_group"): None,
}
HINT = message("make one with: sfa-audit assess project.yaml -o result.json")


def saved_report(name: str) -> dict[str, Any]:
    """The report in a file, checked against the schema; one made before a key was added to it has the key all the same.

    Raises InputError when it is no saved result.
    """
    from pydantic import ValidationError

    from sfa_audit.report_schema import Report

    report = _completed(saved_json(name))
    try:
        Report.model_validate(report)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        values = {"path": ".".join(str(step) for step in first["loc"]), "problem": first["msg"]}
        what = Message("this saved result has been changed or is of another version: {path}: {problem}", values)
        raise InputError([Fault(name, None, None, "", what, HINT)]) from error
    return report


def _completed(report: dict[str, Any]) -> dict[str, Any]:
    for (*above, key), empty in _ADDED.items():
        here: Any = report
        for step in above:
            here = here.get(step) if isinstance(here, dict) else None
        if isinstance(here, dict):
            here.setdefault(key, deepcopy(empty))
    for action in _planned(report.get("plan")):
        action.setdefault("before_go_live", "0")
    return report


def _planned(plan: Any) -> Iterator[dict[str, Any]]:
    """The actions of a saved plan, wherever they stand in it; what is no action is passed over, for the schema to name."""
    if not isinstance(plan, dict):
        return
    courses = [plan.get(key) for key in ("low", "high", "bought")]
    found = [step for one in courses if isinstance(one, dict) for step in one.get("steps") or ()]
    found += [left.get("action") for left in plan.get("left_out") or () if isinstance(left, dict)]
    yield from (one for one in found if isinstance(one, dict))


def is_beside(name: str) -> bool:
    """Whether a file holds a comparison, a trend or a plan, which people keep beside the results.

    The file does not count as read by this run: a trend may be written where the last one stands.
    """
    try:
        return _schema(json.loads(Path(name).read_bytes())).startswith(BESIDE)
    except (OSError, ValueError, RecursionError):  # whoever reads it as a result says what is wrong with it
        return False


def saved_json(name: str) -> dict[str, Any]:
    """The plain data of a saved result, by its schema's name only. Raises InputError when it is none."""
    shown, data = read_whole(name)
    try:
        report = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError([Fault(shown, None, None, "", message("this is no JSON"), HINT)]) from error
    schema = _schema(report)
    if schema == SCHEMA and isinstance(report, dict):
        return report
    if schema.startswith(BESIDE):
        what = message("this is a comparison, a trend or a plan, not a saved result")
    elif schema.startswith(SCHEMA.rpartition("/")[0]):
        what = message(
            "this saved result is of another version: {schema} is read here, not {other}", schema=SCHEMA, other=schema
        )
    else:
        what = message("this is no saved result of sfa-audit")
    raise InputError([Fault(shown, None, None, "", what, HINT)])


def _schema(data: Any) -> str:
    return str(data.get("schema", "")) if isinstance(data, dict) else ""
