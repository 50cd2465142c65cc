"""Where results are read: at the office's desk, or in the workspace of a department, which stands out there."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from alumni.registry.scopes import scope_or_404
from mik.accounts.powers import powers_of
from mik.units.models import Unit
from surveys.managers import RUN
from surveys.models import Wave
from surveys.results.permissions import can_see_results


@dataclass(frozen=True)
class Place:
    """``unit`` is the department whose representative reads; None at the desk. ``runs``: has the desk's list."""

    wave: Wave
    unit: Unit | None = None
    runs: bool = True

    def url(self, name: str, *args: str) -> str:
        if self.unit:
            return reverse(f"department_surveys:{name}", args=[self.unit.pk, self.wave.pk, *args])
        return reverse(f"coordinator:survey_{name}", args=[self.wave.pk, *args])

    @property
    def urls(self) -> dict[str, str]:
        return {name: self.url(name) for name in ("results", "results_download", "results_print")}

    @property
    def list_url(self) -> str:
        if self.unit:
            return reverse("department_surveys:wave_list", args=[self.unit.pk])
        return reverse("coordinator:survey_list") if self.runs else f"{reverse('coordinator:overview')}#anketler"

    @property
    def own(self) -> int | None:
        return self.unit.pk if self.unit else None


def desk_place(user: Any, pk: int) -> Place:
    if not can_see_results(user):
        raise Http404
    return Place(_wave(user, pk), runs=powers_of(user).has_duty(RUN))


def department_place(user: Any, unit_id: int, pk: int) -> Place:
    """Of a wave that has been opened; everything else does not exist for a representative."""
    unit = scope_or_404(user, unit_id).unit
    wave = _wave(user, pk)
    if wave.is_draft:
        raise Http404
    return Place(wave, unit)


def _wave(user: Any, pk: int) -> Wave:
    wave = Wave.objects.visible_to(user).select_related("version__questionnaire").filter(pk=pk).first()
    if wave is None:
        raise Http404
    return wave
