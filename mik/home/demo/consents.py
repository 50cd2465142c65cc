"""A text that changed in substance, a draft, who was informed, and a few words said lately."""

from alumni.registry.models import Alumnus
from mik.accounts.models import User
from mik.home.demo import accounts
from mik.home.demo.names import SEED, Chance
from mik.people.consents.managers import agrees
from mik.people.consents.models import ConsentEntry, ConsentText, NoticeEntry
from mik.people.consents.notices import Notice, current_notice
from mik.people.consents.texts import draft_of, publish, save_draft
from mik.people.models import Person, Purpose

CHANGE_TR = "Mentorluk çağrıları da bu izne girdi."
CHANGE_EN = "Invitations to mentoring are now part of this consent."
CAREER_TR = "Mezun Ofisi ve bölümüm bana iş, staj, eğitim, burs ve **mentorluk** duyurularını gönderebilir."
CAREER_EN = (
    "The Alumni Office and my department may send me announcements of jobs, internships, training, scholarships and"
    " **mentoring**."
)


def make() -> None:
    """Does nothing where it is there already."""
    if ConsentText.objects.of(Purpose.CAREER).filter(number__gt=1).exists():
        return
    by = User.objects.get(email=accounts.COORDINATOR)
    agreeing = list(Person.objects.filter(agrees(Purpose.CAREER)).order_by("pk").values_list("pk", flat=True))
    text = _career(by)
    _agreed_anew(text, agreeing)
    _draft(by)
    if (notice := current_notice()) is not None:
        _informed(notice)


def _career(by: User) -> ConsentText:
    draft = draft_of(Purpose.CAREER)
    draft.body_tr, draft.body_en, draft.asks_again = CAREER_TR, CAREER_EN, True
    draft.change_tr, draft.change_en = CHANGE_TR, CHANGE_EN
    save_draft(draft=draft, by=by)
    return publish(subject=Purpose.CAREER, by=by)


def _agreed_anew(text: ConsentText, people: list[int]) -> None:
    """Most said yes again; Elif has not been back since."""
    chance, elif_ = Chance(SEED), Person.objects.get(user__email=accounts.MEMBER).pk
    ConsentEntry.objects.bulk_create(
        ConsentEntry(
            person=pk,
            purpose=Purpose.CAREER,
            channel="email",
            act=ConsentEntry.Act.GIVEN,
            version=text.number or 0,
            text_version=text.code,
            language="tr",
            how=ConsentEntry.How.PROFILE,
            network="203.0.113.0/24",
            device=chance.choice(("Chrome, Android", "Safari, iPhone", "Chrome, Windows")),
        )
        for pk in people
        if pk != elif_ and chance.likely(80)
    )


def _draft(by: User) -> None:
    draft = draft_of(Purpose.SURVEYS)
    draft.body_tr = draft.body_tr.replace("anketlere ve araştırmalara", "anketlere, araştırmalara ve odak gruplarına")
    draft.body_en = draft.body_en.replace("surveys and research", "surveys, research and focus groups")
    draft.change_tr, draft.change_en = "Odak grupları eklendi.", "Focus groups were added."
    save_draft(draft=draft, by=by)


def _informed(notice: Notice) -> None:
    """Members read it when they joined; of the others some were written to."""
    chance = Chance(SEED)
    about = {"version": notice.version, "text_version": notice.text_version, "language": "tr"}
    rows = [
        NoticeEntry(person=pk, way="sign_up" if member else chance.choice(("email", "email", "phone")), **about)
        for pk, member in Alumnus.objects.order_by("pk").values_list("pk", "membership")
        if member or chance.likely(34)
    ]
    NoticeEntry.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
