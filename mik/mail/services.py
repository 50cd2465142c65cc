"""Sending mail without waiting for it: what is written here goes out in the background.

A page never fails because the mail server or Redis is away: the mail stays in the outbox and ``mail.sweep``
takes it up again. A mail goes out at most once: whoever sends it takes it first by a conditional UPDATE, and one
whose sender died half-way is given up, since nobody can tell whether the server had taken it.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.template import Context, Template, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone, translation

from mik.accounts.models import User
from mik.common import hooks
from mik.common.broker import send
from mik.common.zones import reading_in
from mik.mail.abroad import may_leave
from mik.mail.first_contact import FirstContact, first_contact
from mik.mail.models import OutgoingMail
from mik.mail.unsubscribe import leave_headers

logger = logging.getLogger(__name__)

State = OutgoingMail.State
# Minutes to wait before each further try; a mail that fails after the last one is given up.
BACKOFF = (1, 5, 15, 60, 180, 360, 720, 1440)
LOST_AFTER = timedelta(minutes=15)
SWEEP_SIZE = 200
EMPTIED = {"to": "", "subject": "", "text": "", "html": "", "unsubscribe": ""}


def send_mail(
    *, to: str, template: str, context: dict[str, Any], language: str = "tr", unsubscribe: str = ""
) -> OutgoingMail:
    """Write ``emails/<template>_subject.txt``, ``.txt`` and, where there is one, ``.html`` to one address.

    ``unsubscribe``: where one POST ends such mails (RFC 8058); the mail program offers it as a button.
    """
    context = {"base_url": settings.BASE_URL, "office_email": settings.OFFICE_EMAIL, **context}
    with translation.override(language), reading_in(zone_of(to)):
        subject = " ".join(_plain(f"emails/{template}_subject.txt", context).split())
        text = _plain(f"emails/{template}.txt", context).strip() + "\n"
        html = _html(template, {**context, "subject": subject})
    return queue_mail(to=to, subject=subject, text=text, html=html, template=template, unsubscribe=unsubscribe)


def zone_of(address: str) -> str | None:
    """The time zone of whoever signs in by this address; nobody's is the office's."""
    return User.objects.filter(email=address.lower()).values_list("time_zone", flat=True).first()


def _plain(name: str, context: dict[str, Any]) -> str:
    """Plain text is not HTML: an apostrophe stays one."""
    source: Template = get_template(name).template  # type: ignore[attr-defined]  # Django's own engine
    return source.render(Context(context, autoescape=False))


def _html(template: str, context: dict[str, Any]) -> str:
    try:
        return get_template(f"emails/{template}.html").render(context)
    except TemplateDoesNotExist as missing:
        if missing.args[0] != f"emails/{template}.html":
            raise
        return ""


def queue_message(message: EmailMessage) -> list[OutgoingMail]:
    """Take over a message that was made elsewhere; each recipient gets a mail of the own."""
    alternatives = getattr(message, "alternatives", [])
    html = next((str(part.content) for part in alternatives if part.mimetype == "text/html"), "")
    is_html = message.content_subtype == "html"
    text, html = ("", str(message.body)) if is_html else (str(message.body), html)
    return [queue_mail(to=to, subject=str(message.subject), text=text, html=html) for to in message.recipients()]


def queue_mail(
    *, to: str, subject: str, text: str, html: str = "", template: str = "", unsubscribe: str = ""
) -> OutgoingMail:
    """Put a mail that is already written into the outbox."""
    mail = OutgoingMail.objects.create(
        to=to, subject=subject, text=text, html=html, template=template[:100], unsubscribe=unsubscribe or None
    )
    transaction.on_commit(lambda: dispatch(mail.pk))
    return mail


def dispatch(mail_id: int) -> bool:
    """Hand a mail to the workers; False when the broker is away, and the sweep sends it later."""
    from mik.mail.tasks import send_outgoing

    try:
        send(send_outgoing, mail_id)
    except Exception as problem:  # whatever ails the broker: the mail waits in the database
        logger.warning("mail %s waits for the sweep: %s", mail_id, type(problem).__name__)
        return False
    return True


def send_outgoing(mail_id: int) -> bool:
    """Send one mail if it is due and nobody else has taken it; True when the server took it."""
    now = timezone.now()
    ours = OutgoingMail.objects.filter(pk=mail_id).due()
    if not ours.order_by().update(state=State.SENDING, claimed_at=now):
        return False
    mail = OutgoingMail.objects.get(pk=mail_id)
    if not may_leave(mail.to or ""):
        _done(mail, State.FAILED, problem="abroad")
        return False
    first = first_contact(mail.to or "")
    try:
        _message(mail, first).send()
    except smtplib.SMTPRecipientsRefused as refused:
        _refused(mail, refused)
    except Exception as problem:  # a server that is away, slow or out of order: try again later
        _failed(mail, type(problem).__name__)
    else:
        with transaction.atomic():
            _done(mail, State.SENT, sent_at=timezone.now())
            first.record()
        return True
    return False


def _message(mail: OutgoingMail, first: FirstContact) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=mail.subject or "",
        body=first.in_text(mail.text or ""),
        to=[mail.to or ""],
        headers={
            "Auto-Submitted": "auto-generated",
            **(leave_headers(mail.unsubscribe) if mail.unsubscribe else {}),
        },
    )
    if mail.html:
        message.attach_alternative(first.in_html(mail.html), "text/html")
    return message


def _refused(mail: OutgoingMail, refused: smtplib.SMTPRecipientsRefused) -> None:
    """A refusal with a code of 500 or more is for good; one below may pass (a full or busy mailbox)."""
    code = next((code for code, _text in refused.recipients.values()), 0)
    if code < 500:
        return _failed(mail, f"SMTP {code}")
    address = mail.to or ""
    _done(mail, State.FAILED, problem=f"SMTP {code}")
    for bounced in hooks.bounces:
        bounced(address, f"SMTP {code}")
    return None


def _failed(mail: OutgoingMail, problem: str) -> None:
    """Back to the queue with a longer pause each time; given up after the last."""
    logger.warning("mail %s: try %s failed: %s", mail.pk, mail.attempts + 1, problem)
    if mail.attempts >= len(BACKOFF):
        return _done(mail, State.FAILED, problem=problem[:100])
    pause = timedelta(minutes=BACKOFF[mail.attempts])
    _taken(mail).update(
        state=State.QUEUED,
        attempts=mail.attempts + 1,
        next_try_at=timezone.now() + pause,
        problem=problem[:100],
    )
    return None


def _done(mail: OutgoingMail, state: str, *, problem: str = "", sent_at: datetime | None = None) -> None:
    """What was said is of no more use here: only that it was said stays."""
    _taken(mail).update(
        state=state,
        attempts=mail.attempts + 1,
        problem=problem,
        sent_at=sent_at,
        **EMPTIED,
    )


def _taken(mail: OutgoingMail) -> "Any":
    return OutgoingMail.objects.filter(pk=mail.pk, state=State.SENDING)


def sweep() -> dict[str, int]:
    """Give up mails whose sender died, and hand out what is due again."""
    lost = OutgoingMail.objects.filter(state=State.SENDING, claimed_at__lt=timezone.now() - LOST_AFTER)
    given_up = lost.update(state=State.FAILED, problem="lost", **EMPTIED)
    due = list(OutgoingMail.objects.due().values_list("pk", flat=True)[:SWEEP_SIZE])
    sent = 0
    for mail_id in due:
        if not dispatch(mail_id):
            break
        sent += 1
    return {"sent_out": sent, "given_up": given_up}
