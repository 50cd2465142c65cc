"""The list of graduates: scope, saved views, filters, search, order, pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alumni.registry.lists import GraduateList
from alumni.registry.models import Alumnus
from alumni.registry.saved_views import totals_of
from alumni.registry.scopes import OutOfReach, Scope, office_scope, representative_scope
from mik.accounts.models import User
from mik.common.keyset import count_in_words
from mik.people.models import ContactPoint
from mik.units.models import Level, Successor, Unit
from tests.factories.accounts import UserFactory, represent
from tests.factories.alumni import EmploymentFactory, GraduationFactory, OrganisationFactory, enrol, graduate
from tests.factories.people import ContactPointFactory
from tests.factories.units import department_with_programmes, programme_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(representative: User, department: Unit) -> Scope:
    return representative_scope(representative, department.pk)


def shown(scope: Scope, query: str = "") -> list[str]:
    return [row.name for row in GraduateList(scope=scope, data=QueryDict(query)).rows]


def confirm(alumnus: Alumnus, *, days_ago: int = 1) -> Alumnus:
    alumnus.confirmed_at = timezone.now() - timedelta(days=days_ago)
    alumnus.save()
    return alumnus


# --- Scope -----------------------------------------------------------------------------------------


def test_only_graduates_of_the_department(scope: Scope, department: Unit, other_department: Unit) -> None:
    graduate(programme_of(department), given_names="Ayşe", surname="Bizim")
    graduate(programme_of(other_department), given_names="Ali", surname="Onların")
    assert shown(scope) == ["Ayşe Bizim"]


def test_only_the_levels_of_the_appointment(department: Unit, registrar: User) -> None:
    user = UserFactory.create()
    represent(user, department, [Level.MASTER], by=registrar)
    graduate(programme_of(department, Level.MASTER), given_names="Usta", surname="Bir")
    graduate(programme_of(department, Level.BACHELOR), given_names="Lisans", surname="İki")
    assert shown(representative_scope(user, department.pk)) == ["Usta Bir"]


def test_two_appointments_for_one_department_add_up(department: Unit, registrar: User) -> None:
    user = UserFactory.create()
    represent(user, department, [Level.MASTER], by=registrar)
    represent(user, department, [Level.BACHELOR], by=registrar)
    graduate(programme_of(department, Level.MASTER), given_names="Ayşe", surname="A")
    graduate(programme_of(department, Level.BACHELOR), given_names="Banu", surname="B")
    assert shown(representative_scope(user, department.pk)) == ["Ayşe A", "Banu B"]


def test_two_departments_are_never_mixed(
    representative: User, department: Unit, other_department: Unit, registrar: User
) -> None:
    represent(representative, other_department, by=registrar)
    graduate(programme_of(department), given_names="Ayşe", surname="A")
    graduate(programme_of(other_department), given_names="Banu", surname="B")
    assert shown(representative_scope(representative, department.pk)) == ["Ayşe A"]
    assert shown(representative_scope(representative, other_department.pk)) == ["Banu B"]


def test_no_scope_over_another_or_a_closed_department(
    representative: User, department: Unit, other_department: Unit
) -> None:
    with pytest.raises(OutOfReach):
        representative_scope(representative, other_department.pk)
    department.closed_on = timezone.localdate()
    department.save()
    with pytest.raises(OutOfReach):
        representative_scope(representative, department.pk)


def test_no_scope_over_a_department_that_moved(representative: User, department: Unit) -> None:
    department.successor = Successor.objects.create(name="Trabzon Üniversitesi", year=2018, basis="7141")
    department.save()
    with pytest.raises(OutOfReach):
        representative_scope(representative, department.pk)


def test_no_scope_after_the_term(former_representative: User, department: Unit) -> None:
    with pytest.raises(OutOfReach):
        representative_scope(former_representative, department.pk)


def test_the_office_scope_is_the_heads_and_the_dutys(
    coordinator: User, staff: User, staff_with_duty: User, representative: User
) -> None:
    assert office_scope(coordinator).role == "coordinator"
    assert office_scope(staff_with_duty).role == "staff"
    for user in (staff, representative, None):
        with pytest.raises(OutOfReach):
            office_scope(user)


def test_offices_own_graduates(coordinator: User, representative: User, department: Unit) -> None:
    """Closed, moved and unrepresented units; a graduate a representative looks after is not among them."""
    graduate(programme_of(department), given_names="Temsilcili", surname="A")
    graduate(programme_of(department_with_programmes("Temsilcisiz")), given_names="Banu", surname="B")
    closed = department_with_programmes("Kapanan", closed_on=timezone.localdate() - timedelta(days=1))
    represent(UserFactory.create(), closed)
    graduate(programme_of(closed), given_names="Can", surname="C")
    scope = office_scope(coordinator)
    assert shown(scope, "gorunum=ofisin") == ["Banu B", "Can C"]
    assert totals_of(scope).views["ofisin"] == 2


def test_the_offices_view_is_no_view_of_a_representative(scope: Scope, department: Unit) -> None:
    graduate(programme_of(department), given_names="Ayşe", surname="A")
    assert shown(scope, "gorunum=ofisin") == ["Ayşe A"]
    assert "ofisin" not in totals_of(scope).views


# --- States and saved views ------------------------------------------------------------------------


@pytest.fixture
def four_states(department: Unit) -> None:
    programme = programme_of(department)
    confirm(graduate(programme, given_names="Güncel", surname="A"))
    confirm(graduate(programme, given_names="Eski", surname="B"), days_ago=800)
    graduate(programme, given_names="Hiç", surname="C")
    graduate(programme, given_names="Ulaşılamayan", surname="D", contacts=False)
    proposed = graduate(programme, given_names="Önerilen", surname="E")
    Alumnus.objects.filter(pk=proposed.pk).update(state="proposed")


def test_each_record_is_in_exactly_one_state(scope: Scope, four_states: None) -> None:
    rows = GraduateList(scope=scope, data=QueryDict()).rows
    assert {row.name: str(row.pill.label) for row in rows} == {
        "Güncel A": "Güncel",
        "Eski B": "Eski",
        "Hiç C": "Eski",
        "Ulaşılamayan D": "Ulaşılamadı",
        "Önerilen E": "Onay bekliyor",
    }


def test_saved_views_count_what_they_show(scope: Scope, four_states: None) -> None:
    totals = totals_of(scope)
    assert totals.views == {"": 5, "onerilen": 1, "eski": 2, "ulasilamayan": 1, "bu-yil": 0, "uyeler": 0}
    assert totals.fresh == 1
    for code, count in totals.views.items():
        assert len(shown(scope, f"gorunum={code}")) == count


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("fresh", ["Güncel A"]),
        ("stale", ["Eski B", "Hiç C"]),
        ("unreachable", ["Ulaşılamayan D"]),
        ("proposed", ["Önerilen E"]),
    ],
)
def test_filter_by_state(scope: Scope, four_states: None, state: str, names: list[str]) -> None:
    assert shown(scope, f"durum={state}") == names


def test_a_dead_address_is_no_way_to_reach(scope: Scope, department: Unit) -> None:
    alumnus = graduate(programme_of(department), contacts=False, given_names="Ölü", surname="Adres")
    ContactPointFactory.create(person=alumnus.person, dead_at=timezone.now(), dead_evidence="bounced")
    assert shown(scope, "gorunum=ulasilamayan") == ["Ölü Adres"]


def test_this_years_graduates(scope: Scope, department: Unit) -> None:
    year = timezone.localdate().year
    graduate(programme_of(department), year=year, given_names="Yeni", surname="A")
    graduate(programme_of(department), year=year - 1, given_names="Geçen", surname="B")
    assert shown(scope, "gorunum=bu-yil") == ["Yeni A"]


# --- Search and filters ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["igdirlioglu", "Iğdırlıoğlu-Şahin", "ŞAHİN i.", "şahin ığdırlı", "İ. Iğdırlıoğlu-Şahin", "sahin IGDIR"],
)
def test_search_folds_names_and_takes_words_in_any_order(scope: Scope, department: Unit, words: str) -> None:
    graduate(programme_of(department), given_names="İ.", surname="Iğdırlıoğlu-Şahin")
    graduate(programme_of(department), given_names="Ali", surname="Kaya")
    assert shown(scope, f"q={words}") == ["İ. Iğdırlıoğlu-Şahin"]


def test_search_by_email_and_employer(scope: Scope, department: Unit) -> None:
    first = graduate(programme_of(department), contacts=False, given_names="Ayşe", surname="A")
    ContactPointFactory.create(person=first.person, value="ayse.posta@ornek.example")
    second = graduate(programme_of(department), contacts=False, given_names="Banu", surname="B")
    EmploymentFactory.create(alumnus=second, employer=OrganisationFactory.create(name="TOFAŞ"))
    assert shown(scope, "q=AYSE.posta@ornek.example") == ["Ayşe A"]
    assert shown(scope, "q=tofaş") == ["Banu B"]
    assert shown(scope, "q=banu tofas") == ["Banu B"]
    assert shown(scope, "q=ayşe tofas") == []


def test_an_identity_number_is_not_searched(scope: Scope, department: Unit) -> None:
    alumnus = graduate(programme_of(department))
    assert shown(scope, f"q={alumnus.person.tckn}") == []


def test_search_does_not_reach_outside_the_scope(scope: Scope, other_department: Unit) -> None:
    graduate(programme_of(other_department), given_names="Gizli", surname="Kişi")
    assert shown(scope, "q=gizli") == []


def test_year_and_level_are_asked_of_one_graduation_in_scope(
    scope: Scope, department: Unit, other_department: Unit
) -> None:
    alumnus = graduate(programme_of(department), year=2001, given_names="Çift", surname="Diploma")
    GraduationFactory.create(alumnus=alumnus, programme=programme_of(department, Level.MASTER), year=2010)
    GraduationFactory.create(alumnus=alumnus, programme=programme_of(other_department, Level.DOCTORATE), year=2020)
    assert shown(scope, f"duzey={Level.MASTER}&yil_ilk=2010&yil_son=2010") == ["Çift Diploma"]
    assert shown(scope, f"duzey={Level.BACHELOR}&yil_ilk=2005") == []
    assert shown(scope, "yil_ilk=2015") == []


def test_filter_by_place(scope: Scope, department: Unit) -> None:
    lives = graduate(programme_of(department), given_names="Ayşe", surname="A")
    ContactPoint.objects.create(person=lives.person, kind="address", country="TR", province="61", normalised="TR 61")
    works = graduate(programme_of(department), given_names="Banu", surname="B")
    EmploymentFactory.create(alumnus=works, province="61")
    graduate(programme_of(department), given_names="Can", surname="C")
    assert shown(scope, "il=61") == ["Ayşe A", "Banu B"]
    rows = GraduateList(scope=scope, data=QueryDict("il=61")).rows
    assert [row.place for row in rows] == ["Trabzon", "Trabzon"]


def test_filter_by_membership_and_tag(scope: Scope, department: Unit) -> None:
    member = graduate(programme_of(department), given_names="Üye", surname="A")
    enrol(member, UserFactory.create())
    tagged = graduate(programme_of(department), given_names="Etiketli", surname="B")
    Alumnus.objects.filter(pk=tagged.pk).update(tags=["mentor adayı"])
    assert shown(scope, "uye=evet") == ["Üye A"]
    assert shown(scope, "uye=hayir") == ["Etiketli B"]
    assert shown(scope, "etiket=mentor adayı") == ["Etiketli B"]


def test_tags_of_other_departments_are_no_filter_values(scope: Scope, department: Unit, other_department: Unit) -> None:
    for unit, tag in ((department, "bizim"), (other_department, "onların")):
        Alumnus.objects.filter(pk=graduate(programme_of(unit)).pk).update(tags=[tag])
    choices = GraduateList(scope=scope, data=QueryDict()).filterset.form.fields["etiket"].choices
    assert [value for value, __ in choices if value] == ["bizim"]


def test_an_unreadable_filter_shows_nothing_and_says_so(scope: Scope, department: Unit) -> None:
    graduate(programme_of(department))
    graduates = GraduateList(scope=scope, data=QueryDict("yil_ilk=abc"))
    assert graduates.rows == []
    assert "yil_ilk" in graduates.filterset.form.errors


def test_chips_name_the_filters_and_take_them_away(scope: Scope) -> None:
    chips = GraduateList(scope=scope, data=QueryDict("q=kaya&yil_ilk=1990&il=61&sayfa=3")).chips
    assert [chip.label for chip in chips] == ["“kaya”", "1990 ve sonrası", "Trabzon"]
    assert chips[0].url == "?yil_ilk=1990&il=61"


# --- Order and pages -------------------------------------------------------------------------------


def test_names_stand_in_turkish_order(scope: Scope, department: Unit) -> None:
    for given in ("Zeki", "İsa", "Işıl", "Şule", "Suna", "Çiğdem", "Can", "Ömer", "Okan", "Ümit", "Umut", "Gül", "Ğ"):
        graduate(programme_of(department), given_names=given, surname="A")
    expected = ["Can", "Çiğdem", "Gül", "Ğ", "Işıl", "İsa", "Okan", "Ömer", "Suna", "Şule", "Umut", "Ümit", "Zeki"]
    assert [name.split()[0] for name in shown(scope)] == expected
    assert [name.split()[0] for name in shown(scope, "sirala=-ad")] == expected[::-1]


def test_empty_cells_come_last_either_way(scope: Scope, department: Unit) -> None:
    graduate(programme_of(department), given_names="İşsiz", surname="A")
    for given, employer in (("Banu", "Çaykur"), ("Can", "Aselsan")):
        alumnus = graduate(programme_of(department), given_names=given, surname="B")
        EmploymentFactory.create(alumnus=alumnus, employer=OrganisationFactory.create(name=employer))
    assert shown(scope, "sirala=kurum") == ["Can B", "Banu B", "İşsiz A"]
    assert shown(scope, "sirala=-kurum") == ["Banu B", "Can B", "İşsiz A"]


def test_provinces_sort_by_name_not_by_plate(scope: Scope, department: Unit) -> None:
    for plate, given in (("61", "Trabzonlu"), ("34", "İstanbullu"), ("76", "Iğdırlı"), ("17", "Çanakkaleli")):
        alumnus = graduate(programme_of(department), given_names=given, surname="A")
        ContactPoint.objects.create(person=alumnus.person, kind="address", country="TR", province=plate)
    assert shown(scope, "sirala=il") == ["Çanakkaleli A", "Iğdırlı A", "İstanbullu A", "Trabzonlu A"]


@pytest.mark.parametrize("order", ["ad", "yil", "gorev", "kurum", "il", "guncelleme"])
def test_every_column_sorts(scope: Scope, department: Unit, order: str) -> None:
    for year in (2001, 2002):
        EmploymentFactory.create(alumnus=graduate(programme_of(department), year=year))
    assert sorted(shown(scope, f"sirala={order}")) == sorted(shown(scope, f"sirala=-{order}"))


@pytest.fixture
def sixty(department: Unit) -> list[str]:
    """Sixty graduates in Turkish order."""
    for n in range(60):
        graduate(programme_of(department), contacts=False, given_names="Ad", surname=f"Soyad{n:02}", year=2000 + n % 3)
    return [f"Ad Soyad{n:02}" for n in range(60)]


def walked(scope: Scope, query: str) -> list[list[str]]:
    """The pages from the first on, by the links of the pager."""
    pages, place = [], ""
    while True:
        graduates = GraduateList(scope=scope, data=QueryDict(f"{query}{place}"))
        pages.append([row.name for row in graduates.rows])
        if not graduates.page.has_next:
            return pages
        place = f"&sonra={graduates.page.last_key}"


@pytest.mark.parametrize("order", ["ad", "-ad", "yil", "-yil", "gorev", "-kurum", "il", "guncelleme", "-guncelleme"])
def test_pages_follow_one_another_in_every_order(scope: Scope, sixty: list[str], order: str) -> None:
    pages = walked(scope, f"sirala={order}")
    assert [len(page) for page in pages] == [25, 25, 10]
    assert sorted(name for page in pages for name in page) == sixty


def test_pages_back_and_to_the_end(scope: Scope, sixty: list[str]) -> None:
    middle = GraduateList(scope=scope, data=QueryDict("son=1"))
    assert [row.name for row in middle.rows] == sixty[35:]
    assert (middle.page.has_previous, middle.page.has_next) == (True, False)
    assert shown(scope, f"geri={middle.page.first_key}") == sixty[10:35]
    near_the_start = GraduateList(scope=scope, data=QueryDict(f"geri={middle.page.first_key}")).page.first_key
    assert shown(scope, f"geri={near_the_start}") == sixty[:25]


@pytest.mark.parametrize("place", ["sayfa=2", "sonra=0", "sonra=abc", "geri=999999999", "sonra=99999999999999999999"])
def test_a_place_that_is_none_leads_to_the_first_page(scope: Scope, sixty: list[str], place: str) -> None:
    assert shown(scope, place) == sixty[:25]


def test_a_row_out_of_scope_is_no_place(scope: Scope, sixty: list[str], other_department: Unit) -> None:
    hidden = graduate(programme_of(other_department), given_names="Ad", surname="Soyad30b")
    assert shown(scope, f"sonra={hidden.pk}") == sixty[:25]


def test_more_than_a_thousand_are_not_counted(scope: Scope, sixty: list[str]) -> None:
    graduates = GraduateList(scope=scope, data=QueryDict())
    assert (graduates.count, graduates.count_label) == (60, "60")
    assert count_in_words(1001) == "1.000+"


def test_as_many_queries_for_three_rows_as_for_one(scope: Scope, department: Unit) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            graduates = GraduateList(scope=scope, data=QueryDict("q=a"))
            assert graduates.rows
            assert graduates.tabs
            assert graduates.count
        return len(seen)

    graduate(programme_of(department), given_names="Ayşe", surname="A")
    one = queries()
    for n in range(2):
        EmploymentFactory.create(alumnus=graduate(programme_of(department), given_names=f"Ayşe{n}", surname="A"))
    assert queries() == one
