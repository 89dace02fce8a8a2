"""The texts of a pack in one language; where something is not translated, the pack's own words stand."""

from __future__ import annotations

from sfa_audit.i18n import Translator
from sfa_audit.pack import RulePack


class PackWords:
    """Looks up the texts of one pack for the language of a translator."""

    def __init__(self, pack: RulePack, tr: Translator) -> None:
        self.pack = pack
        self._own = pack.texts[pack.language]
        self._texts = {**self._own, **pack.texts.get(tr.lang, {})}

    def __call__(self, id: str, default: str = "") -> str:
        """The text with an id such as `rule.goals-testable.title`; the default where the pack has none."""
        return self._texts.get(id, default)

    @property
    def title(self) -> str:
        """What the pack is called."""
        return self(f"pack.{self.pack.id}.title", self.pack.id)

    def role(self, id: str) -> str:
        """A role's name; of one that the pack does not know, its id in words."""
        return self(f"role.{id}.title", id.replace("-", " "))

    def phase(self, id: str) -> str:
        """A phase's name."""
        return self(f"phase.{id}.title", id)

    def milestone(self, id: str) -> str:
        """A milestone's name."""
        return self(f"milestone.{id}.title", id)

    def cause(self, id: str) -> str:
        """A cause's short name."""
        return self(f"cause.{id}.short", id)


def untranslated(pack: RulePack, lang: str) -> int:
    """How many texts of a pack a language lacks; 0 for its own language."""
    return len(pack.texts[pack.language].keys() - pack.texts.get(lang, {}).keys()) if lang != pack.language else 0
