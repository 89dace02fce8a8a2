"""The interview: plain lines in and out, one fact at a time, saved after every answer."""

from __future__ import annotations

from pathlib import Path

from sfa_audit.cli.ask_list import small_samples
from sfa_audit.cli.config import flags_typed
from sfa_audit.cli.desk import Desk, HeadOptions
from sfa_audit.cli.listing import Listing
from sfa_audit.cli.own_file import FOLDER, OwnFile, beside, going_on, named
from sfa_audit.cli.prompts import Prompts, Quit
from sfa_audit.cli.sitting import Sitting
from sfa_audit.cli.talk import say, tell, typed
from sfa_audit.i18n import message, messages
from sfa_audit.interview import Asking, ranked_contradictions
from sfa_audit.ledger import KINDS
from sfa_audit.spots import Spot
from sfa_audit.values import UNKNOWN
from sfa_audit.wrapping import wrap

INTERRUPTED = 130


def interview(desk: Desk, options: HeadOptions, into: str | None) -> int:
    """Ask until nothing is left or the user stops; 0, or 130 when interrupted. What was answered is in the file."""
    prompts = Prompts(desk.tr)
    own: OwnFile | None = None
    try:
        own = _file(desk, options, into, prompts)
        desk.renew(own.name if own.exists else None)
        _remind(desk, own)
        code = Interview(desk, own, prompts).run()
    except KeyboardInterrupt:
        code = INTERRUPTED
        say("")
    except (Quit, EOFError):
        code = 0
        say("")
    _goodbye(desk, own)
    return code


def _remind(desk: Desk, own: OwnFile) -> None:
    """Name the answers files beside the project that are not read, so that nobody is asked the same again."""
    read = {Path(name).resolve() for name in (*desk.asked.files, own.name)}
    beside_it = sorted((Path(desk.asked.files[0]).parent / FOLDER).glob("*.yaml"))
    left = [str(path) for path in beside_it if path.resolve() not in read]
    if left:
        tell(desk.say(message("Not read, because not named: {files}", files=" ".join(left))))


def _goodbye(desk: Desk, own: OwnFile | None) -> None:
    if own is None or not own.exists:
        say(desk.tr.gettext("Nothing was answered, nothing was written."))
        return
    n = len([spot for spot in own.answers.values if own.answers.values[spot] is not UNKNOWN])
    say(desk.say(messages("{n} answer is saved in {file}.", "{n} answers are saved in {file}.", n, file=own.name)))
    files = [*desk.asked.files, *([own.name] if own.name not in desk.asked.files else [])]
    flags = flags_typed(desk.asked.flags)
    if desk.askings():
        role = [] if desk.role is None else ["--for", desk.role]
        others = [file for file in files if file != own.name]
        again = typed(["sfa-audit", "ask", *others, "--into", own.name, *role, *flags])
        say(desk.say(message("To go on: {command}", command=again)))
    say(desk.say(message("Next: {command}", command=typed(["sfa-audit", "assess", *files, *flags]))))


def _file(desk: Desk, options: HeadOptions, into: str | None, prompts: Prompts) -> OwnFile:
    from sfa_audit.answers import Head

    given = any(part is not None for part in (options.source, options.kind, options.by, options.date))
    if into is not None and Path(into).exists() and not given:
        return named(into, None, desk.table, desk.tr)
    head = Head(*_head(desk, options, prompts))
    if into is not None:
        return named(into, head, desk.table, desk.tr)
    return going_on(beside(desk.asked.files[0], head), head, desk.table, desk.tr)


def _head(desk: Desk, options: HeadOptions, prompts: Prompts) -> tuple[str, str, str, str]:
    """Where the answers come from: by flags, else asked for once."""
    from sfa_audit.cli.options import a_date, one_of

    tr, role = desk.tr, desk.role
    day = a_date(options.date, tr, "--date") if options.date else desk.asked.as_of
    kind = options.kind if options.kind is None else one_of(options.kind, KINDS, "--kind", tr)
    usual = "" if role is None else role if desk.who.receiver else desk.words.role(role)
    by = options.by
    if by is None:
        by = prompts.text(tr.gettext("Who answers? A role, never a name, such as: head of sales"), usual)
    if kind is None:
        kind = prompts.choose(tr.gettext("What do the answers rest on?"), KINDS[::-1], "statement")
    usual = tr.render(message("interview with {role}", role=by)) if by else tr.gettext("interview")
    source = options.source or (
        usual if options.by is not None else prompts.text(tr.gettext("What to call it?"), usual)
    )
    return source, kind, by, day.isoformat()


class Interview(Sitting):
    """A whole interview."""

    def run(self) -> int:
        """Contradictions first, then the questions, the best next one each time."""
        if self.own.exists:
            say(self.desk.say(message("Going on with {file}.", file=self.own.name)))
        say(self.tr.space.join(part for part in (self.desk.bounds(), self.desk.verdict()) if part))
        for line in wrap(
            self.tr.gettext(
                "An empty line skips a question; ? explains; unknown, none, back and quit do what they say."
            )
        ):
            say(line)
        for one in ranked_contradictions(self.desk.result.assessment.ledger):
            self.settle(one)
        while (following := self._following()) is not None:
            self._ask(following)
        say("")
        for line in small_samples(self.desk):
            say(line)
        say(self.tr.gettext("Nothing is left to ask here."))
        return 0

    def _following(self) -> Asking | None:
        for one in self.desk.askings():
            spots = tuple(spot for spot in one.spots if spot not in self.passed_over)
            if spots:
                return one._replace(spots=spots)
        return None

    def _ask(self, one: Asking) -> None:
        """All facts of one question."""
        self.prompts.heading(self.desk.question(one), [self.desk.worth(one), self.desk.errand(one)])
        for spot in one.spots:
            if spot not in self._still_open(one):  # an earlier answer has settled it
                continue
            if self.desk.table.field(spot.pattern).is_list:
                Listing(self, spot.pattern, one).run()
            elif spot not in self.passed_over:
                self.fact(spot, one)

    def _still_open(self, one: Asking) -> tuple[Spot, ...]:
        return next((now.spots for now in self.desk.askings() if (now.rule, now.stop) == (one.rule, one.stop)), ())
