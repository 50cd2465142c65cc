"""Graduates with a part of their own: the member with a full profile, those in office who graduated here, and the
ones whose joining can be tried.
"""

from datetime import date, datetime, timedelta

from alumni.career.models import Employment, FurtherStudy
from alumni.membership.models import Membership
from alumni.registry.member_services import ContactValues
from alumni.registry.models import Alumnus, Graduation
from mik.accounts.models import User
from mik.audit.log import log_access
from mik.common.fields import keyed_hash
from mik.home.demo import accounts
from mik.home.demo.accounts import UNJOINED, open_account
from mik.home.demo.cast import ENGINEERING, FOREST, programme
from mik.home.demo.contacts import word
from mik.home.demo.graduates import Maker
from mik.home.demo.people import with_check_digits
from mik.home.demo.records import Graduate
from mik.people.models import ConsentEntry, ContactPoint, Person, Purpose, Source, Visibility
from mik.units.models import Level, Unit

Kind = ContactPoint.Kind


def stars(maker: Maker) -> list[Graduate]:
    return [_elif(maker), _cemal(maker), _sevgi(maker), _zeynep(maker), *_huseyins(maker)]


def _record(
    maker: Maker, names: tuple[str, str, str], born: date, sex: str, unit: Unit, graduated: date, number: str = ""
) -> Graduate:
    """A confirmed record with one diploma; ``number`` is a T.C. number, drawn where none is given."""
    given, surname, former = names
    tckn, hashed = (number, keyed_hash(number, purpose="tckn")) if number else maker.numbers.national()
    entered = maker.now - timedelta(days=900)
    if graduated > entered.date():
        entered = maker.now - timedelta(days=200)
    person = Person(given_names=given, surname=surname, former_surname=former, birth_date=born, sex=sex, tckn=tckn)
    person.nationality, person.tckn_hash, person.created_at = "TR", hashed, entered
    alumnus = Alumnus(person=person, created_at=entered)
    maker.serial += 1
    diploma = Graduation(
        alumnus=alumnus,
        programme=unit,
        level=unit.level or 0,
        graduated_on=graduated,
        year=graduated.year,
        diploma_no=f"{graduated.year}/{20_000 + maker.serial}",
        student_no=f"{(graduated.year - 1959) * 12_000 + maker.serial:06d}",
        created_at=entered,
    )
    return Graduate(person, alumnus, [diploma], "TR", "61")


def _joins(graduate: Graduate, user: User, joined: datetime, confirmed: datetime) -> Graduate:
    graduate.user, graduate.joined_at, graduate.email = user, joined, user.email
    graduate.method = Membership.Method.REPRESENTATIVE
    graduate.alumnus.confirmed_at, graduate.alumnus.confirmed_source = confirmed, Source.MEMBER
    mail = _contact(graduate, ContactValues(Kind.EMAIL, user.email), Source.MEMBER)
    mail.verified_at = joined
    graduate.contacts.append(mail)
    return graduate


def _contact(graduate: Graduate, values: ContactValues, source: str = Source.MEMBER) -> ContactPoint:
    return ContactPoint(
        person=graduate.person,
        kind=values.kind,
        value=values.value,
        normalised=values.normalised,
        country=values.country,
        province=values.province,
        visibility=values.visibility,
        is_primary=True,
        source=source,
        created_at=graduate.joined_at or graduate.alumnus.created_at,
    )


def _elif(maker: Maker) -> Graduate:
    """The member of the profile page: her word is seven months old."""
    unit = programme(ENGINEERING, "İnşaat Mühendisliği")
    names = ("Elif", "Şahin Yıldırım", "Şahin")
    graduate = _record(maker, names, date(1991, 5, 17), "f", unit, date(2014, 6, 27))
    user = open_account(name="Elif Şahin Yıldırım", email=accounts.MEMBER)
    joined = maker.now - timedelta(days=880)
    _joins(graduate, user, joined, maker.now - timedelta(days=225))
    shown = Visibility.MEMBERS
    graduate.contacts += [
        _contact(graduate, ContactValues(Kind.PHONE, "+905320004718")),
        _contact(graduate, ContactValues(Kind.ADDRESS, "", "TR", "61", shown)),
        _contact(graduate, ContactValues(Kind.WEB, "https://elifsahin.ornek.example", visibility=shown)),
    ]
    graduate.consents = [word(purpose, "email", ConsentEntry.Act.GIVEN, joined) for purpose in Purpose]
    graduate.jobs = _elifs_jobs(maker, graduate)
    graduate.studies = [
        FurtherStudy(
            alumnus=graduate.alumnus,
            institution="Çoruh Üniversitesi",
            programme="Ulaştırma",
            level=Level.MASTER,
            province="25",
            starts=date(2018, 9, 1),
            ends=date(2021, 6, 1),
        )
    ]
    return graduate


