"""From the plain data of a report to its content in one language, the same for every format."""

from __future__ import annotations

from typing import Any

from sfa_audit.i18n import Translator, message
from sfa_audit.render.clean import clean
from sfa_audit.render.content import Section, View
from sfa_audit.render.context import Context, Data
from sfa_audit.render.numbers import long_date
from sfa_audit.render.view_causes import causes, waterfall
from sfa_audit.render.view_changes import changes
from sfa_audit.render.view_conditions import stops
from sfa_audit.render.view_evidence import appendix, confidence
from sfa_audit.render.view_findings import due_next, findings, patterns
from sfa_audit.render.view_given import actions, end, set_aside, systems
from sfa_audit.render.view_method import method, warnings
from sfa_audit.render.view_options import options
from sfa_audit.render.view_plan import plan_section
from sfa_audit.render.view_verdict import verdict
from sfa_audit.render.view_voices import voices

_SECTIONS = (
    stops,
    waterfall,
    causes,
    voices,
    plan_section,
    findings,
    patterns,
    actions,
    changes,
    due_next,
    confidence,
    options,
    systems,
    set_aside,
    end,
    warnings,
    appendix,
    method,
)


def context(report: Data, tr: Translator) -> Context:
    """What the parts of a report need, from the plain data of `report_json` or a saved JSON file of it."""
    data: dict[str, Any] = clean(report)
    return Context(data, tr)


def view(report: Data, tr: Translator) -> View:
    """The whole content of a report in the language of the translator."""
    c = context(report, tr)
    given = c.data["input"]
    names = [str(given[key]) for key in ("client", "name") if given.get(key) and given[key] != "none"]
    milestone = c.text(f"milestone.{given['entering']}.title")
    profile = c.text(f"profile.{c.data['pack']['profile']}.title")
    made = [section(c) for section in _SECTIONS]
    return View(
        lang=tr.lang,
        space=tr.space,
        end=tr.render(message("{sentence}.", sentence="")),
        title=tr.gettext("SFA readiness report"),
        kicker=tr.render(message("{profile} for: {milestone}", profile=profile, milestone=milestone)),
        about=(*names, long_date(given["as_of"], tr)),
        verdict=verdict(c),
        sections=tuple(section for section in made if isinstance(section, Section)),
        foot=(
            tr.gettext("An assessment, not an audit opinion. It rests on what was given up to its date."),
            tr.render(
                message("Made with {tool} {version}.", tool=c.data["tool"]["name"], version=c.data["tool"]["version"])
            ),
        ),
    )
