"""Write the list of erasures, one JSON object a line. Keep it apart from the backups: they must be told of
it.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand

from mik.audit.models import Erasure


class Command(BaseCommand):
    help = "Write the list of erasures (ids only) to standard output."

    def handle(self, *args: Any, **options: Any) -> None:
        for erasure in Erasure.objects.order_by("at", "id"):
            line = {"person": erasure.person_id, "by": erasure.by_id, "at": erasure.at.isoformat()}
            self.stdout.write(json.dumps(line))
