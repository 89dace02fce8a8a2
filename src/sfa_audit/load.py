"""Files → the facts of one project with their ledger; every fault at once, each with its place.

The first file is the project; further ones are answers files, whose head says where their facts come from:

    head: {source: workshop with the regional managers, kind: statement, by: sales managers, date: 2026-11-02}
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sfa_audit.errors import Fault, InputError
from sfa_audit.i18n import Message, message
from sfa_audit.ledger import Ledger, Schema, Source, resolve
from sfa_audit.load_source import read_source
from sfa_audit.pack import RulePack
from sfa_audit.project.table import FieldTable
from sfa_audit.suggest import closest
from sfa_audit.values import UNKNOWN
from sfa_audit.yaml_file import Document, parse


class Loaded(NamedTuple):
    """One project as loaded: its ledger, and all that stands in its file beside facts."""

    ledger: Ledger
    phase: str
    profile: str | None
    files: tuple[str, ...]
    digest: str
    records: Mapping[str, Any]
    not_applicable: tuple[Mapping[str, Any], ...]
    waivers: tuple[Mapping[str, Any], ...]
    table: FieldTable
    document: Document
    changes: Mapping[str, Any] = {}

    def comment(self, section: str, id: str) -> str | None:
        """The consultant's own comment on a cause or a rule."""
        comments = self.records.get("comments") or {}
        text = (comments.get(section) or {}).get(id)
        return None if text is None else str(text)

    def effort_to_ask(self, patterns: Sequence[str]) -> tuple[list[str], list[str], int]:
        """Whom to ask for these facts, where to look, and how many minutes it takes in all."""
        fields = [self.table.field(pattern) for pattern in patterns if pattern in self.table]
        ask = list(dict.fromkeys(field.ask for field in fields if field.ask))
        look = list(dict.fromkeys(field.look for field in fields if field.look))
        return ask, look, max((field.minutes for field in fields), default=0)


def load(files: Sequence[tuple[str, bytes]], changes: Mapping[str, Any], pack: RulePack, table: FieldTable) -> Loaded:
    """Read a project file and its answers files, whose order does not matter. `changes` replace facts by path, as
    `--set` says. Raises InputError with every fault of every file.
    """
    files = [*files[:1], *sorted(files[1:])]
    faults: list[Fault] = []
    documents: list[Document] = []
    for name, data in files:
        try:
            documents.append(parse(data, name))
        except InputError as error:
            faults += error.faults
    if faults and not documents:
        raise InputError(faults)
    sources: list[Source] = []
    trees: list[Mapping[str, Any]] = []
    for index, document in enumerate(documents):
        first = index == 0 and document.name == files[0][0]
        tree, found, source = read_source(document, changes, table, project=first)
        faults += found
        trees.append(tree)
        sources.append(source)
        _references(_entries_of(document) if found else tree, document, pack, faults)
    if faults:
        raise InputError(faults)
    base = documents[0]
    ledger = resolve(sources, schema(table))
    _settled(ledger, base)
    records = {key: trees[0].get(key) for key in ("assessment", "comments", "actions", "outcome")}
    # Voices may come from any file; groups are summed where they are read.
    records["voices"] = tuple(voice for tree in trees for voice in tree.get("voices") or ())
    return Loaded(
        ledger=ledger,
        phase=str(ledger.facts.get("project.phase")),
        profile=trees[0].get("profile"),
        files=tuple(document.name for document in documents),
        digest=_digest(files, changes),
        records={key: value for key, value in records.items() if value},
        not_applicable=tuple(trees[0].get("not_applicable") or ()),
        waivers=tuple(trees[0].get("waivers") or ()),
        table=table,
        document=base,
        changes=changes,
    )


def _settled(ledger: Ledger, base: Document) -> None:
    """Without name and phase nothing can be said at all: here sources that contradict each other are a fault."""
    faults = [
        base.fault(("project", key), message("{path} is answered twice, and not alike", path=f"project.{key}"))
        for key in ("name", "phase")
        if ledger.facts.get(f"project.{key}") is UNKNOWN
    ]
    if faults:
        # the sentence names the path, so it is not said before it
        raise InputError([Fault(f.file, f.line, f.column, "", f.message, f.hint, f.excerpt) for f in faults])


