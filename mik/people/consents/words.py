"""Saying yes and no. Whoever gives or withdraws adds an entry; nothing is ever changed."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.people.consents.managers import agrees, numbers_of
from mik.people.consents.models import Act, ConsentEntry, ConsentText, How
from mik.people.consents.purposes import NOTICE, Channel, has_channels
from mik.people.consents.whence import Whence


class ConsentRefused(Exception):
    """What was wanted cannot be recorded; the message may be shown."""


@transaction.atomic
def give(*, person_id: int, purpose: str, channel: str = Channel.EMAIL, whence: Whence) -> ConsentEntry | None:
    """Yes, under the text in force. None where that stands already: a double click is one entry."""
    person_id = hold(person_id)
    text = ConsentText.objects.current(purpose)
    if purpose == NOTICE or text is None or channel not in channels_of(text):
        raise ConsentRefused(_("Bu izin için yayımlanmış bir metin yok."))
    last = last_word(person_id, purpose, channel)
    if last is not None and last.act == Act.GIVEN and in_force(person_id, purpose, channel):
        return None
    _check_order(last, whence)
    return _add(person_id, purpose, channel, Act.GIVEN, whence, **_signed(text, whence))


@transaction.atomic
def withdraw(*, person_id: int, purpose: str, channel: str = Channel.EMAIL, whence: Whence) -> ConsentEntry | None:
    """No (KVKK art. 11; always possible, whatever became of the text). None where nothing was given."""
    person_id = hold(person_id)
    last = last_word(person_id, purpose, channel)
    if last is None or last.act != Act.GIVEN:
        return None
    _check_order(last, whence)
    same = {"version": last.version, "text_version": last.text_version}
    return _add(person_id, purpose, channel, Act.WITHDRAWN, whence, **same)


@transaction.atomic
def withdraw_all(*, person_id: int, whence: Whence, purpose: str = "") -> int:
    """Every consent given, or every channel of one purpose; how many there were."""
    person_id = hold(person_id)
    given = last_words(person_id).filter(act=Act.GIVEN)
    rows = given.filter(purpose=purpose) if purpose else given
    return len([withdraw(person_id=person_id, purpose=row.purpose, channel=row.channel, whence=whence) for row in rows])


def hold(person_id: int) -> int:
    """The number in use of a person, who is locked: two words, or a word and a merge, wait for each other."""
    from mik.people.models import Person

    current = numbers_of(person_id)[0]
    Person.objects.select_for_update(no_key=True).filter(pk=current).values_list("pk").first()
    return current


def channels_of(text: ConsentText) -> list[str]:
    return list(text.channels) if has_channels(text.subject) else [Channel.NONE.value]


def last_word(person_id: int, purpose: str, channel: str) -> ConsentEntry | None:
    return ConsentEntry.objects.filter(person=person_id, purpose=purpose, channel=channel).order_by("-pk").first()


def last_words(person_id: int) -> Any:
    """The last entry of each purpose and channel of one number."""
    newest = ConsentEntry.objects.filter(person=person_id).order_by("purpose", "channel", "-pk")
    return ConsentEntry.objects.filter(pk__in=newest.distinct("purpose", "channel").values("pk")).order_by("pk")


def in_force(person_id: int, purpose: str, channel: str = Channel.EMAIL) -> bool:
    """Whether one person agrees at this moment."""
    from mik.people.models import Person

    return Person.objects.filter(agrees(purpose, channel), pk=person_id).exists()


def _signed(current: ConsentText, whence: Whence) -> dict[str, Any]:
    """The version somebody agreed to: the one in force, or on a paper the one of its day."""
    if whence.said_at is None:
        return {"version": current.number or 0, "text_version": current.code}
    versions = ConsentText.objects.of(current.subject)
    text = versions.filter(published_at__date__lte=timezone.localdate(whence.said_at)).first()
    number = (text.number or 0) if text else 0
    if versions.filter(asks_again=True, number__gt=number).exists():
        raise ConsentRefused(_("Metin bu belgeden sonra esaslı biçimde değişti; kişiye yeniden sorulmalı."))
    return {"version": number, "text_version": text.code if text else ""}


def _check_order(last: ConsentEntry | None, whence: Whence) -> None:
    """A paper found later tells nothing against a word said since."""
    if last is not None and whence.said_at is not None and whence.said_at < last.said_at:
        raise ConsentRefused(_("Kişi bu belgenin tarihinden sonra kararını değiştirmiş; son sözü geçerlidir."))


def _add(person_id: int, purpose: str, channel: str, act: Act, whence: Whence, **text: Any) -> ConsentEntry:
    moment = {"said_at": whence.said_at} if whence.said_at else {}
    return ConsentEntry.objects.create(
        person=person_id,
        purpose=purpose,
        channel=channel,
        act=act,
        how=How(whence.how),
        language=whence.language,
        network=whence.network,
        device=whence.device,
        by_id=whence.by_id,
        document=whence.document,
        **moment,
        **text,
    )
