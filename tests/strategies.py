"""Hypothesis strategies: rule packs and projects of a small world of facts, in which every law of the score must hold.

A world is flat: the address of a leaf → its value. An address is the dotted path as a tuple, with the key of the record
where a list is met: `("deep", "things", "x", "ok")`. A list that is known to be empty is a leaf itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

from sfa_audit import resources
from sfa_audit.assess import Order, assess
from sfa_audit.assessment import Assessment
from sfa_audit.i18n import Message
from sfa_audit.ledger import KINDS, Entry, Ledger, Schema, Source, resolve
from sfa_audit.measures import Test
from sfa_audit.pack import RulePack
from sfa_audit.pack_build import build
from sfa_audit.rule_language import Path, TestReader
from sfa_audit.values import NONE
from sfa_audit.yaml_file import parse

AS_OF = date(2026, 11, 23)
Address = tuple[str, ...]
World = dict[Address, Any]

MILESTONES = ("build", "rollout", "review")
CAUSES = ("first", "second", "third")

# --- facts -----------------------------------------------------------------------------------------------------------

THINGS, PLACES, WEEKS = ("deep", "things"), ("places",), ("weeks",)
LISTS: Mapping[Address, str] = {THINGS: "name", PLACES: "place", WEEKS: "week_of"}
NAMES: Mapping[Address, tuple[Any, ...]] = {
    THINGS: ("x", "y", "z"),
    PLACES: ("home", "office", "road"),
    WEEKS: (date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21)),
}
FIELDS: Mapping[Address, Mapping[str, str]] = {
    THINGS: {"ok": "flag", "owner": "text", "size": "amount", "kind": "choice", "due": "date"},
    PLACES: {"needed": "flag", "works": "flag"},
    WEEKS: {"active": "share"},
}
SINGLE: Mapping[Address, str] = {
    ("n", "a"): "amount", ("n", "b"): "amount", ("n", "c"): "amount", ("n", "signed"): "number",
    ("s", "a"): "share", ("s", "b"): "share",
    ("f", "a"): "flag", ("f", "b"): "flag", ("f", "c"): "flag",
    ("t", "a"): "text", ("t", "b"): "text",
    ("d", "a"): "date", ("d", "b"): "date", ("c", "a"): "choice",
}  # fmt: skip
SCHEMA = Schema(
    keys={".".join(path): key for path, key in LISTS.items()},
    receivers={"n.a": "reps", "deep.things[].ok": "reps"},
    closed={"places": ("place", NAMES[PLACES])},
)

NUMBERS = [Fraction(n, 2) for n in (0, 1, 2, 3, 4, 6, 8, 20)]
SHARES = [Fraction(n, 8) for n in range(9)]
DAYS = [AS_OF + timedelta(days=n) for n in (-200, -30, -1, 0, 1, 90, 400)]
VALUES: Mapping[str, Sequence[Any]] = {
    "amount": (*NUMBERS, NONE),
    "number": (*NUMBERS, Fraction(-3), NONE),
    "share": (*SHARES, NONE),
    "flag": (True, False),
    "text": ("sales", NONE),
    "choice": ("red", "blue", "green", NONE),
    "date": (*DAYS, NONE),
}


def kind(address: Address) -> str | None:
    """The kind of a leaf; None for the key of a record, for a list as a whole and for the flag that completes one."""
    if address in SINGLE:
        return SINGLE[address]
    at = next((path for path in LISTS if address[: len(path)] == path and len(address) == len(path) + 2), None)
    return FIELDS[at].get(address[-1]) if at else None


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A project of which everything is known and nothing contradicts."""
    world: World = {path: draw(st.sampled_from(VALUES[kind])) for path, kind in SINGLE.items()}
    for path, names in NAMES.items():
        taken = draw(st.integers(0, 2 ** len(names) - 1))
        chosen = [name for n, name in enumerate(names) if taken >> n & 1 or path == PLACES]
        if not chosen:
            world[path] = ()
        for name in chosen:
            world[*path, name, LISTS[path]] = name
            for field, kind in FIELDS[path].items():
                world[*path, name, field] = draw(st.sampled_from(VALUES[kind]))
    return world


