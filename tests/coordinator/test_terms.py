"""The terms desk, the registrar's pages, the duties of staff, and the homes of office and vice-rector."""

import io
import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from coordinator.terms import services
from coordinator.terms.desk import Desk, levels_label, narrowed
from coordinator.terms.hooks import terms_wanting_attention
from coordinator.terms.succession import ending_within, headed_until, is_followed, standing_terms
from coordinator.terms.timeline import Timeline
from mik.accounts.models import Appointment, DutyGrant, Office, User
from mik.accounts.powers import powers_of
from mik.units.models import Level, Unit
from mik.work.models import Notification
from tests.factories.accounts import UserFactory, appoint, grant, represent
from tests.factories.alumni import graduate
from tests.factories.units import department_with_programmes, programme_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
DAY = timedelta(days=1)
TERMS = "/koordinator/gorevler/"


def today() -> date:
    """Asked anew each time: a run of the tests may last beyond midnight."""
    return timezone.localdate()


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def desk_client(client_for: Sign, coordinator: User) -> Client:
    return client_for(coordinator)


@pytest.fixture
def registrar_client(client_for: Sign, registrar: User) -> Client:
    return client_for(registrar)


# --- Succession ------------------------------------------------------------------------------------


def test_the_office_is_headed_until_the_coordinators_last_day(coordinator: User) -> None:
    assert headed_until(standing_terms(coordinator)) == coordinator.appointments.get().effective_end


def test_an_acting_one_who_takes_over_the_next_day_prolongs_it(coordinator: User, registrar: User) -> None:
    until = coordinator.appointments.get().effective_end
    appoint(UserFactory.create(), Office.ACTING, by=registrar, starts=until + DAY, ends=until + 40 * DAY)
    assert headed_until(standing_terms(coordinator)) == until + 40 * DAY


def test_a_gap_of_one_day_is_a_gap(coordinator: User, registrar: User) -> None:
    until = coordinator.appointments.get().effective_end
    appoint(UserFactory.create(), Office.COORDINATOR, by=registrar, starts=until + 2 * DAY, ends=until + 40 * DAY)
    assert headed_until(standing_terms(coordinator)) == until


def test_nobody_heads_the_office_without_a_coordinator(registrar: User) -> None:
    assert headed_until(standing_terms(registrar)) is None


@pytest.mark.parametrize(("levels", "followed"), [([5, 6, 7, 8], True), ([6], False)])
def test_a_successor_takes_all_the_levels(department: Unit, registrar: User, levels: list[int], followed: bool) -> None:
    term = represent(UserFactory.create(), department, by=registrar, ends=today() + 5 * DAY)
    represent(UserFactory.create(), department, levels, by=registrar, starts=today() + 6 * DAY)
    assert is_followed(term, standing_terms(registrar)) is followed


def test_staff_are_followed_by_themselves_only(staff: User, coordinator: User, registrar: User) -> None:
    end = staff.appointments.get().effective_end
    appoint(UserFactory.create(), Office.STAFF, by=registrar, starts=end + DAY, ends=end + 9 * DAY)
    assert not is_followed(staff.appointments.get(), standing_terms(coordinator))


@pytest.mark.parametrize(("days", "within"), [(6, [7, 30, 90]), (7, [7, 30, 90]), (8, [30, 90]), (90, [90]), (91, [])])
def test_the_horizons_count_the_last_day(department: Unit, registrar: User, days: int, within: list[int]) -> None:
    term = represent(UserFactory.create(), department, by=registrar, ends=today() + days * DAY)
    terms = [t for t in standing_terms(registrar) if t.pk == term.pk]
    assert [horizon for horizon in (7, 30, 90) if ending_within(horizon, terms)] == within


# --- The desk --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["alumna", "representative", "staff", "staff_with_duty", "registrar", "student"])
@pytest.mark.parametrize("name", ["terms", "terms_download", "terms_print", "staff_duties"])
def test_the_desk_does_not_exist_for_others(
    request: pytest.FixtureRequest, client_for: Sign, role: str, name: str
) -> None:
    assert client_for(request.getfixturevalue(role)).get(reverse(f"coordinator:{name}")).status_code == 404


