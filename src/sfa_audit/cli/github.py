"""Within a step of a GitHub workflow: annotations on stdout, the summary of the job, and the outputs of the step."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sfa_audit.cli.files import append
from sfa_audit.cli.formats import make
from sfa_audit.cli.places import places
from sfa_audit.cli.talk import say
from sfa_audit.i18n import Translator


def tell_github(report: Mapping[str, Any], tr: Translator) -> None:
    """Say the annotations; add to the files that GitHub names in the environment, as far as it does.

    Raises InputError when one of them cannot be written.
    """
    say(make(report, "github", tr), end="")
    if name := os.environ.get("GITHUB_STEP_SUMMARY"):
        from sfa_audit.render.summary import LIMIT, render_summary

        used = Path(name).stat().st_size if Path(name).is_file() else 0
        append(name, render_summary(report, tr, places(report["input"]["files"]), max(LIMIT - used, 0)))
    if name := os.environ.get("GITHUB_OUTPUT"):
        append(name, "".join(f"{key}={value}\n" for key, value in outputs(report).items()))


def outputs(report: Mapping[str, Any]) -> dict[str, str]:
    """What a later step may ask for; the figures are empty when nothing could be scored. No value holds a line break."""
    bar = report["score"]["bar"] if report["score"] else None
    figures = {name: bar[name]["shown"] if bar else "" for name in ("lower", "upper", "evidenced", "coverage")}
    verdict = report["verdict"]
    return {**figures, "verdict": verdict["status"], "exit-code": str(verdict["exit_code"])}
