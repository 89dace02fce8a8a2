"""The roll-out itself: who, where, which phase, when, and how tight the plan is."""

from __future__ import annotations

from typing import ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import Amount, Count, Day, Flag, MustText, Phase, Section, Text


class Dates(Section):
    """The dates that the tool computes with."""

    usual: ClassVar = f.Usual("selection", "project-manager", "project plan", 5)

    start: Day = f.date("First working day of the project.", "the project start", example="2026-02-02")
    build_start: Day = f.date("Day on which configuration begins.", "the start of the build", example="2026-06-01")
    go_live: Day = f.date(
        "First day on which the first wave of salespeople works in the system; none = not set.",
        "the day of going live",
        example="2027-01-18",
    )
    next_peak: Day = f.date(
        "Start of the next selling peak after go-live; if going live falls inside a peak, the day on which that peak "
        "began; none = no peak.",
        "the next selling peak",
        example="2027-03-15",
        ask="head-of-sales",
        look="sales calendar",
    )


class About(Section):
    """Identity, phase and size of the roll-out."""

    usual: ClassVar = f.Usual("selection", "project-manager", "project charter", 2)

    id: Text = f.text(
        "Short name that stays the same over all assessments of this roll-out.",
        "the project id",
        example="field-sales-2",
    )
    name: MustText = f.required("Name of the roll-out.", "the name of the roll-out", example="Field Sales 2.0")
    client: Text = f.text("Company for which the assessment is made.", "the client", example="Aldermoor Medical")
    industry: Text = f.text("Industry in the client's own words.", "the industry", example="medical devices")
    country: Text = f.text("Main country, as a two-letter ISO 3166 code.", "the country", example="GB")
    currency: Text = f.text("Currency of every amount in the file, as an ISO 4217 code.", "the currency", example="EUR")
    phase: Phase = f.required("Phase that the roll-out is in today.", "the phase", example="design", unit="phase")
    reps_total: Count = f.count(
        "Salespeople who are to use the system.",
        "salesperson in scope",
        "salespeople in scope",
        example=140,
        unit="people",
        ask="sales-operations",
        look="staff list",
    )
    dates: Dates = Dates()


class Schedule(Section):
    """How the plan compares with comparable ones."""

    usual: ClassVar = f.Usual("selection", "project-manager", "project plan", 10)

    planned_weeks: Amount = f.amount(
        "Weeks from start to go-live in the current plan.", "the planned weeks", example=40, unit="weeks"
    )
    reference_weeks: Amount = f.amount(
        "Weeks that the vendor's method, a comparable project or a bottom-up estimate gives for the same scope.",
        "the reference weeks",
        example=48,
        unit="weeks",
        minutes=30,
        look="estimate, vendor's method",
    )
    scope_cut_agreed: Flag = f.flag(
        "Scope was cut in writing to fit the shorter plan.",
        "a cut of scope is agreed in writing",
        ask="sponsor",
        look="scope statement",
    )