def test_the_vice_rector_reads_the_desk_and_hands_out_nothing(client_for: Sign, vice_rector: User) -> None:
    client = client_for(vice_rector)
    assert client.get(TERMS).status_code == 200
    assert "Personelin işleri" not in text(client.get(TERMS))
    assert client.get(reverse("coordinator:staff_duties")).status_code == 404


def test_a_coordinators_end_without_a_successor_is_announced(
    client_for: Sign, coordinator: User, registrar: User
) -> None:
    coordinator.appointments.update(ends=date(2026, 12, 14) if date(2026, 12, 14) > today() else today() + 22 * DAY)
    page = client_for(coordinator).get(TERMS)
    assert page.context["head_ends_soon"] is True
    assert "gününden sonra koordinatör yok." in text(page)


def test_a_long_term_is_not_announced(desk_client: Client) -> None:
    page = desk_client.get(TERMS)
    assert page.context["head_ends_soon"] is False
    assert "gününden sonra koordinatör yok" not in text(page)


def test_the_table_names_departments_and_who_represents_them(
    desk_client: Client, representative: User, other_department: Unit
) -> None:
    graduate(programme_of(other_department))
    rows = {row.name: row for row in desk_client.get(TERMS).context["page"]}
    assert rows["Makine Mühendisliği"].holder == "Mehmet Kaya"
    assert (rows["İnşaat Mühendisliği"].kind, rows["İnşaat Mühendisliği"].state.label) == ("bos", "Boş")


def test_a_vacancy_says_since_when(coordinator: User, former_representative: User, department: Unit) -> None:
    graduate(programme_of(department))
    ended = former_representative.appointments.get().effective_end
    row = next(row for row in Desk(standing_terms(coordinator)).rows() if row.kind == "bos")
    assert row.vacant_since == ended + DAY


def test_missing_levels_are_a_row_of_their_own(coordinator: User, department: Unit, registrar: User) -> None:
    represent(UserFactory.create(), department, [Level.ASSOCIATE, Level.BACHELOR], by=registrar)
    names = [row.name for row in Desk(standing_terms(coordinator)).rows()]
    assert names == ["Makine Mühendisliği, lisansüstü", "Makine Mühendisliği, ön lisans, lisans"]


def test_departments_without_graduates_are_not_missed(coordinator: User, department: Unit) -> None:
    assert Desk(standing_terms(coordinator)).rows() == []


@pytest.mark.parametrize(
    ("levels", "label"), [([5, 6, 7, 8], ""), ([7, 8], "lisansüstü"), ([6], "lisans"), ([5, 8], "ön lisans, doktora")]
)
def test_levels_in_words(levels: list[int], label: str) -> None:
    assert levels_label(levels, [5, 6, 7, 8]) == label


def test_search_knows_turkish_letters(coordinator: User, representative: User, department: Unit) -> None:
    rows = Desk(standing_terms(coordinator)).rows()
    assert [row.name for row in narrowed(rows, words="MUHENDISLIGI kaya")] == ["Makine Mühendisliği"]
    assert narrowed(rows, words="başka") == []
    assert narrowed(rows, kind="bos") == []


def test_a_tile_leads_to_as_many_rows_as_it_counts(
    desk_client: Client, department: Unit, other_department: Unit, registrar: User
) -> None:
    represent(UserFactory.create(), department, by=registrar, ends=today() + 5 * DAY)
    represent(UserFactory.create(), other_department, by=registrar, ends=today() + 25 * DAY)
    tiles = desk_client.get(TERMS).context["tiles"]
    counted = [tile["value"] for tile in tiles]
    shown = [desk_client.get(tile["url"].partition("#")[0]).context["page"].paginator.count for tile in tiles]
    assert counted == shown == [1, 2, 2, 0]


def test_the_file_holds_the_chosen_rows(desk_client: Client, representative: User, other_department: Unit) -> None:
    graduate(programme_of(other_department))
    answer = desk_client.get(reverse("coordinator:terms_download"), {"durum": "bos"})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet if "İnşaat Mühendisliği" in row or "Makine Mühendisliği" in row] == [
        "İnşaat Mühendisliği"
    ]


