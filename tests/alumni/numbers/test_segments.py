"""The numbers of a saved segment: of those it means, within the reader's reach and its owner's, and never of others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alumni.registry.models import Alumnus
from alumni.registry.scopes import office_scope, representative_scope
from alumni.registry.segments.services import save_segment
from mik.accounts.models import Appointment, User
from mik.units.models import Unit
from tests.alumni.numbers.conftest import Making

pytestmark = pytest.mark.django_db
Sign = Callable[[User | None], Client]
DESK = reverse("coordinator:cut_table")
MEN = {"list": {"cinsiyet": ["m"]}}


def test_of_those_it_means(
    client_for: Sign, coordinator: User, representative: User, registry: Making, department: Unit
) -> None:
    registry()
    whole = save_segment(scope=office_scope(coordinator), name="Erkekler", shared=True, filters=MEN)
    scope = representative_scope(representative, department.pk)
    ours = save_segment(scope=scope, name="Bizimkiler", shared=True, filters=MEN)
    meant = Alumnus.objects.filter(person__sex="m", state="confirmed", graduations__isnull=False).distinct()
    here = reverse("representatives:cut_table", args=[department.pk])
    office, own = client_for(coordinator), client_for(representative)
    for client, url, segment, expected in (
        (office, DESK, whole, meant.count()),
        (own, here, ours, meant.filter(graduations__programme__parent=department).count()),
    ):
        page = client.get(f"{url}?satir=duzey&kitle={segment.pk}")
        table = page.context["table"]
        assert table.total.cells[0].value == expected
        assert not any(cell.url for row in table.rows for cell in row.cells)
        assert [chip.label for chip in page.context["page"].chips] == [f"Kayıtlı kitle: {segment.name}"]
    growth = office.get(reverse("coordinator:cut_growth"), {"kitle": whole.pk})
    assert growth.context["table"].total.cells[0].value == meant.count()


def test_one_that_is_gone_or_of_another_desk_is_nobody(
    client_for: Sign, coordinator: User, representative: User, registry: Making, department: Unit
) -> None:
    registry(size=6)
    whole = save_segment(scope=office_scope(coordinator), name="Erkekler", shared=True, filters=MEN)
    assert client_for(coordinator).get(DESK, {"kitle": whole.pk + 100}).status_code == 404
    here = reverse("representatives:cut_table", args=[department.pk])
    assert client_for(representative).get(here, {"kitle": whole.pk}).status_code == 404


def test_an_owner_whose_office_has_ended_means_nobody(
    client_for: Sign, coordinator: User, assistant: User, registry: Making
) -> None:
    registry()
    left = save_segment(scope=office_scope(assistant), name="Erkekler", shared=True, filters=MEN)
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(user=assistant).update(starts=yesterday, ends=yesterday)
    cache.clear()
    assert client_for(coordinator).get(DESK, {"kitle": left.pk}).context["table"].is_empty
