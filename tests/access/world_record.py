"""What of the member's record hangs on a department in the matrix."""

from typing import Any

from alumni.registry.about.models import LanguageSkill
from alumni.registry.models import Alumnus
from alumni.registry.provenance.keeping import Said, keep
from alumni.registry.provenance.models import KeptValue
from alumni.registry.reminding.models import ConfirmationReminder
from tests.access.side import Side


def objects(side: Side) -> dict[str, Any]:
    record = Alumnus.objects.get(person__user=side.member)
    keep([Said(side.alumnus.pk, "given_names", "Başka", "import", KeptValue.Rule.HAND)])
    return {
        "skill": LanguageSkill.objects.create(alumnus=record, language="de", level="b2"),
        "reminder": ConfirmationReminder.objects.create(alumnus=record),
        "kept": KeptValue.objects.get(alumnus=side.alumnus),
    }
