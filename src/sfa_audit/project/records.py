"""The parts of a project file that hold no facts: evidence, voices, waivers, the consultant's words, the outcome."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import MustDay, MustText, Note, NoteGroup, OneOf, Scalar, Shape

Word = Annotated[str | None, Scalar("text", fact=False)]
On = Annotated[Any, Scalar("date", fact=False)]
Size = Annotated[Any, Scalar("count", fact=False)]
Counts = Annotated[tuple[int, ...] | None, Shape("counts")]
Agreement = Annotated[dict[str, tuple[int, ...]] | None, Shape("agreement")]
Texts = Annotated[tuple[str, ...] | None, Shape("texts")]
TextMap = Annotated[dict[str, str] | None, Shape("text map")]
Free = Annotated[dict[str, Any] | None, Shape("free")]
Format = Annotated[int | None, Shape("format")]
Profile = Annotated[str | None, OneOf("quick", "full", fact=False)]
EvidenceKind = Annotated[str, OneOf("log", "document", "observation", "statement", must=True)]
VoiceGroup = Annotated[str, OneOf("executives", "managers", "reps", "marketing", "IT", "partners", must=True)]
Status = Annotated[str | None, OneOf("open", "doing", "done", "dropped", fact=False)]
Result = Annotated[str | None, OneOf("adopted", "rejected", "abandoned", fact=False)]


class Head(NoteGroup):
    """Where the facts of an answers file come from: the evidence of all of them."""

    source: MustText = f.plain(
        "Whom or what the answers come from.", example="interview with the head of sales", needed=True
    )
    kind: EvidenceKind = f.plain("Kind of evidence, strongest first.", example="statement", unit="kind", needed=True)
    by: Word = f.plain("Role of the person who answered.", example="head of sales", unit="role")
    date: On = f.plain("Day on which it was answered.", example="2026-11-02", unit="date")


class Evidence(Note):
    """What supports a fact."""

    fact: MustText = f.plain(
        "Path of the fact; the path of a section or record covers all below.",
        example="goals[0].owner",
        unit="path",
        needed=True,
    )
    kind: EvidenceKind = f.plain("Kind of evidence, strongest first.", example="log", unit="kind", needed=True)
    by: Word = f.plain("Role of the person who gave it.", example="sales operations", unit="role")
    date: On = f.plain("Day on which it was taken.", example="2026-11-02", unit="date")
    ref: Word = f.plain("Where it lies.", example="usage-2026-10.csv")
    note: Word = f.plain("What a reader should know.", example="without the two teams on leave")


class Benchmark(NoteGroup):
    """Counts of agreement, 1 to 5, with the four statements that the article reports from 2005."""

    not_more_effective: Counts = f.plain(
        "The system has not made salespeople more effective.", example=[1, 4, 9, 12, 4], unit="counts"
    )
    not_more_opportunities: Counts = f.plain(
        "The system has not brought more opportunities.", example=[1, 4, 9, 12, 4], unit="counts"
    )
    not_better_account_strategy: Counts = f.plain(
        "The system has not improved the strategy for accounts.", example=[1, 4, 9, 12, 4], unit="counts"
    )
    no_effective_process: Counts = f.plain(
        "The system has not defined an effective sales process.", example=[1, 4, 9, 12, 4], unit="counts"
    )


class Voice(Note):
    """What one group says, as counts."""

    group: VoiceGroup = f.key("Group that was asked.", "a name", example="reps", unit="group")
    segments: Size = f.plain("Number of different segments that those asked come from.", example=4, unit="segments")
    date: On = f.plain("Day of the survey.", example="2026-10-20", unit="date")
    agreement: Agreement = f.plain(
        "By cause: how many answered 1 (not under control), 2, 3, 4 and 5 (under control).",
        example={"goals": [2, 5, 9, 20, 6]},
        unit="counts",
    )
    benchmark: Benchmark = Benchmark()


class NotApplicable(Note):
    """A rule or a cause that does not apply."""

    one_of: ClassVar = ("rule", "cause")

    rule: Word = f.plain("Rule that does not apply.", example="channel-partners-committed", unit="rule id")
    cause: Word = f.plain("Cause that does not apply.", example="vendor", unit="cause id")
    reason: MustText = f.plain("Why it does not apply.", example="All sales are direct.", needed=True)


class Waiver(Note):
    """A risk that somebody has accepted."""

    one_of: ClassVar = ("rule", "stop")

    rule: Word = f.plain("Rule whose risk is accepted.", example="cadence-defined", unit="rule id")
    stop: Word = f.plain("Stop whose risk is accepted.", example="no-pilot", unit="stop id")
    reason: MustText = f.plain("Why it is accepted.", example="The new head of sales starts in March.", needed=True)
    owner: MustText = f.plain("Role that carries the risk.", example="head of sales", unit="role", needed=True)
    approver: MustText = f.plain("Role that accepted it.", example="board", unit="role", needed=True)
    created: MustDay = f.plain("Day on which it was granted.", example="2026-10-01", unit="date", needed=True)
    expires: MustDay = f.plain("Last day on which it holds.", example="2027-03-31", unit="date", needed=True)
    ticket: Word = f.plain("Reference.", example="SFA-112")


class DecisionAsked(NoteGroup):
    """The decision that the report asks for."""

    ask: Word = f.plain("What is to be decided.", example="Hold the build contract until the goals are agreed.")
    by: On = f.plain("Day by which it is to be decided.", example="2026-12-04", unit="date")
    options: Texts = f.plain(
        "The options, each a sentence.", example=["Hold the contract.", "Sign it now."], unit="list"
    )


class AssessmentNote(NoteGroup):
    """Who made the assessment, when, and what it asks for."""

    by: Word = f.plain("Who made the assessment; stands on the report.", example="Northlight Advisory")
    date: On = f.plain("Day of the assessment.", example="2026-11-23", unit="date")
    decision: DecisionAsked = DecisionAsked()


class Comments(NoteGroup):
    """The consultant's own words, shown as such and never scored."""

    summary: Word = f.plain("A comment on the whole.", example="The sponsor changed in September.")
    causes: TextMap = f.plain(
        "Comments by cause.", example={"goals": "Two goals contradict each other."}, unit="texts by id"
    )
    rules: TextMap = f.plain(
        "Comments by rule.", example={"goals-testable": "The fourth goal is new."}, unit="texts by id"
    )


class Action(Note):
    """The state of one remedy in the plan."""

    rule: MustText = f.key("Rule whose remedy it is.", "a name", example="goals-testable", unit="rule id")
    owner: Word = f.plain("Role that does it.", example="sponsor", unit="role")
    due: On = f.plain("Day by which it is done.", example="2026-12-18", unit="date")
    status: Status = f.plain("State of the work.", example="doing", unit="state")


class Outcome(NoteGroup):
    """How a finished roll-out ended."""

    result: Result = f.plain("How the roll-out ended.", example="adopted", unit="result")
    date: On = f.plain("Day of that judgement.", example="2028-01-31", unit="date")
    primary_cause: Word = f.plain("Cause that weighed most.", example="goals", unit="cause id")
