"""Cause 2: commitment of executives, managers, marketing and partners."""

from __future__ import annotations

from typing import ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import Amount, Count, Day, Flag, Section, Share, Text


class Sponsor(Section):
    """The executive who answers for the roll-out; `sponsor: none` = nobody does."""

    usual: ClassVar = f.Usual("selection", "sponsor", "project charter", 5)

    named: Flag = f.flag("An executive has been named who answers for the roll-out.", "an executive sponsor is named")
    role: Text = f.text(
        "Role of that executive; none = nobody named.", "the sponsor's role", example="head of sales", unit="role"
    )
    levels_below_ceo: Count = f.count(
        "Levels between the sponsor and the chief executive; 0 = the chief executive.",
        "level below the chief executive",
        "levels below the chief executive",
        example=1,
        unit="levels",
        look="organisation chart",
    )
    controls_budget: Flag = f.flag("The sponsor can release the project's budget.", "the sponsor controls the budget")
    leads_sales: Flag = f.flag(
        "The sales force reports to the sponsor.", "the sponsor leads the sales force", look="organisation chart"
    )
    hours_per_week: Amount = f.amount(
        "Hours a week that the sponsor spends on the project, mean of the last four to eight weeks.",
        "the sponsor's hours a week",
        example=3,
        unit="hours per week",
        look="sponsor's calendar",
        minutes=15,
    )
    initiatives: Count = f.count(
        "Initiatives that the sponsor sponsors at once, this one included.",
        "initiative of the sponsor",
        "initiatives of the sponsor",
        example=2,
        unit="initiatives",
    )


class Steering(Section):
    """Steering sessions of the last six months."""

    usual: ClassVar = f.Usual("design", "project-manager", "minutes of the steering group", 15)

    sessions_held: Count = f.count(
        "Steering sessions in the last six months.", "steering session", "steering sessions", example=6, unit="sessions"
    )
    sessions_with_sponsor: Count = f.count(
        "Of these, with the sponsor present in person.",
        "steering session with the sponsor present",
        "steering sessions with the sponsor present",
        example=5,
        unit="sessions",
        part_of="steering.sessions_held",
    )
    decisions_overdue: Count = f.count(
        "Decisions open for more than 15 days.",
        "overdue decision",
        "overdue decisions",
        example=1,
        unit="decisions",
        look="decision log",
    )


class Managers(Section):
    """Sales managers in scope."""

    usual: ClassVar = f.Usual("design", "head-of-sales", "staff list, list of commitments", 20)

    total: Count = f.count(
        "Sales managers in scope, from vice president to first line.",
        "sales manager",
        "sales managers",
        example=18,
        unit="people",
        known_from="selection",
        look="staff list",
        minutes=5,
    )
    visibly_committed: Count = f.count(
        "Of these, with an act seen in the last 60 days: signed the charter, ran a team session, or freed time for the "
        "roll-out.",
        "visibly committed sales manager",
        "visibly committed sales managers",
        example=13,
        unit="people",
        part_of="managers.total",
    )
    first_line: Count = f.count(
        "Managers who lead salespeople directly.",
        "first-line manager",
        "first-line managers",
        example=14,
        unit="people",
        known_from="selection",
        part_of="managers.total",
        look="staff list",
        minutes=5,
    )
    trained_in_pipeline: Count = f.count(
        "Sales managers trained in managing a pipeline.",
        "sales manager trained in managing a pipeline",
        "sales managers trained in managing a pipeline",
        example=10,
        unit="people",
        known_from="build",
        part_of="managers.total",
        ask="sales-enablement",
        look="training records",
        receiver="managers",
    )
    trained_to_coach_first: Count = f.count(
        "First-line managers trained to coach with the system before their own salespeople were trained.",
        "first-line manager trained first, to coach",
        "first-line managers trained first, to coach",
        example=12,
        unit="people",
        known_from="pilot",
        part_of="managers.first_line",
        ask="training-lead",
        look="training records",
        receiver="managers",
    )


class Marketing(Section):
    """The part of marketing management."""

    usual: ClassVar = f.Usual("design", "head-of-marketing", "agreement between marketing and sales", 10)

    owner: Text = f.text(
        "Role in marketing that answers for its part; none = nobody.",
        "the owner in marketing",
        example="head of demand generation",
        unit="role",
    )
    lead_definition_agreed: Flag = f.flag(
        "Marketing and sales have signed one definition of a lead.", "the definition of a lead is agreed"
    )
    handover_agreed: Flag = f.flag(
        "It is agreed how fast leads are taken up and how marketing hears what became of them.",
        "the hand-over of leads is agreed",
    )


class Channel(Section):
    """The part of channel partners; `channel: none` = no partners."""

    usual: ClassVar = f.Usual("design", "channel-manager", "partner list, partner agreements", 15)

    revenue_share: Share = f.share(
        "Share of revenue that comes through partners; 0 = no partners.",
        "the channel's share of revenue",
        example="18%",
        known_from="selection",
        ask="finance",
        look="revenue report",
    )
    key_partners: Count = f.count(
        "Partners that make up the top half of channel revenue.",
        "key partner",
        "key partners",
        example=8,
        unit="partners",
    )
    key_partners_asked: Count = f.count(
        "Of these, asked what they need.",
        "key partner asked",
        "key partners asked",
        example=6,
        unit="partners",
        part_of="channel.key_partners",
        receiver="partners",
    )
    key_partners_signed: Count = f.count(
        "Of these, with a signed statement of benefits and shared data.",
        "key partner with a signed statement",
        "key partners with a signed statement",
        example=4,
        unit="partners",
        part_of="channel.key_partners",
    )
    owner: Text = f.text(
        "Role that answers for the partners' part; none = nobody.",
        "the owner of the channel's part",
        example="channel manager",
        unit="role",
        minutes=2,
    )


class Reviews(Section):
    """Recurring sales and forecast reviews."""

    usual: ClassVar = f.Usual("pilot", "head-of-sales", "calendar and material of the reviews", 10)

    switch_on: Day = f.date(
        "Day from which reviews are run only from the system; none = not set.",
        "the day from which reviews are run from the system",
        example="2027-03-01",
    )
    switch_owner: Text = f.text(
        "Role that answers for that switch; none = nobody.",
        "the owner of the switch of reviews",
        example="head of sales",
        unit="role",
        minutes=2,
    )
    held: Count = f.count(
        "Recurring sales and forecast reviews held in the last three months.",
        "sales review",
        "sales reviews",
        example=9,
        unit="reviews",
        known_from="rollout",
    )
    from_system: Count = f.count(
        "Of these, run only from live data in the system.",
        "sales review run from the system",
        "sales reviews run from the system",
        example=7,
        unit="reviews",
        known_from="rollout",
        part_of="reviews.held",
        receiver="managers",
    )
