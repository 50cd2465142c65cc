"""Two records of one graduate: their jobs."""

from alumni.career.models import Employment
from mik.common.hooks import Merging


def unite_employments(merging: Merging) -> None:
    """All jobs stay; where both records name a main one, the winner's stays the main one."""
    main = list(Employment.objects.filter(alumnus__in=merging.ids, is_primary=True))
    if len(main) == 2:
        Employment.objects.filter(alumnus=merging.loser_id, is_primary=True).update(is_primary=False)