def tree_of(world: World) -> dict[str, Any]:
    """The resolved tree of a world, as the reader of files would give it."""
    tree: dict[str, Any] = {}
    records: dict[Address, dict[Any, dict[str, Any]]] = {}
    for address, value in world.items():
        at = next((path for path in LISTS if address[: len(path)] == path and len(address) == len(path) + 2), None)
        if at is not None:
            records.setdefault(at, {}).setdefault(address[-2], {})[address[-1]] = value
        else:
            _put(tree, address, value)
    for path, rows in records.items():
        _put(tree, path, tuple(rows.values()))
    return tree


def _put(tree: dict[str, Any], path: Address, value: Any) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
    tree[path[-1]] = value


def withdrawable(world: World) -> list[Address]:
    """What can be unknown: every leaf but the keys of records, and every list as a whole."""
    lists = [path for path in LISTS if any(address[: len(path)] == path for address in world)]
    return [address for address in world if kind(address)] + lists


def without(world: World, unknown: Sequence[Address]) -> World:
    """The world in which these are unknown."""
    gone = set(unknown)
    return {
        address: value
        for address, value in world.items()
        if not any(address[:n] in gone for n in range(1, len(address) + 1))
    }


def chosen(items: Sequence[Any], mask: int) -> list[Any]:
    """The items that a mask of bits picks."""
    return [item for n, item in enumerate(items) if mask >> n & 1]


masks = st.binary(min_size=8, max_size=8).map(int.from_bytes)
"""Picks half of the items at one draw; it shrinks to none of them."""
few = st.builds(lambda a, b: a & b, masks, masks) | st.sampled_from([1 << n for n in range(64)])
"""Picks one item, or a fourth of them."""


def incomplete(world: World, mask: int) -> World:
    """The world in which some things were not named and the list says that it may hold more."""
    rows = [address[-2] for address in world if address[:2] == THINGS and address[-1] == "name"]
    gone = chosen(rows, mask)
    left = {a: v for a, v in world.items() if not (a[:2] == THINGS and len(a) == 4 and a[2] in gone)}
    if len(gone) == len(rows):
        left[THINGS] = ()
    return {**left, ("deep", "things_complete"): False}


# --- several sources -------------------------------------------------------------------------------------------------

entries = st.builds(
    lambda fact, kind, by, days: Entry(
        fact, kind, by, None if days is None else AS_OF - timedelta(days=days), None, "project.yaml"
    ),
    st.sampled_from(["n", "n.a", "n.b", "s", "f", "f.a", "t", "d", "deep", "deep.things", "deep.things[0]",
                     "deep.things[0].ok", "places", "places[1].works", "weeks"]),
    st.sampled_from(KINDS),
    st.sampled_from([None, "reps", "sponsor"]),
    st.sampled_from([None, 0, 30, 180, 181, -1]),
)  # fmt: skip
heads = st.builds(
    lambda kind, by, days: Entry("", kind, by, AS_OF - timedelta(days=days), "a talk", "", answers=True),
    st.sampled_from(KINDS),
    st.sampled_from(["reps", "sponsor"]),
    st.sampled_from([0, 30, 400]),
)


class Given(NamedTuple):
    """What several sources say: of each its world, its head (None for the project file) and its evidence."""

    sources: tuple[tuple[World, Entry | None, tuple[Entry, ...]], ...]

    def ledger(self, unknown: Sequence[Address] = (), order: Sequence[int] | None = None) -> Ledger:
        """The resolved ledger, with some facts withdrawn in every source and the answers files in another order."""
        built = [
            Source(f"{n}.yaml", tree_of(without(world, unknown)), head, evidence, {})
            for n, (world, head, evidence) in enumerate(self.sources)
        ]
        return resolve([built[n] for n in order] if order else built, SCHEMA)

    def withdrawable(self) -> list[Address]:
        """What can be withdrawn."""
        return withdrawable({address: None for world, _, _ in self.sources for address in world})


