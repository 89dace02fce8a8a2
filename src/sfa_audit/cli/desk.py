"""What an interview, its ranking and a questionnaire are made from: one run of the engine over files as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sfa_audit import assessment as out
from sfa_audit.cli.run import Asked, settled
from sfa_audit.errors import visible
from sfa_audit.fact_words import FactWords
from sfa_audit.figures import floor
from sfa_audit.forms import role_name
from sfa_audit.i18n import Message, Translator, message, messages
from sfa_audit.interview import GROUPS, Asking, Deciding, askings, deciding, roles_of, whom
from sfa_audit.pack_words import PackWords
from sfa_audit.project.table import load_table
from sfa_audit.result import Result


class HeadOptions(NamedTuple):
    """What the command line says of where the answers come from."""

    source: str | None
    kind: str | None
    by: str | None
    date: str | None


class Desk:
    """The files of one client, assessed anew whenever an answer was written."""

    def __init__(self, asked: Asked, role: str | None, tr: Translator) -> None:
        self.asked, self.role, self.tr = asked, role, tr
        self.who, self.facts = whom(role), FactWords(tr)
        done = settled(asked, tr)
        self.result: Result = done.result
        self.pack = done.pack
        self.table = load_table().with_facts(done.pack.facts_in(tr.lang))
        self.words = PackWords(done.pack, tr)

    def renew(self, own: str | None = None) -> None:
        """Read and assess the files again, with the file that the answers go into."""
        names = self.asked.files
        if own is not None and Path(own).resolve() not in [Path(name).resolve() for name in names]:
            names = (*names, own)
        self.result = settled(self.asked._replace(files=names), self.tr).result

    @property
    def decided(self) -> bool:
        """Whether a gate was asked and is settled either way."""
        return self.result.verdict.status in (out.PASSED, out.FAILED)

    def deciding(self) -> Deciding:
        """The questions that decide the gate, none when no gate is asked or it is settled."""
        if self.result.verdict.status != out.UNDETERMINED:
            return Deciding((), ())
        return deciding(self.result.assessment, self.result.policy)

    def askings(self) -> tuple[Asking, ...]:
        """The open questions, the next best first."""
        few = self.deciding()
        return askings(self.result.assessment, self.table, self.who, {*few.passes, *few.fails})

    # ---- words -------------------------------------------------------------------------------------------------

    def say(self, what: Message) -> str:
        """A sentence in the language of the user, harmless to a terminal whatever a file holds."""
        return visible(self.tr.render(what))

    def question(self, one: Asking) -> str:
        """The words of a question."""
        return self.words(f"rule.{one.rule}.ask") or self.words(f"stop.{one.stop}.title")

    def worth(self, one: Asking) -> str:
        """What a question is good for."""
        if one.stop:
            parts = [message("clears up the stop “{stop}”", stop=self.words(f"stop.{one.stop}.title", one.stop))]
        else:
            parts = [message("settles {points} points", points=floor(one.points, 1))]
        if one.decides and self.result.policy.asked:
            parts.append(message("the gate hangs on it"))
        return " · ".join(self.say(part) for part in parts)

    def errand(self, one: Asking) -> str:
        """Whom to ask, where to look, and how long it takes."""
        fields = roles_of(one.spots, self.table)
        ask = self.tr.joined(dict.fromkeys(self.words.role(f.ask) for f in fields if f.ask))
        comma = self.tr.joined(("", ""))
        places = [place for f in fields if f.look for place in self.tr.gettext(f.look).split(comma)]
        look = self.tr.joined(dict.fromkeys(places))
        minutes = max((f.minutes for f in fields), default=0)
        if not look:  # a pack's own facts need not name a place
            return self.say(messages("Ask {role} ({n} minute)", "Ask {role} ({n} minutes)", minutes, role=ask))
        text = messages("Ask {role}: {place} ({n} minute)", "Ask {role}: {place} ({n} minutes)", minutes,
                        role=ask, place=look)  # fmt: skip
        return self.say(text)

    def nothing_left(self) -> str:
        """Why there is no question: all is known, or nothing open is theirs to tell."""
        if self.role is None or not self.result.assessment.questions:
            return self.tr.gettext("Nothing is left to ask.")
        role = role_name(self.words, self.role, self.tr, tuple(GROUPS))
        return self.say(
            message("For this milestone there is nothing to ask {role}; --entering names a later one.", role=role)
        )

    def bounds(self) -> str:
        """Between which levels readiness lies."""
        bar = self.result.assessment.bar
        if bar is None:
            return self.tr.gettext("Nothing counts at this milestone yet.")
        ends = {"lower": floor(bar.lower, 1), "upper": floor(bar.upper, 1)}
        if ends["lower"] == ends["upper"]:
            return self.say(message("Readiness is {lower}.", lower=ends["lower"]))
        return self.say(message("Readiness lies between {lower} and {upper}.", **ends))

    def verdict(self) -> str:
        """The gate's answer as a sentence, "" where none was asked."""
        sentences = {
            out.PASSED: message("The gate is passed."),
            out.FAILED: message("The gate is failed, whatever the open answers are."),
            out.UNDETERMINED: message("The gate is not decided yet."),
        }
        found = sentences.get(self.result.verdict.status)
        return self.say(found) if found else ""
