"""Pages of the annual report for axe: addresses by role, and what must be there for them."""

from tests.browser.scenes import Scene
from tests.factories import reports

PAGES: dict[str | None, list[str]] = {
    None: ["/raporlar/", "/raporlar/2025/", "/raporlar/denetle/"],
    "coordinator": [
        "/koordinator/raporlar/",
        "/koordinator/raporlar/2026/bolum/activities/",
        "/koordinator/raporlar/2026/bolum/duties/",
        "/koordinator/raporlar/2026/sun/",
        "/koordinator/raporlar/2026/notlar/",
        "/koordinator/raporlar/2025/",
    ],
}


def add(scene: Scene) -> None:
    """Put something on every page; ``scene.keys`` are the numbers the addresses name."""
    report = reports.draft(2026, narrative="Yıl boyunca çalışıldı.")
    report.comments.create(text="Bağış bölümüne bakalım.", author=scene.coordinator)
    reports.submitted(scene.coordinator, 2025, published=True)
