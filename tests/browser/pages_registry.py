"""The registry's own pages: duplicates, merging, health, exports, saved audiences, numbers."""

from tests.browser.scenes import Scene
from tests.factories.alumni import graduate
from tests.factories.units import programme_of

DESK = [
    "ciftler/",
    "sorular/",
    "numara/",
    "disa-aktar/",
    "disa-aktarilanlar/",
    "devir/",
    "kitleler/",
    "kitleler/ekle/",
    "birlestir/",
    "birlestir/{alumnus}/{twin}/",
]
PAGES: dict[str | None, list[str]] = {
    None: ["/sayilarla/kesit/", "/sayilarla/kesit/yillar/"],
    "coordinator": [
        *(f"/koordinator/mezunlar/{page}" for page in DESK),
        "/koordinator/mezunlar/saglik/",
        "/koordinator/mezunlar/saglik/bolumler/",
        "/koordinator/mezunlar/saglik/ulasilmayanlar/",
        "/koordinator/sayilar/mezunlar/",
        "/koordinator/sayilar/mezunlar/yillar/",
    ],
    "representative": ["/temsilci/{unit}/saglik/", "/temsilci/{unit}/sayilar/", "/temsilci/{unit}/sayilar/yillar/"],
}


def add(scene: Scene) -> None:
    """Somebody who may be the graduate of the scene, recorded again."""
    twin = graduate(programme_of(scene.unit), given_names="Elif", surname="Yıldırım")
    scene.keys["twin"] = twin.pk
