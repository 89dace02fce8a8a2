"""Cause 4: buy-in of the salespeople who are to use the system."""

from __future__ import annotations

from typing import Annotated, ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import Amount, Count, Day, Flag, MustDay, MustText, OneOf, Record, Section, Share
from sfa_audit.values import Nothing

Decision = Annotated[str | Nothing | None, OneOf("go", "stop")]


class Segment(Record):
    """One group of salespeople."""

    usual: ClassVar = f.Usual("design", "regional-managers", "staff list, attendance lists", 10)

    name: MustText = f.key(
        "Group of salespeople, by region, role, length of service or tier.", "a name", example="North, hospital, new"
    )
    reps: Count = f.count("Salespeople in it.", "known size", example=24, unit="people")
    reps_involved: Count = f.count(
        "Of these, in design, test or pilot.",
        "involved salespeople",
        example=2,
        unit="people",
        part_of="segments[].reps",
        receiver="reps",
    )


class Involvement(Section):
    """Salespeople in design and test."""

    usual: ClassVar = f.Usual("design", "sales-process-lead", "attendance lists", 15)

    reps_in_design: Count = f.count(
        "Different salespeople who took part in at least one design session.",
        "salesperson in design sessions",
        "salespeople in design sessions",
        example=9,
        unit="people",
        part_of="project.reps_total",
        receiver="reps",
    )
    reps_involved: Count = f.count(
        "Different salespeople in design, test or pilot.",
        "involved salesperson",
        "involved salespeople",
        example=16,
        unit="people",
        part_of="project.reps_total",
        receiver="reps",
    )
    top_reps_involved: Count = f.count(
        "Of these, among the top fifth by sales.",
        "involved top seller",
        "involved top sellers",
        example=3,
        unit="people",
        part_of="involvement.reps_involved",
        ask="head-of-sales",
        look="sales ranking",
    )
    scenarios: Count = f.count(
        "Critical tasks of the first release that must work.",
        "critical task",
        "critical tasks",
        example=20,
        unit="scenarios",
        ask="test-lead",
        look="test plan",
    )
    scenarios_tested_by_reps: Count = f.count(
        "Of these, run by salespeople on their own data.",
        "critical task tested by salespeople",
        "critical tasks tested by salespeople",
        example=14,
        unit="scenarios",
        known_from="build",
        part_of="involvement.scenarios",
        ask="test-lead",
        look="test log",
        receiver="reps",
    )
    reps_testing: Count = f.count(
        "Salespeople who test.",
        "salesperson in tests",
        "salespeople in tests",
        example=6,
        unit="people",
        known_from="build",
        part_of="project.reps_total",
        ask="test-lead",
        look="test log",
        receiver="reps",
    )


class Pilot(Section):
    """The pilot; `pilot: none` = none is planned or held."""

    usual: ClassVar = f.Usual("pilot", "project-manager", "pilot plan and report", 5)

    starts: Day = f.date(
        "Day on which the pilot starts or started; none = no pilot planned.",
        "the start of the pilot",
        example="2026-09-07",
        known_from="build",
    )
    ends: Day = f.date(
        "Day on which the pilot ends or ended; none = not set.",
        "the end of the pilot",
        example="2026-11-02",
        known_from="build",
    )
    reps: Count = f.count(
        "Salespeople who work in the pilot; 0 = no pilot held.",
        "salesperson in the pilot",
        "salespeople in the pilot",
        example=12,
        unit="people",
        part_of="project.reps_total",
    )
    middle_reps: Count = f.count(
        "Of these, from the middle 60 to 70 % by sales.",
        "pilot salesperson from the middle group",
        "pilot salespeople from the middle group",
        example=7,
        unit="people",
        part_of="pilot.reps",
        ask="head-of-sales",
        look="sales ranking",
    )
    weeks: Amount = f.amount("Weeks of real work in the pilot.", "the weeks of the pilot", example=8, unit="weeks")
    full_cycle: Flag = f.flag(
        "The pilot spans one whole reporting cycle, such as a month or a quarter end.",
        "the pilot spans a whole reporting cycle",
    )
    criteria: Count = f.count(
        "Success criteria written before the pilot starts.",
        "success criterion",
        "success criteria",
        example=6,
        unit="criteria",
        known_from="build",
    )
    criteria_met: Count = f.count(
        "Of these, met at the end.",
        "success criterion met",
        "success criteria met",
        example=5,
        unit="criteria",
        part_of="pilot.criteria",
    )
    decision: Decision = f.choice(
        "Decision in the minutes after the pilot: go or stop; none = not decided.",
        "the decision on the pilot",
        example="go",
        ask="sponsor",
        look="minutes of the steering group",
    )


class Feedback(Section):
    """What salespeople have raised, and what became of it."""

    usual: ClassVar = f.Usual("pilot", "product-owner", "feedback list", 15)

    items: Count = f.count(
        "Points that salespeople have raised; 0 = none were ever raised or kept.",
        "point raised",
        "points raised",
        example=60,
        unit="items",
    )
    answered_in_30_days: Count = f.count(
        "Of these, answered or fixed within 30 days.",
        "point answered within 30 days",
        "points answered within 30 days",
        example=48,
        unit="items",
        part_of="feedback.items",
        receiver="reps",
    )


class Usage(Record):
    """Use in one week, from the log."""

    usual: ClassVar = f.Usual("pilot", "sales-operations", "usage log", 15)

    week_of: MustDay = f.key(
        "Any day of the week measured, best its Monday.", "a date", example="2026-11-02", unit="date"
    )
    active_share: Share = f.share(
        "Share of salespeople with access who did at least one core task that week.", "an active share", example="72%"
    )
    top_active_share: Share = f.share(
        "The same share among the top fifth by sales.", "an active share of the top sellers", example="70%"
    )
