"""Cause 5: the needs of salespeople. Cause 10 reads the features too."""

from __future__ import annotations

from typing import Annotated, ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import (
    Amount,
    Closed,
    Count,
    Day,
    Flag,
    MustText,
    Number,
    OneOf,
    Record,
    Section,
    Share,
    Text,
)
from sfa_audit.values import Nothing

Beneficiary = Annotated[str | Nothing | None, OneOf("rep", "manager", "executive", "both")]
Origin = Annotated[str | Nothing | None, OneOf("rep", "process owner", "executive", "vendor demo", "IT")]
Layer = Annotated[str | Nothing | None, OneOf("customer-facing", "sales-process", "administration", "reporting")]
SourceName = Annotated[str, OneOf("billing", "service", "warranty", "direct_mail", "orders", "other", must=True)]
PlaceName = Annotated[str, OneOf("office", "home", "customer site", "on the road", "no network", must=True)]


class Feature(Record):
    """One feature of the first release."""

    usual: ClassVar = f.Usual("design", "product-owner", "backlog of the first release", 3)

    name: MustText = f.key("Feature of the first release.", "a name", example="visit list for tomorrow")
    beneficiary: Beneficiary = f.choice(
        "Who gains from it; both = salespeople and managers; none = nobody.",
        "a beneficiary",
        example="rep",
        receiver="reps",
    )
    goal: Text = f.text(
        "Name of the goal it serves; none = no goal.", "a goal that it serves", example="win more qualified deals"
    )
    rep_task: Text = f.text(
        "Task of a salesperson it serves; none = no task.",
        "a salesperson's task that it serves",
        example="prepare a visit",
        receiver="reps",
    )
    origin: Origin = f.choice("Who asked for it first; none = nobody.", "a known origin", example="rep")
    effort: Amount = f.amount("Effort to build or configure it.", "an estimated effort", example=4, unit="person-days")
    can_wait: Flag = f.flag("The first release is of use without it.", "room to wait for a later release")
    pyramid: Layer = f.choice(
        "Layer of the sales application pyramid that it belongs to.",
        "a layer of the pyramid",
        example="customer-facing",
    )
    used_by_share: Share = f.share(
        "Share of its target users who used it in the last month, from the log.",
        "a known share of users",
        example="40%",
        known_from="pilot",
        ask="sales-operations",
        look="usage log",
    )


class RepQuestions(Section):
    """The six questions that salespeople ask of the first release; yes = seen on a screen, a prototype or a design."""

    usual: ClassVar = f.Usual("design", "product-owner", "screens or prototype of the first release", 5)

    whom_to_visit: Flag = f.flag(
        "The first release tells a salesperson whom to visit next.", "it tells whom to visit", receiver="reps"
    )
    best_offer: Flag = f.flag(
        "The first release suggests the best offer for this customer.",
        "it suggests the best offer",
        receiver="reps",
        example=False,
    )
    commission_or_bonus: Flag = f.flag(
        "The first release helps to earn more commission or bonus.",
        "it helps to earn more commission or bonus",
        receiver="reps",
        example=False,
    )
    less_administration: Flag = f.flag(
        "The first release takes administration away.", "it takes administration away", receiver="reps"
    )
    advice: Flag = f.flag(
        "The first release advises on winning deals.", "it advises on winning deals", receiver="reps", example=False
    )
    help_with_quotes: Flag = f.flag("The first release helps with quotes.", "it helps with quotes", receiver="reps")


class Entry(Section):
    """Time for data entry, less the administration that it replaces."""

    usual: ClassVar = f.Usual("pilot", "sales-operations", "time study, log", 120)

    net_minutes_estimated: Number = f.number(
        "Estimated minutes of data entry a day, less the administration it replaces; below 0 = time saved.",
        "the estimated net minutes of data entry a day",
        example=5,
        unit="minutes per day",
        known_from="design",
        look="estimate",
        minutes=30,
    )
    net_minutes_observed: Number = f.number(
        "The same minutes, observed with a stopwatch or from the log.",
        "the observed net minutes of data entry a day",
        example=-8,
        unit="minutes per day",
        receiver="reps",
    )
    reps_observed: Count = f.count(
        "Salespeople observed for it.",
        "salesperson observed",
        "salespeople observed",
        example=6,
        unit="people",
        minutes=5,
    )


class MandatoryFields(Section):
    """Fields that block saving the core deal or visit record."""

    usual: ClassVar = f.Usual("build", "administrator", "the system", 20)

    total: Count = f.count(
        "Fields that must be filled to save the core deal or visit record.",
        "mandatory field",
        "mandatory fields",
        example=9,
        unit="fields",
    )
    useful: Count = f.count(
        "Of these, that give something back to the salesperson or trigger a decision.",
        "useful mandatory field",
        "useful mandatory fields",
        example=6,
        unit="fields",
        part_of="mandatory_fields.total",
        receiver="reps",
    )