def test_the_desk_prints(desk_client: Client, representative: User) -> None:
    page = desk_client.get(reverse("coordinator:terms_print"))
    assert "Mehmet Kaya" in text(page)


def test_the_desk_takes_as_many_queries_for_one_department_as_for_many(
    desk_client: Client, department: Unit, registrar: User
) -> None:
    represent(UserFactory.create(), department, by=registrar)
    desk_client.get(TERMS)
    with CaptureQueriesContext(connection) as one:
        desk_client.get(TERMS)
    for number in range(3):
        unit = department_with_programmes(f"Bölüm {number}")
        graduate(programme_of(unit))
        represent(UserFactory.create(), unit, by=registrar)
    with CaptureQueriesContext(connection) as many:
        desk_client.get(TERMS)
    assert len(one) == len(many)


# --- The picture -----------------------------------------------------------------------------------


def test_the_picture_shows_terms_gap_and_what_is_cut_off(assistant: User, coordinator: User) -> None:
    coordinator.appointments.update(early_end=today() + 20 * DAY, early_end_reason="istifa")
    timeline = Timeline(standing_terms(coordinator))
    lines = {line.label: [bar.cls for bar in line.bars] for line in timeline.lines}
    assert lines == {"Koordinatör": ["g-bar", "g-gap"], "Vekil": [], "Yardımcı": ["g-bar2", "g-over"]}


def test_bars_lie_within_the_picture(assistant: User, coordinator: User, representative: User) -> None:
    for line in Timeline(standing_terms(coordinator)).lines:
        for bar in line.bars:
            assert 170 <= float(bar.x) <= float(bar.x) + float(bar.width) <= 1003


def test_names_do_not_run_into_the_next_bar(registrar: User, coordinator: User) -> None:
    first = coordinator.appointments.get()
    before = appoint(
        UserFactory.create(name="Prof. Dr. Abdülkadir Hacımustafaoğlu"),
        Office.COORDINATOR,
        by=registrar,
        starts=first.starts - 40 * DAY,
        ends=first.starts - DAY,
    )
    line = Timeline([before, first]).lines[0]
    assert [bar.text for bar in line.bars] == ["", "Ayşe Demir"]


# --- The registrar's pages --------------------------------------------------------------------------


def form(**changes: Any) -> dict[str, Any]:
    return {
        "email": "yeni@ornek.example",
        "name": "Doç. Dr. Selin Er",
        "decision_number": "2026/77",
        "decision_date": today().isoformat(),
        "starts": today().isoformat(),
        "ends": (today() + 300 * DAY).isoformat(),
        **changes,
    }


def record_url(office: str) -> str:
    return reverse("coordinator:appointment_record", args=[office])


@pytest.mark.parametrize("role", ["alumna", "representative", "coordinator", "assistant", "staff", "vice_rector"])
def test_only_the_registrar_knows_the_pages(
    request: pytest.FixtureRequest, client_for: Sign, registrar: User, role: str
) -> None:
    client = client_for(request.getfixturevalue(role))
    term = registrar.appointments.get()
    urls = [
        reverse("coordinator:appointment_list"),
        reverse("coordinator:appointment_add"),
        record_url("staff"),
        reverse("coordinator:appointment_end", args=[term.pk]),
    ]
    assert [client.get(url).status_code for url in urls] == [404] * 4
    assert client.post(record_url("staff"), form()).status_code == 404


def test_the_registrar_appoints_somebody_new(
    registrar_client: Client, department: Unit, django_capture_on_commit_callbacks: Any
) -> None:
    data = form(unit=department.pk, levels=[6, 7])
    with django_capture_on_commit_callbacks(execute=True):
        answer = registrar_client.post(record_url("representative"), data)
    assert answer.status_code == 302
    user = User.objects.get(email="yeni@ornek.example")
    term = user.appointments.get()
    assert (term.unit, term.levels, term.decision_number) == (department, [6, 7], "2026/77")
    assert powers_of(user).representation(department.pk) is not None
    assert (user.name, user.has_usable_password()) == ("Doç. Dr. Selin Er", False)
    assert EmailAddress.objects.get(user=user).verified is False
    assert [m.to for m in mail.outbox] == [["yeni@ornek.example"]]
    assert Notification.objects.visible_to(user).count() == 1


