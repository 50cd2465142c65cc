"""The demo's office and its representatives, appointed one after another by the registrar, as the house rules say."""

from datetime import date, timedelta

from mik.accounts.models import Appointment, DutyGrant, Office, User
from mik.accounts.services import appoint_first_registrar, end_appointment, record_appointment, term_end
from mik.common import hooks
from mik.home.demo import accounts
from mik.home.demo.accounts import SIGN_INS, open_account
from mik.home.demo.names import mail_name
from mik.units.models import Kind, Level, Unit

ALL_LEVELS = [int(level) for level in Level]
GRADUATE_LEVELS = [int(Level.MASTER), int(Level.DOCTORATE)]
ENGINEERING, SCIENCE, ECONOMICS = "Mühendislik Fakültesi", "Fen Fakültesi", "İktisadi ve İdari Bilimler Fakültesi"
FOREST, ARCHITECTURE, LETTERS = "Orman Fakültesi", "Mimarlık Fakültesi", "Edebiyat Fakültesi"
# Name, faculty or other top unit, department, days until the term ends (negative: it has ended).
REPRESENTATIVES = (
    ("Mehmet Kaya", ENGINEERING, "Makine Mühendisliği", 98),
    ("Selin Er", ENGINEERING, "İnşaat Mühendisliği", 7),
    ("Gül Ünsal", ENGINEERING, "Bilgisayar Mühendisliği", 692),
    ("Gül Ünsal", ENGINEERING, "Yazılım Mühendisliği", 692),
    ("Cemal Kalyoncu", ENGINEERING, "Harita Mühendisliği", 410),
    ("Sevgi Uçar", FOREST, "Peyzaj Mimarlığı", 320),
    ("Nurhan Aydemir", "Tıp Fakültesi", "Tıp", -82),
    ("İhsan Güner", FOREST, "Orman Mühendisliği", 75),
    ("Öykü Şen", "Fen Bilimleri Enstitüsü", "Mimarlık", 467),
    ("Tolga Bektaşoğlu", ENGINEERING, "Elektrik-Elektronik Mühendisliği", 555),
    ("Nalan Kuyumcu", ENGINEERING, "Jeoloji Mühendisliği", 28),
    ("Serkan Balta", ENGINEERING, "Maden Mühendisliği", 230),
    ("Işıl Ekşi", ENGINEERING, "Metalurji ve Malzeme Mühendisliği", 845),
    ("Çiğdem Oral", ARCHITECTURE, "Mimarlık", 390),
    ("Ufuk Gedik", ARCHITECTURE, "Şehir ve Bölge Planlama", 150),
    ("Meltem Sönmez", ECONOMICS, "İşletme", 615),
    ("Hikmet Çolakoğlu", ECONOMICS, "İktisat", 500),
    ("Ebru Sancaktar", ECONOMICS, "Maliye", 260),
    ("Yasin Kırca", SCIENCE, "Matematik", 700),
    ("Nilgün Horasan", SCIENCE, "Kimya", 61),
    ("Özge Ilıca", SCIENCE, "Biyoloji", 340),
    ("Rıza Müftüoğlu", LETTERS, "Türk Dili ve Edebiyatı", 440),
    ("Aysun Genç", "Sağlık Bilimleri Fakültesi", "Hemşirelik", 580),
    ("Turgay Reis", "Sürmene Deniz Bilimleri Fakültesi", "Gemi İnşaatı ve Gemi Makineleri Mühendisliği", 205),
)


def years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def department(top: str, name: str) -> Unit:
    return Unit.objects.get(kind=Kind.DEPARTMENT, name=name, parent__name=top)


def programme(top: str, name: str, level: int = Level.BACHELOR) -> Unit:
    return Unit.objects.get(kind=Kind.PROGRAMME, level=level, parent=department(top, name))


