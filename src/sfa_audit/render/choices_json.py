"""What a sponsor can decide as plain data: ids, figures and dates."""

from __future__ import annotations

from typing import Any

from sfa_audit.choices import Choices, Work
from sfa_audit.figures import figure, plain, plain_number


def choices_to_plain(made: Choices | None) -> dict[str, Any] | None:
    """The four options as plain data; texts are those of the pack, by id."""
    if made is None:
        return None
    between = made.conditions.between
    return {
        "go": {**plain(made.go._asdict()), "accepted": [plain(risk._asdict()) for risk in made.go.accepted]},
        "conditions": {
            **plain(made.conditions._asdict()),
            "between": None if between is None else figure(between),
        },
        "hold": {
            **plain(made.hold._asdict()),
            "low": _work(made.hold.low),
            "high": _work(made.hold.high) if made.hold.high else None,
        },
        "stop": {**plain(made.stop._asdict()), "reached": figure(made.stop.reached)},
    }


def _work(work: Work) -> dict[str, Any]:
    return {**plain(work._asdict()), "days": figure(work.days, up=True), "weeks": plain_number(work.weeks)}