def test_somebody_known_keeps_account_and_name(registrar_client: Client, alumna: User) -> None:
    registrar_client.post(record_url("staff"), form(email=alumna.email.upper(), name="Başka Ad"))
    alumna.refresh_from_db()
    assert alumna.appointments.get().office == Office.STAFF
    assert alumna.name == "Elif Şahin Yıldırım"


def test_a_new_account_needs_a_name(registrar_client: Client) -> None:
    page = registrar_client.post(record_url("staff"), form(name=""))
    assert page.context["form"].errors == {"name": ["Bu adresle bir hesap yok; açılması için adını yazın."]}


@pytest.mark.parametrize("office", ["coordinator", "assistant"])
def test_three_years_where_the_decision_says_nothing_else(
    registrar_client: Client, registrar: User, office: str
) -> None:
    data = form(ends="", starts="2024-02-29", decision_date="2024-02-20")
    if office == "assistant":
        head = appoint(
            UserFactory.create(), Office.COORDINATOR, by=registrar, starts=date(2024, 1, 1), ends=today() + 900 * DAY
        )
        data["under"] = head.pk
    assert registrar_client.post(record_url(office), data).status_code == 302
    assert User.objects.get(email="yeni@ornek.example").appointments.get().ends == date(2027, 2, 28)


def test_other_offices_say_when_they_end(registrar_client: Client) -> None:
    page = registrar_client.post(record_url("staff"), form(ends=""))
    assert list(page.context["form"].errors) == ["ends"]


def test_an_assistant_names_a_coordinator(registrar_client: Client, coordinator: User) -> None:
    page = registrar_client.post(record_url("assistant"), form())
    assert list(page.context["form"].errors) == ["under"]
    answer = registrar_client.post(record_url("assistant"), form(under=coordinator.appointments.get().pk))
    assert answer.status_code == 302


def test_an_overlap_reads_as_a_sentence_and_keeps_what_was_typed(registrar_client: Client, coordinator: User) -> None:
    page = registrar_client.post(record_url("coordinator"), form())
    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == ["Bu süre içinde görevde başka bir koordinatör ya da vekil var."]
    assert 'value="2026/77"' in text(page)
    assert not User.objects.filter(email="yeni@ornek.example").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": (today() - DAY).isoformat()}, "ends"),
        ({"decision_date": (today() + DAY).isoformat()}, "decision_date"),
        ({"starts": "dün"}, "starts"),
        ({"email": "adres değil"}, "email"),
        ({"decision_number": ""}, "decision_number"),
    ],
)
def test_wrong_input_is_told_at_its_field(registrar_client: Client, changes: dict[str, str], field: str) -> None:
    page = registrar_client.post(record_url("staff"), form(**changes))
    assert list(page.context["form"].errors) == [field]


def test_a_closed_unit_cannot_be_represented(registrar_client: Client, department: Unit) -> None:
    department.closed_on = date(2018, 5, 18)
    department.save()
    page = registrar_client.post(record_url("representative"), form(unit=department.pk, levels=[6]))
    assert list(page.context["form"].errors) == ["unit"]


def test_the_registrar_never_appoints_herself(registrar_client: Client, registrar: User) -> None:
    page = registrar_client.post(record_url("coordinator"), form(email=registrar.email))
    assert page.status_code == 403
    assert "Kendi görevinizi siz kaydedemez" in text(page)
    assert registrar.appointments.count() == 1


def test_the_registrar_never_ends_the_own_term(registrar_client: Client, registrar: User) -> None:
    url = reverse("coordinator:appointment_end", args=[registrar.appointments.get().pk])
    data = {"on": today().isoformat(), "reason": "istifa"}
    assert [registrar_client.get(url).status_code, registrar_client.post(url, data).status_code] == [403, 403]
    assert registrar.appointments.get().early_end is None


