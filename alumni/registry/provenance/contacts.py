"""A contact another source had told, which somebody changes or takes out: its value is kept.

In contact and career the member's word goes before a list's, and so does a representative's; among people the newest.
"""

from alumni.registry.models import Alumnus
from alumni.registry.provenance.keeping import Said, keep
from mik.people.models import ContactPoint


def keep_contact(contact: ContactPoint, *, unless: str, rule: str) -> None:
    """Keep what the row holds in the database, unless it is the source's own word or nothing yet."""
    if contact._state.adding or not Alumnus.objects.filter(pk=contact.person_id).exists():
        return
    before = ContactPoint.objects.filter(pk=contact.pk).first()
    if before is not None and before.normalised and before.source != unless:
        keep([Said(before.person_id, before.kind, before.normalised, before.source, rule)])
