"""Cause 6: people, money, data, interfaces and support."""

from __future__ import annotations

from typing import Annotated, ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import Amount, Count, Day, Flag, OneOf, Record, Section, Share, Text

RoleName = Annotated[
    str,
    OneOf(
        "project manager",
        "business owner",
        "sales process lead",
        "administrator",
        "data and integration",
        "change and training",
        must=True,
    ),
]


class TeamRole(Record):
    """One key role of the project team."""

    usual: ClassVar = f.Usual("design", "project-manager", "project charter, staffing plan", 5)

    role: RoleName = f.key("Key role, each at most once.", "a name", example="project manager", unit="role")
    filled: Flag = f.flag("Somebody has been named for it.", "a named person")
    share_of_time: Share = f.share("Share of working time freed for it.", "time freed for it", example="60%")


class Budget(Section):
    """Money, in the currency of the project."""

    usual: ClassVar = f.Usual("selection", "finance", "approved budget", 15)

    approved: Amount = f.amount("Approved budget.", "the approved budget", example=900000, unit="currency")
    estimate: Amount = f.amount(
        "Bottom-up estimate with own staff, data, training and a year of support.",
        "the bottom-up estimate",
        example=1000000,
        unit="currency",
        ask="project-manager",
        look="estimate",
        minutes=60,
    )
    change_and_training: Amount = f.amount(
        "Part of the approved budget for change management and training.",
        "the budget for change and training",
        example=110000,
        unit="currency",
        part_of="budget.approved",
    )
    services: Amount = f.amount(
        "Implementation services bought.", "the cost of services", example=400000, unit="currency", look="contract"
    )
    first_year_software: Amount = f.amount(
        "Licences or subscription, first year.",
        "the cost of software in the first year",
        example=180000,
        unit="currency",
        look="contract",
    )


class DataQuality(Section):
    """Accounts and contacts that will be loaded."""

    usual: ClassVar = f.Usual("design", "data-lead", "data profile", 240)

    records_checked: Count = f.count(
        "Account and contact records in a random sample.",
        "record checked",
        "records checked",
        example=200,
        unit="records",
    )
    records_correct: Count = f.count(
        "Of these, correct and unique.",
        "correct record",
        "correct records",
        example=168,
        unit="records",
        part_of="data.records_checked",
    )
    rehearsals: Count = f.count(
        "Rehearsal loads done.",
        "rehearsal load",
        "rehearsal loads",
        example=1,
        unit="loads",
        known_from="build",
        look="load log",
        minutes=5,
    )


class Interfaces(Section):
    """Links to other systems that are needed at go-live."""

    usual: ClassVar = f.Usual("design", "integration-lead", "list of interfaces", 10)

    needed: Count = f.count(
        "Interfaces needed at go-live.", "interface needed", "interfaces needed", example=6, unit="interfaces"
    )
    passed: Count = f.count(
        "Of these, passed end to end on data like the real one.",
        "interface passed",
        "interfaces passed",
        example=4,
        unit="interfaces",
        known_from="build",
        part_of="interfaces.needed",
        look="test log",
    )


class Support(Section):
    """Help in the first weeks, as planned or as given."""

    usual: ClassVar = f.Usual("pilot", "support-lead", "support plan", 10)

    staff_per_100_reps: Amount = f.amount(
        "Full-time support staff per 100 salespeople in the first eight weeks, planned or at work.",
        "the support staff per 100 salespeople",
        example=2,
        unit="people per 100",
        receiver="reps",
    )
    answer_hours: Amount = f.amount(
        "Median time to an answer, as measured since the pilot began.",
        "the hours to an answer",
        example=3,
        unit="hours",
        look="ticket system",
        receiver="reps",
    )
    admin_per_100_reps: Amount = f.amount(
        "Full-time administrators per 100 salespeople after that, planned or at work.",
        "the administrators per 100 salespeople",
        example=0.5,
        unit="people per 100",
    )
    plan_date: Day = f.date(
        "Day from which this support stands; none = not set.", "the day from which support stands", example="2027-01-18"
    )
    plan_owner: Text = f.text(
        "Role that answers for it; none = nobody.",
        "the owner of support",
        example="support lead",
        unit="role",
        minutes=2,
    )
