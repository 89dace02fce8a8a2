"""Asking for the records of a list: by their keys, one after the other, each with all its facts that count."""

from __future__ import annotations

from sfa_audit.cli.prompts import BACK, EMPTY, EXPLAIN
from sfa_audit.cli.sitting import Sitting
from sfa_audit.cli.talk import say
from sfa_audit.interview import Asking, record_fields
from sfa_audit.spots import Spot, keys_of, spelled
from sfa_audit.values import ValueFault

MORE, DROP = ("more", "还有"), ("drop ", "删除")


class Listing:
    """One list. While it is not finished the file says that there may be more, so that nothing counts as complete."""

    def __init__(self, talk: Sitting, name: str, one: Asking) -> None:
        self.talk, self.name, self.one = talk, name, one
        table = talk.desk.table
        self.field = table.field(name)
        self.key = table.field(f"{name}[].{self.field.record_key}")
        siblings = table.children(self.field.parent).values()
        self.complete = next((Spot(f.path) for f in siblings if f.completes == self.field.name), None)

    def run(self) -> None:
        """Ask until there is nothing to add."""
        while True:
            keys = keys_of(self.name, self.talk.desk.result.assessment.ledger.facts, self.talk.desk.table)
            line = self.talk.prompts.record(self.talk.desk, self.field, self.key, keys)
            if line == EXPLAIN:
                self.talk.prompts.explain(self.talk.desk, Spot(self.name), self.one)
            elif line == BACK:
                self.talk.back(self.one)
            elif keys and line.casefold().startswith(DROP):
                word = next(word for word in DROP if line.casefold().startswith(word))
                self._drop(line[len(word) :].strip())
            elif line == EMPTY or (keys and line.casefold() in MORE):
                self._finish(keys, more=line != EMPTY)
                return
            elif not keys and self._nothing(line):
                return
            else:
                self._add(line, keys)

    def _nothing(self, line: str) -> bool:
        """Take `none` or `unknown` for the whole list."""
        try:
            value = self.talk.words.read(self.field, line)
        except ValueFault:
            return False
        self.talk.own.answers.put(Spot(self.name), value)
        self.talk.passed_over.add(Spot(self.name))
        self.talk.save()
        return True

    def _add(self, line: str, keys: list[str]) -> None:
        talk = self.talk
        try:
            value = talk.words.read(self.key, line)
        except ValueFault as fault:
            talk.prompts.fault(fault)
            return
        key = spelled(value, self.key.kind)
        if key in keys:
            say(f"  {talk.tr.gettext('That one is listed already.')}")
            return
        talk.own.answers.add_record(self.name, key, value, talk.desk.table)
        if self.complete is not None:
            talk.own.answers.put(self.complete, False)
        talk.save()
        for field in record_fields(talk.desk.result.assessment, talk.desk.table, self.name, talk.desk.who):
            spot = Spot(field.path, key)
            if any(spot in one.spots for one in talk.desk.askings()):  # else an answer before has settled it
                talk.fact(spot, self.one)

    def _drop(self, key: str) -> None:
        talk = self.talk
        if not talk.own.answers.drop_record(self.name, key):
            say(f"  {talk.tr.gettext('There is no such record in the file of this interview.')}")
            return
        talk.history = [spot for spot in talk.history if (spot.list, spot.key) != (self.name, key)]
        if not talk.own.answers.keys(self.name) and self.complete is not None:
            talk.own.answers.values.pop(self.complete, None)
        talk.save()

    def _finish(self, keys: list[str], *, more: bool) -> None:
        """The list is as it is; whether that is all is said where it was said to be open."""
        talk = self.talk
        talk.passed_over.add(Spot(self.name))
        if not keys or more or self.complete is None:
            return
        talk.own.answers.values.pop(self.complete, None)
        talk.save()
        if talk.desk.result.assessment.ledger.facts.get(self.complete.pattern) is False:
            talk.own.answers.put(self.complete, True)  # another file says that there may be more
            talk.save()
