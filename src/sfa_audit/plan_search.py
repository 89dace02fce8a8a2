"""The exact search behind a plan: which pieces of work, at the least effort, give the lift that is needed.

A choice is a set of items. Of two choices the one with less effort is better; at equal effort the one with more lift;
then the one with fewer items; then the one that holds the item that comes first. Lift, number and order are packed
into one integer, the gain, so that a sum of gains compares as the choices do:

    gain = ((lift · (n + 1) − number of items) << n) + the items as bits, the first one highest

A front is a list of (effort, −gain), least effort first, in which every entry gains more than all before it. What is
not on the front can never be part of a best choice, for adding the same items to two choices keeps their order.
Efforts and lifts are whole numbers here: the caller scales its fractions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain, combinations
from typing import NamedTuple

State = tuple[int, int]
Front = list[State]


class Item(NamedTuple):
    """One piece of work: its effort (0 or more), its lift by cause, and whether it is more than paperwork."""

    effort: int
    lifts: Mapping[str, int]
    work: bool = True

    @property
    def lift(self) -> int:
        """The lift in the total."""
        return sum(self.lifts.values())


class Need(NamedTuple):
    """What a choice must give: lift in all, lift by cause, items that must be in it, and something but paperwork."""

    total: int
    floors: Mapping[str, int] = {}
    forced: frozenset[int] = frozenset()
    work: bool = False


def cheapest(items: Sequence[Item], need: Need) -> tuple[int, ...] | None:
    """The best choice that meets the need, as places of its items in order; None when there is none."""
    best = _with_forced(items, need)
    if best is None or not need.work or any(items[i].work for i in best):
        return best
    return _more_than_paperwork(items, need)


def enough(items: Sequence[Item], need: Need, chosen: Iterable[int] | None = None) -> bool:
    """Whether a choice (by default that of everything) meets the need."""
    taken = set(range(len(items)) if chosen is None else chosen)
    if not need.forced <= taken or (need.work and not any(items[i].work for i in taken)):
        return False
    lifts = [items[i].lifts for i in taken]
    floors = all(sum(lift.get(c, 0) for lift in lifts) >= level for c, level in need.floors.items())
    return floors and sum(items[i].lift for i in taken) >= need.total


def frontier(items: Sequence[Item]) -> list[tuple[int, ...]]:
    """What each effort buys at best: choices with rising effort and lift, from nothing on. None is paperwork alone."""
    n = len(items)
    paper: Front = [(0, 0)]
    real: Front = []
    for i, item in sorted(enumerate(items), key=lambda entry: entry[1].work):
        step = _step(items, i)
        if item.work:
            real = _thinned(real + _moved(real, step) + _moved(paper, step))
        else:
            paper = _thinned(paper + _moved(paper, step))
    kept: list[tuple[int, ...]] = [()]
    lift = 0
    for _, h in real:
        chosen = _chosen(h, n)
        reached = sum(items[i].lift for i in chosen)
        if reached > lift:
            lift = reached
            kept.append(chosen)
    return kept


# ---- the algebra of fronts -------------------------------------------------------------------------------------------


def _step(items: Sequence[Item], i: int) -> State:
    n = len(items)
    return items[i].effort, -(((items[i].lift * (n + 1) - 1) << n) + (1 << (n - 1 - i)))


def _chosen(h: int, n: int) -> tuple[int, ...]:
    """The places of the items in a packed gain."""
    return tuple(i for i in range(n) if -h >> (n - 1 - i) & 1)


def _level(lift: int, n: int) -> int:
    """The least gain of a choice that lifts by so much."""
    return (lift * (n + 1) - n) << n


def _moved(front: Front, step: State, cap: int | None = None) -> Front:
    effort, h = step
    if cap is None:
        return [(c + effort, g + h) for c, g in front]
    room = cap - effort
    return [(c + effort, g + h) for c, g in front if c <= room]


def _thinned(states: Front) -> Front:
    states.sort()
    kept: Front = []
    best: int | None = None
    for state in states:
        if best is None or state[1] < best:
            kept.append(state)
            best = state[1]
    return kept


def _grown(front: Front, items: Sequence[Item], of: Iterable[int], cap: int) -> Front:
    """The front with the choice of some more items."""
    for i in of:
        front = _thinned(front + _moved(front, _step(items, i), cap))
    return front


# ---- the least effort ------------------------------------------------------------------------------------------------


def _with_forced(items: Sequence[Item], need: Need) -> tuple[int, ...] | None:
    """The best choice apart from the wish for more than paperwork."""
    if not enough(items, need._replace(work=False)):
        return None
    owed = {c: level - sum(items[i].lifts.get(c, 0) for i in need.forced) for c, level in need.floors.items()}
    floors = {c for c, level in owed.items() if level > 0}
    # Work that serves a floor and another cause too ties causes together: every choice of it is tried by itself.
    across = [
        i
        for i, item in enumerate(items)
        if i not in need.forced and len(held := {c for c, lift in item.lifts.items() if lift}) > 1 and held & floors
    ]
    found: list[State] = []
    for some in chain.from_iterable(combinations(across, k) for k in range(len(across) + 1)):
        best = _apart(items, need._replace(forced=need.forced | set(some)), set(across) - set(some))
        if best is not None:
            found.append(best)
    return _chosen(min(found)[1], len(items)) if found else None


def _apart(items: Sequence[Item], need: Need, without: set[int]) -> State | None:
    """The best choice where every other item that serves a floor serves that cause alone."""
    n = len(items)
    start = _sum(items, need.forced)
    owed = {c: level - sum(items[i].lifts.get(c, 0) for i in need.forced) for c, level in need.floors.items()}
    owed = {c: level for c, level in owed.items() if level > 0}
    pool = [i for i in range(n) if i not in need.forced and i not in without]
    goal = _greedy(items, need, pool, owed)
    if goal is None:
        return None
    cap = goal - start[0]
    groups = {c: [i for i in pool if items[i].lifts.get(c)] for c in owed}
    taken = set(chain.from_iterable(groups.values()))
    level = _level(need.total, n)
    # What all the causes still to come could give, floors or not: no choice does better from there on.
    rest = [_grown([(0, 0)], items, (i for i in pool if i not in taken), cap)]
    for own in reversed(groups.values()):
        rest.append(_grown(rest[-1], items, own, cap))
    states = [start]
    for cause, own in groups.items():
        rest.pop()
        least = -_level(owed[cause], n)
        front = [state for state in _grown([(0, 0)], items, own, cap) if state[1] <= least]
        pairs = [(a + c, g + h) for a, g in states for c, h in front if a + c <= goal]
        states = _bounded(_thinned(pairs), rest[-1], level, goal)
    return _completed(states, rest[-1], level)


def _bounded(states: Front, rest: Front, level: int, goal: int) -> Front:
    """The states that what is left can still bring to the level within the effort of the goal."""
    gains = [-h for _, h in rest]
    kept = []
    for effort, h in states:
        at = bisect_left(gains, level + h)
        if at < len(rest) and effort + rest[at][0] <= goal:
            kept.append((effort, h))
    return kept


def _completed(states: Front, rest: Front, level: int) -> State | None:
    """The best of the states, each with the least of the rest that brings it to the level."""
    gains = [-h for _, h in rest]
    best: State | None = None
    for effort, h in states:
        at = bisect_left(gains, level + h)
        if at < len(rest):
            found = (effort + rest[at][0], h + rest[at][1])
            best = found if best is None else min(best, found)
    return best


def _greedy(items: Sequence[Item], need: Need, pool: Sequence[int], owed: Mapping[str, int]) -> int | None:
    """The effort of a choice that meets the need, found quickly: the best is no more. None when there is no choice."""
    order = sorted((i for i in pool if items[i].lift), key=lambda i: Fraction(items[i].effort, items[i].lift))
    taken = set(need.forced)
    short = dict(owed)
    missing = need.total - sum(items[i].lift for i in taken)
    for i in order:
        causes = [c for c in items[i].lifts if short.get(c, 0) > 0]
        if causes:
            taken.add(i)
            missing -= items[i].lift
            for c in causes:
                short[c] -= items[i].lifts[c]
    for i in order:
        if missing > 0 and i not in taken:
            taken.add(i)
            missing -= items[i].lift
    whole = need._replace(work=False)
    if not enough(items, whole, taken):
        return None
    for i in sorted(taken - need.forced, key=lambda i: -items[i].effort):
        if enough(items, whole, taken - {i}):
            taken.remove(i)
    return sum(items[i].effort for i in taken)


def _more_than_paperwork(items: Sequence[Item], need: Need) -> tuple[int, ...] | None:
    """The best choice with at least one item that is work: each such item is tried, unless it must cost too much."""
    best: tuple[State, tuple[int, ...]] | None = None
    relaxed: Front = []
    for i in sorted((i for i, item in enumerate(items) if item.work), key=lambda i: items[i].effort):
        forced = need.forced | {i}
        if best is not None and not _bounded(
            [_sum(items, forced)], relaxed, _level(need.total, len(items)), best[0][0]
        ):
            continue
        found = _with_forced(items, need._replace(forced=forced, work=False))
        if found is None:
            continue
        if best is None:
            cap = sum(items[k].effort for k in found)
            relaxed = _grown([(0, 0)], items, (k for k in range(len(items)) if k not in need.forced), cap)
        state = _sum(items, found)
        best = (state, found) if best is None else min(best, (state, found))
    return None if best is None else best[1]


def _sum(items: Sequence[Item], chosen: Iterable[int]) -> State:
    steps = [_step(items, i) for i in chosen]
    return sum(effort for effort, _ in steps), sum(h for _, h in steps)