def test_a_term_is_ended_early_with_a_reason(registrar_client: Client, coordinator: User, assistant: User) -> None:
    url = reverse("coordinator:appointment_end", args=[coordinator.appointments.get().pk])
    assert "Kemal Aksoy adlı yardımcının görevi de aynı gün biter" in text(registrar_client.get(url))
    assert list(registrar_client.post(url, {"on": today().isoformat()}).context["form"].errors) == ["reason"]
    answer = registrar_client.post(url, {"on": today().isoformat(), "reason": "Emeklilik"})
    assert answer.status_code == 302
    ends = [user.appointments.get().effective_end for user in (coordinator, assistant)]
    assert ends == [today(), today()]


def test_an_end_does_not_unmake_the_past(registrar_client: Client, staff: User) -> None:
    url = reverse("coordinator:appointment_end", args=[staff.appointments.get().pk])
    early = registrar_client.post(url, {"on": (today() - 2 * DAY).isoformat(), "reason": "istifa"})
    assert list(early.context["form"].errors) == ["on"]
    registrar_client.post(url, {"on": (today() - DAY).isoformat(), "reason": "istifa"})
    assert not powers_of(User.objects.get(pk=staff.pk)).is_staff


def test_a_coordinator_cannot_end_before_an_assistant_begins(
    registrar_client: Client, coordinator: User, registrar: User
) -> None:
    head = coordinator.appointments.get()
    appoint(UserFactory.create(), Office.ASSISTANT, by=registrar, under=head, starts=today() + 50 * DAY)
    url = reverse("coordinator:appointment_end", args=[head.pk])
    page = registrar_client.post(url, {"on": today().isoformat(), "reason": "istifa"})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == [
        "Bu tarihten sonra başlayacak bir yardımcı görevi var; önce onu düzeltin."
    ]


def test_a_past_term_is_not_ended_again(registrar_client: Client, former_representative: User) -> None:
    url = reverse("coordinator:appointment_end", args=[former_representative.appointments.get().pk])
    assert registrar_client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"durum": "yururlukte"}, {"Mehmet Kaya", "Rana Kayıtçı"}),
        ({"durum": "bitmis"}, {"İhsan Güner"}),
        ({"durum": "gelecek"}, set()),
        ({"gorev": "registrar"}, {"Rana Kayıtçı"}),
        ({"ara": "ihsan GUNER"}, {"İhsan Güner"}),
        ({"ara": "makine", "durum": "yururlukte"}, {"Mehmet Kaya"}),
        ({"durum": "'; DROP", "gorev": "x"}, {"Mehmet Kaya", "İhsan Güner", "Rana Kayıtçı"}),
    ],
)
def test_the_register_is_narrowed(
    client_for: Sign,
    registrar: User,
    former_representative: User,
    representative: User,
    query: dict[str, str],
    names: set[str],
) -> None:
    page = client_for(registrar).get(reverse("coordinator:appointment_list"), query)
    assert {line.term.user.name for line in page.context["page"]} == names


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_refused_with_a_sentence(registrar: User) -> None:
    """Both pass the check of Python before either is saved; the database decides."""
    barrier, outcome = threading.Barrier(2, timeout=20), []
    by = User.objects.get(pk=registrar.pk)

    def rush(number: int) -> None:
        data = {
            "user": None,
            "email": f"aday{number}@ornek.example",
            "name": "Aday",
            "starts": today(),
            "ends": today() + 99 * DAY,
            "decision_number": "1",
            "decision_date": today(),
        }
        try:
            with transaction.atomic():
                connection.ensure_connection()
                barrier.wait()
                services.record(by=by, office=Office.COORDINATOR, data=data)
            outcome.append("recorded")
        except ValidationError as refusal:
            outcome.append(refusal.messages[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=rush, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcome) == ["Bu süre içinde görevde başka bir koordinatör ya da vekil var.", "recorded"]


# --- Duties ----------------------------------------------------------------------------------------


def duty(person: User, **changes: Any) -> dict[str, Any]:
    term = person.appointments.get()
    return {"staff": term.pk, "code": "alumni.registry", "starts": today().isoformat(), "ends": "", **changes}


def test_the_coordinator_hands_out_a_duty(desk_client: Client, staff: User) -> None:
    url = reverse("coordinator:staff_duties")
    assert desk_client.post(url, duty(staff)).status_code == 302
    held = DutyGrant.objects.get()
    assert (held.code, held.ends) == ("alumni.registry", staff.appointments.get().effective_end)
    assert powers_of(User.objects.get(pk=staff.pk)).has_duty("alumni.registry")
    assert "Mezun kütüğü" in text(desk_client.get(url))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "alumni.everything"}, "code"),
        ({"staff": 0}, "staff"),
        ({"ends": (today() + 4000 * DAY).isoformat()}, "ends"),
        ({"ends": (today() - DAY).isoformat()}, "ends"),
    ],
)
def test_wrong_duties_are_told(desk_client: Client, staff: User, changes: dict[str, Any], field: str) -> None:
    page = desk_client.post(reverse("coordinator:staff_duties"), duty(staff, **changes))
    assert list(page.context["form"].errors) == [field]


