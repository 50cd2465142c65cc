"""The Mezun Platformu itself: registry, membership, career, directory."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlumniConfig(AppConfig):
    name = "alumni"
    verbose_name = _("Mezunlar")

    def ready(self) -> None:
        from alumni import breakdowns, figures
        from alumni.career import hooks as career
        from alumni.directory import hooks as directory
        from alumni.membership import hooks as membership
        from alumni.messages import hooks as messages
        from alumni.registry import hooks as registry
        from alumni.registry import member_hooks as member
        from alumni.registry.about import hooks as about
        from alumni.registry.merging import hooks as merging
        from alumni.registry.provenance import hooks as provenance
        from alumni.registry.reminding import hooks as reminding
        from alumni.registry.segments import hooks as segments
        from alumni.rights import hooks as rights

        members = (membership, career, directory, member, about, messages, rights)
        rooms = (registry, *members, provenance, reminding, merging, segments, figures, breakdowns)
        for room in rooms:
            room.register()
