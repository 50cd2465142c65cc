"""Where members live, as far as they show it to the reader: counts by province and country, small ones hidden."""

from dataclasses import dataclass

from django.db.models import Count

from alumni.directory.filters import homes
from alumni.registry.models import Alumnus
from alumni.visibility.audience import Audience
from alumni.visibility.layer import listed
from mik.common.charts import Picture
from mik.common.codelists import HOME, country_name, province_name
from mik.figures.places import Rank, province_map, published, ranks

LONGEST = 12


@dataclass(frozen=True)
class Places:
    """Rounded to the nearest five, so that one or two somewhere cannot be told from nobody."""

    map: Picture
    provinces: list[Rank]
    countries: list[Rank]

    @property
    def is_empty(self) -> bool:
        return not self.provinces and not self.countries


def places_of(audience: Audience) -> Places:
    members = Alumnus.objects.filter(listed(audience)).order_by().values("pk")
    there = homes(audience).filter(person__in=members).order_by()
    provinces = dict(there.exclude(province="").values_list("province").annotate(Count("person", distinct=True)))
    abroad = there.exclude(country__in=["", HOME])
    countries = dict(abroad.values_list("country").annotate(Count("person", distinct=True)))
    rounded = published(provinces)
    return Places(
        map=province_map(rounded, is_published=True),
        provinces=ranks(rounded, province_name, wanted=LONGEST),
        countries=ranks(published(countries), country_name, wanted=LONGEST),
    )
