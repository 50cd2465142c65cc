"""Saving answers page by page. Closed waves and finished answers stay as they are, whatever is sent in."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from surveys.answering.progress import without_hidden
from surveys.answering.values import Answers, Value, saved_answers
from surveys.models import Answer, Invitation, Response
from surveys.questionnaires.content import Content


class SurveyClosed(Exception):
    """The wave takes no answers any more, or not yet; nothing was changed."""


class AlreadyComplete(Exception):
    """The answers were handed in before, in another window perhaps; nothing was changed."""


@transaction.atomic
def save_answers(
    *,
    invitation: Invitation,
    content: Content,
    values: Mapping[str, Iterable[Value]],
    language: str,
    sent_in: int | None = None,
) -> Response:
    """Put the answers to some questions in place of earlier ones; the last one to save wins, question by question.

    ``sent_in``: the page (from 1) that is through with this. Answers to questions that are no longer asked go.
    Raises SurveyClosed and AlreadyComplete.
    """
    response = _locked(invitation, language)
    before = saved_answers(response.answers.all())
    after = without_hidden(content, {**before, **{code: list(said) for code, said in values.items()}})
    _replace(response, before, after)
    response.language = language
    response.page = max(response.page, sent_in or 0)
    response.save(update_fields=["language", "page"])
    return response


def _locked(invitation: Invitation, language: str) -> Response:
    """This person's response, held until the end of the transaction so that two windows take turns."""
    wave = type(invitation.wave).objects.get(pk=invitation.wave_id)
    if not wave.is_running:
        raise SurveyClosed
    Response.objects.get_or_create(invitation=invitation, defaults={"language": language})
    response = Response.objects.select_for_update().get(invitation=invitation)
    if response.is_complete:
        raise AlreadyComplete
    return response


def _replace(response: Response, before: Answers, after: Answers) -> None:
    changed = [code for code in {*before, *after} if set(before.get(code, ())) != set(after.get(code, ()))]
    if not changed:
        return
    response.answers.filter(question__in=changed).delete()
    rows = [_row(response, code, value) for code in changed for value in after.get(code, ())]
    Answer.objects.bulk_create(rows)


def _row(response: Response, code: str, value: Value) -> Answer:
    return Answer(
        response=response,
        question=code,
        row=value.row,
        option=value.option,
        number=value.number,
        date=value.date,
        text=value.text,
    )


@transaction.atomic
def complete_response(*, invitation: Invitation, language: str) -> Response:
    """Hand the answers in; from now on nothing of them changes. Raises SurveyClosed and AlreadyComplete."""
    response = _locked(invitation, language)
    response.completed_at = timezone.now()
    response.save(update_fields=["completed_at"])
    return response


@transaction.atomic
def opt_out(*, invitation: Invitation) -> None:
    """No more mails about this survey; answers given so far stay."""
    Invitation.objects.filter(pk=invitation.pk, opted_out_at__isnull=True).update(opted_out_at=timezone.now())


@transaction.atomic
def opt_in(*, invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(opted_out_at=None)
