"""What a run yields: findings, cause scores, stops and the verdict, frozen.

`render.report_json` turns it into the contract.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sfa_audit.i18n import Message
from sfa_audit.interval import Interval
from sfa_audit.ledger import Ledger, Support
from sfa_audit.measures import Reading
from sfa_audit.pack import Pattern, Rule, RulePack, Stop
from sfa_audit.perception import Perception
from sfa_audit.scoring import Bar

MET, PARTLY_MET, NOT_MET, UNKNOWN = "met", "partly_met", "not_met", "unknown"
NOT_DUE, NOT_APPLICABLE = "not_due", "not_applicable"
COUNTING = (MET, PARTLY_MET, NOT_MET, UNKNOWN)
OUTCOMES = (*COUNTING, NOT_DUE, NOT_APPLICABLE)

PASSED, FAILED, UNDETERMINED, SKIPPED, NOT_ASKED = "passed", "failed", "undetermined", "skipped", "not_asked"
CONFIRMED, POSSIBLE, CLEAR, WAIVED = "confirmed", "possible", "clear", "waived"


class FactRead(NamedTuple):
    """One concrete fact that a finding rests on, with its value (None when unknown) and its best support."""

    path: str
    value: Any
    support: Support | None


class Finding(NamedTuple):
    """One rule's result. `worth` lies within 0..1; `at_stake` is what the rule is worth in the total, of 100 points."""

    rule: Rule
    outcome: str
    worth: Interval
    evidenced: bool
    readings: tuple[Reading, ...]
    facts: tuple[FactRead, ...]
    at_stake: Fraction | None
    lift: Fraction | None
    reason: str | None

    @property
    def counts(self) -> bool:
        """Whether the rule takes part in the score."""
        return self.outcome in COUNTING


class CauseScore(NamedTuple):
    """One cause: its bar (None when nothing of it is due), band, the points that it costs, and its parts."""

    id: str
    share: Fraction
    bar: Bar | None
    band: str | None
    cost_short: Fraction
    cost_open: Fraction
    parts: tuple[tuple[str, Bar | None], ...]


class StopState(NamedTuple):
    """One stop at this milestone: confirmed, possible, clear, waived or not_due."""

    stop: Stop
    state: str
    worth: Interval
    readings: tuple[Reading, ...]
    facts: tuple[FactRead, ...]


class Question(NamedTuple):
    """One question of a rule, with the points that its answer would settle and the facts that nobody has given."""

    rule: Rule
    points: Fraction
    facts: tuple[str, ...]


class Unweighed(NamedTuple):
    """Rules set aside as not applicable: their weight in points, and the readiness if they counted as not met."""

    weight: Fraction
    if_not_met: Fraction | None


class Layer(NamedTuple):
    """One layer of the sales application pyramid: how many features serve it, and their effort in person-days."""

    layer: str
    features: int
    effort: Fraction | None


class Assessment(NamedTuple):
    """The whole domain of one run, before any gate is asked."""

    pack: RulePack
    profile: str
    phase: str
    entering: str
    as_of: date
    ledger: Ledger
    bar: Bar | None
    band: str | None
    reach: Fraction
    sub_scores: tuple[tuple[str, Bar | None, str | None], ...]
    causes: tuple[CauseScore, ...]
    findings: tuple[Finding, ...]
    stops: tuple[StopState, ...]
    patterns: tuple[Pattern, ...]
    questions: tuple[Question, ...]
    unweighed: Unweighed
    warnings: tuple[tuple[str, Message, tuple[str, ...]], ...]
    pyramid: tuple[Layer, ...] | None
    perception: Perception | None

    def cause(self, id: str) -> CauseScore:
        """The score of one cause. Raises StopIteration when the pack has no such cause."""
        return next(cause for cause in self.causes if cause.id == id)


class Condition(NamedTuple):
    """One condition of a gate: what it requires, what is the case, and whether it passed, failed or is undetermined.

    `actual` and `upper` are points of 100; `relation` is at_least, at_most or none (for stops, whose ids are `names`).
    """

    id: str
    kind: str
    status: str
    relation: str
    required: Fraction | None = None
    actual: Fraction | None = None
    upper: Fraction | None = None
    cause: str | None = None
    names: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


class Verdict(NamedTuple):
    """The gate's answer, settled once: status, exit code and the conditions that made it."""

    status: str
    exit_code: int
    gate: str | None
    conditions: tuple[Condition, ...]
    stopped: tuple[str, ...]
    decimals: int
