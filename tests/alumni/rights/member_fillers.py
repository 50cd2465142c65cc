"""The person filled in where members act: messages, contests, sign-ins by others, what tells about oneself."""

import io
import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from allauth.socialaccount.models import SocialAccount, SocialToken
from django.http import QueryDict
from django.utils import timezone

from alumni.directory.models import SavedSearch
from alumni.membership.contests.models import Appeal, Dispute
from alumni.membership.inviting.models import Invitation
from alumni.membership.models import Claim
from alumni.membership.students.models import StudentNote
from alumni.membership.weekly_models import WeeklyMail
from alumni.messages.limits import digest_of
from alumni.messages.models import Block, Conversation, Message, MessageSettings, Report, Side
from alumni.registry.about.models import FormerName, LanguageSkill, Photo, SocialLink
from alumni.registry.models import Alumnus
from alumni.registry.provenance.models import KeptValue
from alumni.registry.reminding.models import ConfirmationReminder, ReminderStop
from mik.accounts.models import SignInProof
from mik.common.fields import keyed_hash
from mik.files.models import StoredFile
from mik.files.services import store_file
from mik.people.deaths import Death
from mik.work.models import NotificationChoice
from tests.factories.accounts import UserFactory
from tests.factories.alumni import ClaimFactory, graduate
from tests.factories.units import programme_of

if TYPE_CHECKING:
    from tests.alumni.rights.fillers import Cast


def nothing(cast: "Cast") -> None:
    """Made with the model before it."""


# --- the account -----------------------------------------------------------------------------------


def providers(cast: "Cast") -> None:
    account = SocialAccount.objects.create(
        user=cast.user, provider="linkedin", uid=cast.secret("kimlik"),
        extra_data={"name": cast.secret("ağdaki ad"), "email": cast.email},
    )  # fmt: skip
    SocialToken.objects.create(account=account, token=cast.secret("anahtar"), token_secret=cast.secret("gizlisi"))


def proof(cast: "Cast") -> None:
    told = {"tckn": "10000000146", "given_names": cast.secret("kütükteki ad"), "surname": "Gizlikule"}
    SignInProof.objects.create(
        user=cast.user, provider="edevlet", subject=cast.secret("özne"), proved_at=timezone.now(),
        identity=json.dumps(told, ensure_ascii=False),
    )  # fmt: skip


def choices(cast: "Cast") -> None:
    NotificationChoice.objects.create(user=cast.user, kind="messages.message", channel="never")


def weekly(cast: "Cast") -> None:
    WeeklyMail.objects.create(user=cast.user, week=date(2026, 11, 16))


def searches(cast: "Cast") -> None:
    for user, name, words in (
        (cast.user, cast.secret("aramam"), cast.secret("aranan")),
        (cast.clerk, "Sınıf arkadaşım", cast.person.full_name),
        (cast.clerk, cast.named("Ara")[:60], "Rize"),
    ):
        query = QueryDict(mutable=True)
        query["ad"] = words
        SavedSearch.objects.create(user=user, name=name, query=query.urlencode())
    SavedSearch.objects.create(user=cast.clerk, name="Kalan arama", query="ad=Kal%C4%B1c%C4%B1o%C4%9Flu")


# --- joining ---------------------------------------------------------------------------------------


def note(cast: "Cast") -> None:
    StudentNote.objects.create(
        user=cast.user, given_names=cast.secret("öğrenci adı"), surname=cast.secret("öğrenci soyadı"),
        birth_date=date(1961, 2, 3), student_no=cast.secret("numara")[:40], level=6, identifier="10000000146",
        identifier_hash=keyed_hash("10000000146", purpose="student"),
    )  # fmt: skip
    cast.plain.append(keyed_hash("10000000146", purpose="student").hex())


def invitation(cast: "Cast") -> None:
    token = keyed_hash(cast.mark, purpose="invitation")
    Invitation.objects.create(
        alumnus=cast.alumnus, token_hash=token, made_by=cast.clerk, expires_at=timezone.now() + timedelta(days=14)
    )
    cast.plain.append(token.hex())


def appeal(cast: "Cast") -> None:
    refused = Claim.objects.get(user=cast.user, state="refused")
    Appeal.objects.create(
        claim=refused, against="refused", text=cast.secret("itiraz"), answered=cast.secret("itiraz edilen")
    )


def dispute(cast: "Cast") -> None:
    """On both sides: another claims the person's record, and the person claims another's."""
    other = UserFactory.create()
    theirs = ClaimFactory.create(user=other, given_names="Duygu", surname="Öbür")
    _dispute(cast, theirs, cast.user, "sahip")
    _dispute(cast, Claim.objects.get(user=cast.user, state="refused"), other, "başvuran")


def _dispute(cast: "Cast", claim: Claim, holder: Any, side: str) -> None:
    Dispute.objects.create(
        claim=claim, holder=holder, statement=f"{cast.secret(f'yanıt {side}')} {cast.named('Tanırım:')}",
        stated_at=timezone.now(), reason=f"{cast.secret(f'karar {side}')} {cast.named('Kayıt onun:')}",
        outcome="keep", decided_at=timezone.now(), decided_by=cast.clerk,
    )  # fmt: skip


# --- messages --------------------------------------------------------------------------------------


