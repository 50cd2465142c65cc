"""Figures of the newsroom: what was published in a period, by kind, and how many mails went out."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordinator.newsroom.managers import NEWS, SEND, AnnouncementQuerySet
from coordinator.newsroom.models import Announcement, Kind
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


def published(scope: FigureScope) -> AnnouncementQuerySet:
    """What was withdrawn later had been published all the same."""
    found = Announcement.objects.filter(catalogue.within(scope.unit_id, "unit"), published_at__range=scope.period)
    return found.order_by("published_at", "pk")


def mailings(scope: FigureScope) -> QuerySet[Mailing]:
    found = Mailing.objects.filter(catalogue.within(scope.unit_id, "unit"), started_at__range=scope.period)
    return found.order_by("started_at", "pk")


def accepted(scope: FigureScope) -> QuerySet[Delivery]:
    found = Delivery.objects.filter(catalogue.within(scope.unit_id, "mailing__unit"), accepted_at__range=scope.period)
    return found.select_related("person", "mailing").order_by("accepted_at", "pk")


def describe(announcement: Announcement) -> FigureRow:
    day = date_long(announcement.published_at) if announcement.published_at else ""
    url = reverse("coordinator:announcement_detail", args=[announcement.pk])
    return FigureRow(announcement.title, f"{announcement.get_kind_display()} · {day}", url)


def describe_mailing(mailing: Mailing) -> FigureRow:
    return FigureRow(mailing.subject_tr, date_long(mailing.started_at) if mailing.started_at else "")


def describe_delivery(delivery: Delivery) -> FigureRow:
    return FigureRow(delivery.person.full_name, delivery.mailing.subject_tr, person_id=delivery.person_id)


def register() -> None:
    catalogue.add(
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
    catalogue.add(figure, alias)


def _add_mails() -> None:
    source = _("Gönderim kayıtları")
    catalogue.add(
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
    catalogue.add(
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