class Desk:
    """The registrar at work: each appointment with a decision of the Rectorate."""

    def __init__(self, today: date) -> None:
        self.today, self.number = today, 100
        self.registrar = self._first_registrar()

    def _first_registrar(self) -> User:
        """By the one act that needs no registrar; where one is in office, that one appoints ours."""
        user = _account(accounts.REGISTRAR)
        held = Appointment.objects.filter(office=Office.REGISTRAR).in_force().select_related("user").first()
        decided = years_before(self.today, 7)
        if held is None:
            appoint_first_registrar(user=user, decision_number=f"{decided.year}/31", decision_date=decided)
        elif held.user != user:
            self.registrar = held.user
            self.appoint(user, Office.REGISTRAR, decided)
        return user

    def appoint(
        self,
        user: User,
        office: str,
        starts: date,
        ends: date | None = None,
        unit: Unit | None = None,
        levels: list[int] | None = None,
        under: Appointment | None = None,
    ) -> Appointment:
        self.number += 1
        decided = starts - timedelta(days=9)
        return record_appointment(
            by=self.registrar,
            user=user,
            office=office,
            starts=starts,
            ends=ends,
            unit=unit,
            levels=levels or [],
            under=under,
            decision_number=f"{decided.year}/{self.number}",
            decision_date=decided,
        )


def _account(email: str) -> User:
    known = next(sign_in for sign_in in SIGN_INS if sign_in.email == email)
    return open_account(name=known.name, email=email)


def appoint_everybody(today: date) -> None:
    desk = Desk(today)
    coordinator = _appoint_heads(desk, today)
    _appoint_staff(desk, today, coordinator)
    vice_rector, since = _account(accounts.VICE_RECTOR), years_before(today, 1)
    desk.appoint(vice_rector, Office.VICE_RECTOR, since, today + timedelta(days=900))
    for name, top, unit, days in REPRESENTATIVES:
        _appoint_representative(desk, today, name, department(top, unit), days)
    for email in (accounts.STUDENT, accounts.CLAIMANT):
        _account(email)


def _appoint_heads(desk: Desk, today: date) -> User:
    """A former coordinator, an acting one for the gap, the coordinator of today and the assistant."""
    ends = today + timedelta(days=22)
    starts = years_before(ends + timedelta(days=1), 3)
    gap = starts - timedelta(days=35)
    before, acting = _account(accounts.FORMER_COORDINATOR), _account(accounts.SEVERAL)
    desk.appoint(before, Office.COORDINATOR, years_before(gap, 3), gap - timedelta(days=1))
    desk.appoint(acting, Office.ACTING, gap, starts - timedelta(days=1))
    coordinator = _account(accounts.COORDINATOR)
    term = desk.appoint(coordinator, Office.COORDINATOR, starts, ends)
    # The decision gives the assistant three whole years; the term ends with the coordinator's all the same.
    later = starts + timedelta(days=48)
    desk.appoint(_account(accounts.ASSISTANT), Office.ASSISTANT, later, term_end(later), under=term)
    return coordinator


def _appoint_staff(desk: Desk, today: date, coordinator: User) -> None:
    ends = today + timedelta(days=800)
    codes = {
        accounts.STAFF: [duty.code for duty in hooks.duties],
        accounts.SEVERAL: ["alumni.registry", "alumni.claims"],
        accounts.STAFF_WITHOUT: [],
    }
    for email, duties in codes.items():
        term = desk.appoint(_account(email), Office.STAFF, today - timedelta(days=500), ends)
        since = today - timedelta(days=400)
        DutyGrant.objects.bulk_create(
            DutyGrant(appointment=term, code=code, starts=since, ends=ends, granted_by=coordinator) for code in duties
        )


def _appoint_representative(desk: Desk, today: date, name: str, unit: Unit, days: int) -> None:
    """A three-year term that ends in so many days; one who left early did so for a reason."""
    user = open_account(name=name, email=f"{mail_name(*name.split())}@ornek.example")
    in_institute = unit.parent is not None and unit.parent.kind == Kind.INSTITUTE
    ends = today + timedelta(days=days if days >= 0 else 300)
    starts = years_before(ends + timedelta(days=1), 3)
    levels = GRADUATE_LEVELS if in_institute else ALL_LEVELS
    term = desk.appoint(user, Office.REPRESENTATIVE, starts, ends, unit, levels)
    if days < 0:
        end_appointment(
            by=desk.registrar, appointment=term, on=today + timedelta(days=days), reason="Başka üniversiteye geçti"
        )
