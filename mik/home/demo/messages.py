"""Conversations of the demo's member, a report for the office, and notices in some inboxes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from alumni.messages.limits import digest_of
from alumni.messages.models import Conversation, Message, Report, Side
from alumni.messages.telling import MESSAGE, REQUEST
from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.home.demo.accounts import COORDINATOR, SIGN_INS
from mik.work.models import Notification

State = Conversation.State
# Hours ago, whether the demo's member says it, and what.
TALK = (
    (75, False, "Merhaba Elif Hanım, ben de Makine 2014 mezunuyum. Antalya'da çalıştığınızı gördüm, ben de taşındım."),
    (74, True, "Merhaba! Hoş geldiniz. Hangi firmadasınız?"),
    (
        73,
        False,
        "Kıyı yapılarında saha mühendisiyim. Bu ay buradaki mezunlarla bir kahve düşünüyoruz, katılır mısınız?",
    ),
    (50, True, "Çok isterim. Cumartesi öğleden sonra uygun olurum."),
    (
        3,
        False,
        "Harika, o hâlde cumartesi 15.00'te Kaleiçi'nde buluşalım. Yeri https://ornek.example adresinden paylaştım.",
    ),
)
ASKING = (
    "Merhaba, yüksek lisans tezim için sektörde çalışan mezunlarla kısa görüşmeler yapıyorum. 20 dakikanız olur mu?"
)
UNANSWERED = "Merhaba, staj döneminde aynı ekipteydik; haberleşmek isterim."
ADVERT = "Size özel yatırım fırsatı! Hemen arayın, yerler sınırlı. Kazancınız garantili."


def make() -> None:
    if Conversation.objects.exists():
        return
    email = next(one.email for one in SIGN_INS if one.email.startswith("elif."))
    elif_ = Alumnus.objects.filter(person__user__email=email).first()
    others = Alumnus.objects.filter(membership__name_shown="members").exclude(pk=elif_.pk if elif_ else None)
    some = list(others.order_by("pk")[:5])
    if elif_ is None or len(some) < 5:
        return
    _talks(elif_, some)
    _notices(elif_)


def _talks(elif_: Alumnus, some: Sequence[Alumnus]) -> None:
    now = timezone.now()
    open_ = _conversation(some[0], elif_, State.ACCEPTED, now - timedelta(hours=75))
    said = [_say(open_, elif_ if own else some[0], text, now - timedelta(hours=hours)) for hours, own, text in TALK]
    Side.objects.filter(conversation=open_, alumnus=elif_).update(read_up_to=said[-2].pk)
    asked = _conversation(some[1], elif_, State.REQUESTED, now - timedelta(hours=20))
    _say(asked, some[1], ASKING, now - timedelta(hours=20))
    waiting = _conversation(elif_, some[2], State.REQUESTED, now - timedelta(days=9))
    _say(waiting, elif_, UNANSWERED, now - timedelta(days=9))
    advert = _conversation(some[3], some[4], State.REQUESTED, now - timedelta(days=1))
    bad = _say(advert, some[3], ADVERT, now - timedelta(days=1))
    Report.objects.create(
        reporter=some[4], about=some[3], conversation=advert, message=bad, reason=Report.Reason.SPAM,
        note="Tanımıyorum; aynı mesaj arkadaşlarıma da gelmiş.",
    )  # fmt: skip


def _conversation(asker: Alumnus, asked: Alumnus, state: str, at: datetime) -> Conversation:
    answered = at + timedelta(minutes=40) if state == State.ACCEPTED else None
    made = Conversation.objects.create(asker=asker, asked=asked, state=state, requested_at=at, answered_at=answered)
    for member in (asker, asked):
        Side.objects.create(conversation=made, alumnus=member, last_at=at)
    return made


def _say(conversation: Conversation, sender: Alumnus, text: str, at: datetime) -> Message:
    message = Message.objects.create(
        conversation=conversation, sender=sender, text=text, sent_at=at, digest=digest_of(text)
    )
    Side.objects.filter(conversation=conversation).update(last_at=at)
    Side.objects.filter(conversation=conversation, alumnus=sender).update(read_up_to=message.pk)
    return message


def _notices(elif_: Alumnus) -> None:
    user = elif_.person.user
    assert user is not None
    for side in Side.objects.filter(alumnus=elif_).exclude(conversation__asker=elif_).order_by("pk"):
        is_request = side.conversation.state == State.REQUESTED
        text = "Bir mezun size yazmak istiyor." if is_request else "Yeni bir mesajınız var."
        _notice(user, REQUEST if is_request else MESSAGE, text, side.last_at, side.conversation)
    changed = gettext_noop("Bölüm temsilciniz kaydınızda değişiklik yaptı.")
    at = timezone.now() - timedelta(days=6)
    Notification.objects.create(
        user=user, kind="records.changed", text=changed, url=reverse("alumni:profile"), created_at=at, read_at=at
    )
    if head := User.objects.filter(email=COORDINATOR).first():
        Notification.objects.create(user=head, kind="work.jobs", text="Dışa aktardığınız dosya hazır: 312 kayıt.")


def _notice(user: User, kind: str, text: str, at: datetime, conversation: Conversation) -> None:
    url = reverse("alumni:conversation", args=[conversation.pk])
    Notification.objects.create(
        user=user, kind=kind, text=text, url=url, target=str(conversation.pk), created_at=at,
        key=f"demo:{conversation.pk}",
    )  # fmt: skip
