"""From a letter in Markdown to one recipient's mail: parsed once a language, then only filled in."""

from dataclasses import dataclass
from email.utils import parseaddr
from functools import cached_property
from html import escape
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from mik.accounts.models import User
from mik.common.markdown import fill, placeholders_in, to_html, to_text
from mik.common.zones import reading_in
from mik.mail.models import Delivery, Mailing, OutgoingMail
from mik.mail.placeholders import check_placeholders, one_line, placeholders, values_for
from mik.mail.services import queue_mail
from mik.mail.unsubscribe import leave_headers, preferences_url, unsubscribe_url
from mik.people.consents.notices import Notice
from mik.people.models import Person

# Filled like a placeholder, but no writer can name it: a colon is not among what a letter may use.
LEAVE, PREFERENCES = "mik:leave", "mik:preferences"


def check_letter(mailing: Mailing) -> None:
    """Raise ValidationError for what cannot be sent as it is written."""
    check_placeholders(mailing.subject_tr, mailing.subject_en, mailing.body_tr, mailing.body_en)
    for body in (mailing.body_tr, mailing.body_en):
        hidden = placeholders_in(body) - placeholders_in(to_html(body))
        if hidden:
            names = ", ".join(f"{{{name}}}" for name in sorted(hidden))
            raise ValidationError(
                _("%(names)s bir bağlantının adresinde duruyor; yer tutucular orada doldurulmaz.") % {"names": names},
                code="placeholder_in_link",
            )
    if bool(mailing.subject_en.strip()) != bool(mailing.body_en.strip()):
        raise ValidationError(
            _("İngilizcenin konusu ve metni birlikte yazılır; ya ikisini de yazın ya ikisini de boş bırakın."),
            code="half_english",
        )


@dataclass(frozen=True)
class Letter:
    """Subject, plain text and HTML of one language."""

    subject: str
    text: str
    html: str

    def filled(self, values: dict[str, str]) -> "Letter":
        """For one recipient. Values are on one line each, so that none can begin a header of its own."""
        return Letter(
            subject=one_line(fill(self.subject, values)),
            text=fill(self.text, values),
            html=fill(self.html, values, escape=escape),
        )


class Letters:
    """What a mailing says, rendered once for each language it is written in."""

    def __init__(self, mailing: Mailing) -> None:
        self.mailing = mailing
        self._rendered: dict[tuple[str, Notice | None], Letter] = {}

    @cached_property
    def codes(self) -> frozenset[str]:
        mailing = self.mailing
        used = placeholders_in("\n".join([mailing.subject_tr, mailing.subject_en, mailing.body_tr, mailing.body_en]))
        return frozenset(used)

    def in_language(self, language: str, notice: Notice | None = None) -> Letter:
        """``notice``: for whoever is written to for the first time (KVKK art. 10)."""
        language = self.mailing.language_for(language)
        if (language, notice) not in self._rendered:
            with translation.override(language), reading_in(None):  # one letter for readers everywhere
                self._rendered[language, notice] = self._render(language, notice)
        return self._rendered[language, notice]

    def _render(self, language: str, notice: Notice | None) -> Letter:
        subject, body = self.mailing.subject_in(language), self.mailing.body_in(language)
        context = {
            "language": language,
            "subject": subject,
            "unit_name": self._unit_name(language),
            "purpose": self.mailing.get_purpose_display(),
            "leave": f"{{{LEAVE}}}",
            "preferences": f"{{{PREFERENCES}}}",
            "notice": notice and {"sentence": notice.sentence(language), "url": notice.url},
            "base_url": settings.BASE_URL,
            "office_email": settings.OFFICE_EMAIL,
        }
        html = render_to_string("emails/mail/mailing.html", {**context, "body": to_html(body)})
        return Letter(subject, _plain("emails/mail/mailing.txt", {**context, "body": mark_safe(to_text(body))}), html)

    def _unit_name(self, language: str) -> str:
        unit = self.mailing.unit
        return (language == "en" and unit.name_en) or unit.name if unit else ""

    def for_people(self, languages: dict[int, str]) -> dict[int, dict[str, str]]:
        """What fills the braces for these persons (person → language), in a fixed number of queries."""
        return values_for(list(languages), languages, self.codes)


def _plain(name: str, context: dict[str, Any]) -> str:
    """Plain text is not HTML: an apostrophe stays one."""
    source: Template = get_template(name).template  # type: ignore[attr-defined]  # Django's own engine
    return source.render(Context(context, autoescape=False)).strip() + "\n"


def message_for(delivery: Delivery, letter: Letter, values: dict[str, str], purpose: str) -> EmailMultiAlternatives:
    """The mail of one delivery, with a Message-ID that is the same at every try."""
    leave = unsubscribe_url(person_id=delivery.person_id, purpose=purpose)
    own = letter.filled({**values, LEAVE: leave, PREFERENCES: preferences_url(person_id=delivery.person_id)})
    message = EmailMultiAlternatives(
        subject=own.subject,
        body=own.text,
        from_email=settings.MAILING_FROM_EMAIL,
        to=[delivery.address or ""],
        reply_to=[settings.OFFICE_EMAIL],
        headers={
            "Message-ID": f"<{delivery.message_id}@{sender_domain()}>",
            "Precedence": "bulk",
            "Auto-Submitted": "auto-generated",
            **leave_headers(leave),
        },
    )
    message.attach_alternative(own.html, "text/html")
    return message


def sender_domain() -> str:
    return parseaddr(settings.MAILING_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def preview(*, mailing: Mailing, language: str = "tr", person: Person | None = None) -> Letter:
    """The letter as somebody would get it; without a person the braces hold what they stand for."""
    letters = Letters(mailing)
    language = mailing.language_for(language)
    with translation.override(language):
        values = {code: f"[{one.label}]" for code, one in placeholders.items() if code in letters.codes}
    if person is not None:
        values |= {code: text for code, text in letters.for_people({person.pk: language})[person.pk].items() if text}
    return letters.in_language(language).filled({**values, LEAVE: settings.BASE_URL, PREFERENCES: settings.BASE_URL})


def send_test(*, mailing: Mailing, to: User) -> list[OutgoingMail]:
    """The letter to oneself, one mail in each language it is written in. Raises ValidationError."""
    check_letter(mailing)
    person = Person.objects.filter(user=to).first()
    found = [preview(mailing=mailing, language=language, person=person) for language in mailing.languages]
    return [
        queue_mail(to=to.email, subject=f"[{_('Deneme')}] {one.subject}", text=one.text, html=one.html) for one in found
    ]
