"""What rooms tell: the owner of a record, a claimant, the reader of an announcement; no happening mails twice."""

import pytest

from alumni.membership.deciding import ask_for_more
from alumni.registry.models import Alumnus
from alumni.registry.notices import tell_changed
from alumni.registry.scopes import representative_scope
from coordinator.newsroom.services import withdraw_announcement
from coordinator.newsroom.telling import readable, tell_readers
from mik.accounts.models import User
from mik.mail.models import OutgoingMail
from mik.people.models import Person
from mik.units.models import Level, Unit
from mik.work.inbox import entries
from mik.work.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory
from tests.factories.news import published

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    return [entry.text for entry in entries(user, Notification.objects.visible_to(user))]


def test_the_owner_of_a_record_hears_of_a_change_once_a_day(
    alumna: User, representative: User, department: Unit
) -> None:
    scope = representative_scope(representative, department.pk)
    for _ in range(2):
        tell_changed(user_id=alumna.pk, scope=scope)
    tell_changed(user_id=representative.pk, scope=scope)
    assert told(alumna) == ["Bölüm temsilciniz kaydınızda değişiklik yaptı."]
    assert told(representative) == []
    assert Notification.objects.for_digest().count() == 1


def test_a_claimant_is_mailed_once_and_finds_it_in_the_inbox(representative: User, department: Unit) -> None:
    claimant = UserFactory.create()
    claim = ClaimFactory.create(user=claimant, unit=department, level=Level.BACHELOR)
    ask_for_more(claim=claim, by=representative, as_role="representative", reason="Diplomanızı gönderin.")
    assert told(claimant) == ["Üyelik başvurunuz için ek bilgi istendi."]
    assert OutgoingMail.objects.count() == 1


def test_members_find_an_announcement_until_it_is_withdrawn(
    alumna: User, representative: User, department: Unit
) -> None:
    announcement = published(representative, unit=department, kind="news", title_tr="Bölüm günü")
    for _ in range(2):
        tell_readers(announcement, Person.objects.filter(pk=Alumnus.objects.get(person__user=alumna).pk))
    assert told(alumna) == ["Yeni duyuru: Bölüm günü"]
    assert readable(alumna, [str(announcement.pk)]) == {str(announcement.pk)}
    withdraw_announcement(announcement=announcement, by=representative)
    found = entries(alumna, Notification.objects.visible_to(alumna))
    assert [(entry.text, entry.url) for entry in found] == [("Yeni duyuru: Bölüm günü", "")]
    assert not OutgoingMail.objects.exists()
