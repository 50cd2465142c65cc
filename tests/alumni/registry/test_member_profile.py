"""The own profile: who gets there, what it shows, «still correct», being listed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.registry import member_services as services
from alumni.registry.models import Alumnus
from alumni.registry.profile import completeness, own_profile
from mik.accounts.models import User
from mik.people.models import ContactPoint, Source
from mik.units.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import EmploymentFactory, enrol, graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import programme_of

ClientFor = Callable[[User | None], Client]


def record(user: User) -> Alumnus:
    found = services.member_record(User.objects.get(pk=user.pk))
    assert found is not None
    return found


def test_the_owner_sees_everything_of_the_own_record(alumna: User, client_for: ClientFor) -> None:
    page = client_for(alumna).get(reverse("alumni:profile")).content.decode()
    assert "Elif Şahin Yıldırım" in page
    assert "Şantiye Şefi" in page
    assert alumna.person.contacts.get(kind="email").value in page
    assert "Yalnız ben" in page
    assert "her bakış kaydedilir" in page


def test_a_visitor_is_sent_to_sign_in(db: None, client_for: ClientFor) -> None:
    for name in ("profile", "edit", "directory", "consents", "access_log", "my_data", "employment_add"):
        answer = client_for(None).get(reverse(f"alumni:{name}"))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


def test_who_has_not_joined_is_led_to_joining(db: None, client_for: ClientFor) -> None:
    answer = client_for(UserFactory.create()).get(reverse("alumni:profile"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("alumni:claim_start"))


def test_a_student_is_led_to_the_students_home(student: User, client_for: ClientFor) -> None:
    answer = client_for(student).get(reverse("alumni:profile"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("home:home"))


def test_a_record_without_membership_is_no_members_page(department: Unit, client_for: ClientFor) -> None:
    user = UserFactory.create()
    alumnus = graduate(programme_of(department))
    alumnus.person.user = user
    alumnus.person.save()
    assert services.member_record(user) is None
    assert client_for(user).post(reverse("alumni:confirm")).status_code == 404


def test_still_correct_in_one_click_and_a_second_changes_nothing(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    assert client.post(reverse("alumni:confirm")).status_code == 302
    first = record(alumna)
    assert first.confirmed_source == Source.MEMBER
    assert first.is_fresh
    client.post(reverse("alumni:confirm"))
    again = record(alumna)
    assert again.confirmed_at == first.confirmed_at
    assert again.events.filter(pgh_label="update").count() == 1  # type: ignore[attr-defined]  # by tracking
    assert "bugün onayladınız" in client.get(reverse("alumni:profile")).content.decode()


def test_still_correct_is_never_a_get(alumna: User, client_for: ClientFor) -> None:
    assert client_for(alumna).get(reverse("alumni:confirm")).status_code == 405
    assert record(alumna).confirmed_at is None


def test_a_later_day_may_be_confirmed_again(alumna: User) -> None:
    alumnus = record(alumna)
    old = timezone.now() - timedelta(days=40)
    Alumnus.objects.filter(pk=alumnus.pk).update(confirmed_at=old, confirmed_source=Source.MEMBER)
    assert services.confirm_record(alumnus=alumnus) is True
    assert services.confirm_record(alumnus=alumnus) is False
    assert record(alumna).is_fresh


def test_a_members_word_follows_that_of_the_office_on_the_same_day(alumna: User) -> None:
    alumnus = record(alumna)
    Alumnus.objects.filter(pk=alumnus.pk).update(confirmed_at=timezone.now(), confirmed_source=Source.REPRESENTATIVE)
    assert services.confirm_record(alumnus=alumnus) is True


def test_a_wish_of_the_department_is_told_until_it_is_answered(alumna: User, client_for: ClientFor) -> None:
    client = client_for(alumna)
    Alumnus.objects.filter(pk=alumna.person.pk).update(update_asked_at=timezone.now())
    assert "gözden geçirmenizi istedi" in client.get(reverse("alumni:profile")).content.decode()
    client.post(reverse("alumni:confirm"))
    assert "gözden geçirmenizi istedi" not in client.get(reverse("alumni:profile")).content.decode()


def test_completeness_counts_what_is_really_there(alumna: User) -> None:
    before = completeness(own_profile(record(alumna)))
    assert [gap.label for gap in before.gaps] == ["yaşadığınız yer"]
    assert before.percent == 80
    ContactPointFactory.create(
        person=alumna.person, kind=ContactPoint.Kind.ADDRESS, value="", normalised="TR 61", country="TR", province="61"
    )
    assert completeness(own_profile(record(alumna))).percent == 100


def test_a_dead_address_does_not_count(alumna: User) -> None:
    alumna.person.contacts.filter(kind="email").update(
        dead_at=timezone.now(), dead_evidence="bounced", dead_reason="550"
    )
    assert "e-posta" in [gap.label for gap in completeness(own_profile(record(alumna))).gaps]


def test_long_turkish_names_are_shown_as_they_are(department: Unit, client_for: ClientFor) -> None:
    user = UserFactory.create()
    alumnus = graduate(programme_of(department), given_names="İ.", surname="Iğdırlıoğlu-Şahin")
    EmploymentFactory.create(alumnus=alumnus, title="Ölçme ve Değerlendirme İşleri Başmühendisi " * 3)
    enrol(alumnus, user)
    page = client_for(user).get(reverse("alumni:profile")).content.decode()
    assert "İ. Iğdırlıoğlu-Şahin" in page
    assert ">İI<" in page


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_page_opens_in_both_languages(alumna: User, client_for: ClientFor, language: str) -> None:
    client = client_for(alumna)
    names = ("profile", "edit", "directory", "consents", "access_log", "my_data", "employment_add", "study_add")
    for name in names:
        answer = client.get(reverse(f"alumni:{name}"), headers={"accept-language": language})
        assert answer.status_code == 200, name


def test_the_page_offers_no_card_of_another_role(representative_alumna: User, client_for: ClientFor) -> None:
    page = client_for(representative_alumna).get(reverse("alumni:profile"))
    assert [item for item in page.context["for_you"] if item.url.startswith("/temsilci/")] == []
