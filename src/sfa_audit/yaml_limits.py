"""How much a file of a user may hold."""

from __future__ import annotations

from sfa_audit.i18n import Frozen


class Limits(Frozen):
    """What a file may hold at most: ``size`` in bytes, ``depth`` of nesting, ``nodes`` (keys and values, aliases
    counted as often as they are used), ``scalar`` in characters, ``digits`` of a number, ``faults`` until reading
    stops."""

    __slots__ = ("depth", "digits", "faults", "nodes", "scalar", "size")
    __match_args__ = ("size", "depth", "nodes", "scalar", "digits", "faults")
    size: int
    depth: int
    nodes: int
    scalar: int
    digits: int
    faults: int

    def __init__(
        self,
        size: int = 2 * 2**20,
        depth: int = 64,
        nodes: int = 200_000,
        scalar: int = 100_000,
        digits: int = 30,
        faults: int = 20,
    ) -> None:
        self._set(size=size, depth=depth, nodes=nodes, scalar=scalar, digits=digits, faults=faults)


DEFAULT = Limits()
