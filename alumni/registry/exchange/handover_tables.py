"""What the registry puts into a department's hand-over: graduates, contacts, graduations, careers, members, open work.

Survey figures and announcements come from the rooms above (``hooks.handover``). No identity number is in any of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alumni.career.models import Employment, FurtherStudy
from alumni.membership.models import Claim, Membership
from alumni.registry.exchange.columns import Words, columns_for, day
from alumni.registry.exchange.files import Source, Written, key_of
from alumni.registry.exchange.handover_work import work_of
from alumni.registry.exchange.records import CHUNK, CONTACTS, Entry, Reader
from alumni.registry.exchange.row_keys import row_key
from alumni.registry.saved_views import claims_waiting
from alumni.registry.scopes import Scope
from alumni.registry.states import is_proposed, is_stale, is_unreachable
from mik.common.codelists import country_name, province_name
from mik.common.hooks import HandoverTable
from mik.people.models import ContactPoint

Row = list[Any]


@dataclass
class Registry:
    """``scope`` narrows to the department; ``at_step`` is told between chunks and may stop the work."""

    scope: Callable[[], Scope]
    ids: Sequence[int]
    written: Written
    at_step: Callable[[int], None]

    def tables(self) -> Iterator[HandoverTable]:
        yield self.graduates()
        yield self.contacts()
        yield self.graduations()
        yield self.careers()
        yield self.members()
        yield self.claims()
        yield self.open_work()
        yield from work_of(self.scope())

    @property
    def _who(self) -> list[str]:
        return [_("Kayıt anahtarı"), _("Ad"), _("Soyad")]

    def graduates(self) -> HandoverTable:
        source = Source(self.scope, self.ids, columns_for(self.scope()), self.at_step)
        about = _("Bölümün her mezunu için bir satır: kişi, son mezuniyet, iletişim, iş, kaydın durumu.")
        rows = source.rows(self.written)
        return HandoverTable("mezunlar", _("Mezunlar"), about, source.headings(), rows)

    def _entries(self, *parts: str) -> Iterator[Entry]:
        reader = Reader(self.scope, parts)
        for start in range(0, len(self.ids), CHUNK):
            self.at_step(start)
            yield from reader.chunk(self.ids[start : start + CHUNK])

    def contacts(self) -> HandoverTable:
        columns = [*self._who, _("Tür"), _("Değer"), _("Ülke"), _("İl"), _("Kaynak"), _("Tarih")]
        about = _("Ulaşılabilen bütün iletişim bilgileri, kaynağı ve tarihiyle; ulaşılamayanlar yer almaz.")
        return HandoverTable("iletisim", _("İletişim"), about, columns, self._contacts())

    def _contacts(self) -> Iterator[Row]:
        words, kinds = Words(), dict(ContactPoint.Kind.choices)
        for entry in self._entries(CONTACTS):
            for one in entry.contacts:
                yield [*_who(entry), str(kinds[one.kind]), one.value, country_name(one.country),
                       province_name(one.province), words.sources.get(one.source), day(one.updated_at)]  # fmt: skip

    def graduations(self) -> HandoverTable:
        columns = [*self._who, _("Program"), _("Düzey"), _("Mezuniyet tarihi"), _("Mezuniyet yılı"), _("Diploma no"),
                   _("Öğrenci no"), _("Kaynak")]  # fmt: skip
        about = _("Bölümden alınan her diploma.")
        return HandoverTable("mezuniyetler", _("Mezuniyetler"), about, columns, self._graduations())

    def _graduations(self) -> Iterator[Row]:
        words = Words()
        for entry in self._entries():
            for one in entry.diplomas:
                programme = words.programmes[one.programme_id].label
                yield [row_key(one.pk, entry.pk), entry.given_names, entry.surname, programme,
                       words.levels.get(one.level), one.graduated_on, one.year, one.diploma_no, one.student_no,
                       words.sources.get(one.source)]  # fmt: skip

    def careers(self) -> HandoverTable:
        columns = [*self._who, _("Tür"), _("Görev ya da program"), _("Kurum"), _("Ülke"), _("İl"), _("Başlangıç"),
                   _("Bitiş"), _("Kaynak"), _("Tarih")]  # fmt: skip
        about = _("Mezunların şimdiki ve eski işleri, sonraki öğrenimleri.")
        return HandoverTable("kariyer", _("Kariyer"), about, columns, self._careers())

    def _careers(self) -> Iterator[Row]:
        words, place = Words(), ("country", "province", "starts", "ends", "source", "updated_at")
        for start in range(0, len(self.ids), CHUNK):
            self.at_step(start)
            reader, chunk = Reader(self.scope, ()), self.ids[start : start + CHUNK]
            people = {entry.pk: entry for entry in reader.chunk(chunk)}
            seen = {"alumnus__in": list(people)}
            jobs = Employment.objects.visible_to(self.scope().user).filter(**seen).order_by("alumnus", "-starts", "pk")
            studies = FurtherStudy.objects.visible_to(self.scope().user).filter(**seen).order_by("alumnus", "pk")
            for kind, rows in (
                (_("İş"), jobs.values_list("alumnus_id", "title", "employer__name", *place)),
                (_("Öğrenim"), studies.values_list("alumnus_id", "programme", "institution", *place)),
            ):
                for pk, what, where, country, province, starts, ends, source, at in rows:
                    yield [*_who(people[pk]), kind, what, where, country_name(country), province_name(province),
                           starts, ends, words.sources.get(source), day(at)]  # fmt: skip

    def members(self) -> HandoverTable:
        columns = [*self._who, _("Üyelik tarihi"), _("Nasıl")]
        about = _("Platforma üye olan mezunlar.")
        return HandoverTable("uyeler", _("Üyeler"), about, columns, self._members())

    def _members(self) -> Iterator[Row]:
        methods = dict(Membership.Method.choices)
        for start in range(0, len(self.ids), CHUNK):
            self.at_step(start)
            people = {entry.pk: entry for entry in Reader(self.scope, ()).chunk(self.ids[start : start + CHUNK])}
            rows = (
                Membership.objects.visible_to(self.scope().user).filter(alumnus__in=list(people)).order_by("joined_at")
            )
            for pk, joined, method in rows.values_list("alumnus_id", "joined_at", "method"):
                yield [*_who(people[pk]), day(joined), str(methods[method])]

    def claims(self) -> HandoverTable:
        columns = [_("Ad"), _("Soyad"), _("Başvuru"), _("Durum"), _("Karar"), _("Hangi görevle"), _("Gerekçe")]
        about = _("Üyelik başvuruları. Karar verilmiş olanları yalnız Mezun Ofisi görür; temsilcinin aldığı dosyada"
                  " bekleyenler yer alır.")  # fmt: skip
        return HandoverTable("basvurular", _("Başvurular"), about, columns, self._claims())

    def _claims(self) -> Iterator[Row]:
        scope = self.scope()
        seen = Claim.objects.decidable_by(scope.user).filter(unit=scope.unit).order_by("submitted_at", "pk")
        states = dict(Claim.State.choices)
        rows = seen.values_list("given_names", "surname", "submitted_at", "state", "decided_at", "decided_as", "reason")
        for given, surname, submitted, state, decided, role, reason in rows.iterator():
            yield [given, surname, day(submitted), str(states[state]), day(decided), role, reason]

    def open_work(self) -> HandoverTable:
        about = _("Devralanı bekleyen işler, sayılarıyla.")
        return HandoverTable("acik-isler", _("Açık işler"), about, [_("İş"), _("Sayı")], self._open_work())

    def _open_work(self) -> Iterator[Row]:
        scope = self.scope()
        yield [_("Onay bekleyen üyelik başvurusu"), claims_waiting(scope)]
        yield [_("Önerilen kayıt"), scope.alumni().filter(is_proposed()).count()]
        yield [_("Bilgisi eski kayıt"), scope.alumni().filter(is_stale()).count()]
        yield [_("Ulaşılamayan mezun"), scope.alumni().filter(is_unreachable()).count()]


def _who(entry: Entry) -> Row:
    return [key_of(entry), entry.given_names, entry.surname]
