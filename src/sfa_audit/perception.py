"""What the groups say, cause by cause, and where they see different projects. Shown beside the score, never scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

HUNDRED = Fraction(100)
RECEIVERS = "reps"
GIVERS = ("executives", "managers")


class Limits(NamedTuple):
    """What a pack says of voices: gaps (0..1) from which there is a finding, and how many must have answered."""

    gap: Fraction
    strong: Fraction
    least_group: int
    least_segments: int


class Group(NamedTuple):
    """One group that was asked. A hidden group is too small to be shown without showing single answers."""

    group: str
    respondents: int
    segments: int | None
    hidden: bool


class Row(NamedTuple):
    """One cause: what each shown group makes of it (points of 100), and each giver's score less that of the reps."""

    cause: str
    scores: Mapping[str, Fraction]
    gaps: Mapping[str, Fraction]
    level: str

    @property
    def widest(self) -> Fraction:
        """The widest gap, whichever way it goes."""
        return max((abs(gap) for gap in self.gaps.values()), default=Fraction(0))


class Agreed(NamedTuple):
    """How many of those asked agree (4 or 5 of 5) with one published statement."""

    statement: str
    agree: int
    of: int


class Perception(NamedTuple):
    """All voices: groups, causes with the widest gap first, whether the salespeople's own voice is missing."""

    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    rep_voice_missing: bool
    agreed: tuple[Agreed, ...]


def mean_score(counts: Sequence[Fraction]) -> Fraction | None:
    """Counts of the answers 1 to 5 as points of 100: (mean − 1) / 4. None when nobody answered."""
    answers = sum(counts)
    if answers == 0:
        return None
    total = sum((value * n for value, n in enumerate(counts, 1)), Fraction(0))
    return HUNDRED * (total / answers - 1) / 4


def perceive(voices: Sequence[Mapping[str, Any]], causes: Sequence[str], limits: Limits) -> Perception | None:
    """What the voices say; None when nobody was asked."""
    if not voices:
        return None
    voices = _summed(voices)
    groups = _groups(voices, limits)
    shown = {group.group for group in groups if not group.hidden}
    scores: dict[str, dict[str, Fraction]] = {cause: {} for cause in causes}
    for voice in voices:
        for cause, counts in (voice.get("agreement") or {}).items():
            enough = voice["group"] in shown and cause in scores and sum(counts) >= limits.least_group
            score = mean_score(counts) if enough else None
            if score is not None:
                scores[cause][voice["group"]] = score
    rows = [_row(cause, of_cause, limits) for cause, of_cause in scores.items() if of_cause]
    return Perception(
        groups=groups,
        rows=tuple(sorted(rows, key=lambda row: -row.widest)),
        rep_voice_missing=_missing(groups, limits),
        agreed=_agreed(voices, shown),
    )


def _summed(voices: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One entry a group: several surveys of one group count together, in whatever file they stand."""
    groups: dict[str, dict[str, Any]] = {}
    for voice in sorted(voices, key=lambda voice: str(voice["group"])):
        group = groups.setdefault(voice["group"], {"group": voice["group"], "agreement": {}, "benchmark": {}})
        sizes = [size for size in (group.get("segments"), voice.get("segments")) if isinstance(size, Fraction)]
        group["segments"] = max(sizes, default=None)
        for part in ("agreement", "benchmark"):
            for id, counts in (voice.get(part) or {}).items():
                before = group[part].get(id, (Fraction(0),) * len(counts))
                group[part][id] = tuple(a + b for a, b in zip(before, counts, strict=True))
    return list(groups.values())


def _groups(voices: Sequence[Mapping[str, Any]], limits: Limits) -> tuple[Group, ...]:
    groups = []
    for voice in voices:
        rows = [*(voice.get("agreement") or {}).values(), *(voice.get("benchmark") or {}).values()]
        size = max((int(sum(row)) for row in rows), default=0)
        segments = voice.get("segments")
        known = int(segments) if isinstance(segments, Fraction) else None
        groups.append(Group(voice["group"], size, known, size < limits.least_group))
    hidden = [group for group in groups if group.hidden and group.respondents]
    seen = sorted((group for group in groups if not group.hidden), key=lambda group: group.respondents)
    if len(hidden) == 1 and len(seen) > 1:
        # With one hidden group only, a total known from elsewhere would give its answers away: hide the next one too,
        # unless that is the group that all others are compared with.
        following = next((group for group in seen if group.group != RECEIVERS), None)
        groups = [group._replace(hidden=True) if group is following else group for group in groups]
    return tuple(groups)


def _row(cause: str, scores: Mapping[str, Fraction], limits: Limits) -> Row:
    gaps = {giver: scores[giver] - scores[RECEIVERS] for giver in GIVERS if giver in scores and RECEIVERS in scores}
    widest = max((abs(gap) for gap in gaps.values()), default=Fraction(0))
    level = "strong" if widest >= HUNDRED * limits.strong else "gap" if widest >= HUNDRED * limits.gap else "none"
    return Row(cause, scores, gaps, level)


def _missing(groups: Sequence[Group], limits: Limits) -> bool:
    reps = next((group for group in groups if group.group == RECEIVERS), None)
    if reps is None or reps.respondents < limits.least_group:
        return True
    return reps.segments is not None and reps.segments < limits.least_segments


def _agreed(voices: Sequence[Mapping[str, Any]], shown: set[str]) -> tuple[Agreed, ...]:
    """Over all shown groups together; each statement was put to those groups in the same words."""
    sums: dict[str, list[int]] = {}
    for voice in voices:
        for statement, counts in (voice.get("benchmark") or {}).items():
            if voice["group"] in shown:
                row = sums.setdefault(statement, [0, 0])
                row[0] += int(sum(counts[3:]))
                row[1] += int(sum(counts))
    return tuple(Agreed(statement, agree, of) for statement, (agree, of) in sums.items() if of)