def test_a_duty_is_not_given_twice(desk_client: Client, staff: User) -> None:
    url = reverse("coordinator:staff_duties")
    desk_client.post(url, duty(staff))
    page = desk_client.post(url, duty(staff, starts=(today() + DAY).isoformat()))
    assert page.context["form"].non_field_errors() == ["Bu kişide bu iş o tarihlerde zaten var."]


def test_a_duty_is_taken_back_at_once(desk_client: Client, staff_with_duty: User) -> None:
    held = DutyGrant.objects.get(code="alumni.claims")
    desk_client.post(reverse("coordinator:duty_end", args=[held.pk]))
    powers = powers_of(User.objects.get(pk=staff_with_duty.pk))
    assert (powers.has_duty("alumni.claims"), powers.has_duty("alumni.registry")) == (False, True)


def test_a_duty_of_today_disappears_when_taken_back(desk_client: Client, staff: User, coordinator: User) -> None:
    desk_client.post(reverse("coordinator:staff_duties"), duty(staff))
    desk_client.post(reverse("coordinator:duty_end", args=[DutyGrant.objects.get().pk]))
    assert DutyGrant.objects.count() == 0


def test_staff_hand_out_nothing(client_for: Sign, staff_with_duty: User) -> None:
    client, held = client_for(staff_with_duty), DutyGrant.objects.first()
    assert held is not None
    assert client.post(reverse("coordinator:duty_end", args=[held.pk])).status_code == 404


# --- What wants attention, and the homes ------------------------------------------------------------


def test_ending_terms_want_attention_of_those_concerned(
    coordinator: User, registrar: User, vice_rector: User, alumna: User, staff: User, department: Unit
) -> None:
    represent(UserFactory.create(), department, by=registrar, ends=today() + 5 * DAY)
    expected = [("90 gün içinde bitecek, yerine kayıt olmayan görev", 1)]
    for user in (coordinator, registrar, vice_rector):
        assert [(str(item.label), item.count) for item in terms_wanting_attention(user)] == expected
    for user in (alumna, staff):
        assert list(terms_wanting_attention(user)) == []


def test_an_office_without_a_head_wants_attention(registrar: User, vice_rector: User) -> None:
    labels = [str(item.label) for item in terms_wanting_attention(vice_rector)]
    assert labels == ["Bugün görevde koordinatör yok"]


@pytest.mark.parametrize("role", ["alumna", "representative", "coordinator", "staff", "registrar", "student"])
def test_the_overview_is_the_vice_rectors(request: pytest.FixtureRequest, client_for: Sign, role: str) -> None:
    assert client_for(request.getfixturevalue(role)).get(reverse("coordinator:overview")).status_code == 404


def test_duties_granted_by_others_are_listed(desk_client: Client, staff: User, coordinator: User) -> None:
    grant(staff.appointments.get(), "alumni.import", coordinator)
    members = desk_client.get(reverse("coordinator:staff_duties")).context["members"]
    assert [(str(m.term.user), [held.label for held in m.duties]) for m in members] == [
        ("Sevgi Uçar", ["Liste içe aktarma"])
    ]
    assert Appointment.objects.filter(office=Office.STAFF).count() == 1
