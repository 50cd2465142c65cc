"""Languages, links, earlier names and the photo of a member."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from alumni.registry.about.links import clean_link
from alumni.registry.about.models import FormerName, LanguageSkill, Photo, SocialLink
from alumni.registry.about.photos import clean_square, may_read, set_photo
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.common.codelists import languages
from mik.files.models import StoredFile
from mik.files.services import open_file
from mik.people.models import Person
from tests.factories.alumni import hide

ClientFor = Callable[[User | None], Client]


@pytest.mark.parametrize(
    ("network", "typed", "stored"),
    [
        ("linkedin", "elif-sahin", "https://www.linkedin.com/in/elif-sahin"),
        ("linkedin", "http://tr.linkedin.com/in/elif/?trk=x#y", "https://www.linkedin.com/in/elif"),
        ("x", "@elif", "https://x.com/elif"),
        ("x", "https://twitter.com/elif", "https://x.com/elif"),
        ("instagram", "Instagram.com/elif", "https://www.instagram.com/elif"),
        ("youtube", "https://youtube.com/@elif", "https://www.youtube.com/@elif"),
        ("github", "https://github.com/elif/", "https://github.com/elif"),
        ("orcid", "0000-0002-1825-009x", "https://orcid.org/0000-0002-1825-009X"),
        ("researchgate", "https://www.researchgate.net/profile/Elif-S", "https://www.researchgate.net/profile/Elif-S"),
        (
            "scholar",
            "https://scholar.google.com/citations?hl=tr&user=AbCdEfGhIjKl",
            "https://scholar.google.com/citations?user=AbCdEfGhIjKl",
        ),
        ("facebook", "m.facebook.com/elif", "https://www.facebook.com/elif"),
        ("own", "elif.example/ben", "https://elif.example/ben"),
    ],
)
def test_what_is_typed_becomes_an_address_of_that_network(network: str, typed: str, stored: str) -> None:
    assert clean_link(network, typed) == stored


@pytest.mark.parametrize(
    ("network", "typed"),
    [
        ("linkedin", "https://linkedin.com.evil.example/in/elif"),
        ("linkedin", "https://www.linkedin.com@evil.example/in/elif"),
        ("linkedin", "https://evil.example/www.linkedin.com/in/elif"),
        ("linkedin", "https://www.linkedin.com/"),
        ("linkedin", "https://www.lınkedin.com/in/elif"),
        ("linkedin", "https://www.xn--lnkedin-rfb.com/in/elif"),
        ("linkedin", "https://www.linkedin.com:8443/in/elif"),
        ("linkedin", "https://www.linkedin.com\\@evil.example/in/elif"),
        ("x", "javascript:alert(1)"),
        ("orcid", "1234"),
        ("scholar", "https://scholar.google.com/citations?user=<script>"),
        ("own", "https://user:pass@elif.example/"),
        ("own", "https://xn--80ak6aa92e.com/"),
        ("own", "ftp://elif.example/"),
        ("own", "http://127.0.0.1/"),
        ("own", "javascript://elif.example/%0aalert(1)"),
    ],
)
def test_what_only_looks_like_one_is_refused(network: str, typed: str) -> None:
    with pytest.raises(ValidationError):
        clean_link(network, typed)


@pytest.fixture
def alumnus(alumna: User) -> Alumnus:
    return Alumnus.objects.select_related("person").get(person__user=alumna)


def test_a_member_adds_changes_and_removes(alumnus: Alumnus, alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    german = {"language": "de", "level": "b2", "visibility": "members"}
    assert client.post(reverse("alumni:about_add", args=["dil"]), german).status_code == 302
    again = client.post(reverse("alumni:about_add", args=["dil"]), german)
    assert "zaten profilinizde" in again.content.decode()
    skill = LanguageSkill.objects.get()
    edit = reverse("alumni:about_edit", args=["dil", skill.pk])
    assert client.post(edit, {**german, "level": "c1"}).status_code == 302
    link = {"network": "github", "url": "elif", "visibility": "public"}
    assert client.post(reverse("alumni:about_add", args=["baglanti"]), link).status_code == 302
    page = client.get(reverse("alumni:profile")).content.decode()
    assert "C1 · ileri" in page
    assert '<a class="break" href="https://github.com/elif" rel="noopener nofollow ugc">' in page
    assert client.post(reverse("alumni:about_remove", args=["dil", skill.pk])).status_code == 302
    assert not LanguageSkill.objects.exists()


def test_the_newest_surname_is_the_one_searched(alumnus: Alumnus, alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    for surname, until in (("Kaya", "2018"), ("Demir", "2012")):
        data = {"surname": surname, "until": until, "reason": "marriage", "visibility": "nobody"}
        assert client.post(reverse("alumni:about_add", args=["ad"]), data).status_code == 302
    assert Person.objects.get(pk=alumnus.pk).former_surname == "Kaya"
    assert Person.objects.named("elif kaya").count() == 1


def test_constraints(alumnus: Alumnus) -> None:
    for make in (
        lambda: SocialLink.objects.create(alumnus=alumnus, network="x", url="http://x.com/a"),
        lambda: FormerName.objects.create(alumnus=alumnus, surname=""),
        lambda: [LanguageSkill.objects.create(alumnus=alumnus, language="de", level="b1") for _ in range(2)],
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


def test_languages_have_names_in_both_tongues_and_the_usual_first() -> None:
    assert languages()[:2] == [("tr", "Türkçe"), ("en", "İngilizce")]
    assert len(languages()) == 184


# --- The photo -------------------------------------------------------------------------------------


def upload(width: int = 400, height: int = 600, *, mark: bytes = b"", kind: str = "JPEG") -> SimpleUploadedFile:
    picture = Image.new("RGB", (width, height), "white")
    picture.paste((200, 0, 0), (0, 0, width, height // 2))
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (41.0, 0.0, 0.0), 3: "E", 4: (39.0, 43.0, 0.0)}
    exif[0x010E] = "GIZLI-ACIKLAMA"
    target = io.BytesIO()
    picture.save(target, kind, exif=exif)
    return SimpleUploadedFile("a.jpg", target.getvalue() + mark)


def test_nothing_that_hid_in_the_file_is_kept() -> None:
    made = clean_square(upload(mark=b"GIZLI-KUYRUK"))
    picture = Image.open(io.BytesIO(made))
    assert (picture.size, picture.format, dict(picture.getexif())) == ((640, 640), "JPEG", {})
    assert b"GIZLI" not in made
    assert b"Exif" not in made


def test_the_part_is_chosen_without_scripts() -> None:
    top, bottom = (
        Image.open(io.BytesIO(clean_square(upload(), part=part))).convert("RGB") for part in ("start", "end")
    )
    assert top.getpixel((320, 400))[0] > 150 > top.getpixel((320, 400))[1]  # type: ignore[index]
    assert bottom.getpixel((320, 400))[1] > 150  # type: ignore[index]


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7", b"GIF89a" + b"0" * 99, b"<svg onload=alert(1)>", b"\0\0\0\x18ftypheic" + b"0" * 99,
     upload(200, 200).read()],
)  # fmt: skip
def test_anything_but_a_fair_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError):
        clean_square(SimpleUploadedFile("a.jpg", content))


def test_the_header_alone_tells_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    from mik.common import pictures

    monkeypatch.setattr(pictures, "MOST_PIXELS", 100_000)
    with pytest.raises(ValidationError, match="megapiksel"):
        clean_square(upload())


def test_who_may_look_follows_its_visibility(
    alumnus: Alumnus, alumna: User, other_alumna: User, representative: User, other_representative: User
) -> None:
    photo = set_photo(alumnus=alumnus, square=clean_square(upload()), by=alumna)
    readers = (alumna, representative, other_alumna, other_representative)

    def seen() -> list[bool]:
        return [may_read(user, photo.small) for user in readers]

    assert seen() == [True, True, False, False]
    Photo.objects.update(visibility="members")
    assert seen() == [True, True, True, False]
    hide(alumna)
    assert seen() == [True, True, False, False]


def test_a_new_photo_takes_the_place_of_the_old_and_both_go(
    alumnus: Alumnus, alumna: User, client_for: ClientFor
) -> None:
    client, url = client_for(alumna), reverse("alumni:photo")
    given = {"part": "face", "alt": "denize bakarken", "visibility": "members"}
    for _time in range(2):
        assert client.post(url, {**given, "photo": upload()}).status_code == 302
    photo = Photo.objects.get()
    assert (StoredFile.objects.filter(purpose="profile_photo").count(), photo.alt) == (2, "denize bakarken")
    with open_file(photo.small) as small:
        assert Image.open(small).size == (160, 160)
    shown: Any = client.get(reverse("files:download", args=[photo.small_id]))
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    for resource in shown._resource_closers:
        resource()
    assert client.post(url, {**given, "alt": ""}).status_code == 302  # words alone
    assert client.post(url, {"sil": "1"}).status_code == 302
    assert not StoredFile.objects.filter(purpose="profile_photo").exists()
