"""Which question next: the open questions with the facts that would answer them, whom they are for, which decide.

Everything is read from an assessment; no score is computed here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from sfa_audit import assessment as out
from sfa_audit.assessment import Assessment, FactRead, Finding, Question, StopState
from sfa_audit.conditions import condition_fields, holds
from sfa_audit.evaluate import large_enough
from sfa_audit.gate import Policy
from sfa_audit.ledger import KINDS, Contradiction, Ledger
from sfa_audit.measures import Reading
from sfa_audit.needs import needed_at
from sfa_audit.pack import Rule
from sfa_audit.project.table import Field, FieldTable
from sfa_audit.spots import Spot, spot_of
from sfa_audit.values import UNKNOWN

# The groups that voices are taken from, as the roles of a pack that belong to them.
GROUPS = {
    "executives": ("sponsor", "chief-executive", "head-of-sales", "head-of-marketing", "finance"),
    "managers": ("sales-managers", "regional-managers", "segment-head"),
    "reps": ("account-managers",),
    "marketing": ("head-of-marketing",),
    "IT": ("architect", "administrator", "data-lead", "integration-lead"),
    "partners": ("channel-manager",),
}
RECEIVERS = ("managers", "reps", "partners")


class Whom(NamedTuple):
    """Who is asked: the roles that count as theirs and the group whose own word a fact may be. Both empty: anybody."""

    roles: tuple[str, ...] = ()
    receiver: str = ""

    def can_tell(self, field: Field) -> bool:
        """Whether a fact is theirs to tell."""
        anybody = not self.roles and not self.receiver
        return anybody or field.ask in self.roles or bool(self.receiver and field.receiver == self.receiver)


class Asking(NamedTuple):
    """One question: the rule whose words ask it, the points that it settles, and the facts that nobody has given.

    `stop` is the stop that it is asked for, "" for a rule's own question; `decides`: the gate hangs on it.
    """

    rule: str
    stop: str
    points: Fraction
    spots: tuple[Spot, ...]
    decides: bool


class Deciding(NamedTuple):
    """The fewest questions whose best answers would pass the gate, and whose worst would fail it; () where none do."""

    passes: tuple[str, ...]
    fails: tuple[str, ...]


def whom(role: str | None) -> Whom:
    """Who a role or the name of a group stands for."""
    if role is None:
        return Whom()
    return Whom(GROUPS.get(role, (role,)), role if role in RECEIVERS else "")


def askings(assessment: Assessment, table: FieldTable, who: Whom, decides: Collection[str] = ()) -> tuple[Asking, ...]:
    """All questions with facts that these people can tell: those that the gate hangs on first, then by points.

    Facts that sources contradict are left out: another word of the same rank would settle nothing.
    """
    disputed = {spot_of(one.fact, assessment.ledger.facts, table) for one in assessment.ledger.contradictions}

    def open_of(facts: Iterable[FactRead], readings: Iterable[Reading]) -> tuple[Spot, ...]:
        spots = dict.fromkeys(open_spots(facts, readings, assessment.ledger, table))
        return tuple(s for s in spots if s not in disputed and who.can_tell(table.field(s.pattern)))

    by_rule = {f.rule.id: f for f in assessment.findings}
    found = []
    for question in assessment.questions:
        f = by_rule[question.rule.id]
        found.append(Asking(f.rule.id, "", question.points, open_of(f.facts, f.readings), f.rule.id in decides))
    asked = {spot for one in found for spot in one.spots}
    for state in possible_stops(assessment):
        spots, id = open_of(state.facts, state.readings), state.stop.id
        if not asked.issuperset(spots):  # else the questions of the rules clear it up
            found.append(Asking(_asks(state, by_rule), id, Fraction(0), spots, id in decides))
    return tuple(sorted((a for a in found if a.spots), key=lambda a: (not a.decides, -a.points)))


def too_small(assessment: Assessment) -> list[Rule]:
    """The rules that stay open because their sample is known and too small: only a larger one can answer them."""
    facts = assessment.ledger.facts
    return [
        q.rule
        for q in assessment.questions
        if q.rule.sample and facts.get(q.rule.sample[0]) is not UNKNOWN and not large_enough(q.rule, facts)
    ]


def possible_stops(assessment: Assessment) -> list[StopState]:
    """The stops of which it is open whether they fire."""
    return [state for state in assessment.stops if state.state == out.POSSIBLE]


def _asks(state: StopState, findings: Collection[str]) -> str:
    """The rule whose question clears up a stop; one of this run if there is one."""
    return next((rule for rule in state.stop.lifted_by if rule in findings), (*state.stop.lifted_by, "")[0])


def open_spots(
    facts: Iterable[FactRead], readings: Iterable[Reading], ledger: Ledger, table: FieldTable
) -> Iterator[Spot]:
    """The facts among these that nobody has given and that still matter, and the lists that may have more records."""
    readings = list(readings)
    read = {path for reading in readings for path in reading.facts}
    matter = {path for reading in readings for path in set(reading.facts) - _settled(reading, ledger)}
    found = [
        spot
        for fact in facts
        if fact.value is UNKNOWN
        and (fact.path in matter or fact.path not in read)
        and (spot := spot_of(fact.path, ledger.facts, table)) is not None
    ]
    yield from _by_record(found, table)
    for reading in readings:
        name = reading.paths[0] if reading.paths else ""
        if name in table and table.field(name).is_list and not ledger.facts.records(name).complete:
            yield Spot(name)


def _settled(reading: Reading, ledger: Ledger) -> set[str]:
    """The facts of records that cannot change a reading any more: the record is out of it, or fails it already."""
    where, having = reading.figures.get("where") or (), reading.figures.get("having") or ()
    if reading.measure not in ("share", "count"):
        return set()
    found = set()
    for record in ledger.facts.records(reading.paths[0]).items:
        out_of_it = any(holds(one, record.fields) is False for one in where)
        fails = any(holds(one, record.fields) is False for one in having)
        fields = condition_fields((*where, *having)) if out_of_it else condition_fields(having) if fails else ()
        needed = () if out_of_it else condition_fields(where)
        found |= {f"{record.path}.{name}" for name in fields if name not in needed}
    return found


def _by_record(spots: Sequence[Spot], table: FieldTable) -> list[Spot]:
    """The facts of one record or section together, in the order of the file: how many, then how many of these."""
    places = {field.path: n for n, field in enumerate(table)}

    def group(spot: Spot) -> tuple[str, str]:
        return (spot.list, spot.key) if spot.list else (spot.pattern.rpartition(".")[0], "")

    groups = list(dict.fromkeys(map(group, spots)))
    return sorted(spots, key=lambda spot: (groups.index(group(spot)), places[spot.pattern]))


def record_fields(assessment: Assessment, table: FieldTable, name: str, who: Whom) -> list[Field]:
    """The facts of a record of a list that count at this milestone and that these people can tell; not its key."""
    needed = needed_at(assessment.pack, table, assessment.entering, assessment.profile)
    return [f for f in needed if f.parent == f"{name}[]" and not f.key and who.can_tell(f)]


def roles_of(spots: Iterable[Spot], table: FieldTable) -> list[Field]:
    """The fields of spots, each once."""
    return [table.field(pattern) for pattern in dict.fromkeys(spot.pattern for spot in spots)]


def ranked_contradictions(ledger: Ledger) -> tuple[Contradiction, ...]:
    """Contradictions with their claims by strength of evidence; those with the strongest claims first."""
    found = [
        one._replace(claims=tuple(sorted(one.claims, key=lambda claim: KINDS.index(claim.kind))))
        for one in ledger.contradictions
    ]
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.claims[0].kind), one.fact)))


def stronger_than(one: Contradiction, own: str) -> tuple[str, ...]:
    """The kinds of evidence that would settle a contradiction: those above every claim of files other than `own`."""
    others = [claim for claim in one.claims if claim.source != own] or list(one.claims)
    return KINDS[: min(KINDS.index(claim.kind) for claim in others)]


def deciding(assessment: Assessment, policy: Policy) -> Deciding:
    """The fewest questions that decide a gate: readiness, floors, coverage and stops; evidence and age are left out."""
    if assessment.bar is None:
        return Deciding((), ())
    by_rule = {f.rule.id: f for f in assessment.findings}
    stops = [] if policy.stops is False else [s for s in possible_stops(assessment) if s.stop.level == "stop"]
    clearing = [_clears(state, assessment.questions, by_rule) for state in stops]
    passes = _passes(assessment, policy, [id for ids in clearing for id in ids])
    fails = [ids for ids in (*clearing, *_fails(assessment, policy)) if ids]
    return Deciding(passes, min(fails, key=len, default=()))


def _clears(state: StopState, questions: Sequence[Question], findings: dict[str, Finding]) -> tuple[str, ...]:
    """The fewest questions of rules that hold all open facts of a stop; its own id where they do not hold them all."""
    left = {fact.path for fact in state.facts if fact.value is UNKNOWN}
    holds = {q.rule.id: {f.path for f in findings[q.rule.id].facts} for q in questions}
    chosen = []
    while left and holds:
        best = max(holds, key=lambda id: len(holds[id] & left))
        if not holds[best] & left:
            break
        chosen.append(best)
        left -= holds.pop(best)
    return (state.stop.id,) if left else tuple(chosen)


def _passes(assessment: Assessment, policy: Policy, must: Sequence[str]) -> tuple[str, ...]:
    """First what the stops need; then by cause what its floor lacks; then what readiness and coverage lack."""
    bar = assessment.bar
    assert bar is not None
    chosen = dict.fromkeys(must)
    for cause, floor in policy.floors.items():
        of = assessment.cause(cause)
        if of.bar is not None:
            lacking = (floor - of.bar.lower) * of.share / assessment.reach
            _take(chosen, [q for q in assessment.questions if q.rule.cause == cause], lacking)
    lacks = [policy.readiness - bar.lower] if policy.readiness is not None else []
    lacks += [policy.coverage - bar.coverage] if policy.coverage is not None else []
    _take(chosen, assessment.questions, max(lacks, default=Fraction(0)))
    return tuple(chosen)


def _take(chosen: dict[str, None], questions: Sequence[Question], lacking: Fraction) -> None:
    """Add the largest questions until together with those already chosen they reach what is lacking."""
    lacking -= sum((q.points for q in questions if q.rule.id in chosen), Fraction(0))
    for question in questions:
        if lacking <= 0:
            return
        if question.rule.id not in chosen:
            chosen[question.rule.id] = None
            lacking -= question.points


def _fails(assessment: Assessment, policy: Policy) -> Iterator[tuple[str, ...]]:
    """By condition of the score: the fewest questions whose worst answers bring its upper end below the level."""
    bar = assessment.bar
    assert bar is not None
    if policy.readiness is not None:
        yield _beyond(assessment.questions, bar.upper - policy.readiness)
    for cause, floor in policy.floors.items():
        of = assessment.cause(cause)
        if of.bar is not None:
            questions = [q for q in assessment.questions if q.rule.cause == cause]
            yield _beyond(questions, (of.bar.upper - floor) * of.share / assessment.reach)


def _beyond(questions: Sequence[Question], room: Fraction) -> tuple[str, ...]:
    """The fewest questions worth more than `room` together; () where all of them are not."""
    chosen: list[str] = []
    for question in questions:
        chosen.append(question.rule.id)
        room -= question.points
        if room < 0:
            return tuple(chosen)
    return ()
