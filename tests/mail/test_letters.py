"""What a recipient reads: filled in, escaped, in the own language, with a way out."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from mik.accounts.models import User
from mik.mail.compose import check_letter, preview, send_test
from mik.mail.models import Mailing, OutgoingMail
from mik.mail.placeholders import Placeholder, placeholders, register
from mik.mail.unsubscribe import unsubscribe_url
from mik.people.models import Person
from tests.factories.accounts import UserFactory
from tests.factories.mail import NEWS, draft, readers, send, started
from tests.mail.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Iterator[None]:
    """A placeholder in two languages, as a room above would bring it."""

    def values(person_ids: Any) -> Mapping[int, Mapping[str, str]]:
        return {pk: {"tr": "Trabzon <il>", "en": "Trebizond"} for pk in person_ids}

    register(Placeholder("sehir", "Şehir", values))
    yield
    placeholders.unregister("sehir")


@pytest.fixture
def by() -> User:
    return UserFactory.create()


def unsaved(**fields: Any) -> Mailing:
    return Mailing(**{"subject_tr": "K", "body_tr": "M", "purpose": NEWS, **fields})


def test_a_placeholder_that_does_not_exist_is_named_beside_those_that_do(town: None) -> None:
    with pytest.raises(ValidationError) as refused:
        check_letter(unsaved(subject_tr="{adi}", body_tr="{ad} {Bölüm}"))
    assert "{Bölüm}, {adi}" in refused.value.message
    assert "{ad}" in refused.value.message
    assert "{sehir}" in refused.value.message


def test_a_placeholder_inside_a_link_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        check_letter(unsaved(body_tr="[x](https://ktu.edu.tr/{ad})"))
    assert refused.value.code == "placeholder_in_link"


@pytest.mark.parametrize("fields", [{"subject_en": "S"}, {"body_en": "B"}])
def test_half_an_english_letter_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as refused:
        check_letter(unsaved(**fields))
    assert refused.value.code == "half_english"


def test_one_whole_mail(sink: Sink, by: User, town: None, settings: Any) -> None:
    settings.MAILING_FROM_EMAIL = "KTÜ Mezun <mezun@ktu.example>"
    (person,) = readers(1)
    mailing = started(by, subject_tr="Merhaba {ad}", body_tr="# Selam\n\nSayın {ad}, {sehir}.")
    send(mailing)
    mail = sink.message("okur0@ornek.example")
    url = unsubscribe_url(person_id=person.pk, purpose=NEWS)
    assert (mail["Subject"], mail["To"]) == ("Merhaba Okur0 Yılmaz", "okur0@ornek.example")
    assert mail["From"] == "KTÜ Mezun <mezun@ktu.example>"
    assert mail["Message-ID"] == f"<{mailing.deliveries.get().message_id}@ktu.example>"
    assert mail["List-Unsubscribe"] == f"<{url}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = (part.get_content().replace("\r\n", "\n") for part in mail.iter_parts())
    assert "Selam\n\nSayın Okur0 Yılmaz, Trabzon <il>." in text
    assert url in text
    assert "<h2>Selam</h2>\n<p>Sayın Okur0 Yılmaz, Trabzon &lt;il&gt;.</p>" in html
    assert f'href="{url}"' in html


def test_everybody_reads_the_own_language(sink: Sink, by: User, town: None) -> None:
    _turkish, english = readers(2)
    Person.objects.filter(pk=english.pk).update(user=UserFactory.create(language="en"))
    mailing = started(by, subject_tr="{sehir}", body_tr="Türkçe", subject_en="{sehir}", body_en="English")
    send(mailing)
    assert sink.message("okur0@ornek.example")["Subject"] == "Trabzon <il>"
    assert sink.message("okur1@ornek.example")["Subject"] == "Trebizond"


def test_without_an_english_text_everybody_reads_turkish(sink: Sink, by: User) -> None:
    (person,) = readers(1)
    Person.objects.filter(pk=person.pk).update(user=UserFactory.create(language="en"))
    mailing = started(by)
    assert mailing.deliveries.get().language == "tr"


def test_a_name_cannot_add_a_header(sink: Sink, by: User) -> None:
    (person,) = readers(1)
    Person.objects.filter(pk=person.pk).update(given_names="Elif\r\nBcc: baska@ornek.example\r\n\r\nGövde\x1b")
    mailing = started(by)
    send(mailing)
    mail = sink.message("okur0@ornek.example")
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Merhaba Elif Bcc: baska@ornek.example Gövde Yılmaz"
    assert list(sink.counted) == ["okur0@ornek.example"]


def test_a_name_is_no_markup(by: User) -> None:
    (person,) = readers(1)
    Person.objects.filter(pk=person.pk).update(given_names="<script>x</script>{sehir}")
    letter = preview(mailing=draft(by), person=person)
    assert "<script>" not in letter.html
    assert "Sayın <script>x</script>{sehir} Yılmaz" in letter.text


def test_a_preview_without_a_person_shows_what_stands_there(by: User) -> None:
    assert preview(mailing=draft(by)).subject == "Merhaba [Adı ve soyadı]"


def test_a_test_mail_goes_to_oneself_in_both_languages(by: User) -> None:
    mailing = draft(by, subject_en="Hello {ad}", body_en="Text")
    send_test(mailing=mailing, to=by)
    first, second = OutgoingMail.objects.order_by("pk")
    assert (first.to, first.subject) == (by.email, "[Deneme] Merhaba [Adı ve soyadı]")
    assert (second.to, (second.subject or "")[:14]) == (by.email, "[Deneme] Hello")
    assert mailing.deliveries.count() == 0