def conversations(cast: "Cast") -> None:
    now = timezone.now()
    for partner, kept in ((cast.twin, True), (third(cast), False)):
        talk = Conversation.objects.create(
            asker=cast.alumnus, asked=partner, state="accepted" if kept else "requested",
            answered_at=now if kept else None,
        )  # fmt: skip
        Side.objects.create(conversation=talk, alumnus=cast.alumnus)
        if kept:
            Side.objects.create(conversation=talk, alumnus=partner)
            Message.objects.create(conversation=talk, sender=partner, text="Ne iyi ettiniz.")
        _write(cast, talk)


def _write(cast: "Cast", talk: Conversation) -> None:
    text = cast.secret(f"mesaj {talk.pk} Trabzon’da buluşalım")
    digest, key = digest_of(text), uuid.uuid4()
    assert digest is not None
    Message.objects.create(conversation=talk, sender=cast.alumnus, text=text, digest=digest, key=key)
    cast.plain += [digest.hex(), str(key)]


def third(cast: "Cast") -> Alumnus:
    return graduate(programme_of(cast.department), given_names="Yosun", surname="Üçüncü", tckn="", contacts=False)


def blocks(cast: "Cast") -> None:
    Block.objects.create(blocker=cast.alumnus, blocked=cast.twin)
    Block.objects.create(blocker=cast.twin, blocked=cast.alumnus)


def settings(cast: "Cast") -> None:
    MessageSettings.objects.create(alumnus=cast.alumnus, open_to="nobody", suspended_until=timezone.now())


def reports(cast: "Cast") -> None:
    talk = Conversation.objects.get(asker=cast.alumnus, asked=cast.twin)
    Report.objects.create(
        reporter=cast.alumnus, about=cast.twin, conversation=talk, reason="spam", note=cast.secret("şikâyetim")
    )
    message = Message.objects.get(conversation=talk, sender=cast.alumnus)
    Report.objects.create(
        reporter=cast.twin, about=cast.alumnus, conversation=talk, message=message, reason="harassment",
        note=f"{cast.secret('şikâyeti')} {cast.named('Şunu yazdı:')}", outcome="warned", decided_at=timezone.now(),
        decided_by=cast.clerk,
    )  # fmt: skip


# --- about oneself ---------------------------------------------------------------------------------


def about(cast: "Cast") -> None:
    LanguageSkill.objects.create(alumnus=cast.alumnus, language="ka", level="c1")
    url = f"https://www.linkedin.com/in/{cast.mark.lower()}-gizlikule"
    SocialLink.objects.create(alumnus=cast.alumnus, network="linkedin", url=url, visibility="public")
    cast.plain.append(url)
    FormerName.objects.create(
        alumnus=cast.alumnus, given_names=cast.secret("eski adım"), surname=cast.secret("eski soyadım"), until=1990
    )


def photo(cast: "Cast") -> None:
    Photo.objects.create(
        alumnus=cast.alumnus, file=_picture(cast, "büyük"), small=_picture(cast, "küçük"), alt=cast.secret("fotoğraf")
    )


def _picture(cast: "Cast", size: str) -> StoredFile:
    content = io.BytesIO(cast.secret(f"yüz {size}").encode())
    return store_file(upload=content, purpose="profile_photo", by=cast.user, name="foto.jpg", media_type="image/jpeg")


def kept_value(cast: "Cast") -> None:
    value = cast.secret("listedeki soyad")
    digest = keyed_hash(value, purpose="kept")
    KeptValue.objects.create(
        alumnus=cast.alumnus, field="surname", value=value, digest=digest, source="import", rule="hand",
        note=cast.secret("düzeltme notu"),
    )  # fmt: skip
    cast.plain.append(digest.hex())


def reminders(cast: "Cast") -> None:
    ConfirmationReminder.objects.create(alumnus=cast.alumnus, confirmed_at=timezone.now())
    ReminderStop.objects.create(alumnus=cast.alumnus)


def deaths(cast: "Cast") -> None:
    """Marked by mistake and again; and the person told of another's."""
    now = timezone.now()
    back: dict[str, Any] = {"revoked_at": now, "revoked_by": cast.clerk, "revoked_reason": cast.secret("yanlışmış")}
    for marked, more in (("önce", back), ("sonra", {})):
        Death.objects.create(
            person=cast.person, evidence="family", told_by=cast.secret(f"bildiren {marked}"),
            note=cast.secret(f"vefat notu {marked}"), marked_by=cast.clerk, **more,
        )  # fmt: skip
    Death.objects.create(
        person=cast.twin.person, evidence="colleague", told_by=cast.person.full_name, note=cast.named("Haber veren"),
        marked_by=cast.clerk,
    )  # fmt: skip


# After those of ``fillers``, in this order.
FILLERS: dict[str, Callable[["Cast"], Any]] = {
    "socialaccount.SocialAccount": providers,
    "socialaccount.SocialToken": nothing,
    "accounts.SignInProof": proof,
    "work.NotificationChoice": choices,
    "alumni.WeeklyMail": weekly,
    "alumni.SavedSearch": searches,
    "alumni.StudentNote": note,
    "alumni.Invitation": invitation,
    "alumni.Appeal": appeal,
    "alumni.Dispute": dispute,
    "alumni.Conversation": conversations,
    "alumni.Side": nothing,
    "alumni.Message": nothing,
    "alumni.Block": blocks,
    "alumni.MessageSettings": settings,
    "alumni.Report": reports,
    "alumni.LanguageSkill": about,
    "alumni.SocialLink": nothing,
    "alumni.FormerName": nothing,
    "alumni.Photo": photo,
    "alumni.KeptValue": kept_value,
    "alumni.ConfirmationReminder": reminders,
    "alumni.ReminderStop": nothing,
    "people.Death": deaths,
}
