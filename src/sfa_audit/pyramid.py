"""The sales application pyramid of the article: what the features of the release serve, layer by layer."""

from __future__ import annotations

from fractions import Fraction

from sfa_audit.assessment import Layer
from sfa_audit.facts import Facts

# From the top, where the article sees revenue, to the base, where it sees cost saved.
LAYERS = ("customer-facing", "sales-process", "administration", "reporting")


def pyramid(facts: Facts) -> tuple[Layer, ...] | None:
    """Features and their effort by layer; None when no feature says which layer it serves."""
    found = [
        record.fields for record in facts.records("features").items if isinstance(record.fields.get("pyramid"), str)
    ]
    if not found:
        return None
    layers = []
    for layer in LAYERS:
        here = [fields for fields in found if fields["pyramid"] == layer]
        efforts = [fields.get("effort") for fields in here]
        known = [effort for effort in efforts if isinstance(effort, Fraction)]
        layers.append(Layer(layer, len(here), sum(known, Fraction(0)) if len(known) == len(efforts) else None))
    return tuple(layers)
