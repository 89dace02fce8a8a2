"""A finished run as the renderers get it: the assessment, its verdict, and what both were made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sfa_audit.assessment import Assessment, Verdict
from sfa_audit.gate import Past, Policy
from sfa_audit.load import Loaded
from sfa_audit.waivers import Waiver

if TYPE_CHECKING:
    from sfa_audit.plan import Plan
    from sfa_audit.robust import Robust


class Result(NamedTuple):
    """One run, settled: nothing in it changes any more."""

    assessment: Assessment
    verdict: Verdict
    loaded: Loaded
    waivers: tuple[Waiver, ...]
    past: Past
    policy: Policy
    robust: Robust | None = None
    plan: Plan | None = None
