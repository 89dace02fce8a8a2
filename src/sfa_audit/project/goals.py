"""Cause 1: goals, expectations, requirements, scope, measurement, benefits."""

from __future__ import annotations

from typing import Annotated, ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import Amount, Count, Day, Flag, MustText, Number, OneOf, Record, Section, Text

Group = Annotated[
    str, OneOf("executives", "sales managers", "reps", "marketing", "IT", "channel partners", "other", must=True)
]


class Goal(Record):
    """One documented objective of the roll-out."""

    usual: ClassVar = f.Usual("selection", "sponsor", "business case, project charter", 5)

    name: MustText = f.key("Short name of the goal.", "a name", example="win more qualified deals")
    metric: Text = f.text("What is measured; none = nothing.", "a metric", example="win rate on qualified deals")
    baseline: Number = f.number(
        "Value today, in the unit of the goal; none = not known to anybody.",
        "a value of today",
        example=22,
        unit="as the goal",
        ask="sales-operations",
        look="sales report",
    )
    baseline_measured_on: Day = f.date(
        "Day on which the value of today was measured; none = it was guessed or there is no value.",
        "a measured value of today",
        example="2026-04-30",
        known_from="design",
        ask="sales-operations",
        look="sales report",
    )
    target: Number = f.number(
        "Value to be reached, in the unit of the goal; none = not set.", "a target", example=27, unit="as the goal"
    )
    unit: Text = f.text("Unit of the value of today and of the target.", "a unit", example="% of qualified deals")
    owner: Text = f.text(
        "Role that answers for the goal; none = nobody.", "an owner", example="head of sales", unit="role"
    )
    due: Day = f.date("Day by which the target is to be reached; none = not set.", "a date", example="2027-12-31")


class Expectation(Record):
    """What one group in scope expects of the roll-out."""

    usual: ClassVar = f.Usual("selection", "consultant", "interview notes", 20)

    group: Group = f.key("Group in scope; list every group, asked or not.", "a name", example="reps", unit="group")
    statement: Text = f.text(
        "What the group expects most, in its own words; none = nobody asked it.",
        "a stated expectation",
        example="Less typing after a visit",
    )
    goal: Text = f.text(
        "Name of the goal that this expectation matches; none = no goal matches.",
        "a matching goal",
        example="fewer minutes of administration",
        minutes=5,
    )


class Requirements(Section):
    """Written requirements for the first release."""

    usual: ClassVar = f.Usual("design", "business-analyst", "requirements list", 15)

    total: Count = f.count(
        "Written requirements for the first release.",
        "requirement",
        "requirements",
        example=120,
        unit="requirements",
        known_from="selection",
    )
    with_acceptance_test: Count = f.count(
        "Of these, with a criterion that can be checked.",
        "requirement with an acceptance test",
        "requirements with an acceptance test",
        example=80,
        unit="requirements",
        part_of="requirements.total",
    )
    with_priority: Count = f.count(
        "Of these, with a priority.",
        "requirement with a priority",
        "requirements with a priority",
        example=110,
        unit="requirements",
        part_of="requirements.total",
    )
    with_source: Count = f.count(
        "Of these, with the role of the person who asked for it.",
        "requirement with a known source",
        "requirements with a known source",
        example=90,
        unit="requirements",
        part_of="requirements.total",
    )
    at_baseline: Count = f.count(
        "Requirements when the scope was signed.",
        "requirement at signature",
        "requirements at signature",
        example=118,
        unit="requirements",
    )
    changed_since_baseline: Count = f.count(
        "Requirements added, changed or dropped since the scope was signed.",
        "requirement changed since signature",
        "requirements changed since signature",
        example=14,
        unit="requirements",
        known_from="build",
    )
    must_haves: Count = f.count(
        "Requirements without which the system is of no use.",
        "must-have requirement",
        "must-have requirements",
        example=60,
        unit="requirements",
        known_from="selection",
    )
    must_haves_met_by_standard: Count = f.count(
        "Of these, met without writing code.",
        "must-have met by the standard product",
        "must-haves met by the standard product",
        example=51,
        unit="requirements",
        known_from="selection",
        part_of="requirements.must_haves",
        ask="architect",
        look="fit-gap list",
        minutes=60,
    )


class Scope(Section):
    """The agreed scope of the first release."""

    usual: ClassVar = f.Usual("design", "project-manager", "scope statement", 5)

    signed_on: Day = f.date(
        "Day on which sponsor and project signed the scope; none = not signed.",
        "the signature of the scope",
        example="2026-05-12",
    )
    exclusions_listed: Flag = f.flag("What is left out is written down.", "what is left out is written down")
    change_rule: Flag = f.flag("It is written who may change the scope, and how.", "the scope has a rule for changes")
    release_boundary: Flag = f.flag(
        "What belongs to the first release and what comes later is written down.",
        "the boundary of the first release is written down",
    )


class Measurement(Section):
    """How use and benefit will be measured."""

    usual: ClassVar = f.Usual("design", "sales-operations", "measurement plan", 5)

    active_use_defined: Flag = f.flag(
        "It is written what counts as using the system, with a threshold.", "active use is defined"
    )
    data_source_named: Flag = f.flag(
        "It is written from which log or report use will be read.", "the source of usage data is named"
    )
    reviews_planned: Count = f.count(
        "Dated reviews of use and benefit after go-live.",
        "planned review of use and benefit",
        "planned reviews of use and benefit",
        example=4,
        unit="reviews",
    )
    last_review: Day = f.date(
        "Date of the last planned review; none = no review planned.", "the last planned review", example="2027-09-30"
    )


class Benefits(Section):
    """What the business case promises, and to whom."""

    usual: ClassVar = f.Usual("selection", "sponsor", "business case", 10)

    months_to_full_benefit: Amount = f.amount(
        "Months from go-live until the business case claims the full benefit.",
        "the months to full benefit",
        example=18,
        unit="months",
    )
    for_middle_reps: Text = f.text(
        "The benefit, with a figure, that is promised in writing to the middle 60 to 70 % of salespeople; none = not "
        "promised.",
        "the written benefit for the middle group of salespeople",
        example="40 minutes less administration a day",
        known_from="design",
        receiver="reps",
    )
