"""Plain data as JSON text, with line breaks where a reader of differences wants them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def dumps(report: Mapping[str, Any]) -> str:
    """The report as JSON text, keys in the order of the contract: one line for each entry of each section.

    So a difference between two reports shows line by line, and the fast encoder can write it.
    """
    sections = []
    for key, value in report.items():
        if value and isinstance(value, dict):
            inner = ",\n".join(f"  {_compact(name)}: {_compact(part)}" for name, part in value.items())
            text = f"{{\n{inner}\n }}"
        elif value and isinstance(value, list):
            text = "[\n" + ",\n".join(f"  {_compact(part)}" for part in value) + "\n ]"
        else:
            text = _compact(value)
        sections.append(f" {_compact(key)}: {text}")
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
