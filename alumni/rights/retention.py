"""What of the registry and of requests goes when its time is over."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alumni.registry.exchange.services import KEPT as EXPORTS_KEPT
from alumni.registry.exchange.services import PURPOSE as EXPORTS
from alumni.registry.exchange.services import forget_exports
from alumni.registry.importing.forgetting import forget_import_files
from alumni.registry.importing.models import ImportVerdict
from alumni.registry.models import ImportProblem, ImportRun
from alumni.rights import own_files
from alumni.rights.hooks import ANSWERS_KEPT
from alumni.rights.models import RightsRequest
from mik.audit.erasure import redact_gone
from mik.common import hooks
from mik.common.hooks import Destruction
from mik.files.models import StoredFile

LISTS_KEPT = timedelta(days=settings.IMPORT_FILE_DAYS)


def _old_lists(before: datetime) -> "QuerySet[ImportRun]":
    return ImportRun.objects.filter(created_at__lt=before, file__isnull=False)


def _old_values(before: datetime) -> "QuerySet[ImportProblem]":
    """Of lists whose file is gone or goes: what stood in a cell goes with it."""
    return ImportProblem.objects.filter(run__created_at__lt=before).exclude(value="")


def _answered(before: datetime) -> "QuerySet[RightsRequest]":
    return RightsRequest.objects.closed().filter(answered_at__lt=before)


def destroy_answers(before: datetime) -> int:
    gone = 0
    for pk in list(_answered(before).values_list("pk", flat=True)):
        with transaction.atomic():
            RightsRequest.objects.filter(pk=pk).delete()
            redact_gone(table=RightsRequest._meta.db_table, ids=[pk])
        gone += 1
    return gone


def _old_verdicts(before: datetime) -> "QuerySet[ImportVerdict]":
    over = Q(run__state__in=[ImportRun.State.DONE, ImportRun.State.UNDONE]) | Q(run__file=None)
    return ImportVerdict.objects.filter(over, run__created_at__lt=before)


def _old_exports(before: datetime) -> "QuerySet[StoredFile]":
    return StoredFile.objects.filter(purpose=EXPORTS, created_at__lt=before)


def register() -> None:
    for one in (
        Destruction(
            "alumni.lists",
            "alumni.ImportRun",
            _("İçe aktarılan listelerin dosyaları"),
            LISTS_KEPT,
            lambda before: _old_lists(before).count(),
            lambda before: forget_import_files(before=before),
        ),
        Destruction(
            "alumni.list_values",
            "alumni.ImportProblem",
            _("Listelerde alınamayan hücrelerin değerleri"),
            LISTS_KEPT,
            lambda before: _old_values(before).count(),
            lambda before: _old_values(before).update(value=""),
        ),
        Destruction(
            "alumni.verdicts",
            "alumni.ImportVerdict",
            _("Biten içe aktarmaların karşılaştırma satırları"),
            LISTS_KEPT,
            lambda before: _old_verdicts(before).count(),
            lambda before: _old_verdicts(before).delete()[0],
        ),
        Destruction(
            "alumni.exports",
            "alumni.Export",
            _("Dışa aktarılan dosyalar"),
            EXPORTS_KEPT,
            lambda before: _old_exports(before).count(),
            lambda before: forget_exports(before=before),
        ),
        Destruction(
            "rights.copies",
            "files.StoredFile",
            _("Kişilere hazırlanan veri örnekleri"),
            own_files.KEPT,
            lambda before: own_files.old_copies(before).count(),
            own_files.destroy_copies,
        ),
        Destruction(
            "rights.answers",
            "alumni.RightsRequest",
            _("Yanıtlanmış KVKK başvuruları"),
            ANSWERS_KEPT,
            lambda before: _answered(before).count(),
            destroy_answers,
        ),
    ):
        hooks.destructions.add(one)