def _elifs_jobs(maker: Maker, graduate: Graduate) -> list[Employment]:
    rows = [
        ("Karayolları 10. Bölge", "P", "Şantiye Şefi", "61", date(2021, 9, 1), None,
         "Zigana Tüneli bağlantı yollarında 40 kişilik saha ekibini yönetiyor."),
        ("Deniz Yapı Denetim", "N", "Yapı Denetim Mühendisi", "53", date(2017, 3, 1), date(2021, 8, 1), ""),
        ("Kıyı İnşaat A.Ş.", "F", "Saha Mühendisi", "55", date(2014, 7, 1), date(2017, 2, 1),
         "Liman genişletme projesinde ilk görev."),
    ]  # fmt: skip
    return [
        Employment(
            alumnus=graduate.alumnus,
            employer=maker.employers.named(employer),
            sector=sector,
            title=title,
            occupation="21",
            province=province,
            starts=starts,
            ends=ends,
            is_primary=ends is None,
            description=description,
        )
        for employer, sector, title, province, starts, ends, description in rows
    ]


def _cemal(maker: Maker) -> Graduate:
    """Represents the department he graduated from."""
    unit = programme(ENGINEERING, "Harita Mühendisliği")
    graduate = _record(maker, ("Cemal", "Kalyoncu", ""), date(1979, 3, 2), "m", unit, date(2001, 6, 22))
    user = open_account(name="Cemal Kalyoncu", email=accounts.GRADUATE_TOO)
    return _joins(graduate, user, maker.now - timedelta(days=700), maker.now - timedelta(days=40))


def _sevgi(maker: Maker) -> Graduate:
    """A graduate, a member of staff and a representative at once."""
    unit = programme(FOREST, "Orman Endüstrisi Mühendisliği")
    graduate = _record(maker, ("Sevgi", "Uçar", "Aslan"), date(1974, 11, 30), "f", unit, date(1996, 7, 5))
    user = open_account(name="Sevgi Uçar", email=accounts.SEVERAL)
    return _joins(graduate, user, maker.now - timedelta(days=820), maker.now - timedelta(days=90))


def _zeynep(maker: Maker) -> Graduate:
    """Not joined yet; her address stands on the record, so joining needs nobody's decision."""
    unit = programme(UNJOINED.faculty, UNJOINED.department)
    names, number = (UNJOINED.given_names, UNJOINED.surname, ""), with_check_digits(UNJOINED.first_nine)
    day = date(UNJOINED.year, 6, 28)
    graduate = _record(maker, names, date(*UNJOINED.birth_date), "f", unit, day, number)
    graduate.contacts = [_contact(graduate, ContactValues(Kind.EMAIL, UNJOINED.email), Source.IMPORT)]
    return graduate


def _huseyins(maker: Maker) -> list[Graduate]:
    """The record of somebody whose claim waits, and one that resembles it."""
    unit = programme(ENGINEERING, "Makine Mühendisliği")
    names, similar = ("Hüseyin", "İnce", ""), ("Hüseyin", "İnceoğlu", "")
    return [
        _record(maker, names, date(2001, 3, 4), "m", unit, date(2023, 6, 27)),
        _record(maker, similar, date(1997, 2, 11), "m", unit, date(2019, 6, 28)),
    ]


def look_at_elif() -> None:
    """So that «Kimler baktı?» has something to tell."""
    person = Person.objects.get(user__email=accounts.MEMBER)
    looks = (
        (accounts.ENDING, "representative", "representatives:graduate_detail"),
        (accounts.COORDINATOR, "coordinator", "coordinator:graduate_detail"),
    )
    for email, role, view in looks:
        user = User.objects.get(email=email)
        log_access(request_or_user=user, action="view", subjects=[person.pk], view=view, as_role=role)
