"""Pages of announcements and mailings for axe: addresses by role, and what must be there for them."""

from tests.browser.scenes import Scene

PAGES: dict[str | None, list[str]] = {}


def add(scene: Scene) -> None:
    """Put something on every page; ``scene.keys`` are the numbers the addresses name."""
