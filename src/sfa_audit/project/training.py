"""Cause 7: training."""

from __future__ import annotations

from typing import ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import Amount, Count, Day, Flag, Section, Share, Text


class TrainingHours(Section):
    """Hours of training a person, planned or given."""

    usual: ClassVar = f.Usual("build", "training-lead", "training plan", 5)

    rep: Amount = f.amount(
        "Hours of training per salesperson, planned or given.",
        "the training hours of a salesperson",
        example=8,
        unit="hours",
        receiver="reps",
    )
    manager: Amount = f.amount(
        "Hours of training per first-line manager, planned or given.",
        "the training hours of a manager",
        example=12,
        unit="hours",
        receiver="managers",
    )
    admin: Amount = f.amount(
        "Hours of training per administrator, planned or given.",
        "the training hours of an administrator",
        example=24,
        unit="hours",
    )
    executive: Amount = f.amount(
        "Hours of training per executive, planned or given.",
        "the training hours of an executive",
        example=2,
        unit="hours",
    )


class Training(Section):
    """Course, coverage, proficiency and what follows."""

    usual: ClassVar = f.Usual("pilot", "training-lead", "training records", 10)

    hours: TrainingHours = TrainingHours()
    users: Count = f.count(
        "People who have access, or get it with the first wave.",
        "person with access",
        "people with access",
        example=165,
        unit="people",
        ask="administrator",
        look="user list",
    )
    trained_just_before_access: Count = f.count(
        "Of these, trained in the 14 days before their access.",
        "person trained just before access",
        "people trained just before access",
        example=150,
        unit="people",
        part_of="training.users",
        receiver="reps",
    )
    passed_task_check: Count = f.count(
        "Of these, who passed a check on real tasks: create an account, plan a visit, quote, move a stage.",
        "person who passed a task check",
        "people who passed a task check",
        example=130,
        unit="people",
        part_of="training.users",
        receiver="reps",
    )
    exercises: Count = f.count(
        "Exercises in the course.",
        "exercise",
        "exercises",
        example=20,
        unit="exercises",
        known_from="build",
        look="course material",
    )
    exercises_on_own_work: Count = f.count(
        "Of these, on the firm's own process and the learner's own accounts.",
        "exercise on one's own work",
        "exercises on one's own work",
        example=14,
        unit="exercises",
        known_from="build",
        part_of="training.exercises",
        look="course material",
        receiver="reps",
    )
    selling_time_share: Share = f.share(
        "Share of course time on selling and planning with the tool rather than on screens.",
        "the share of course time on selling",
        example="50%",
        known_from="build",
        look="course material",
        receiver="reps",
    )
    refreshers_90_days: Amount = f.amount(
        "Refreshers or coaching sessions per salesperson in the 90 days after access, planned or given.",
        "the refreshers per salesperson",
        example=3,
        unit="sessions per person",
        receiver="reps",
    )
    joiner_path: Flag = f.flag(
        "New salespeople have a training path of their own.", "new salespeople have a training path", receiver="reps"
    )
    super_users: Count = f.count(
        "Colleagues with agreed time to help others.",
        "super-user",
        "super-users",
        example=6,
        unit="people",
        receiver="reps",
    )
    plan_date: Day = f.date(
        "Day of the first refresher after go-live; none = not set.",
        "the day of the first refresher",
        example="2027-02-15",
        look="training plan",
    )
    plan_owner: Text = f.text(
        "Role that answers for what follows the course; none = nobody.",
        "the owner of what follows the course",
        example="sales enablement",
        unit="role",
        look="training plan",
        minutes=2,
    )
