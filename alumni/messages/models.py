"""Messages between members: a request, an answer, a conversation; blocking and reporting.

Texts are encrypted at rest. None of this but the office's decisions is kept in the history of changes: who writes to
whom is nobody's affair, and what both have deleted must be gone (KVKK art. 7).
"""

import uuid

from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alumni.messages.managers import (
    BlockQuerySet,
    ConversationQuerySet,
    MessageQuerySet,
    MessageSettingsQuerySet,
    ReportQuerySet,
    SideQuerySet,
)
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.audit.tracking import tracked
from mik.common.fields import EncryptedTextField

LENGTH = 4000


class Conversation(models.Model):
    """Two members, once: ``asker`` wrote first, ``asked`` accepts or declines; a later request takes the same row."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("Yanıt bekliyor")
        ACCEPTED = "accepted", _("Kabul edildi")
        DECLINED = "declined", _("Reddedildi")

    asker = models.ForeignKey(
        Alumnus, on_delete=models.CASCADE, related_name="+", db_index=False, verbose_name=_("isteyen")
    )
    asked = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="+", verbose_name=_("istenen"))
    state = models.CharField(_("durum"), max_length=10, choices=State.choices, default=State.REQUESTED)
    requested_at = models.DateTimeField(_("istek"), default=timezone.now)
    answered_at = models.DateTimeField(_("yanıt"), null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = _("konuşma")
        constraints = [
            models.UniqueConstraint(
                Least("asker", "asked"), Greatest("asker", "asked"), name="conversation_one_for_two_members"
            ),
            models.CheckConstraint(name="conversation_takes_two", condition=~models.Q(asker=models.F("asked"))),
            models.CheckConstraint(
                name="conversation_answered_unless_requested",
                condition=models.Q(state="requested", answered_at__isnull=True)
                | (~models.Q(state="requested") & models.Q(answered_at__isnull=False)),
            ),
        ]
        indexes = [
            # The limit of new contacts a day: requests of one member since a moment.
            models.Index(fields=["asker", "requested_at"], name="conversation_requests_of"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Side(models.Model):
    """A conversation as one of the two has it: how far it was read, and up to where it was deleted."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="sides", db_index=False)
    alumnus = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="+")
    read_up_to = models.BigIntegerField(default=0)
    cleared_up_to = models.BigIntegerField(default=0)
    is_hidden = models.BooleanField(default=False)
    last_at = models.DateTimeField(default=timezone.now)

    objects = SideQuerySet.as_manager()

    class Meta:
        verbose_name = _("konuşmanın bir yanı")
        constraints = [
            models.UniqueConstraint(fields=["conversation", "alumnus"], name="side_one_for_each_member"),
        ]
        indexes = [
            # The list: one member's conversations that are not put away, the last message first.
            models.Index(
                fields=["alumnus", "-last_at", "-id"], condition=models.Q(is_hidden=False), name="side_list_of_member"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Message(models.Model):
    """Plain text from one of the two. Never changed; hidden by the office, or deleted with the last side that had it.

    ``key`` comes with the form: the same form sent twice is one message. ``digest`` (a keyed hash) tells that
    a text of some length is the same as another, without telling the text.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False)
    sender = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="+", verbose_name=_("gönderen"))
    text = EncryptedTextField(_("metin"))
    digest = models.BinaryField(max_length=32, null=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    sent_at = models.DateTimeField(_("gönderildi"), default=timezone.now)
    hidden_at = models.DateTimeField(_("gizlendi"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("mesaj")
        constraints = [
            models.UniqueConstraint(fields=["sender", "key"], name="message_once_per_form"),
        ]
        indexes = [
            # A page of a conversation, newest first; what is unread in it.
            models.Index(fields=["conversation", "id"], name="message_of_conversation"),
            # The limits: the same text of one sender since a moment.
            models.Index(
                fields=["sender", "digest", "sent_at"],
                condition=models.Q(digest__isnull=False),
                name="message_same_text",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Block(models.Model):
    """One member wants nothing of another; neither can write to the other any more, and the other is not told."""

    blocker = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="+", db_index=False)
    blocked = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("engellendi"), default=timezone.now)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("engel")
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once"),
            models.CheckConstraint(name="block_of_somebody_else", condition=~models.Q(blocker=models.F("blocked"))),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MessageSettings(models.Model):
    """Who may write to a member first, what the mail tells, and until when the office has suspended the member."""

    class From(models.TextChoices):
        MEMBERS = "members", _("Bütün üyeler")
        DEPARTMENT = "department", _("Bölümümün mezunları")
        NOBODY = "nobody", _("Kimse")

    alumnus = models.OneToOneField(Alumnus, on_delete=models.CASCADE, primary_key=True, related_name="message_settings")
    open_to = models.CharField(_("kim bana yazabilir"), max_length=10, choices=From.choices, default=From.MEMBERS)
    text_in_mail = models.BooleanField(_("e-postada mesajın metni de olsun"), default=False)
    suspended_until = models.DateTimeField(_("gönderemez"), null=True, blank=True)

    objects = MessageSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("mesaj ayarı")

    def __str__(self) -> str:
        return str(self.pk)


class Report(models.Model):
    """A member asks the office to look at a message or a person; the only door through which it reads anything."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("İstenmeyen tanıtım ya da toplu mesaj")
        HARASSMENT = "harassment", _("Rahatsız edici, saldırgan ya da tehdit içeriyor")
        FRAUD = "fraud", _("Dolandırıcılık ya da başkası gibi davranma")
        OTHER = "other", _("Başka bir neden")

    class Outcome(models.TextChoices):
        OPEN = "", _("Bekliyor")
        DISMISSED = "dismissed", _("İşlem gerekmedi")
        WARNED = "warned", _("Gönderen uyarıldı")
        HIDDEN = "hidden", _("Mesaj gizlendi")
        SUSPENDED = "suspended", _("Gönderenin mesajlaşması durduruldu")

    reporter = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="+", verbose_name=_("bildiren"))
    about = models.ForeignKey(Alumnus, on_delete=models.CASCADE, related_name="+", verbose_name=_("bildirilen"))
    conversation = models.ForeignKey(Conversation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports")
    reason = models.CharField(_("neden"), max_length=20, choices=Reason.choices)
    note = EncryptedTextField(_("açıklama"), blank=True, default="")
    created_at = models.DateTimeField(_("bildirildi"), default=timezone.now)
    outcome = models.CharField(_("sonuç"), max_length=10, choices=Outcome.choices, blank=True)
    suspended_days = models.PositiveSmallIntegerField(_("kaç gün"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("karar veren")
    )
    decided_at = models.DateTimeField(_("karar"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("mesaj bildirimi")
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "about", "message"],
                condition=models.Q(outcome=""),
                nulls_distinct=False,
                name="report_one_open_about_the_same",
            ),
            models.CheckConstraint(name="report_of_somebody_else", condition=~models.Q(reporter=models.F("about"))),
            models.CheckConstraint(
                name="report_decided_at_its_end",
                condition=models.Q(outcome="", decided_at__isnull=True)
                | (~models.Q(outcome="") & models.Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="report_suspension_has_its_days",
                condition=models.Q(outcome="suspended", suspended_days__isnull=False)
                | (~models.Q(outcome="suspended") & models.Q(suspended_days__isnull=True)),
            ),
        ]
        indexes = [
            # The queue: what waits, the oldest first.
            models.Index(fields=["created_at", "id"], condition=models.Q(outcome=""), name="report_queue"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return not self.outcome


tracked()(Report)
