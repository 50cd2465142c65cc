"""Versions of a questionnaire: copied, changed as drafts, published for good."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mik.accounts.models import User
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.questionnaires.checking import Problem, problems_in

State = QuestionnaireVersion.State


class ContentProblems(Exception):
    """The content is no questionnaire; ``problems`` say where and how to mend it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(str(problems[0]))
        self.problems = list(problems)


class AlreadyPublished(Exception):
    """A published version never changes; make a new one."""

    def __init__(self) -> None:
        super().__init__(_("Bu sürüm yayımlandı ve artık değişmez; yeni bir sürüm hazırlayın."))


@transaction.atomic
def start_draft(*, questionnaire: Questionnaire, by: User) -> QuestionnaireVersion:
    """The draft under way, or a new one that starts as a copy of the newest version."""
    held = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    draft = held.versions.filter(state=State.DRAFT).first()
    if draft is not None:
        return draft
    newest = held.versions.order_by("-number").first()
    number = (held.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    content = newest.content if newest else {"pages": []}
    return QuestionnaireVersion.objects.create(questionnaire=held, number=number, content=content, created_by=by)


@transaction.atomic
def save_draft(*, version: QuestionnaireVersion, content: Any) -> QuestionnaireVersion:
    """Raises ContentProblems and AlreadyPublished."""
    draft = _draft(version)
    check_content(content)
    draft.content = content
    draft.save(update_fields=["content"])
    return draft


@transaction.atomic
def publish_version(*, version: QuestionnaireVersion) -> QuestionnaireVersion:
    """From now on the database refuses every change of it. Raises ContentProblems and AlreadyPublished."""
    draft = _draft(version)
    check_content(draft.content)
    draft.state, draft.published_at = State.PUBLISHED, timezone.now()
    draft.save(update_fields=["state", "published_at"])
    return draft


@transaction.atomic
def discard_draft(*, version: QuestionnaireVersion) -> None:
    """Raises AlreadyPublished."""
    _draft(version).delete()


def check_content(content: Any) -> None:
    if problems := problems_in(content):
        raise ContentProblems(problems)


def _draft(version: QuestionnaireVersion) -> QuestionnaireVersion:
    found = QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)
    if found.is_published:
        raise AlreadyPublished
    return found
