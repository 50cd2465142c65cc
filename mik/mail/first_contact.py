"""The notice of KVKK art. 10 in the first mail that reaches somebody of the registry, whatever the mail is about.

Looked up when the mail leaves, by its address: whoever writes a mail need not think of it, and nothing that a visitor
can see or time depends on whether an address is known.
"""

from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override

from mik.people.consents.models import NoticeWay
from mik.people.consents.notices import Notice, current_notice, record, uninformed_at


@dataclass(frozen=True)
class FirstContact:
    """Who hears of the platform for the first time by this mail; nobody, for most mails."""

    notice: Notice | None = None
    persons: list[int] = field(default_factory=list)
    language: str = "tr"

    def in_text(self, text: str) -> str:
        if self.notice is None or not self.persons:
            return text
        return f"{text.rstrip()}\n\n{self.notice.sentence(self.language)} {self.notice.url}\n"

    def in_html(self, html: str) -> str:
        if self.notice is None or not self.persons:
            return html
        with override(self.language):
            link = format_html('<a href="{}">{}</a>', self.notice.url, _("KVKK aydınlatma metni"))
        line = format_html("<p>{} {}</p>", self.notice.sentence(self.language), link)
        before, end, after = html.rpartition("</body>")
        return f"{before}{line}{end}{after}" if end else f"{html}{line}"

    def record(self) -> None:
        if self.notice is not None and self.persons:
            record(notice=self.notice, way=NoticeWay.EMAIL, language=self.language, persons=self.persons)


def first_contact(address: str) -> FirstContact:
    """Two queries; one where no text is published."""
    notice = current_notice() if address else None
    told = uninformed_at(address) if notice else []
    if not told:
        return FirstContact()
    return FirstContact(notice, [pk for pk, _language in told], told[0][1])
