"""A member's page as others see it: the same rows for the real page and for «see it as»."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alumni.registry.about.lines import AboutLine, language_lines, link_lines, name_lines
from alumni.registry.about.models import Photo
from alumni.registry.models import Alumnus
from alumni.registry.profile import Profile, put_together
from alumni.visibility.audience import Audience
from alumni.visibility.diplomas import shown_diplomas
from alumni.visibility.layer import reaches, shown


def shown_profile(alumnus: Alumnus, audience: Audience) -> Profile:
    """What the owner, a listed member, shows to this audience; the open address never is."""
    graduations = list(alumnus.graduations.select_related("programme__parent"))
    profile = put_together(
        alumnus,
        list(shown(alumnus.person.contacts.alive(), audience, owner="person")),
        shown(alumnus.employments.all(), audience),
        shown(alumnus.studies.all(), audience),
        shown_diplomas(graduations, alumnus.membership, audience),
        is_own=False,
    )
    departments = frozenset(one.programme.parent_id for one in graduations if one.programme.parent_id)
    return replace(profile, is_mentor=reaches(audience, alumnus.membership.mentor_shown, departments))


def shown_about(alumnus: Alumnus, audience: Audience) -> list[tuple[str, list[AboutLine]]]:
    """Languages, links and earlier names, as far as they are shown; kinds of which nothing is are left out."""
    lists = [
        (_("Diller"), language_lines(shown(alumnus.languages.all(), audience))),
        (_("Bağlantılar"), link_lines(shown(alumnus.links.all(), audience))),
        (_("Önceki adlar"), name_lines(shown(alumnus.former_names.all(), audience))),
    ]
    return [(label, lines) for label, lines in lists if lines]


def shown_photo(alumnus: Alumnus, audience: Audience) -> Photo | None:
    """Photos are read by who is signed in (``about.showing``), so visitors are shown none."""
    held: Photo | None = shown(Photo.objects.filter(alumnus=alumnus.pk), audience).first()
    return held if audience.is_member else None


def shown_page(request: HttpRequest, alumnus: Alumnus, audience: Audience, **context: Any) -> HttpResponse:
    """The page itself, for whoever looks and for «see it as»; search engines are asked to leave it alone."""
    context |= {"profile": shown_profile(alumnus, audience), "alumnus": alumnus, "audience": audience}
    context |= {"about": shown_about(alumnus, audience), "photo": shown_photo(alumnus, audience)}
    response = render(request, "alumni/member.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
