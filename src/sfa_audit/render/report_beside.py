"""What the report says beside the score, as data: groups, published figures, the change since a baseline, actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sfa_audit.assessment import Assessment
from sfa_audit.delta import NONE
from sfa_audit.figures import apportion, exact, figure, floor, plain, plain_number
from sfa_audit.gate import Past
from sfa_audit.perception import RECEIVERS
from sfa_audit.progress import STATES, Progress
from sfa_audit.scoring import HUNDRED


def benchmark(entry: Mapping[str, Any], assessment: Assessment) -> dict[str, Any]:
    """A published figure in per cent, with the firm's own answers where the same statement was asked."""
    agreed = assessment.perception.agreed if assessment.perception else ()
    own = next((row for row in agreed if row.statement == entry["id"]), None)
    shown = None if own is None else {**own._asdict(), "share": figure(HUNDRED * Fraction(own.agree, own.of))}
    return {"id": entry["id"], "share": str(entry["share"]), "source": entry["source"], "own": shown}


def perception(assessment: Assessment) -> dict[str, Any] | None:
    """What the groups say by cause, the widest gap first; a gap is the difference of the scores as shown."""
    found = assessment.perception
    if found is None:
        return None
    rows = [
        {
            "cause": row.cause,
            "scores": {group: figure(score) for group, score in row.scores.items()},
            "gaps": {group: _difference(row.scores[group], row.scores[RECEIVERS]) for group in row.gaps},
            "level": row.level,
        }
        for row in found.rows
    ]
    groups = [{**g._asdict(), "respondents": None if g.hidden else g.respondents} for g in found.groups]
    return {
        "groups": groups,
        "rows": rows,
        "rep_voice_missing": found.rep_voice_missing,
        "least_group": assessment.pack.voices.least_group,
    }


def baseline(past: Past) -> dict[str, Any] | None:
    """The change since the baseline, as a difference of shown numbers to which the shown parts sum."""
    if past.state == NONE:
        return None
    change = past.delta
    if change is None:
        return {"state": past.state, "change": None}
    parts: list[dict[str, Any]] = [{"id": part.id} for part in change.parts]
    total: dict[str, str] = {"exact": exact(change.after - change.before)}
    for key, decimals in (("shown", 1), ("whole", 0)):
        total[key] = plain_number(Fraction(floor(change.after, decimals)) - Fraction(floor(change.before, decimals)))
        shown = apportion([part.lower for part in change.parts], Fraction(total[key]), decimals)
        for row, part, text in zip(parts, change.parts, shown, strict=True):
            row.setdefault("lower", {"exact": exact(part.lower)})[key] = text
    for row, part in zip(parts, change.parts, strict=True):
        row["evidenced"] = figure(part.evidenced)
    return {
        "state": past.state,
        "change": {
            "as_of": change.as_of.isoformat(),
            "before": figure(change.before),
            "after": figure(change.after),
            "total": total,
            "parts": parts,
            "causes": [
                {"cause": one.cause, "before": figure(one.before), "change": _difference(one.after, one.before)}
                for one in change.causes
            ],
            "new_failures": list(change.new_failures),
            "mended": list(change.mended),
            "changed": list(change.changed),
            "moved": [moved._asdict() for moved in change.moved],
            "moved_stops": [moved._asdict() for moved in change.moved_stops],
            "actions": [action._asdict() for action in change.actions],
        },
    }


def _difference(first: Fraction, second: Fraction) -> dict[str, str]:
    shown = {key: Fraction(floor(first, d)) - Fraction(floor(second, d)) for key, d in (("shown", 1), ("whole", 0))}
    return {"exact": exact(first - second), **{key: plain_number(value) for key, value in shown.items()}}


def progress_to_plain(given: Sequence[Progress]) -> dict[str, Any] | None:
    """How far the actions of the project file are: the number in each state, and each of them; None without any."""
    if not given:
        return None
    return {
        **{state: sum(one.state == state for one in given) for state in STATES},
        "actions": [plain(one._asdict()) for one in given],
    }
