"""What a server's answer means for one delivery."""

from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives

from mik.mail.bounces import is_about_us
from mik.mail.models import Delivery
from mik.mail.transport import Lost, Refused, Transport, Unsendable

State, Reason = Delivery.State, Delivery.Reason
# Minutes until each further try; a server that asks to wait even after the last is given up on.
BACKOFF = (5, 15, 60, 240, 720)


@dataclass(frozen=True)
class Outcome:
    """Where a delivery stands from now on. ``pause``: minutes until the next try."""

    state: str
    reason: str = Reason.NONE
    answer: str = ""
    pause: int = 0
    stops_everything: bool = False


def offer(transport: Transport, message: EmailMultiAlternatives, delivery: Delivery) -> Outcome | None:
    """None if the server wants the text; Away is the caller's."""
    try:
        transport.offer(message)
    except Refused as refusal:
        return _refused(refusal, delivery)
    except Unsendable:
        return Outcome(State.REFUSED, Reason.UNSENDABLE)
    return None


def hand_over(transport: Transport, message: EmailMultiAlternatives, delivery: Delivery) -> Outcome:
    """Give the text; Away, which means that nothing was given, is the caller's."""
    try:
        answer = transport.hand_over(message)
    except Refused as refusal:
        return _refused(refusal, delivery)
    except Lost:
        return Outcome(State.UNCERTAIN, Reason.INTERRUPTED)
    return Outcome(State.ACCEPTED, answer=answer)


def _refused(refusal: Refused, delivery: Delivery) -> Outcome:
    if not refusal.for_good:
        return _later(refusal, delivery)
    if refusal.stage == "sender":
        return Outcome(State.REFUSED, answer=refusal.answer, stops_everything=True)
    bounced = refusal.stage == "recipient" and not is_about_us(refusal.answer)
    return Outcome(State.BOUNCED if bounced else State.REFUSED, answer=refusal.answer)


def _later(refusal: Refused, delivery: Delivery) -> Outcome:
    if delivery.attempts >= len(BACKOFF):
        return Outcome(State.REFUSED, Reason.GIVEN_UP, refusal.answer)
    return Outcome(State.RETRY, answer=refusal.answer, pause=BACKOFF[delivery.attempts])
