"""Project: everything a project file can say, and Answers: what an answers file can say."""

from __future__ import annotations

from typing import Annotated

from sfa_audit.project import fields as f
from sfa_audit.project.about import About, Schedule
from sfa_audit.project.base import Closed, Flag, Notes, OneOf, Open, Part, Scalar
from sfa_audit.project.buy_in import Feedback, Involvement, Pilot, Segment, Usage
from sfa_audit.project.commitment import Channel, Managers, Marketing, Reviews, Sponsor, Steering
from sfa_audit.project.features import Novelty
from sfa_audit.project.goals import Benefits, Expectation, Goal, Measurement, Requirements, Scope
from sfa_audit.project.process import Accounts, Process
from sfa_audit.project.records import (
    Action,
    AssessmentNote,
    Comments,
    Evidence,
    Format,
    Free,
    Head,
    NotApplicable,
    Outcome,
    Profile,
    Voice,
    Waiver,
)
from sfa_audit.project.resources import Budget, DataQuality, Interfaces, Support, TeamRole
from sfa_audit.project.standard import CustomWork, Freedom, Language, LocalNeed
from sfa_audit.project.training import Training
from sfa_audit.project.user_needs import (
    Access,
    DataSource,
    DataUse,
    Entry,
    Feature,
    MandatoryFields,
    OldReports,
    Pay,
    RepQuestions,
)
from sfa_audit.project.vendor import Vendor


class FactsFile(Part):
    """What project files and answers files share: the facts, their evidence and the voices."""

    format: Format = f.plain("Version of this format.", example=1, unit="number")
    project: About
    schedule: Schedule = Schedule()
    goals: Open[Goal] = f.records(
        "Every documented objective of the roll-out; [] = none.",
        "goal",
        "goals",
        example=[{"name": "win more deals", "metric": "win rate"}],
    )
    goals_complete: Flag = f.complete("goals")
    expectations: Open[Expectation] = f.records(
        "What each group in scope expects; one record a group, asked or not.",
        "group in scope",
        "groups in scope",
        example=[{"group": "reps"}],
    )
    expectations_complete: Flag = f.complete("expectations")
    requirements: Requirements = Requirements()
    scope: Scope = Scope()
    measurement: Measurement = Measurement()
    benefits: Benefits = Benefits()
    sponsor: Sponsor = Sponsor()
    steering: Steering = Steering()
    managers: Managers = Managers()
    marketing: Marketing = Marketing()
    channel: Channel = Channel()
    reviews: Reviews = Reviews()
    process: Process = Process()
    accounts: Accounts = Accounts()
    segments: Open[Segment] = f.records(
        "Groups of salespeople, by region, role, length of service or tier.",
        "segment",
        "segments",
        example=[{"name": "North"}],
    )
    segments_complete: Flag = f.complete("segments")
    involvement: Involvement = Involvement()
    pilot: Pilot = Pilot()
    feedback: Feedback = Feedback()
    usage: Open[Usage] = f.records(
        "Use by week, from the log, in any order; [] or none = never measured.",
        "week of use",
        "weeks of use",
        example=[{"week_of": "2026-11-02", "active_share": "72%"}],
    )
    usage_complete: Flag = f.complete("usage")
    features: Open[Feature] = f.records(
        "Features of the first release.", "feature", "features", example=[{"name": "visit list"}]
    )
    features_complete: Flag = f.complete("features")
    rep_questions: RepQuestions = RepQuestions()
    entry: Entry = Entry()
    mandatory_fields: MandatoryFields = MandatoryFields()
    data_sources: Closed[DataSource] = f.records(
        "Kinds of systems that may hold customer data, out of six; one that is left out counts as unknown.",
        "kind of data source",
        "kinds of data sources",
        example=[{"source": "billing", "exists": "yes"}],
    )
    access: Access = Access()
    data_use: DataUse = DataUse()
    pay: Pay = Pay()
    old_reports: OldReports = OldReports()
    team: Closed[TeamRole] = f.records(
        "Key roles of the project team, out of six; one that is left out counts as unknown.",
        "key role",
        "key roles",
        example=[{"role": "project manager", "filled": "yes"}],
    )
    budget: Budget = Budget()
    data: DataQuality = DataQuality()
    interfaces: Interfaces = Interfaces()
    support: Support = Support()
    training: Training = Training()
    vendor: Vendor = Vendor()
    local_needs: Open[LocalNeed] = f.records(
        "Local needs that were raised; [] = asked, none raised.",
        "local need",
        "local needs",
        example=[{"need": "tenders"}],
    )
    local_needs_complete: Flag = f.complete("local_needs")
    languages: Open[Language] = f.records(
        "Working languages needed.", "working language", "working languages", example=[{"name": "German"}]
    )
    languages_complete: Flag = f.complete("languages")
    freedom: Freedom = Freedom()
    customisation: CustomWork = CustomWork()
    unproven: Open[Novelty] = f.records(
        "Unproven components of the first release; [] = none.",
        "unproven component",
        "unproven components",
        example=[{"component": "voice notes"}],
    )
    unproven_complete: Flag = f.complete("unproven")
    custom: Free = f.plain("Facts that a custom pack declares.", example={"dealer_days": 4}, unit="free")
    evidence: Notes[Evidence] = f.records(
        "What supports the facts.",
        "piece of evidence",
        "pieces of evidence",
        example=[{"fact": "sponsor", "kind": "document"}],
    )
    voices: Notes[Voice] = f.records(
        "What groups of people say, one record a group.", "voice", "voices", example=[{"group": "reps"}]
    )


class Project(FactsFile):
    """A project file. Only the name and the phase are required."""

    profile: Profile = f.plain("Which rules are asked: quick or full.", example="full", unit="profile")
    not_applicable: Notes[NotApplicable] = f.records(
        "What does not apply here, with the reason.",
        "exclusion",
        "exclusions",
        example=[{"cause": "vendor", "reason": "Built in-house."}],
    )
    waivers: Notes[Waiver] = f.records(
        "Risks that somebody has accepted.",
        "waiver",
        "waivers",
        example=[
            {
                "rule": "cadence-defined",
                "reason": "New head of sales in March.",
                "owner": "head of sales",
                "approver": "board",
                "created": "2026-10-01",
                "expires": "2027-03-31",
            }
        ],
    )
    assessment: AssessmentNote = AssessmentNote()
    comments: Comments = Comments()
    actions: Notes[Action] = f.records(
        "The state of the plan, one record a rule.",
        "action",
        "actions",
        example=[{"rule": "goals-testable", "status": "doing"}],
    )
    outcome: Outcome = Outcome()


class AboutInAnswers(About):
    """The roll-out itself, in an answers file: name and phase stand in the project file and need not be repeated."""

    name: Annotated[str | None, Scalar("text", fact=False)] = f.plain(
        "Name of the roll-out.", example="Field Sales 2.0"
    )  # type: ignore[assignment]
    phase: Annotated[str | None, OneOf(*f.PHASES, fact=False)] = f.plain(  # type: ignore[assignment]
        "Phase that the roll-out is in today.", example="design", unit="phase"
    )


class Answers(FactsFile):
    """An answers file: facts from one source, under a head that is the evidence of all of them."""

    head: Head
    project: AboutInAnswers = AboutInAnswers()
