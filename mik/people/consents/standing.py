"""How it stands with one person: what is asked, what was said, and the whole history in plain words."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from mik.common.turkish import date_long
from mik.people.consents.managers import numbers_of
from mik.people.consents.models import Act, ConsentEntry, ConsentText
from mik.people.consents.purposes import (
    CHANNEL_ICONS,
    EXPLICIT,
    Channel,
    Purpose,
    has_channels,
    icon_of,
    is_separate,
    label_of,
)
from mik.people.consents.transfers import asked_purposes
from mik.people.consents.words import channels_of, last_words

GIVEN, NONE, AGAIN = "given", "none", "again"


@dataclass(frozen=True)
class ChannelLine:
    """One switch. ``state``: given; again, where it was given to a text that has changed since; or none."""

    code: str
    label: str
    icon: str
    state: str
    last: ConsentEntry | None = None
    asked: bool = True

    @property
    def is_given(self) -> bool:
        return self.state == GIVEN


@dataclass(frozen=True)
class SubjectLine:
    """One purpose: its text in force and a switch for each channel."""

    subject: str
    label: str
    icon: str
    text: ConsentText | None
    channels: list[ChannelLine] = field(default_factory=list)

    @property
    def is_separate(self) -> bool:
        return is_separate(self.subject)

    @property
    def asks_again(self) -> bool:
        return any(one.state == AGAIN for one in self.channels)

    @property
    def is_given(self) -> bool:
        return any(one.is_given for one in self.channels)


def lines_of(person_id: int) -> list[SubjectLine]:
    """Everything that is asked of a person, and what was given though it is asked no more. Fixed number of queries."""
    current = _current_texts()
    asking = _asking_numbers()
    said: dict[str, dict[str, ConsentEntry]] = {}
    for entry in last_words(numbers_of(person_id)[0]):
        said.setdefault(entry.purpose, {})[entry.channel] = entry
    wanted = [*Purpose.values, *(name for name in current if name.startswith(EXPLICIT)), *asked_purposes()]
    wanted += [name for name in said if name not in wanted and _any_given(said[name])]
    lines = [_line(name, current.get(name), said.get(name, {}), asking.get(name, 0)) for name in wanted]
    return [line for line in lines if line.channels]


def asked_anew(person_id: int) -> list[SubjectLine]:
    """What the person agreed to under a text that has changed since."""
    return [line for line in lines_of(person_id) if line.asks_again]


def asked_again(person_id: int) -> bool:
    """The same in one query: whether something the person agreed to has changed since."""
    given = last_words(person_id).filter(act=Act.GIVEN)
    return bool(given.exclude(pk__in=ConsentEntry.objects.filter(person=person_id).in_force().values("pk")).exists())


def _any_given(said: dict[str, ConsentEntry]) -> bool:
    return any(entry.act == Act.GIVEN for entry in said.values())


def _current_texts() -> dict[str, ConsentText]:
    rows = ConsentText.objects.published().order_by("subject", "-number").distinct("subject")
    return {text.subject: text for text in rows}


def _asking_numbers() -> dict[str, int]:
    rows = ConsentText.objects.published().filter(asks_again=True).order_by("number")
    return {subject: number or 0 for subject, number in rows.values_list("subject", "number")}


def _line(subject: str, text: ConsentText | None, said: dict[str, ConsentEntry], asking: int) -> SubjectLine:
    asked = channels_of(text) if text else []
    # A channel the text asks for no more is shown as long as it is given: it can still be taken back.
    codes = asked + [code for code, entry in said.items() if code not in asked and entry.act == Act.GIVEN]
    channels = [_channel(code, said.get(code), asking, asked=code in asked, subject=subject) for code in codes]
    return SubjectLine(subject, label_of(subject), icon_of(subject), text, channels)


def _channel(code: str, last: ConsentEntry | None, asking: int, *, asked: bool, subject: str) -> ChannelLine:
    label = str(Channel(code).label) if has_channels(subject) else label_of(subject)
    if last is None or last.act != Act.GIVEN:
        return ChannelLine(code, label, CHANNEL_ICONS[code], NONE, last, asked)
    return ChannelLine(code, label, CHANNEL_ICONS[code], GIVEN if last.version >= asking else AGAIN, last, asked)


def history_of(person_id: int) -> list[ConsentEntry]:
    """Every word, newest first."""
    return list(ConsentEntry.objects.of_person(person_id).order_by("-pk"))


def in_words(entry: ConsentEntry) -> str:
    """22 Kasım 2026 tarihinde profil sayfasından verildi; metin sürümü 2026-11."""
    said = _("%(day)s tarihinde %(how)s %(act)s") % {
        "day": date_long(entry.said_at),
        "how": entry.get_how_display(),
        "act": entry.get_act_display(),
    }
    version = _("metin sürümü %(code)s") % {"code": entry.text_version}
    return f"{said}; {version}." if entry.text_version else f"{said}."
