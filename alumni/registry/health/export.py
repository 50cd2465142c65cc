"""A repair list and the table of departments as files."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.exchange.asking import WhyForm
from alumni.registry.health.lists import RuleList
from alumni.registry.health.telling import graduations_of
from alumni.registry.health.units import HEADS, UnitLine
from mik.common.tables import Mark, table_response

EXPORT_LIMIT = 5000


COLUMNS = (
    gettext_lazy("Kayıt no"),
    gettext_lazy("Ad"),
    gettext_lazy("Soyad"),
    gettext_lazy("Program"),
    gettext_lazy("Düzey"),
    gettext_lazy("Mezuniyet yılı"),
    gettext_lazy("Bulgu"),
)


def list_response(found: RuleList, ids: list[int], why: WhyForm, mark: Mark) -> HttpResponse:
    """With what is wrong in words; identity numbers are in no list."""
    alumni = found.reach.to_show(found.reach.alumni().filter(pk__in=ids)).in_turkish_order()
    rows = []
    for alumnus in alumni:
        latest = next(iter(graduations_of(alumnus)), None)
        placed = [latest.programme.label, latest.get_level_display(), latest.year] if latest else ["", "", None]
        person = alumnus.person
        rows.append([alumnus.pk, person.given_names, person.surname, *placed, found.rule.tell(alumnus)])
    name, form = f"onarim-{found.rule.code}", why.file_format
    return table_response(name, COLUMNS, rows, form=form, title=_("Onarım listesi"), mark=mark, places=why.places)


def units_response(lines: list[UnitLine], mark: Mark) -> HttpResponse:
    """Totals only."""
    heads = [str(label) for label in HEADS.values()]
    columns = [heads[0], _("Fakülte"), *heads[1:]]
    rows = [
        [one.label, one.faculty, one.registered, *(None if s is None else round(s, 1) for s in one.shares), one.wanting]
        for one in lines
    ]
    return table_response("kayit-sagligi-bolumler", columns, rows, title=_("Bölümler"), mark=mark)
