"""`sfa-audit ask --list`: contradictions and open questions, the next best first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sfa_audit.assessment import UNDETERMINED
from sfa_audit.cli.desk import Desk
from sfa_audit.cli.talk import say
from sfa_audit.errors import visible
from sfa_audit.i18n import message, messages
from sfa_audit.interview import Asking, ranked_contradictions, too_small
from sfa_audit.ledger import Contradiction
from sfa_audit.spots import spelled, spot_of
from sfa_audit.wrapping import wrap


def print_list(desk: Desk) -> int:
    """Print all that is to be asked; nothing is written."""
    found = desk.askings()
    say(desk.tr.space.join(part for part in (desk.bounds(), desk.verdict()) if part))
    for line in _few(desk):
        say(line)
    for one in ranked_contradictions(desk.result.assessment.ledger):
        for line in contradiction(one, desk):
            say(line)
    for n, question in enumerate(found, 1):
        for line in _entry(n, question, desk):
            say(line)
    for line in small_samples(desk):
        say(line)
    if not found:
        say(desk.nothing_left())
    return 0


def contradiction(one: Contradiction, desk: Desk) -> Iterator[str]:
    """Two or more sources that differ, the best supported first."""
    spot = spot_of(one.fact, desk.result.assessment.ledger.facts, desk.table)
    field = desk.table.field(spot.pattern) if spot else None
    text = message("Sources differ on {fact}.", fact=spot.text if spot else one.fact)
    yield from wrap(f"! {desk.say(text)} {desk.facts.says(field) if field else ''}")
    for claim in one.claims:
        value = spelled(claim.value, field.kind if field else "") if not isinstance(claim.value, tuple) else ""
        who = desk.tr.joined(part for part in (desk.tr.gettext(claim.kind), claim.by) if part)
        if isinstance(claim.value, tuple) and claim.value:
            key = desk.table.field(one.fact).record_key
            names = desk.tr.joined(visible(spelled(record[key])) for record in claim.value)
            value = desk.say(messages("{n} record: {names}", "{n} records: {names}", len(claim.value), names=names))
        said = message("{source} says {value} ({who})", source=claim.source, value=value or "none", who=who)
        yield from wrap(desk.say(said), first="  - ")


def _few(desk: Desk) -> Iterator[str]:
    """How few answers would decide the gate."""
    if desk.result.verdict.status != UNDETERMINED:
        return
    few = desk.deciding()
    if few.passes:
        text = messages("{n} question could pass the gate with its best answer: {ids}",
                        "{n} questions could pass the gate with their best answers: {ids}",
                        len(few.passes), ids=_ids(few.passes))  # fmt: skip
        yield from wrap(desk.say(text))
    if few.fails:
        text = messages("{n} question could fail it with its worst answer: {ids}",
                        "{n} questions could fail it with their worst answers: {ids}",
                        len(few.fails), ids=_ids(few.fails))  # fmt: skip
        yield from wrap(desk.say(text))


def _ids(ids: Sequence[str], most: int = 8) -> str:
    return ", ".join(ids if len(ids) <= most else (*ids[:most], "…"))


def small_samples(desk: Desk) -> Iterator[str]:
    """Questions that only a larger sample can answer."""
    facts = desk.result.assessment.ledger.facts
    for rule in too_small(desk.result.assessment):
        assert rule.sample is not None
        path, least = rule.sample
        if path in desk.table and desk.who.can_tell(desk.table.field(path)):
            n = {"n": spelled(facts.get(path)), "least": spelled(least)}
            text = message("{rule} stays open: {path} is {n}, and {least} are needed.", rule=rule.id, path=path, **n)
            yield from wrap(desk.say(text))


def _entry(n: int, one: Asking, desk: Desk) -> Iterator[str]:
    margin = " " * 4
    yield ""
    yield from wrap(desk.question(one), first=f"{n}.".ljust(4))
    worth = message("{name}: {value}", name=one.stop or one.rule, value=desk.worth(one))
    yield from wrap(desk.say(worth), first=margin)
    yield from wrap(desk.errand(one), first=margin)
    facts = ", ".join(spot.text for spot in one.spots)
    yield from wrap(desk.say(message("Facts: {facts}", facts=facts)), first=margin)
