"""What members open most, at 300,000 graduates: how many queries a page asks, and its cost beside a bare page.

The bare page runs through the same middleware with the same session and asks for nothing (``bare_urls``). One in ten
graduates is a member; of the members half show where they live and four in five their job.
"""

import statistics
from collections.abc import Iterator

from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from alumni.membership.models import Membership
from mik.accounts.models import User
from tests.bench.database import bench_database
from tests.bench.measure import Measure, at_most, seconds
from tests.bench.population import fill

SIZE = 300_000
TRIES = 40
MOST_QUERIES = 12
SHOWN = (
    "UPDATE people_contactpoint SET visibility = 'members' FROM alumni_membership"
    " WHERE alumnus_id = person_id AND kind = 'address' AND person_id % 2 = 0",
    "UPDATE alumni_employment AS job SET visibility = 'members' FROM alumni_membership AS member"
    " WHERE member.alumnus_id = job.alumnus_id AND job.alumnus_id % 5 > 0",
    "UPDATE alumni_membership SET mentor_shown = 'members' WHERE alumnus_id % 9 = 0",
    # What stands there is no ciphertext, and a member's own page reads it.
    "UPDATE people_person SET tckn = '' WHERE user_id IS NOT NULL",
    "VACUUM (ANALYZE)",
)
# A page and how many times a bare page it may cost.
GOALS = {"home": 30.0, "directory": 40.0, "directory_name": 40.0, "directory_narrowed": 40.0, "profile": 30.0}


def measures() -> Iterator[Measure]:
    with bench_database("members300k"):
        fill(SIZE)
        with connections["owner"].cursor() as cursor:
            for statement in SHOWN:
                cursor.execute(statement)
        with override_settings(ROOT_URLCONF="tests.bench.bare_urls", ALLOWED_HOSTS=["*"]):
            yield from _pages(_member())


def _member() -> User:
    graduated = Membership.objects.filter(alumnus__graduations__isnull=False).order_by("pk")
    return User.objects.get(membership=graduated[100])


def _pages(user: User) -> Iterator[Measure]:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    other = Membership.objects.exclude(user=user).order_by("-pk")[0].alumnus_id
    pages = {
        "home": "/mezun/",
        "directory": "/mezun/rehber/",
        "directory_name": "/mezun/rehber/?ad=mehmet",
        "directory_narrowed": "/mezun/rehber/?ad=y%C4%B1lmaz&il=61",
        "profile": f"/mezun/uye/{other}/",
    }
    for name, url in pages.items():
        yield at_most(f"members.{name}_queries", MOST_QUERIES, [_queries(client, url)], unit="queries of a page")
        runs = [_ratio(client, url) for _round in range(3)]
        yield at_most(f"members.{name}", GOALS[name], runs, unit="time of the page / of a bare page")


def _queries(client: Client, url: str) -> float:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return float(len(asked))


def _ratio(client: Client, url: str) -> float:
    """In turn, so that a slow spell of the machine falls on both."""
    bare, page = [], []
    for _try in range(TRIES):
        bare.append(seconds(lambda: client.get("/bare/")))
        page.append(seconds(lambda: client.get(url)))
    return statistics.median(page) / statistics.median(bare)
