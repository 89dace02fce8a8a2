"""Cause 9: standardisation and customisation. Cause 10: unproven technology."""

from __future__ import annotations

from typing import ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import Count, Day, Flag, MustText, Open, Record, Section, Text


class LocalNeed(Record):
    """One local need that was raised."""

    usual: ClassVar = f.Usual("design", "design-authority", "register of local needs", 10)

    need: MustText = f.key(
        "Local need that was raised: law, language, currency, way of selling, channel.",
        "a name",
        example="Tender process for hospitals",
    )
    solution: Text = f.text(
        "How it is met, or the alternative offered; none = refused.",
        "a solution or an alternative",
        example="local variant of stage 3",
        receiver="reps",
    )


class Language(Record):
    """One working language."""

    usual: ClassVar = f.Usual("design", "administrator", "list of languages", 5)

    name: MustText = f.key("Working language needed.", "a name", example="German")
    delivered: Flag = f.flag(
        "Screens, help and training are in it.",
        "screens, help and training",
        known_from="build",
        look="the system",
        receiver="reps",
    )


class Freedom(Section):
    """What salespeople may arrange for themselves."""

    usual: ClassVar = f.Usual("build", "administrator", "the system", 5)

    own_views: Flag = f.flag("Salespeople can set their own views.", "salespeople set their own views", receiver="reps")
    own_notes: Flag = f.flag(
        "They can keep their own notes and lists.", "salespeople keep their own notes", receiver="reps"
    )
    hide_fields: Flag = f.flag(
        "They can hide fields they do not use.", "salespeople hide unused fields", example=False, receiver="reps"
    )
    skip_steps: Flag = f.flag(
        "They can skip a step that is not critical, with a reason.",
        "salespeople may skip a step with a reason",
        example=False,
        receiver="reps",
    )


class Customisation(Record):
    """One thing that was built or changed."""

    usual: ClassVar = f.Usual("build", "architect", "register of customisations", 5)

    name: MustText = f.key("What was built or changed.", "a name", example="rebate calculator")
    owner: Text = f.text(
        "Role that answers for it; none = nobody.", "an owner", example="sales operations", unit="role"
    )
    reason: Text = f.text(
        "Business reason; none = none is known.", "a business reason", example="contracts with rebates"
    )
    review_on: Day = f.date(
        "Day on which it is looked at again; none = not set.", "a review date", example="2027-06-30"
    )
    supported: Flag = f.flag(
        "It is built only on extension points that the vendor supports.", "supported extension points only"
    )


class CustomWork(Section):
    """How much was built rather than configured."""

    usual: ClassVar = f.Usual("build", "architect", "register of customisations", 20)

    requirements_delivered: Count = f.count(
        "Requirements delivered so far.",
        "requirement delivered",
        "requirements delivered",
        example=100,
        unit="requirements",
    )
    requirements_coded: Count = f.count(
        "Of these, delivered by writing code.",
        "requirement delivered by code",
        "requirements delivered by code",
        example=12,
        unit="requirements",
        part_of="customisation.requirements_delivered",
    )
    changes: Open[Customisation] = f.records(
        "Register of customisations; [] = none.",
        "customisation",
        "customisations",
        example=[{"name": "rebate calculator"}],
    )
    changes_complete: Flag = f.complete("changes")
    trial_upgrade_passed: Flag = f.flag(
        "The last trial upgrade in a sandbox passed.",
        "the last trial upgrade passed",
        known_from="pilot",
        ask="administrator",
        look="test log",
        minutes=5,
    )