class DataSource(Record):
    """One kind of system that may already hold customer data."""

    usual: ClassVar = f.Usual("design", "integration-lead", "list of systems", 5)

    source: SourceName = f.key(
        "Kind of system: billing, service, warranty, direct mail, orders or other.",
        "a name",
        example="billing",
        unit="source",
    )
    exists: Flag = f.flag("The firm has such a system with customer data.", "customer data")
    live: Flag = f.flag(
        "Its data is shown in the account view.",
        "a place in the account view",
        known_from="build",
        look="the system",
        receiver="reps",
    )


class Place(Record):
    """One place where selling may happen."""

    usual: ClassVar = f.Usual("design", "sales-managers", "interview notes", 5)

    place: PlaceName = f.key("Place where selling happens.", "a name", example="on the road", unit="place")
    needed: Flag = f.flag("Salespeople need the system there.", "a need for the system")
    works: Flag = f.flag(
        "It was tested there by a salesperson, and it worked.",
        "a passed test by a salesperson",
        known_from="pilot",
        ask="test-lead",
        look="test log",
        minutes=30,
        receiver="reps",
    )


class Access(Section):
    """Where and how fast the system works."""

    usual: ClassVar = f.Usual("design", "sales-managers", "test log", 15)

    places: Closed[Place] = f.records(
        "Places where selling happens, out of five; one that is left out counts as unknown.",
        "place of selling",
        "places of selling",
        example=[{"place": "customer site", "needed": "yes"}],
    )
    response_seconds: Amount = f.amount(
        "Response time of the three commonest screens that 95 of 100 calls stay under.",
        "the response time in seconds",
        example=3.5,
        unit="seconds",
        known_from="pilot",
        ask="architect",
        look="performance log",
        receiver="reps",
    )


class DataUse(Section):
    """Rules for the use of activity data."""

    usual: ClassVar = f.Usual("design", "human-resources", "rule for the use of data", 10)

    rule_written: Flag = f.flag("A written rule says who sees what.", "a written rule says who sees what")
    no_discipline: Flag = f.flag(
        "Activity data is not used against anyone in the first six months.",
        "activity data is not used against anyone",
        receiver="reps",
    )
    reps_see_own_data: Flag = f.flag(
        "Salespeople can see everything that is held on them.", "salespeople see all data held on them", receiver="reps"
    )
    acknowledged_share: Share = f.share(
        "Share of salespeople who have confirmed that they know the rule.",
        "the share of salespeople who know the rule",
        example="85%",
        receiver="reps",
    )


class Pay(Section):
    """Protection of pay and targets while people learn, as decided in writing."""

    usual: ClassVar = f.Usual("design", "sales-compensation", "pay plan", 10)

    target_relief: Flag = f.flag(
        "It is decided that targets are lowered or stretched while people learn.",
        "targets are eased while people learn",
        receiver="reps",
    )
    entry_help: Flag = f.flag(
        "It is decided that somebody helps with data entry for the first weeks.",
        "help with data entry is arranged",
        receiver="reps",
    )
    rules_match: Flag = f.flag(
        "Commission and credit rules agree with what the system records.",
        "pay rules agree with the system",
        receiver="reps",
    )
    plan_date: Day = f.date(
        "Day from which this protection holds; none = not set.",
        "the day from which pay is protected",
        example="2027-01-18",
    )
    plan_owner: Text = f.text(
        "Role that answers for it; none = nobody.",
        "the owner of pay protection",
        example="head of sales",
        unit="role",
        minutes=2,
    )


class OldReports(Section):
    """Reports and spreadsheets that duplicate the system."""

    usual: ClassVar = f.Usual("design", "sales-managers", "list of reports", 20)

    total: Count = f.count(
        "Reports and spreadsheets that duplicate the system, those already ended included.",
        "duplicate report",
        "duplicate reports",
        example=15,
        unit="reports",
    )
    with_end_date: Count = f.count(
        "Of these, with a date on which they end or ended.",
        "duplicate report with an end date",
        "duplicate reports with an end date",
        example=9,
        unit="reports",
        part_of="old_reports.total",
    )
    retired: Count = f.count(
        "Of these, ended.",
        "retired report",
        "retired reports",
        example=4,
        unit="reports",
        known_from="rollout",
        part_of="old_reports.total",
        receiver="reps",
    )
