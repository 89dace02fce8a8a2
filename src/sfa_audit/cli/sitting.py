"""One fact at a time: asked, read, saved, and held against what other sources say."""

from __future__ import annotations

from sfa_audit.cli.ask_list import contradiction
from sfa_audit.cli.desk import Desk
from sfa_audit.cli.list_dispute import ListDispute
from sfa_audit.cli.own_file import OwnFile
from sfa_audit.cli.prompts import BACK, EMPTY, EXPLAIN, Prompts
from sfa_audit.cli.talk import say
from sfa_audit.fact_words import FactWords
from sfa_audit.i18n import message
from sfa_audit.interview import Asking, ranked_contradictions, stronger_than
from sfa_audit.ledger import Contradiction
from sfa_audit.spots import Spot, key_field, spelled, spot_of
from sfa_audit.values import UNKNOWN, ValueFault


class Sitting:
    """One sitting."""

    def __init__(self, desk: Desk, own: OwnFile, prompts: Prompts) -> None:
        self.desk, self.own, self.prompts, self.tr = desk, own, prompts, desk.tr
        self.words = FactWords(desk.tr)
        self.passed_over: set[Spot] = {s for s, value in own.answers.values.items() if value is UNKNOWN}
        self.history: list[Spot] = []
        self.told = False

    def fact(self, spot: Spot, one: Asking | None) -> None:
        """Ask one fact until it is answered or passed over; `back` asks the one before again first."""
        while True:
            field = self.desk.table.field(spot.pattern)
            line = self.prompts.fact(field, spot.key, key_field(field, self.desk.table), self._before(spot))
            if line == BACK:
                self.back(one)
            elif line == EMPTY:
                if spot not in self.own.answers.values:
                    self.passed_over.add(spot)
                break
            elif line == EXPLAIN:
                self.prompts.explain(self.desk, spot, one)
            elif self.take(spot, line):
                break
        self.history.append(spot)

    def back(self, one: Asking | None) -> None:
        """Ask the fact before once more."""
        if self.history:
            self.fact(self.history.pop(), one)
        else:
            say(self.tr.gettext("This is the first answer."))

    def _before(self, spot: Spot) -> str:
        values = self.own.answers.values
        return spelled(values[spot], self.desk.table.field(spot.pattern).kind) if spot in values else ""

    def take(self, spot: Spot, line: str) -> bool:
        """Read one answer and save it; False when it cannot be read, which is said."""
        try:
            value = self.words.read(self.desk.table.field(spot.pattern), line)
        except ValueFault as fault:
            self.prompts.fault(fault)
            return False
        self.own.answers.put(spot, value)
        if value is UNKNOWN:
            self.passed_over.add(spot)
        else:
            self.passed_over.discard(spot)
        self.save()
        self._disputed(spot)
        return True

    def _disputed(self, spot: Spot) -> None:
        """When the answer just given differs from what another source says: that comes first."""
        assessment = self.desk.result.assessment
        for one in ranked_contradictions(assessment.ledger):
            if spot_of(one.fact, assessment.ledger.facts, self.desk.table) == spot:
                for line in contradiction(one, self.desk):
                    say(line)
                self._how_known(one, spot)

    def save(self) -> None:
        """Write all answers and say what they change."""
        before = {warning[1] for warning in self.desk.result.assessment.warnings}
        if not self.own.save():
            say(self.desk.say(message("The file was changed meanwhile; going on in {file}.", file=self.own.name)))
        self.desk.renew(self.own.name)
        for warning in self.desk.result.assessment.warnings:
            if warning[1] not in before:
                say(f"  ! {self.desk.say(warning[1])}")
        say(f"  {self.tr.gettext('Saved.')}{self.tr.space}{self.desk.bounds()}")
        if self.desk.decided and not self.told:
            self.told = True
            say(f"  {self.desk.verdict()}")

    # ---- contradictions ------------------------------------------------------------------------------------------

    def settle(self, one: Contradiction) -> None:
        """Show what the sources say, and ask which is right and how that is known."""
        spot = spot_of(one.fact, self.desk.result.assessment.ledger.facts, self.desk.table)
        say("")
        for line in contradiction(one, self.desk):
            say(line)
        if spot is None:
            say(self.tr.gettext("Correct the file that is wrong; until then the fact counts as unknown."))
        elif self.desk.who.can_tell(field := self.desk.table.field(spot.pattern)):
            if field.is_list:
                if ListDispute(one, self.desk, self.own, self.prompts).settle():
                    self.save()
            else:
                self.fact(spot, None)

    def _how_known(self, one: Contradiction, spot: Spot) -> None:
        """Ask for evidence that outranks the sources that differ."""
        kinds = stronger_than(one, self.own.name)
        if not kinds:
            say(self.tr.gettext("Both rest on a log: correct the file that is wrong."))
            return
        question = self.tr.gettext("How is your answer known? An empty line leaves the contradiction open.")
        kind = self.prompts.choose(question, kinds, "")
        if kind:
            self.own.answers.evidence[spot] = kind
            self.save()