def other(address: Address, value: Any) -> Any:
    """Another value of the same leaf."""
    values = VALUES[kind(address) or "flag"]
    return values[(values.index(value) + 1) % len(values)]


@st.composite
def given_by_sources(draw: st.DrawFn, contradicting: bool = True) -> Given:
    """One world told by a project file and up to two answers files, which may tell parts of it differently."""
    world = draw(worlds())
    addresses = list(world)
    spread = [draw(masks) for _ in range(draw(st.integers(1, 3)))]
    sources = []
    for n, mask in enumerate(spread):
        told = {a: world[a] for a in chosen(addresses, mask) if kind(a)}
        for a in list(told):  # a record is told with its key, and the others of its list with it or not
            for path, key in LISTS.items():
                if a[: len(path)] == path:
                    told[*a[:-1], key] = a[-2]
        told |= {a: world[a] for a in addresses if n == 0 and (a in LISTS or a[-1] in LISTS.values())}
        if contradicting:
            told |= {a: other(a, told[a]) for a in chosen([a for a in told if kind(a)], draw(few))}
            for path in draw(st.sampled_from([(), (), (), (THINGS,), (THINGS, WEEKS)])):  # "there are none"
                told = {**without(told, [path]), path: ()}
        evidence = tuple(draw(st.lists(entries, max_size=3)))
        sources.append((_ordered(told), draw(heads) if n else None, evidence))
    return Given(tuple(sources))


def _ordered(told: World) -> World:
    """The same leaves, records with their key first and in a fixed order, as they would stand in a file."""
    return dict(sorted(told.items(), key=lambda item: (str(item[0][:-1]), item[0][-1] not in LISTS.values())))


# --- tests of rules --------------------------------------------------------------------------------------------------

WORTHS = st.sampled_from([0, "1/4", "1/3", Decimal("0.5"), "3/4", 1])
_RANGES: Mapping[str, Sequence[Any]] = {
    "number": (-2, 0, Decimal("0.5"), 1, 2, 3, 5, 10),
    "part": (0, "1/4", "1/3", Decimal("0.5"), "3/4", 1),
    "count": (0, 1, 2, 3, 4),
    "days": (-200, -1, 0, 1, 30, 180, 400),
}


@st.composite
def scaled(draw: st.DrawFn, test: Mapping[str, Any], range_: str) -> dict[str, Any]:
    """A measure with a scale, steps or neither, and perhaps a worth of nothing."""
    data = dict(test)
    how = draw(st.sampled_from(["scale", "steps", ""]))
    if how:
        xs = [x for x in _RANGES[range_] if draw(st.booleans())] or [_RANGES[range_][0]]
        if how == "scale" and len(xs) < 2:
            xs = [_RANGES[range_][0], _RANGES[range_][-1]]
        data[how] = [[x, draw(WORTHS)] for x in xs]
    if draw(st.booleans()):
        data["if_none"] = draw(WORTHS)
    return data


_numbers = st.sampled_from(["n.a", "n.b", "n.c", "n.signed", "s.a", "s.b"])
_dates = st.sampled_from(["d.a", "d.b", "as_of"])
_flags: st.SearchStrategy[Any] = st.sampled_from(
    ["f.a", "f.b", "f.c", "t.a", "n.a", "d.a", "s.b", "c.a", {"c.a": ["red", "blue"]}, {"t.a": ["sales"]}]
)
_of_things: st.SearchStrategy[Any] = st.sampled_from(
    ["ok", "owner", "due", "size", {"kind": ["red", "blue"]}, {"kind": ["red"]}, {"size": {"at_least": 2}},
     {"size": {"at_most": 1}}, {"any": ["owner", "due"]}, {"some": 2, "of": ["ok", "owner", {"size": {"at_least": 1}}]}]
)  # fmt: skip
_of_places: st.SearchStrategy[Any] = st.sampled_from(["needed", "works", {"place": ["home", "road"]}])


