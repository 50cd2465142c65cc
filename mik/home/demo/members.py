"""What members tell of themselves, what sources say otherwise, and one graduate who has died."""

import io
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from alumni.registry.about.models import FormerName, LanguageSkill, Network, Photo, SocialLink
from alumni.registry.about.photos import clean_square, set_photo
from alumni.registry.deaths.services import Told, mark_deceased
from alumni.registry.models import Alumnus
from alumni.registry.provenance.deciding import ask_for_correction
from alumni.registry.provenance.keeping import Said, keep
from alumni.registry.provenance.models import KeptValue
from alumni.registry.reminding.models import ConfirmationReminder
from alumni.registry.scopes import office_scope
from mik.accounts.models import User
from mik.home.demo import accounts
from mik.home.demo.names import SEED, Chance
from mik.home.demo.portraits import portrait
from mik.people.deaths import Death
from mik.people.models import Sex, Source, Visibility

MEMBERS, PHOTOS, REMINDED = 60, 12, 40
LEVELS = ("c1", "b2", "b1", "a2")
OTHERS = ("de", "fr", "ar", "ru")


def make() -> None:
    """Does nothing where they are there already."""
    if LanguageSkill.objects.exists():
        return
    chance = Chance(SEED + 11)
    joined = Alumnus.objects.filter(membership__isnull=False, state=Alumnus.State.CONFIRMED)
    joined = joined.select_related("person__user")
    people = list(joined.order_by("pk")[:MEMBERS])
    elif_ = joined.filter(person__user__email=accounts.MEMBER).first()
    if elif_ is not None:
        _tell_of_elif(elif_)
        people = [one for one in people if one.pk != elif_.pk]
    LanguageSkill.objects.bulk_create(_languages(people, chance))
    for alumnus in [*([elif_] if elif_ else []), *people[:PHOTOS]]:
        _photograph(alumnus, chance)
    _remind(people[PHOTOS : PHOTOS + REMINDED])
    _disagree(people[-8:])
    _bury(people[-1:])


def _tell_of_elif(alumnus: Alumnus) -> None:
    for language, level in (("tr", "native"), ("en", "c1"), ("de", "b1")):
        LanguageSkill.objects.create(alumnus=alumnus, language=language, level=level, visibility=Visibility.MEMBERS)
    for network, url in (
        (Network.LINKEDIN, "https://www.linkedin.com/in/elif-ornek"),
        (Network.OWN, "https://elif.example"),
    ):
        SocialLink.objects.create(alumnus=alumnus, network=network, url=url, visibility=Visibility.MEMBERS)
    if alumnus.person.former_surname:
        FormerName.objects.create(alumnus=alumnus, surname=alumnus.person.former_surname, until=2018, reason="marriage")
    keep([Said(alumnus.pk, "given_names", "Elif Nur", Source.IMPORT, KeptValue.Rule.HAND)])
    diploma = alumnus.graduations.first()
    if diploma is not None:
        ask_for_correction(
            alumnus=alumnus, field="student_no", value="123456", note="Öğrenci kimliğimde böyle", graduation=diploma
        )


def _languages(people: list[Alumnus], chance: Chance) -> Iterator[LanguageSkill]:
    for alumnus in people:
        yield LanguageSkill(alumnus=alumnus, language="en", level=chance.choice(LEVELS), visibility=Visibility.MEMBERS)
        if chance.random() < 0.3:
            yield LanguageSkill(alumnus=alumnus, language=chance.choice(OTHERS), level=chance.choice(LEVELS))


def _photograph(alumnus: Alumnus, chance: Chance) -> None:
    user = alumnus.person.user
    if user is None or Photo.objects.filter(alumnus=alumnus).exists():
        return
    drawn = portrait(chance, long_hair=alumnus.person.sex == Sex.FEMALE)
    photo = set_photo(alumnus=alumnus, square=clean_square(io.BytesIO(drawn)), by=user)
    photo.visibility = Visibility.MEMBERS
    photo.save(update_fields=["visibility"])


def _remind(people: list[Alumnus]) -> None:
    """Some months ago; a third of them has confirmed since."""
    now = timezone.now()
    for place, alumnus in enumerate(people):
        sent = now - timedelta(days=30 + 3 * place)
        confirmed = sent + timedelta(days=2) if place % 3 == 0 else None
        ConfirmationReminder.objects.create(alumnus=alumnus, sent_at=sent, confirmed_at=confirmed)


def _disagree(people: list[Alumnus]) -> None:
    keep(
        Said(one.pk, "given_names", f"{one.person.given_names} Can", Source.IMPORT, KeptValue.Rule.HAND)
        for one in people
    )


def _bury(people: list[Alumnus]) -> None:
    office = office_scope(User.objects.get(email=accounts.COORDINATOR))
    day = timezone.localdate() - timedelta(days=90)
    for alumnus in people:
        note = "Cenaze töreni Trabzon’da yapıldı."
        told = Told(evidence=Death.Evidence.FAMILY, died_on=day, told_by="Oğlu", note=note)
        mark_deceased(alumnus=alumnus, scope=office, told=told)
