"""A list that some sources give records of and others call empty: which is right, and how that is known.

Records of several sources merge, so there are two answers only: these records are there, or there are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sfa_audit.cli.prompts import EMPTY, EXPLAIN, Prompts
from sfa_audit.cli.talk import say
from sfa_audit.errors import visible
from sfa_audit.i18n import message, messages
from sfa_audit.interview import stronger_than
from sfa_audit.ledger import Claim, Contradiction
from sfa_audit.spots import Spot, spelled
from sfa_audit.values import NONE
from sfa_audit.wrapping import wrap

if TYPE_CHECKING:
    from sfa_audit.cli.desk import Desk
    from sfa_audit.cli.own_file import OwnFile


class ListDispute:
    """One such contradiction, in an interview."""

    def __init__(self, one: Contradiction, desk: Desk, own: OwnFile, prompts: Prompts) -> None:
        self._one, self._desk, self._own, self._prompts, self._tr = one, desk, own, prompts, desk.tr
        self._key = self._desk.table.field(one.fact).record_key
        self._there = [claim for claim in one.claims if _records(claim)]
        self._none = [claim for claim in one.claims if not _records(claim)]
        self._names = list(dict.fromkeys(record[self._key] for claim in self._there for record in _records(claim)))

    def settle(self) -> bool:
        """Let one side be chosen, with evidence that outranks the other; else say what to change in which file.

        True when there is an answer, which is to be saved.
        """
        kinds = stronger_than(self._one, self._own.name)
        side = self._side() if kinds else EMPTY
        kind = ""
        if side != EMPTY:
            kind = self._prompts.choose(
                self._tr.gettext("How is that known? An empty line leaves the contradiction open."), kinds, ""
            )
        if kind:
            self._take(side == "1", kind)
            return True
        for line in self._by_hand(kinds):
            say(line)
        return False

    def _side(self) -> str:
        names = visible(self._tr.joined(spelled(name) for name in self._names))
        n = len(self._names)
        options = (
            self._desk.say(messages("{n} record: {names}", "{n} records: {names}", n, names=names)),
            self._tr.gettext("There are none."),
        )
        question = self._tr.gettext("Which is right? Type its number; an empty line leaves it open.")
        for line in wrap(question, first="  "):
            say(line)
        for number, option in enumerate(options, 1):
            for line in wrap(option, first=f"  {number}) ", rest="     "):
                say(line)
        while (line := self._prompts.line()) not in (EMPTY, "1", "2"):
            if line == EXPLAIN:
                self._prompts.explain(self._desk, Spot(self._one.fact), None)
            else:
                say(f"  {self._tr.gettext('Type one of the numbers.')}")
        return line

    def _take(self, there: bool, kind: str) -> None:
        """Write the chosen side. The facts of the records stay with the sources that gave them."""
        answers, name = self._own.answers, self._one.fact
        if there:
            for record in self._names:
                answers.add_record(name, spelled(record), record, self._desk.table)
        else:
            for key in answers.keys(name):
                answers.drop_record(name, key)
            answers.put(Spot(name), NONE)
        answers.evidence[Spot(name)] = kind

    def _by_hand(self, kinds: Sequence[str]) -> Iterator[str]:
        """What would settle it in the files themselves."""
        name = self._one.fact
        yield from wrap(
            self._tr.gettext("Until it is settled, the list counts as unknown. By hand, either"), first="  "
        )
        ways = [message("take the records under {list} out of {file}", list=name, file=_files(self._there))]
        ways.append(message("take the line {list}: none out of {file}", list=name, file=_files(self._none)))
        if kinds:
            entry = f"evidence: [{{fact: {name}, kind: {kinds[-1]}, date: {self._desk.asked.as_of}}}]"
            ways.append(message("write into the file that is right: {entry}", entry=entry))
        for way in ways:
            yield from wrap(self._desk.say(way), first="  - ")


def _files(claims: Sequence[Claim]) -> str:
    return visible(", ".join(dict.fromkeys(claim.source for claim in claims)))


def _records(claim: Claim) -> tuple[dict[str, object], ...]:
    return claim.value if isinstance(claim.value, tuple) else ()
