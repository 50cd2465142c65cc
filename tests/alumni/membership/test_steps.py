"""Writing a claim: step by step, kept at each, without JavaScript."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from alumni.membership.drafts import withdraw_claim
from alumni.membership.models import Claim, ClaimEvidence
from mik.accounts.models import User
from mik.files.models import StoredFile
from mik.files.services import open_file
from mik.units.models import Kind, Level, Unit, UnitName
from tests.factories.accounts import UserFactory
from tests.factories.documents import pdf, with_action
from tests.factories.units import DepartmentFactory, FacultyFactory, ProgrammeFactory

from .conftest import GRADUATION, NUMBER, PERSON

PDF = pdf()


@pytest.fixture
def client(newcomer: User, client_for: Callable[[User], Any]) -> Any:
    return client_for(newcomer)


def post(client: Any, step: str, data: dict[str, Any]) -> Any:
    return client.post(reverse(f"alumni:claim_{step}"), data)


def picture(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any
) -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new(mode, size, "navy").save(target, kind, **options)
    return SimpleUploadedFile("IMG_2031 Trabzon.png", target.getvalue(), content_type="image/png")


@pytest.mark.django_db
def test_a_newcomer_starts_with_the_name_and_nothing_is_stored_yet(client: Any) -> None:
    assert client.get(reverse("alumni:claim_start")).url == reverse("alumni:claim_person")
    assert client.get(reverse("alumni:claim_person")).status_code == 200
    assert not Claim.objects.exists()


@pytest.mark.django_db
def test_each_step_leads_to_the_next(client: Any, department: Unit) -> None:
    assert post(client, "person", PERSON).url == reverse("alumni:claim_graduation")
    assert post(client, "graduation", GRADUATION).url == reverse("alumni:claim_identity")
    assert post(client, "identity", {}).url == reverse("alumni:claim_summary")
    page = client.get(reverse("alumni:claim_summary")).content.decode()
    assert "hüseyin ince" in page
    assert "4 Mart 2001" in page
    assert "Makine Mühendisliği" in page
    assert post(client, "summary", {"note": "Hocam Prof. Dr. Kurt’tu."}).url == reverse("alumni:claim_status")
    claim = Claim.objects.get()
    assert (claim.state, claim.unit, claim.level, claim.year) == ("submitted", department, Level.BACHELOR, 2022)
    assert claim.note == "Hocam Prof. Dr. Kurt’tu."


@pytest.mark.django_db
def test_i_do_not_remember_is_an_answer(client: Any) -> None:
    post(client, "person", PERSON)
    forgotten = {"unit_unknown": "on", "level": "6", "year_unknown": "on", "student_no_unknown": "on"}
    assert post(client, "graduation", forgotten).status_code == 302
    claim = Claim.objects.get()
    assert (claim.unit, claim.unit_text, claim.year, claim.student_no) == (None, "", None, "")
    assert client.get(reverse("alumni:claim_graduation")).content.decode().count(" checked") == 4


@pytest.mark.django_db
def test_a_blank_without_it_is_not(client: Any) -> None:
    post(client, "person", PERSON)
    page = post(client, "graduation", {"level": "6"})
    assert page.status_code == 200
    assert sorted(page.context["form"].errors) == ["student_no", "unit_text", "year"]


@pytest.mark.django_db
def test_saving_for_later_keeps_what_is_in_order(client: Any) -> None:
    page = post(client, "person", {"given_names": "Hüseyin", "surname": "", "birth_date": "31.02.2001", "later": "1"})
    assert page.url == reverse("alumni:claim_status")
    claim = Claim.objects.get()
    assert (claim.state, claim.given_names) == ("draft", "Hüseyin")
    assert "Taslağınız saklandı" in client.get(page.url).content.decode()
    assert client.get(reverse("alumni:claim_start")).url == reverse("alumni:claim_person")


@pytest.mark.django_db
def test_steps_ahead_are_closed(client: Any) -> None:
    assert client.get(reverse("alumni:claim_summary")).url == reverse("alumni:claim_person")
    post(client, "person", PERSON)
    assert client.get(reverse("alumni:claim_summary")).url == reverse("alumni:claim_graduation")


@pytest.mark.django_db
def test_a_claim_that_was_sent_is_closed(client: Any, claim: Claim) -> None:
    for step in ("person", "graduation", "identity", "summary"):
        assert client.get(reverse(f"alumni:claim_{step}")).url == reverse("alumni:claim_status")
        assert post(client, step, PERSON).url == reverse("alumni:claim_status")
    claim.refresh_from_db()
    assert claim.given_names == "Hüseyin"


# --- departments -----------------------------------------------------------------------------------


def unit_of(client: Any, **answers: Any) -> Unit | None:
    post(client, "person", PERSON)
    post(client, "graduation", GRADUATION | answers)
    return Claim.objects.get().unit


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["makine muhendisligi", "MAKİNE MÜHENDİSLİĞİ", "Makine Mühendisliği, Mühendislik Fakültesi"]
)
def test_a_department_is_found_however_it_is_written(client: Any, department: Unit, text: str) -> None:
    assert unit_of(client, unit_text=text) == department


@pytest.mark.django_db
def test_an_earlier_name_leads_to_the_department(client: Any, department: Unit) -> None:
    UnitName.objects.create(unit=department, name="Makina Bölümü")
    assert unit_of(client, unit_text="makina bölümü") == department


@pytest.mark.django_db
def test_the_level_tells_departments_of_one_name_apart(client: Any) -> None:
    faculty = DepartmentFactory.create(
        name="İşletme", parent=FacultyFactory.create(name="İktisadi ve İdari Bilimler Fakültesi")
    )
    institute = DepartmentFactory.create(
        name="İşletme", parent=FacultyFactory.create(name="Sosyal Bilimler Enstitüsü", kind=Kind.INSTITUTE)
    )
    ProgrammeFactory.create(parent=faculty, level=Level.BACHELOR)
    ProgrammeFactory.create(parent=institute, level=Level.MASTER)
    assert unit_of(client, unit_text="işletme", level="7") == institute


@pytest.mark.django_db
def test_where_several_fit_the_person_chooses(client: Any, department: Unit) -> None:
    post(client, "person", PERSON)
    page = post(client, "graduation", GRADUATION | {"unit_text": "makine"})
    assert page.context["form"].unit_choices[0] == (str(department.pk), "Makine Mühendisliği, Mühendislik Fakültesi")
    chosen = GRADUATION | {"unit_text": "makine", "unit_for": "makine", "unit": str(department.pk)}
    assert post(client, "graduation", chosen).url == reverse("alumni:claim_identity")
    assert Claim.objects.get().unit == department


@pytest.mark.django_db
def test_or_none_of_them_and_the_office_reads_the_text(client: Any, department: Unit) -> None:
    answers = {"unit_text": "makine", "unit_for": "makine", "unit": "none"}
    assert unit_of(client, **answers) is None
    assert Claim.objects.get().unit_text == "makine"


# --- identity and documents ------------------------------------------------------------------------


@pytest.fixture
def at_identity(client: Any, department: Unit) -> Any:
    post(client, "person", PERSON)
    post(client, "graduation", GRADUATION)
    return client


@pytest.mark.django_db
def test_an_identifier_is_kept_until_it_is_deleted_and_never_shown(at_identity: Any) -> None:
    post(at_identity, "identity", {"identifier_kind": "national", "identifier": f" {NUMBER[:3]} {NUMBER[3:]} "})
    post(at_identity, "identity", {"identifier_kind": "national", "identifier": ""})
    assert Claim.objects.get().identifier == NUMBER
    assert NUMBER not in at_identity.get(reverse("alumni:claim_identity")).content.decode()
    post(at_identity, "identity", {"identifier": "", "identifier_remove": "on"})
    assert (Claim.objects.get().identifier, Claim.objects.get().identifier_hash) == ("", None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "number"), [("national", "12345678901"), ("national", "123"), ("passport", "ABC"), ("passport", "1")]
)
def test_a_number_that_cannot_be_one_is_refused(at_identity: Any, kind: str, number: str) -> None:
    page = post(at_identity, "identity", {"identifier_kind": kind, "identifier": number})
    assert list(page.context["form"].errors) == ["identifier"]


@pytest.mark.django_db
def test_a_photograph_is_drawn_anew_and_kept_encrypted(at_identity: Any) -> None:
    exif = Image.Exif()
    exif[0x010F] = "GIZLI-KAMERA"
    photo = picture("JPEG", exif=exif)
    assert post(at_identity, "identity", {"document": photo, "document_kind": "diploma", "add": "1"}).status_code == 302
    file = ClaimEvidence.objects.get().file
    content = open_file(file).read()
    assert (file.name, file.media_type, file.purpose) == ("diploma.jpg", "image/jpeg", "claim_evidence")
    assert b"GIZLI-KAMERA" not in content
    assert content not in file.path.read_bytes()


@pytest.mark.django_db
def test_a_pdf_is_kept_as_it_is(at_identity: Any) -> None:
    upload = SimpleUploadedFile("resim.jpg", PDF, content_type="image/jpeg")
    post(at_identity, "identity", {"document": upload, "document_kind": "belge"})
    assert ClaimEvidence.objects.get().file.media_type == "application/pdf"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "boş"),
        (b"<html><script>alert(1)</script></html>", "okunamadı"),
        (b"MZ\x90\x00" + b"\x00" * 400, "okunamadı"),
        (b"%PDF-1.7 yarim", "yarım"),
        (pdf(1, with_action("/Launch")), "çalışan"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 200, "okunamadı"),
        (b"GIF89a" + b"\x00" * 100, "okunamadı"),
    ],
)
def test_what_is_no_document_is_refused_with_a_reason(at_identity: Any, content: bytes, says: str) -> None:
    upload = SimpleUploadedFile("diploma.pdf", content, content_type="application/pdf")
    page = post(at_identity, "identity", {"document": upload, "phone": "0532 123 45 67"})
    assert says in str(page.context["form"].errors["document"])
    assert not StoredFile.objects.exists()
    assert Claim.objects.get().phone == "+905321234567"


@pytest.mark.django_db
def test_a_picture_that_would_burst_is_refused(at_identity: Any) -> None:
    bomb = picture("PNG", size=(12000, 12000), mode="1")
    page = post(at_identity, "identity", {"document": bomb})
    assert "çok büyük" in str(page.context["form"].errors["document"])


@pytest.mark.django_db
def test_five_documents_at_most(at_identity: Any) -> None:
    for _n in range(6):
        post(at_identity, "identity", {"document": picture(), "add": "1"})
    assert ClaimEvidence.objects.count() == 5


@pytest.mark.django_db
def test_a_document_can_be_removed_by_its_owner_only(at_identity: Any, client_for: Any) -> None:
    post(at_identity, "identity", {"document": picture(), "add": "1"})
    url = reverse("alumni:claim_document_remove", args=[ClaimEvidence.objects.get().pk])
    stranger = client_for(UserFactory.create())
    assert stranger.post(url).status_code == 404
    assert at_identity.post(url).status_code == 302
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_withdrawing_deletes_documents_and_identifier(
    at_identity: Any, django_capture_on_commit_callbacks: Any
) -> None:
    post(at_identity, "identity", {"document": picture(), "identifier_kind": "national", "identifier": NUMBER})
    path = StoredFile.objects.get().path
    post(at_identity, "summary", {})
    assert at_identity.get(reverse("alumni:claim_withdraw")).status_code == 200
    assert Claim.objects.get().state == "submitted"
    with django_capture_on_commit_callbacks(execute=True):
        at_identity.post(reverse("alumni:claim_withdraw"))
    claim = Claim.objects.get()
    assert (claim.state, claim.identifier, claim.identifier_hash) == ("withdrawn", "", None)
    assert not StoredFile.objects.exists()
    assert not path.exists()


@pytest.mark.django_db
def test_a_new_attempt_starts_with_what_the_last_one_said(at_identity: Any) -> None:
    withdraw_claim(claim=Claim.objects.get())
    page = at_identity.get(reverse("alumni:claim_person"))
    assert page.context["form"].initial["surname"] == "ince"
    post(at_identity, "person", PERSON)
    assert Claim.objects.get(state="draft").year == 2022


@pytest.mark.django_db
def test_the_pages_speak_english(newcomer: User, department: Unit, client_for: Any) -> None:
    client = client_for(newcomer)
    department.name_en = "Mechanical Engineering"
    department.save()
    client.cookies["django_language"] = "en"
    post(client, "person", PERSON)
    assert post(client, "graduation", GRADUATION | {"unit_text": "mechanical engineering"}).status_code == 302
    page = client.get(reverse("alumni:claim_identity")).content.decode()
    assert '<html lang="en">' in page
    assert "Mechanical Engineering" in page
    assert "4 March 2001" in page