def _entries_of(document: Document) -> Mapping[str, Any]:
    """What of a faulty file can still be looked at: entries that are groups of keys, as the file has them."""
    data, tree = document.data, dict[str, Any]()
    assert isinstance(data, dict)
    for key in ("not_applicable", "waivers", "actions", "voices"):
        entries = data.get(key)
        tree[key] = [e if isinstance(e, Mapping) else {} for e in entries] if isinstance(entries, list) else []
    comments = data.get("comments")
    if isinstance(comments, Mapping):
        tree["comments"] = {section: texts for section, texts in comments.items() if isinstance(texts, Mapping)}
    return tree


def _digest(files: Sequence[tuple[str, bytes]], changes: Mapping[str, Any]) -> str:
    total = hashlib.sha256()
    for data in [files[0][1], *sorted(data for _, data in files[1:])]:
        total.update(hashlib.sha256(data).digest())
    for path in sorted(changes):
        total.update(f"{path}={changes[path]!r}\n".encode())
    return f"sha256:{total.hexdigest()}"


def schema(table: FieldTable) -> Schema:
    """What the ledger must know of the fields."""
    return Schema(keys=table.keys(), receivers=table.receivers(), closed=table.closed())


def _references(tree: Mapping[str, Any], document: Document, pack: RulePack, faults: list[Fault]) -> None:
    """The ids and paths that a project names must exist: rules, stops, causes, facts."""
    rules, causes = [rule.id for rule in pack.rules], [cause.id for cause in pack.causes]
    stops = [stop.id for stop in pack.stops]

    def known(id: Any, ids: Sequence[str], what: str, path: tuple[str | int, ...]) -> None:
        if isinstance(id, str) and id not in ids:
            near = closest(str(id), ids)
            hint = Message('did you mean "{near}"?', {"near": near}) if near else None
            faults.append(
                document.fault(path, Message('there is no {what} "{id}"', {"what": what, "id": str(id)}), hint)
            )

    for index, entry in enumerate(tree.get("not_applicable") or ()):
        at = ("not_applicable", index)
        known(entry.get("rule"), rules, "rule", (*at, "rule"))
        known(entry.get("cause"), causes, "cause", (*at, "cause"))
        _may_not_apply(entry, pack, document, at, faults)
    for index, entry in enumerate(tree.get("waivers") or ()):
        known(entry.get("rule"), rules, "rule", ("waivers", index, "rule"))
        known(entry.get("stop"), stops, "stop", ("waivers", index, "stop"))
        _in_order(entry, document, ("waivers", index), faults)
    for index, entry in enumerate(tree.get("actions") or ()):
        known(entry.get("rule"), rules, "rule", ("actions", index, "rule"))
    for index, entry in enumerate(tree.get("voices") or ()):
        agreement = entry.get("agreement")
        for cause in agreement if isinstance(agreement, Mapping) else ():
            known(cause, causes, "cause", ("voices", index, "agreement", cause))
    comments = tree.get("comments") or {}
    for section, ids in (("causes", causes), ("rules", rules)):
        for id in comments.get(section) or {}:
            known(id, ids, section[:-1], ("comments", section, id))


def _in_order(waiver: Mapping[str, Any], document: Document, at: tuple[str | int, ...], faults: list[Fault]) -> None:
    begins, ends = waiver.get("created"), waiver.get("expires")
    if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
        hint = message("put a last day that is not before the day on which it was granted")
        faults.append(document.fault((*at, "expires"), message("the waiver ends before it begins"), hint))


def _may_not_apply(
    entry: Mapping[str, Any], pack: RulePack, document: Document, at: tuple[str | int, ...], faults: list[Fault]
) -> None:
    hint = message("leave the rule in; a risk that somebody accepts is a waiver")
    for rule in pack.rules:
        if rule.id == entry.get("rule") and not rule.may_not_apply:
            what = Message('the rule "{id}" always applies', {"id": rule.id})
            faults.append(document.fault((*at, "rule"), what, hint))
    cause = entry.get("cause")
    if cause is None:
        return
    whole = all(rule.may_not_apply for rule in pack.rules if rule.cause == cause)
    if cause in [c.id for c in pack.causes if c.core] or not whole:
        what = Message('the cause "{id}" cannot be set aside as a whole', {"id": str(cause)})
        faults.append(document.fault((*at, "cause"), what, hint))


def set_aside(entries: Sequence[Mapping[str, Any]], pack: RulePack) -> dict[str, str]:
    """The rules declared not applicable, each with its reason; a cause stands for all its rules."""
    aside: dict[str, str] = {}
    for entry in entries:
        for rule in pack.rules:
            if rule.id == entry.get("rule") or rule.cause == entry.get("cause"):
                aside[rule.id] = str(entry["reason"])
    return aside
