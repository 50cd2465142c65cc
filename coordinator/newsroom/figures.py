"""Figures of the newsroom: what was published in a period, by kind, and how many mails went out."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordinator.newsroom.managers import NEWS, SEND, AnnouncementQuerySet
from coordinator.newsroom.models import Announcement, Kind
from mik.common import hooks
from mik.common.hooks import Figure, FigureRow, FigureScope
from mik.common.turkish import date_long
from mik.figures import catalogue
from mik.mail.models import Delivery, Mailing

TOPIC = "news"
SOURCE = _("Duyuru kayıtları")
# Code, label and the name people type in the report, by kind.
OF_KIND = {
    Kind.NEWS: ("announcements_news", _("Yayımlanan haber"), "haber_duyurusu"),
    Kind.EVENT: ("announcements_event", _("Duyurulan etkinlik"), "etkinlik_duyurusu"),
    Kind.JOB: ("announcements_job", _("Yayımlanan iş ilanı"), "is_ilani"),
    Kind.INTERNSHIP: ("announcements_internship", _("Yayımlanan staj ilanı"), "staj_ilani"),
    Kind.TRAINING: ("announcements_training", _("Duyurulan eğitim"), "egitim_duyurusu"),
    Kind.SCHOLARSHIP: ("announcements_scholarship", _("Yayımlanan burs duyurusu"), "burs_duyurusu"),
}


def _within(scope: FigureScope, path: str) -> Q:
    """Of a department or of what lies in a faculty; without a unit, all."""
    if scope.unit_id is None:
        return Q()
    return Q((path, scope.unit_id), (f"{path}__parent", scope.unit_id), _connector=Q.OR)


def _during(scope: FigureScope, path: str) -> Q:
    return Q((f"{path}__date__gte", scope.since), (f"{path}__date__lte", scope.on))


def published(scope: FigureScope) -> AnnouncementQuerySet:
    """What was withdrawn later had been published all the same."""
    return Announcement.objects.filter(_within(scope, "unit"), _during(scope, "published_at"))


def mailings(scope: FigureScope) -> QuerySet[Mailing]:
    return Mailing.objects.filter(_within(scope, "unit"), _during(scope, "started_at"))


def accepted(scope: FigureScope) -> QuerySet[Delivery]:
    return Delivery.objects.filter(_within(scope, "mailing__unit"), _during(scope, "accepted_at")).select_related(
        "person", "mailing"
    )


def describe(announcement: Announcement) -> FigureRow:
    day = date_long(announcement.published_at) if announcement.published_at else ""
    url = reverse("coordinator:announcement_detail", args=[announcement.pk])
    return FigureRow(announcement.title, f"{announcement.get_kind_display()} · {day}", url)


def describe_mailing(mailing: Mailing) -> FigureRow:
    return FigureRow(mailing.subject_tr, date_long(mailing.started_at) if mailing.started_at else "")


def describe_delivery(delivery: Delivery) -> FigureRow:
    return FigureRow(delivery.person.full_name, delivery.mailing.subject_tr, person_id=delivery.person_id)


def register() -> None:
    _add(
        Figure(
            code="announcements",
            label=_("Yayımlanan duyuru"),
            definition=_("Dönem içinde yayımlanan duyurular; sonradan geri çekilenler de sayılır."),
            source=SOURCE,
            rows=published,
            describe=describe,
            topic=TOPIC,
            during=True,
            duty=NEWS,
        ),
        "yayimlanan_duyuru",
    )
    for kind in OF_KIND:
        _add_kind(kind)
    _add_mails()


def _add_kind(kind: Kind) -> None:
    code, label, alias = OF_KIND[kind]
    figure = Figure(
        code=code,
        label=label,
        definition=_("Dönem içinde yayımlanan, bu türdeki duyurular; sonradan geri çekilenler de sayılır."),
        source=SOURCE,
        rows=lambda scope: published(scope).filter(kind=kind),
        describe=describe,
        topic=TOPIC,
        during=True,
        duty=NEWS,
    )
    _add(figure, alias)


def _add_mails() -> None:
    source = _("Gönderim kayıtları")
    _add(
        Figure(
            code="mailings",
            label=_("Toplu e-posta"),
            definition=_("Dönem içinde gönderimi başlatılan toplu e-postalar."),
            source=source,
            rows=mailings,
            describe=describe_mailing,
            topic=TOPIC,
            during=True,
            duty=SEND,
        ),
        "toplu_eposta",
    )
    _add(
        Figure(
            code="mails",
            label=_("Teslim edilen e-posta"),
            definition=_("Dönem içinde alıcının sunucusunun kabul ettiği toplu e-posta iletileri."),
            source=source,
            rows=accepted,
            describe=describe_delivery,
            topic=TOPIC,
            during=True,
            duty=SEND,
        ),
        "teslim_edilen_eposta",
    )


def _add(figure: Figure, alias: str) -> None:
    hooks.figures.register(figure.code, figure)
    catalogue.name(figure.code, alias)