@st.composite
def _of_list(draw: st.DrawFn) -> dict[str, Any]:
    path, conditions = draw(st.sampled_from([("deep.things", _of_things), ("places", _of_places)]))
    where = draw(st.lists(conditions, max_size=2))
    if draw(st.booleans()):
        return draw(scaled({"count": path, **({"where": where} if where else {})}, "count"))
    data: dict[str, Any] = {"share": path, "having": draw(st.lists(conditions, min_size=1, max_size=2))}
    if where:
        data["where"] = where
    if path == "deep.things" and draw(st.booleans()):
        data["by"] = "size"
    return draw(scaled(data, "part"))


leaf_tests: st.SearchStrategy[dict[str, Any]] = st.one_of(
    _numbers.flatmap(lambda path: scaled({"value": path}, "number")),
    st.tuples(_numbers, _numbers).flatmap(lambda two: scaled({"ratio": list(two)}, "part")),
    st.tuples(_dates, _dates).flatmap(lambda two: scaled({"days": list(two)}, "days")),
    st.lists(_flags, min_size=1, max_size=4, unique_by=repr).flatmap(lambda of: scaled({"flags": of}, "part")),
    st.sampled_from(["latest", "peak", "share_of_peak"]).flatmap(
        lambda take: scaled({"series": "weeks", "field": "active", "take": take}, "part")
    ),
    _of_list(),
    _of_list(),
)


