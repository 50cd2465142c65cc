"""What is under way in a department when it changes hands: questions to other departments, segments, imports."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from alumni.registry.duplicates.request_models import MergeRequest
from alumni.registry.models import ImportRun
from alumni.registry.scopes import Scope
from alumni.registry.segments.models import Segment
from alumni.registry.segments.persons import reach_of, words_of
from mik.common.hooks import HandoverTable

Row = list[Any]
State = ImportRun.State
# Begun and neither finished nor given up.
UNFINISHED = (State.UPLOADED, State.MAPPED, State.PREVIEWED, State.RUNNING)


def work_of(scope: Scope) -> Iterator[HandoverTable]:
    """``scope``: of one department, asked anew for this reader."""
    assert scope.unit is not None
    yield HandoverTable("sorular", _("Açık sorular"), _(
        "Başka bölümlere sorulan, henüz sonuçlanmamış “aynı kişi mi?” soruları ve bu bölüme sorulanlar."
    ), [_("Yön"), _("Mezun ya da bilinen adı"), _("Öteki bölüm"), _("Yıl"), _("Not"), _("Soruldu"), _("Durum")],
        _questions(scope))  # fmt: skip
    yield HandoverTable("kitleler", _("Kayıtlı kitleler"), _(
        "Bölümde paylaşılan kayıtlı süzgeçler. Sahibinin görevi bitince boş kalır; düzenleyip kaydeden onu üstlenir."
    ), [_("Kitle"), _("Sahibi"), _("Süzgeç"), _("Kişi"), _("Sayıldı")], _segments(scope))  # fmt: skip
    yield HandoverTable("aktarimlar", _("Süren içe aktarmalar"), _(
        "Yüklenmiş ama bitirilmemiş listeler. Listeyi yalnız yükleyen ve Mezun Ofisi açabilir."
    ), [_("Dosya"), _("Yükleyen"), _("Yüklendi"), _("Durum")], _imports(scope))  # fmt: skip


def _questions(scope: Scope) -> Iterator[Row]:
    """A representative learns of a question what its page tells: who asked hears no answer before it is over, who is
    asked sees the words of the asker and no record of theirs.
    """
    assert scope.unit is not None
    seen = MergeRequest.objects.visible_to(scope.user).open()
    related = ("alumnus__person", "unit", "asking_unit")
    for one in seen.asked_from(scope.unit.pk).select_related(*related).order_by("created_at", "pk"):
        yield [_("Soruldu"), one.alumnus.person.full_name, one.unit.label, one.year, one.note, one.created_at,
               _("Değerlendiriliyor")]  # fmt: skip
    asked = MergeRequest.objects.visible_to(scope.user).answerable_in(scope.unit.pk, scope.programme_ids or ())
    for one in asked.select_related(*related).order_by("created_at", "pk"):
        yield [_("Bu bölüme soruldu"), one.name, one.asking_unit.label, one.year, one.note, one.created_at,
               _("Yanıt bekliyor")]  # fmt: skip


def _segments(scope: Scope) -> Iterator[Row]:
    assert scope.unit is not None
    for one in Segment.objects.shared_at(scope.unit.pk):
        words = ", ".join(words_of(one, reach_of(one) or scope))
        yield [one.name, one.owner.name, words, one.last_size, one.last_size_at]


def _imports(scope: Scope) -> Iterator[Row]:
    """That there are some, whoever began them: the list itself stays with whoever may see it."""
    runs = ImportRun.objects.filter(unit=scope.unit, state__in=UNFINISHED).select_related("by", "job")
    for run in runs.order_by("created_at", "pk"):
        if run.stage in UNFINISHED:
            yield [run.file_name, run.by.name if run.by else "", run.created_at, run.stage_label]
