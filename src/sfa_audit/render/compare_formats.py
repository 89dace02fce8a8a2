"""A comparison as HTML and as Markdown, from its content."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sfa_audit.i18n import Translator
from sfa_audit.render.compare_view import comparison_view
from sfa_audit.render.html import page
from sfa_audit.render.markdown import markdown_of
from sfa_audit.theme import Theme


def comparison_html(comparison: Mapping[str, Any], tr: Translator, theme: Theme | None = None) -> str:
    """One HTML file that needs nothing else."""
    return page(comparison_view(comparison, tr), tr, name="comparison", theme=theme, line=None)


def comparison_markdown(comparison: Mapping[str, Any], tr: Translator, theme: Theme | None = None) -> str:
    """Markdown for GitHub, GitLab and mail."""
    return markdown_of(comparison_view(comparison, tr), tr, name="comparison", theme=theme)
