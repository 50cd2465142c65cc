"""Pages of announcements and mailings for axe: addresses by role, and what must be there for them."""

from tests.browser.scenes import Scene
from tests.factories.news import agreed, mailed, published, written
from tests.factories.units import programme_of

PAGES: dict[str | None, list[str]] = {
    "coordinator": [
        "/koordinator/duyurular/",
        "/koordinator/duyurular/yeni/?tur=event",
        "/koordinator/duyurular/{draft}/duzenle/",
        "/koordinator/duyurular/{draft}/denetle/",
        "/koordinator/duyurular/{sent}/",
        "/koordinator/duyurular/{sent}/gonderim/",
        "/koordinator/duyurular/{sent}/gonderim/iptal/",
    ],
    "representative": ["/temsilci/{unit}/duyurular/", "/temsilci/{unit}/duyurular/yeni/"],
    "alumna": ["/mezun/duyurular/", "/mezun/duyurular/{event}/"],
    "student": ["/mezun/duyurular/"],
}

BODY = "## Buluşma\n\nSayın {ad},\n\n- 14.00 Açılış\n- 15.00 Söyleşi\n\n> Bekleriz."


def add(scene: Scene) -> None:
    """Put something on every page; ``scene.keys`` are the numbers the addresses name."""
    by, unit = scene.coordinator, scene.unit
    people = [agreed(programme_of(unit)).person for _ in range(5)]
    states = ("accepted", "bounced", "queued", "uncertain", "skipped")
    scene.keys |= {
        "draft": written(by, body_tr=BODY, title_en="Meeting", body_en="Dear {ad}, do come.", kind="event").pk,
        "sent": mailed(by, people, states=states, body_tr=BODY).pk,
        "event": published(by, kind="event", body_tr=BODY, for_students=True).pk,
    }
    published(by, kind="job", title_tr="İlan")
    published(scene.representative, unit=unit, title_tr="Bölümden")
