"""Cause 3: the sales process, its routines and terms, and account management."""

from __future__ import annotations

from typing import Annotated, ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import Amount, Closed, Count, Flag, MustText, OneOf, Open, Record, Section, Text

RoutineName = Annotated[
    str,
    OneOf("pipeline review", "coaching", "forecast call", "win and loss review", "onboarding", "appraisal", must=True),
]


class Stage(Record):
    """One documented stage of the main sales process."""

    usual: ClassVar = f.Usual("design", "sales-operations", "process map", 5)

    name: MustText = f.key("Name of the stage.", "a name", example="Need confirmed")
    exit_criterion: Text = f.text(
        "What must be true to leave the stage, so that two people would agree; none = nothing written.",
        "a checkable exit criterion",
        example="Customer has confirmed the problem in writing",
    )
    customer_evidence: Text = f.text(
        "What the customer does or says that shows it; none = nothing named.",
        "evidence from the customer",
        example="Mail from the customer",
    )
    owner: Text = f.text(
        "Role that answers for the stage; none = nobody.", "an owner", example="account manager", unit="role"
    )


class Motion(Record):
    """One way of selling in scope."""

    usual: ClassVar = f.Usual("design", "sales-process-lead", "process map", 5)

    name: MustText = f.key("Way of selling in scope.", "a name", example="new business")
    process: Text = f.text(
        "Name or link of its mapped process; none = not mapped.", "a mapped process", example="map NB-3"
    )


class Aid(Record):
    """One working aid of the selling method."""

    usual: ClassVar = f.Usual("design", "sales-enablement", "method handbook", 5)

    name: MustText = f.key("Working aid of the selling method.", "a name", example="opportunity plan")
    in_tool: Flag = f.flag(
        "It is available inside the system in the first release.",
        "a place inside the system",
        known_from="build",
        ask="administrator",
        look="the system",
        receiver="reps",
    )


class Routine(Record):
    """One routine of sales management."""

    usual: ClassVar = f.Usual("design", "head-of-sales", "calendar of routines", 5)

    routine: RoutineName = f.key("Management routine.", "a name", example="pipeline review", unit="routine")
    owner: Text = f.text("Role that runs it; none = nobody.", "an owner", example="first-line manager", unit="role")
    frequency: Text = f.text("How often it is held; none = not held.", "a frequency", example="weekly")
    system_view: Text = f.text(
        "Screen or report of the system that it is run from, built or designed; none = none.",
        "a view in the system",
        example="My team's open deals",
        ask="sales-operations",
        look="screen list",
    )


class Terms(Section):
    """Terms whose meaning sales, marketing and finance have agreed in writing."""

    usual: ClassVar = f.Usual("design", "sales-operations", "glossary", 2)

    lead: Flag = f.flag("The meaning of lead is agreed in writing.", "“lead” is agreed")
    qualified_lead: Flag = f.flag("The meaning of qualified lead is agreed in writing.", "“qualified lead” is agreed")
    opportunity: Flag = f.flag("The meaning of opportunity is agreed in writing.", "“opportunity” is agreed")
    forecast_categories: Flag = f.flag(
        "The forecast categories are agreed in writing.", "the forecast categories are agreed"
    )
    account_owner: Flag = f.flag("It is agreed in writing who owns an account.", "“account owner” is agreed")
    won_and_lost: Flag = f.flag(
        "It is agreed in writing when a deal counts as won or lost.", "“won” and “lost” are agreed"
    )
    territory: Flag = f.flag("The meaning of territory is agreed in writing.", "“territory” is agreed")
    credit_rule: Flag = f.flag(
        "It is agreed in writing who is credited with a sale.",
        "the rule for sales credit is agreed",
        ask="sales-compensation",
    )


class Process(Section):
    """The sales process, as written and as followed."""

    usual: ClassVar = f.Usual("design", "sales-operations", "process map", 10)

    stages: Open[Stage] = f.records(
        "Documented stages of the main sales process; [] = none.",
        "stage",
        "stages",
        example=[{"name": "Need confirmed"}],
    )
    stages_complete: Flag = f.complete("stages")
    deals_sampled: Count = f.count(
        "Closed deals, won and lost, whose history was read.",
        "closed deal read",
        "closed deals read",
        example=40,
        unit="deals",
        look="deal histories",
        minutes=240,
    )
    deals_following: Count = f.count(
        "Of these, whose history fits the documented stages.",
        "deal that followed the stages",
        "deals that followed the stages",
        example=26,
        unit="deals",
        part_of="process.deals_sampled",
        look="deal histories",
        minutes=240,
    )
    motions: Open[Motion] = f.records(
        "Ways of selling in scope: new business, key accounts, mass market, renewals, channel …",
        "way of selling",
        "ways of selling",
        example=[{"name": "new business"}],
        ask="sales-process-lead",
    )
    motions_complete: Flag = f.complete("motions")
    method: Text = f.text(
        "Selling method in use; none = no named method.",
        "the selling method",
        example="solution selling",
        ask="sales-enablement",
        look="method handbook",
        minutes=2,
    )
    method_aids: Open[Aid] = f.records(
        "Working aids of that method: call plan, opportunity plan, account plan, qualification sheet …",
        "working aid",
        "working aids",
        example=[{"name": "call plan"}],
        ask="sales-enablement",
        look="method handbook",
    )
    method_aids_complete: Flag = f.complete("method_aids")
    routines: Closed[Routine] = f.records(
        "Management routines, out of six; one that is left out counts as unknown.",
        "management routine",
        "management routines",
        example=[{"routine": "coaching"}],
        ask="head-of-sales",
        look="calendar of routines",
    )
    coaching_hours: Amount = f.amount(
        "Hours of pipeline work and coaching that a salesperson gets in a month.",
        "the coaching hours a month",
        example=3,
        unit="hours per month",
        known_from="pilot",
        ask="sales-managers",
        look="managers' calendars",
        minutes=30,
        receiver="reps",
    )
    terms: Terms = Terms()


class Tiers(Section):
    """Account tiers with a defined way of planning and contact."""

    usual: ClassVar = f.Usual("design", "head-of-sales", "account management guide", 5)

    key: Flag = f.flag(
        "Key accounts have a defined way of planning and contact.", "key accounts have a defined process"
    )
    major: Flag = f.flag(
        "Major accounts have a defined way of planning and contact.", "major accounts have a defined process"
    )
    mass: Flag = f.flag(
        "The many small accounts have a defined way of planning and contact.", "small accounts have a defined process"
    )


class Accounts(Section):
    """Account management."""

    usual: ClassVar = f.Usual("design", "account-managers", "account plans", 20)

    tiers: Tiers = Tiers()
    key_total: Count = f.count("Key accounts.", "key account", "key accounts", example=30, unit="accounts", minutes=5)
    key_with_current_plan: Count = f.count(
        "Of these, with a plan younger than 12 months.",
        "key account with a current plan",
        "key accounts with a current plan",
        example=20,
        unit="accounts",
        part_of="accounts.key_total",
    )
    key_with_executive_contact: Count = f.count(
        "Of these, with an executive contact who has an owner and was met or called in the last 180 days.",
        "key account with a live executive contact",
        "key accounts with a live executive contact",
        example=18,
        unit="accounts",
        known_from="build",
        part_of="accounts.key_total",
        look="contact list",
    )
