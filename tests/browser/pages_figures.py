"""Pages of figures for axe: addresses by role, and what must be there for them."""

from django.utils import timezone

from mik.figures.models import FigureSnapshot
from mik.people.models import ContactPoint
from tests.browser.scenes import Scene

PAGES: dict[str | None, list[str]] = {
    None: ["/sayilarla/"],
    "coordinator": ["/koordinator/sayilar/", "/koordinator/sayilar/fresh/", "/koordinator/?yer=dunya"],
}


def add(scene: Scene) -> None:
    """Put something on every page; ``scene.keys`` are the numbers the addresses name."""
    year = timezone.localdate().year
    for before in (1, 2):
        for code, value in (("registered", 40), ("members", 20), ("fresh", 50), ("consent_news", 30)):
            FigureSnapshot.objects.create(code=code, year=year - before, value=value, numerator=value)
    for country, province in (("TR", "61"), ("DE", "")):
        ContactPoint.objects.create(
            person=scene.alumnus.person, kind="address", country=country, province=province, value=f"{country} evi",
            normalised=country,
        )  # fmt: skip
