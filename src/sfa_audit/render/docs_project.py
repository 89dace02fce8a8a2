"""The documentation of the project file, and the guide to collecting its facts: whom to ask for what, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sfa_audit.i18n import Translator, message, translator
from sfa_audit.needs import Errand, errands, first_needed
from sfa_audit.pack import RulePack
from sfa_audit.pack_words import PackWords
from sfa_audit.project.table import Field, FieldTable
from sfa_audit.project.written import example_of
from sfa_audit.render.docs_text import code, link, page, prose, table
from sfa_audit.render.escape import slug
from sfa_audit.render.numbers import capital, commas


def project_page(fields: FieldTable, pack: RulePack, tr: Translator | None = None) -> str:
    """The page as Markdown. Roles, milestones and what is needed when are those of a pack."""
    made = _Page(fields, pack, tr or translator("en"))
    _ = made.tr.gettext
    return page(
        [
            f"# {prose(_('The project file'))}",
            *made.reading(),
            f"## {prose(_('Whom to ask, and how long it takes'))}",
            *made.overview(),
            f"## {prose(_('What to ask each role'))}",
            *made.roles(),
            f"## {prose(_('The facts'))}",
            prose(
                _(
                    "Section by section, in the order of the file. "
                    "A dot leads into a section, [] into the records of a list."
                )
            ),
            *made.sections(facts=True),
            f"## {prose(_('Beside the facts'))}",
            prose(_("What these hold is shown or used as evidence, and is no fact about the roll-out.")),
            *made.sections(facts=False),
        ]
    )


class _Page:
    def __init__(self, fields: FieldTable, pack: RulePack, tr: Translator) -> None:
        self.fields, self.pack, self.tr = fields, pack, tr
        self.words = PackWords(pack, tr)
        self.needed = first_needed(pack, fields)
        self._space = tr.space

    def reading(self) -> list[str | list[str]]:
        _ = self.tr.gettext
        intro = _(
            "One YAML file holds the facts about one roll-out. sfa-audit init writes one to fill in, with the facts "
            "that are due. Only the name and the phase are required."
        )
        points = (
            _("What is left out, empty or called unknown is unknown: it counts neither for nor against."),
            _("The word none says that there is none, and somebody knows it. So do an empty list, 0 and no."),
            _("A share is written 30% or 0.3, a date 2026-11-23, a number without separators: 12000."),
            _("A list counts as complete unless the flag beside it says no: goals and goals_complete, for example."),
            _("Roles stand in it, never people's names: owner: head of sales."),
        )  # fmt: skip
        made = _("This page is made from the fields of the project file and the rules. Run: make docs")
        return [prose(intro), [f"- {prose(point)}" for point in points], prose(made)]

    # ---- the guide to collecting ---------------------------------------------------------------------------------

    def by_role(self) -> dict[str, dict[str, list[Errand]]]:
        """The errands by role and milestone, those with most minutes first; a fact is fetched when first needed."""
        found: dict[str, dict[str, list[Errand]]] = {}
        for milestone in self.pack.milestones:
            due = [field for field in self.fields if self.needed.get(field.path) == milestone]
            for errand in errands(due):
                found.setdefault(errand.ask, {}).setdefault(milestone, []).append(errand)
        total = {role: sum(e.minutes for several in due.values() for e in several) for role, due in found.items()}
        return {role: found[role] for role in sorted(found, key=lambda role: -total[role])}

    def overview(self) -> list[str | list[str]]:
        intro = self.tr.gettext(
            "Minutes to find the facts out, by role, at the milestone for which they are first needed in a full "
            "assessment. Facts that one role can tell from one place are asked for in one go. Figures from logs and "
            "reports are read anew for each assessment, which takes its time again."
        )
        head = [
            self.tr.gettext("Role"),
            *(self.words.milestone(m) for m in self.pack.milestones),
            self.tr.gettext("All"),
        ]
        rows = []
        totals = [0] * len(self.pack.milestones)
        for role, due in self.by_role().items():
            minutes = [sum(errand.minutes for errand in due.get(m, ())) for m in self.pack.milestones]
            totals = [a + b for a, b in zip(totals, minutes, strict=True)]
            rows.append((self._to(role), *_minutes(minutes)))
        rows.append((prose(self.tr.gettext("All roles")), *_minutes(totals)))
        return [prose(intro), table([prose(text) for text in head], rows, numbers=range(1, len(head)))]

    def roles(self) -> Iterator[str | list[str]]:
        _ = self.tr.gettext
        head = [prose(text) for text in (_("Needed for"), _("Where to look"), _("Minutes"), _("Facts"))]
        for role, due in self.by_role().items():
            yield f"### {prose(self._role(role))}"
            rows = [(milestone, errand) for milestone, several in due.items() for errand in several]
            yield table(head, [self._errand(milestone, errand) for milestone, errand in rows], numbers=(2,))

    def _errand(self, milestone: str, errand: Errand) -> list[str]:
        where, when = prose(self.tr.gettext(errand.look)), prose(self.words.milestone(milestone))
        return [when, where, str(errand.minutes), ", ".join(code(path, cell=True) for path in errand.facts)]

    def _to(self, role: str) -> str:
        """The role, with a link to its section where the anchor needs no percent signs."""
        anchor = slug(self._role(role))
        return link(prose(self._role(role)), f"#{anchor}") if anchor.isascii() else prose(self._role(role))

    def _role(self, id: str) -> str:
        return capital(self.words.role(id))

    # ---- the fields ----------------------------------------------------------------------------------------------

    def sections(self, facts: bool) -> Iterator[str | list[str]]:
        for top in self.fields.children("").values():
            if top.is_leaf or top.fact is not facts:
                continue
            yield f"### {top.name}"
            yield self._about(top)
            yield self._table([field for field in self._below(top) if field.is_leaf or field.is_list], facts)
        loose = [f for f in self.fields.children("").values() if f.is_leaf and not f.completes and f.fact is facts]
        if loose:
            yield f"### {prose(self.tr.gettext('At the top of the file'))}"
            yield self._table(loose, facts)

    def _below(self, top: Field) -> Iterator[Field]:
        """A list and the flag beside it, and all fields of a section or of its records, in order."""
        if top.is_list:
            yield top
            yield from (f for f in self.fields.children(top.parent).values() if f.completes == top.name)
        inner = f"{top.path}[]" if top.is_list else top.path
        for field in self.fields.children(inner).values():
            if field.kind == "section" or field.is_list:
                yield from self._below(field)
            elif not field.completes:
                yield field

    def _about(self, top: Field) -> str:
        says = [self.tr.gettext(top.says)]
        if top.only == "answers":
            says.append(self.tr.gettext("Stands in answers files only."))
        if top.only == "project":
            says.append(self.tr.gettext("Stands in the project file only."))
        if top.is_list and top.record_key:
            says.append(self.tr.render(message("Records are told apart by: {key}.", key=top.record_key)))
        if top.closed:
            keys = commas(top.closed, self.tr)
            says.append(self.tr.render(message("One record each: {keys}. One left out is unknown.", keys=keys)))
        return prose(self._space.join(says))

    def _table(self, rows: Sequence[Field], facts: bool) -> list[str]:
        _ = self.tr.gettext
        head = [_("Fact"), _("What it says"), _("Unit"), _("Example")]
        if facts:
            head += [_("Known from"), _("Needed for"), _("Ask"), _("Look"), _("Minutes")]
        body = [self._row(field, facts) for field in rows]
        return table([prose(text) for text in head], body, numbers=(8,) if facts else ())

    def _row(self, field: Field, facts: bool) -> list[str]:
        says = self.tr.gettext(field.says)
        if field.values:
            says += self._space + self.tr.render(message("One of: {values}.", values=commas(field.values, self.tr)))
        if field.closed:
            says += self._space + self.tr.render(
                message("One record each: {keys}.", keys=commas(field.closed, self.tr))
            )
        cells = [code(field.path, cell=True), prose(says), prose(self.tr.gettext(field.unit)), self._example(field)]
        if not facts:
            return cells
        needed = self.needed.get(field.path)
        return [
            *cells,
            prose(self.words.phase(field.known_from)) if field.known_from else "–",
            prose(self.words.milestone(needed)) if needed else "–",
            prose(self._role(field.ask)) if field.ask else "–",
            prose(self.tr.gettext(field.look)) if field.look else "–",
            str(field.minutes) if field.minutes else "–",
        ]

    def _example(self, field: Field) -> str:
        if field.example is None:
            return "–"
        return code(example_of(field), cell=True)


def _minutes(values: Sequence[int]) -> list[str]:
    return [str(value) if value else "–" for value in [*values, sum(values)]]
