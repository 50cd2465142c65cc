"""axe on every kind of page, at phone and desk width, light and dark; no message of the content policy."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from alumni.membership.models import Claim
from alumni.registry.models import Alumnus, ImportRun
from mik.accounts.models import User
from mik.units.models import Level, Unit
from tests.browser import pages_cards, pages_figures, pages_news, pages_registry, pages_report, pages_surveys
from tests.browser.conftest import COLOURS, DESK, PHONE, axe_findings, colour_findings
from tests.browser.scenes import Scene
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory, graduate
from tests.factories.units import programme_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE_LIGHT, DESK_LIGHT, DESK_DARK = LOOKS = ("390 light", "1280 light", "1280 dark")
# The colours that stood on pages of this process, in light and in dark.
SEEN: tuple[set[str], set[str]] = (set(), set())
SUBJECTS = (pages_news, pages_cards, pages_surveys, pages_figures, pages_report, pages_registry)


@pytest.fixture
def scene(department: Unit, alumna: User, representative: User, coordinator: User) -> dict[str, object]:
    """Something on every page."""
    graduate(programme_of(department), given_names="Şükrü", surname="Iğdır", year=1999)
    stale = graduate(programme_of(department), given_names="Gülizar", surname="Uzun", contacts=False)
    Alumnus.objects.filter(pk=stale.pk).update(confirmed_at=timezone.now() - timedelta(days=900))
    claim = ClaimFactory.create(
        user=UserFactory.create(), unit=department, level=Level.BACHELOR, submitted_at=timezone.now()
    )
    run = ImportRun.objects.create(
        file_name="liste.xlsx",
        by=coordinator,
        state=ImportRun.State.PREVIEWED,
        counts={"rows": 3, "good": 2, "created": 2, "updated": 0, "unchanged": 0, "repeated": 0, "rejected": 1},
    )
    run.problems.create(
        row=4, column="T.C. kimlik no", value="123", reason="tckn", message="Eksik.", remedy="Tamamlayın."
    )
    record = Alumnus.objects.get(person__user=alumna)
    keys: dict[str, object] = {"unit": department.pk, "alumnus": record.pk, "claim": claim.pk, "run": run.pk}
    whole = Scene(department, alumna, record, representative, coordinator, keys)
    for subject in SUBJECTS:
        subject.add(whole)
    return whole.keys


PAGES: dict[str | None, list[str]] = {
    None: ["/", "/kvkk/", "/erisilebilirlik/", "/hesap/login/", "/hesap/login/code/", "/hesap/signup/", "/yok/"],
    "alumna": [
        "/mezun/",
        "/mezun/duzenle/",
        "/mezun/duzenle/iletisim/ekle/phone/",
        "/mezun/kariyer/is/ekle/",
        "/mezun/kariyer/ogrenim/ekle/",
        "/mezun/rehber/",
        "/mezun/uye/{alumnus}/",
        "/mezun/izinlerim/",
        "/mezun/kimler-bakti/",
        "/mezun/verilerim/",
        "/hesap/2fa/",
        "/hesap/email/",
        "/bildirimler/",
    ],
    "representative": [
        "/temsilci/",
        "/temsilci/{unit}/mezunlar/",
        "/temsilci/{unit}/mezunlar/{alumnus}/",
        "/temsilci/{unit}/mezunlar/{alumnus}/duzenle/",
        "/temsilci/{unit}/mezunlar/{alumnus}/gecmis/",
        "/temsilci/{unit}/mezunlar/ekle/",
        "/temsilci/{unit}/onaylar/",
        "/temsilci/{unit}/onaylar/{claim}/",
    ],
    "coordinator": [
        "/koordinator/",
        "/koordinator/mezunlar/",
        "/koordinator/mezunlar/{alumnus}/",
        "/koordinator/onaylar/",
        "/koordinator/gorevler/",
        "/koordinator/gorevler/personel/",
        "/koordinator/birimler/",
        "/koordinator/birimler/{unit}/",
        "/koordinator/ice-aktar/",
        "/koordinator/ice-aktar/{run}/onizleme/",
        "/koordinator/ice-aktar/{run}/onizleme/?goster=rejected",
    ],
    "registrar": [
        "/koordinator/atamalar/",
        "/koordinator/atamalar/ekle/",
        "/koordinator/atamalar/ekle/representative/",
    ],
    "vice_rector": ["/koordinator/ozet/"],
    "student": ["/ogrenci/", "/mezun/katil/siz/"],
    "joining": ["/mezun/katil/", "/mezun/katil/siz/", "/mezun/katil/mezuniyet/", "/mezun/katil/kimlik/"],
}
for subject in SUBJECTS:
    for who, paths in subject.PAGES.items():
        PAGES[who] = [*PAGES.get(who, []), *paths]


@pytest.fixture
def joining(db: None) -> User:
    user = UserFactory.create(name="")
    Claim.objects.create(user=user, given_names="Hüseyin", surname="İnce")
    return user


# A test walks through so many pages, so that the load spreads over the processes.
PAGES_A_WALK = 16
WALKS = [
    pytest.param(role, PAGES[role][start : start + PAGES_A_WALK], id=f"{role}-{start}")
    for role in PAGES
    for start in range(0, len(PAGES[role]), PAGES_A_WALK)
]


def findings_on(page: Page) -> Iterator[str]:
    """All rules on a phone, where most is drawn; at a desk what width and theme can break."""
    for look in LOOKS:
        page.set_viewport_size(PHONE if look == PHONE_LIGHT else DESK)
        page.emulate_media(color_scheme="dark" if look == DESK_DARK else "light")
        found = colour_findings(page, SEEN[look == DESK_DARK])
        if look == PHONE_LIGHT:
            found += axe_findings(page, without=COLOURS)
        elif look == DESK_LIGHT:
            found += axe_findings(page, ["target-size"])
        yield from (f"{look}: {finding}" for finding in found)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"{look}: wider than the window"


@pytest.mark.parametrize(("role", "paths"), WALKS)
def test_axe_finds_nothing(
    role: str | None,
    paths: list[str],
    scene: dict[str, object],
    open_page: Callable[..., Page],
    request: pytest.FixtureRequest,
) -> None:
    page = open_page(request.getfixturevalue(role) if role else None)
    findings: list[str] = []
    for path in paths:
        page.goto(path.format(**scene))
        findings += [f"{path} {finding}" for finding in findings_on(page)]
    assert findings == []
