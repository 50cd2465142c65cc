"""The page of two records, the list of merges, and where old addresses lead."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alumni.membership.models import Membership
from alumni.registry.merging.models import Merge
from alumni.registry.merging.services import merge_records, unmerge
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.units.models import Level, Unit
from tests.factories.accounts import UserFactory
from tests.factories.alumni import enrol, graduate
from tests.factories.units import programme_of

pytestmark = pytest.mark.django_db
Clients = Callable[[User | None], Client]


@pytest.fixture
def programme(department: Unit) -> Unit:
    return programme_of(department, Level.BACHELOR)


def compare(first: Alumnus, second: Alumnus) -> str:
    return reverse("coordinator:merge_compare", args=[first.pk, second.pk])


def test_the_office_compares_merges_and_takes_back(programme: Unit, coordinator: User, client_for: Clients) -> None:
    first, second = graduate(programme, surname="Demir"), graduate(programme, surname="Çağlar")
    client, url = client_for(coordinator), compare(first, second)
    page = client.get(url).content.decode()
    assert ("Demir" in page, "Çağlar" in page, "farklı kimlik numaraları" in page) == (True, True, True)
    assert not any(str(one.person.tckn) in page for one in (first, second))

    chosen = {"kalan": second.pk, "alan_surname": first.pk}
    preview = client.post(url, {**chosen, "eylem": "onizle"}, headers={"HX-Request": "true"}).content.decode()
    assert ("Önceki soyad" in preview, "<html" in preview) == (True, False)
    assert client.post(url, {**chosen, "dogru_tckn": "10000000146"}).status_code == 422
    done = client.post(url, {**chosen, "dogru_tckn": first.person.tckn}, follow=True)
    assert "İki kayıt birleştirildi" in done.content.decode()
    kept = Alumnus.objects.select_related("person").get(pk=second.pk)
    assert (kept.person.surname, kept.person.tckn) == ("Demir", first.person.tckn)

    merge = Merge.objects.get()
    back = client.post(reverse("coordinator:merge_undo", args=[merge.pk]), follow=True).content.decode()
    assert "Birleştirme geri alındı" in back
    assert Alumnus.objects.filter(pk=first.pk).exists()


def test_a_representative_sees_no_number_and_nothing_of_others(
    programme: Unit, other_department: Unit, representative: User, client_for: Clients
) -> None:
    first, second = graduate(programme, tckn=""), graduate(programme)
    elsewhere = graduate(programme_of(other_department))
    client, unit = client_for(representative), programme.parent_id
    page = client.get(reverse("representatives:merge_compare", args=[unit, first.pk, second.pk]))
    assert ("T.C. kimlik no" in page.content.decode(), page.status_code) == (False, 200)
    url = reverse("representatives:merge_compare", args=[unit, first.pk, elsewhere.pk])
    assert client.get(url).status_code == 404


def test_old_addresses_lead_to_the_record_that_stayed(
    programme: Unit, other_department: Unit, coordinator: User, representative: User, client_for: Clients
) -> None:
    winner, loser = graduate(programme), graduate(programme)
    member = UserFactory.create()
    enrol(winner, UserFactory.create())
    enrol(graduate(programme), member)
    merge_records(winner=winner, loser=loser, choices={"tckn": "winner"}, by=coordinator)
    unit = programme.parent_id
    for user, name, arguments in (
        (coordinator, "coordinator:graduate_detail", []),
        (coordinator, "coordinator:graduate_history", []),
        (representative, "representatives:graduate_detail", [unit]),
        (member, "alumni:member", []),
    ):
        answer = client_for(user).get(reverse(name, args=[*arguments, loser.pk]) + "?a=1")
        assert (answer.status_code, answer["Location"]) == (302, reverse(name, args=[*arguments, winner.pk]) + "?a=1")
    answer = client_for(coordinator).post(reverse("coordinator:graduate_confirm", args=[loser.pk]))
    assert answer["Location"] == reverse("coordinator:graduate_detail", args=[winner.pk])
    assert client_for(coordinator).get(reverse("coordinator:graduate_detail", args=[0])).status_code == 404
    Membership.objects.filter(alumnus=winner.pk).update(name_shown="nobody")
    assert client_for(member).get(reverse("alumni:member", args=[loser.pk])).status_code == 404


def test_the_list_asks_the_same_for_one_and_three(programme: Unit, coordinator: User, client_for: Clients) -> None:
    client, url = client_for(coordinator), reverse("coordinator:merge_list")

    def asked(more: int) -> int:
        for __ in range(more):
            merge_records(
                winner=graduate(programme), loser=graduate(programme), choices={"tckn": "winner"}, by=coordinator
            )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    asked(1)
    assert asked(0) == asked(2)


def test_merged_pairs_are_listed_among_the_pairs(
    programme: Unit, other_department: Unit, coordinator: User, representative: User, client_for: Clients
) -> None:
    """The office sees every merge that holds, a representative those of the own graduates."""
    for place in (programme, programme_of(other_department)):
        one, other = graduate(place, surname=f"Kalan{place.pk}"), graduate(place, surname=f"Giden{place.pk}")
        merge_records(winner=one, loser=other, choices={"tckn": "winner"}, by=coordinator)
    mine = Merge.objects.earliest("pk")
    office = client_for(coordinator).get(reverse("coordinator:duplicate_list"), {"durum": "birlesen"})
    assert len(office.context["pairs"].merge_rows) == 2
    theirs = client_for(representative).get(
        reverse("representatives:duplicate_list", args=[programme.parent_id]), {"durum": "birlesen"}
    )
    assert [row.merge for row in theirs.context["pairs"].merge_rows] == [mine]
    for answer, desk, args in ((office, "coordinator", []), (theirs, "representatives", [programme.parent_id])):
        page = answer.content.decode()
        links = [reverse(f"{desk}:{name}", args=[*args, pk])
                 for name, pk in (("merge_detail", mine.pk), ("graduate_detail", mine.winner_id))]  # fmt: skip
        assert [f'href="{link}"' in page for link in links] == [True, True]
        assert (f"Giden{programme.pk}" in page, str(mine.by) in page) == (True, True)
    unmerge(merge=mine, by=coordinator)
    again = client_for(representative).get(theirs.request["PATH_INFO"], {"durum": "birlesen"})
    assert again.context["pairs"].merge_rows == []
