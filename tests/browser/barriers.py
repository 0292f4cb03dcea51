"""axe-core within a page: the barriers that it finds, as lines to read."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parent.parent / "data" / "axe" / "axe.min.js"
SERIOUS = ("serious", "critical")
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations"""


@cache
def axe() -> str:
    """The text of axe-core. Evaluated, not added as a tag: the page's policy would refuse that."""
    return AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What is serious or critical on the page as it stands: rule, help, and each place."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(f"() => {{ {axe()} }}")
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [_described(rule) for rule in found if rule["impact"] in SERIOUS]


def _described(rule: dict[str, Any]) -> str:
    places = "\n".join(f"    {node['html'][:200]}\n      {_reason(node)}" for node in rule["nodes"])
    return f"{rule['impact']} {rule['id']}: {rule['help']}\n{places}"


def _reason(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(str(check["message"]) for check in checks)
