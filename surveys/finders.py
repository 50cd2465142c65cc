"""Surveys in the search across everything: at the desk, in a department's workspace, and those that ask a member."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from alumni.registry.member_services import member_record
from alumni.registry.scopes import scopes_of
from mik.common.hooks.finders import SURVEYS, Group, Hit
from mik.common.keyset import count_in_words, limited_count
from mik.common.turkish import Folded, date_long
from mik.people.search import matching
from surveys.models import Wave
from surveys.permissions import can_run_surveys
from surveys.results.permissions import can_see_results

Address = Callable[[Wave], str]


def find_surveys(user: Any, words: str, most: int) -> Iterator[Group]:
    seen = Wave.objects.visible_to(user).alias(folded=Folded("title_tr", "title_en"))
    found = seen.filter(matching(words, "folded")).order_by("-opens_on", "-pk")
    begun = found.exclude(state=Wave.State.DRAFT)
    if can_run_surveys(user):
        yield _group(_("Anketler"), found, most, _to("coordinator:survey_detail"), reverse("coordinator:survey_list"))
    elif can_see_results(user):
        url = f"{reverse('coordinator:overview')}#anketler"
        yield _group(_("Anketler"), begun, most, _to("coordinator:survey_results"), url)
    for scope in scopes_of(user):
        unit = [scope.unit.pk] if scope.unit else []
        label = _("Anket sonuçları: %(unit)s") % {"unit": scope.label}
        url = reverse("department_surveys:wave_list", args=unit)
        yield _group(label, begun, most, _to("department_surveys:results", *unit), url)
    if member_record(user) is not None:
        asking = begun.filter(invitations__person__user=user).distinct()
        url = reverse("surveys:mine")
        yield _group(_("Size yöneltilen anketler"), asking, most, lambda _wave: url, url)


def _to(name: str, *args: int) -> Address:
    return lambda wave: reverse(name, args=[*args, wave.pk])


def _group(label: str, found: "QuerySet[Wave]", most: int, address: Address, url: str) -> Group:
    return Group(
        label=label,
        hits=[Hit(wave.title, address(wave), _about(wave)) for wave in found[:most]],
        count=count_in_words(limited_count(found)),
        place=SURVEYS,
        url=url,
        icon="list-checks",
    )


def _about(wave: Wave) -> str:
    return f"{wave.get_state_display()}, {date_long(wave.opens_on)} – {date_long(wave.closes_on)}"
