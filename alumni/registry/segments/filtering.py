"""The list of graduates opened with a saved segment."""

from typing import Any

import django_filters as filters
from django.utils.translation import gettext_lazy

from alumni.registry.managers import AlumnusQuerySet
from alumni.registry.segments.models import Segment


class WithSegment(filters.FilterSet):  # type: ignore[misc]  # django-filter comes without types
    """``kitle`` is there only while the address names one, and names one of the desk's."""

    kitle = filters.ModelChoiceFilter(
        label=gettext_lazy("Kayıtlı kitle"), queryset=Segment.objects.none(), method="of_segment"
    )

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        scope = self.scope
        if data and data.get("kitle"):
            mine = Segment.objects.visible_to(scope.user).of_desk(scope.unit.pk if scope.unit else None)
            self.filters["kitle"].queryset = mine.select_related("owner")
        else:
            del self.filters["kitle"]

    def of_segment(self, queryset: AlumnusQuerySet, name: str, value: Segment) -> AlumnusQuerySet:
        from alumni.registry.segments.persons import alumni_of

        return queryset.filter(pk__in=alumni_of(value, self.scope.alumni()).values("pk"))
