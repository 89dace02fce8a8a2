"""Cause 10: unproven technology. The features themselves stand in user_needs.py, where cause 5 reads them too."""

from __future__ import annotations

from typing import ClassVar

from sfa_audit.project import fields as f
from sfa_audit.project.base import Flag, MustText, Record


class Novelty(Record):
    """One component that no comparable firm uses in production."""

    usual: ClassVar = f.Usual("selection", "architect", "design of the system", 10)

    component: MustText = f.key(
        "Component without a reference in productive use at a comparable firm.",
        "a name",
        example="voice notes turned into visit reports",
    )
    fallback: Flag = f.flag("Work goes on without it.", "a way to work without it")
    piloted: Flag = f.flag("It was tried in a trial of its own.", "a trial of its own")
