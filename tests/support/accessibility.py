"""Automatic accessibility checks with axe-core, readable when they fail."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BEST_PRACTICE = "best-practice"


def assert_accessible(page: Page, *, within: str | None = None, best_practice: bool = False) -> None:
    """Fail with a readable list where the page breaks a rule of WCAG 2.2 AA that a machine can check.

    `within` is a CSS selector: only that part of the page is looked at (the admin's frame is not ours).
    `best_practice` adds axe's advice beyond the norm.
    """
    tags = [*WCAG, BEST_PRACTICE] if best_practice else list(WCAG)
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
    violations = Axe().run(page, context=within, options=options).response["violations"]
    assert not violations, "\n".join([f"{page.url} is not accessible:", *map(_describe, violations)])


def _describe(violation: dict[str, Any]) -> str:
    lines = [f"* {violation['id']} ({violation['impact']}): {violation['help']} – {violation['helpUrl']}"]
    for node in violation["nodes"][:5]:
        lines.append(f"    {' '.join(map(str, node['target']))}: {node['html'][:200]}")
        lines += [f"      {line}" for line in (node.get("failureSummary") or "").splitlines()]
    if len(violation["nodes"]) > 5:
        lines.append(f"    … and {len(violation['nodes']) - 5} more")
    return "\n".join(lines)
