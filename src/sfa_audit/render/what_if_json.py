"""The what-if model as plain data: whole numbers as text, since they may be larger than a reader's numbers hold."""

from __future__ import annotations

from typing import Any

from sfa_audit.plan_what_if import WhatIf


def what_if_to_plain(model: WhatIf | None) -> dict[str, Any] | None:
    """The model as the contract has it; None where there is nothing to choose."""
    if model is None:
        return None
    return {
        "denominator": str(model.denominator),
        "measures": [
            {"id": one.id, "now": str(one.now), "lifts": {action: str(lift) for action, lift in one.lifts.items()}}
            for one in model.measures
        ],
        "stops": [
            {"id": one.id, "state": one.state, "actions": None if one.actions is None else list(one.actions)}
            for one in model.stops
        ],
        "conditions": [
            {**one._asdict(), "required": None if one.required is None else str(one.required)}
            for one in model.conditions
        ],
    }
