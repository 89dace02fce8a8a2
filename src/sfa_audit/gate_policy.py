"""What is asked of an assessment, and what it is compared with: the input of the gate."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from sfa_audit.delta import NONE, Delta


class Policy(NamedTuple):
    """What is asked, in points of 100; None is not asked.

    `stops`: None, they count whenever anything is asked; True, they are asked by themselves; False, they are left out.
    `profiles` are the profiles that the gate accepts (all when None); `fall` the most points that readiness may have
    fallen since the baseline; `no_new_failure` that no rule fails that did not fail there; `stale` the most points that
    may rest on evidence that has aged; `waived` the most points that waived rules may be worth.
    """

    gate: str | None = None
    readiness: Fraction | None = None
    coverage: Fraction | None = None
    evidenced: Fraction | None = None
    floors: Mapping[str, Fraction] = {}
    stops: bool | None = None
    stale: Fraction | None = None
    waived: Fraction | None = None
    not_applicable: Fraction | None = None
    no_new_failure: bool = False
    fall: Fraction | None = None
    profiles: tuple[str, ...] | None = None

    @property
    def asked(self) -> bool:
        """Whether any condition is asked at all."""
        named = self.gate is not None or self.profiles is not None or self.stops is True
        return named or self.no_new_failure or bool(self.levels())

    def levels(self) -> list[Fraction]:
        """All levels that are asked."""
        single = (
            self.readiness, self.coverage, self.evidenced, self.stale, self.waived, self.fall, self.not_applicable,
        )  # fmt: skip
        return [level for level in (*single, *self.floors.values()) if level is not None]


class Past(NamedTuple):
    """What became of `--baseline`: none, found, stale or other (another project's), and the change since it."""

    state: str
    delta: Delta | None = None


NO_PAST = Past(NONE)
