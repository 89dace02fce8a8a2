"""What a theme adds to a report: its colours and its words at the edges of every printed page, as CSS."""

from __future__ import annotations

from sfa_audit.render.clean import clean_text
from sfa_audit.theme import Theme
from sfa_audit.theme_colors import Colors


def cleaned(theme: Theme | None) -> Theme | None:
    """The theme with what hides or turns text in its words written out, as everywhere in a report."""
    if theme is None:
        return None
    return theme._replace(
        name=clean_text(theme.name),
        footer=clean_text(theme.footer),
        classification=clean_text(theme.classification),
    )


def colors_css(theme: Theme) -> str:
    """The colours in place of those of the report; on paper it is those of the light scheme."""
    light, dark = (_root(colors) for colors in (theme.light, theme.dark))
    return f"{light}@media screen and (prefers-color-scheme:dark){{{dark}}}"


def _root(colors: Colors) -> str:
    return f":root{{--brand:{colors.brand};--brand-ink:{colors.brand_ink};--link:{colors.link}}}"
