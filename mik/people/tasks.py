"""Background tasks of people."""

from celery import shared_task

from mik.people import search


@shared_task(name="people.forget_words")
def forget_words() -> int:
    return search.forget_words()