@st.composite
def _combined(draw: st.DrawFn, inner: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    parts = draw(st.lists(inner, min_size=1, max_size=3))
    how = draw(st.sampled_from(["mean", "least", "greatest"]))
    if how == "mean":
        parts = [
            part | ({"weight": draw(st.sampled_from([1, 2, "1/2"]))} if draw(st.booleans()) else {}) for part in parts
        ]
    return {how: parts}


tests = leaf_tests | _combined(leaf_tests | _combined(leaf_tests))


def as_test(data: Any) -> Test:
    """The test that plain data of a rule describes. Raises AssertionError when it is faulty."""

    def fault(at: Path, what: Message, _hint: Message | None) -> None:
        raise AssertionError(f"{at}: {what}")

    test = TestReader(fault, lambda path: SCHEMA.keys.get(path, "")).test(data, ())
    assert test is not None
    return test


# --- packs -----------------------------------------------------------------------------------------------------------


@st.composite
def rules(draw: st.DrawFn) -> dict[str, Any]:
    """One rule as plain data, with everything that bears on its score."""
    rule: dict[str, Any] = {
        "cause": draw(st.sampled_from(CAUSES)),
        "weight": draw(st.sampled_from([1, 2, 3, 5, Decimal("0.5")])),
        "due": draw(st.sampled_from(MILESTONES[:2])),
        "test": draw(tests),
        "remedy": {"to": draw(WORTHS)},
    }
    if rule["due"] == "build" and draw(st.integers(0, 5)) == 5:
        rule["until"] = draw(st.sampled_from(MILESTONES[1:]))
    if draw(st.integers(0, 5)) == 5:
        rule["applies"] = draw(leaf_tests)
    if draw(st.integers(0, 3)) == 3:
        rule["sample"] = {"of": draw(st.sampled_from(["n.a", "n.b"])), "at_least": draw(st.sampled_from([1, 3]))}
    if draw(st.integers(0, 3)) == 3:
        rule["fresh_for"] = 20
    return rule


shares = st.sampled_from([(50, 30, 20), (98, 1, 1), ("100/3", "100/3", "100/3"), (Decimal("12.5"), 80, Decimal("7.5"))])


class PackData(NamedTuple):
    """A pack as plain data: the shares of its causes and its rules."""

    shares: tuple[Any, ...]
    rules: tuple[dict[str, Any], ...]
    stops: tuple[dict[str, Any], ...] = ()

    def build(self) -> RulePack:
        """The pack. Rules without an id get one by their place."""
        files: dict[str, Any] = {"pack.yaml": _pack(self.shares)}
        for cause in CAUSES:
            own = [_entry(rule, f"r{n}") for n, rule in enumerate(self.rules) if rule["cause"] == cause]
            if own:
                files[f"{CAUSES.index(cause)}.yaml"] = {"cause": cause, "rules": own}
        files["stops.yaml"] = {"stops": [_stop(stop, f"s{n}") for n, stop in enumerate(self.stops)]}
        return build(files, "sha256:0", True, lambda path: SCHEMA.keys.get(path, ""))


_SHIPPED = parse((resources.rules() / "gartner-ten" / "pack.yaml").read_bytes(), "pack.yaml").data


def _pack(shares: Sequence[Any]) -> dict[str, Any]:
    def titled(id: str, **more: Any) -> dict[str, Any]:
        return {"id": id, "title": id, **more}

    return {
        **_SHIPPED,  # for all that the score does not look at
        **titled("generated"),
        "gates": [],
        "phases": [titled(id) for id in ("design", "pilot", "live")],
        "milestones": [titled(id) for id in MILESTONES],
        "bands": [titled("low", **{"from": 0}), titled("high", **{"from": 60})],
        "causes": [titled(id, share=share) for id, share in zip(CAUSES, shares, strict=True)],
        "profiles": [titled("full")],
        "roles": [titled("sponsor")],
        "sub_scores": [titled("two", causes=["first", "third"])],
    }


def _entry(rule: Mapping[str, Any], id: str) -> dict[str, Any]:
    texts = dict.fromkeys(("title", "otherwise", "why", "ask"), "text")
    remedy = {"action": "do it", "days": 1, "weeks": 1, "owner": "sponsor", "kind": "document", **rule["remedy"]}
    fixed = {"indicator": "1", "basis": "judgement", "grade": "D", "sources": ["S"], "may_not_apply": True}
    kept = {key: value for key, value in rule.items() if key != "cause"}
    return {"id": id, **texts, **fixed, **kept, "remedy": remedy}


def _stop(stop: Mapping[str, Any], id: str) -> dict[str, Any]:
    texts = dict.fromkeys(("title", "because", "lifted_when"), "text")
    fixed = {"code": id, "from": "build", "level": "stop", "basis": "judgement", "sources": ["S"], "below": 1}
    return {"id": id, **texts, **fixed, **stop}


packs = st.builds(
    PackData,
    shares,
    st.lists(rules(), min_size=2, max_size=6).map(tuple),
    st.lists(st.fixed_dictionaries({"test": leaf_tests, "below": st.sampled_from([1, "1/2"])}), max_size=2).map(tuple),
)

# --- runs ------------------------------------------------------------------------------------------------------------

orders = st.builds(
    lambda entering, aside: Order(entering, "full", AS_OF, dict.fromkeys(aside, "not ours")),
    st.sampled_from([*MILESTONES, "rollout"]),
    st.sampled_from([(), (), (), ("r0",), ("r1", "r2")]),
)


def ledger_of(world: World) -> Ledger:
    """The ledger of one project file without evidence."""
    return resolve([Source("project.yaml", tree_of(world), None, (), {})], SCHEMA)


def run(pack: PackData | RulePack, ledger: Ledger, order: Order) -> Assessment:
    """One assessment."""
    return assess(ledger, "design", pack.build() if isinstance(pack, PackData) else pack, order)


def leaves_known(world: World) -> Iterator[Address]:
    """The leaves that a rule can read."""
    return (address for address in world if kind(address))
