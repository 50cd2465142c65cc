"""How well claims are matched: 1,000 of them, with the mistakes people make, sent in over a registry of thousands.

Each claim is really sent in (``submit_claim``), so that what joins by itself is what would join in the product. The
seed reported was never looked at while the points were set (seeds 101 to 103 were).
"""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.bench.measure import Measure, at_least, at_most

if TYPE_CHECKING:  # the models exist only once Django is set up
    from alumni.membership.models import Claim
    from tests.factories.claims import Verdict

SEED = int(os.environ.get("BENCH_CLAIMS_SEED", "1955"))
RECORDS, CLAIMS = (int(size) for size in os.environ.get("BENCH_CLAIMS", "4000,1000").split(","))


def measures() -> Iterator[Measure]:
    """Wrong automatic matches (none), and the share of true pairs that joined or stand first in the suggestions."""
    from tests.bench.database import bench_database
    from tests.factories.claims import make_world, score

    with bench_database("claims"):
        world = make_world(seed=SEED, records=RECORDS, claims=CLAIMS)
        verdicts = {claim.pk: _send(claim) for claim in world.claims}
        found = score(world, verdicts)
    print(f"# claims {CLAIMS}, true pairs {found.pairs}, joined by themselves {found.joined}, hit {found.hit}")
    unit = f"of {CLAIMS} claims over {RECORDS} records"
    yield at_most("claims_wrong_automatic", 0, [found.wrong], unit=f"wrong automatic matches {unit}")
    yield at_least("claims_found", 0.90, [found.share], unit=f"true pairs matched or first, {unit}")


def _send(claim: "Claim") -> "Verdict":
    """What became of the claim: joined at once or not, and whom the queue shows first."""
    from alumni.membership.services import submit_claim
    from tests.factories.claims import Verdict, judge

    joined = submit_claim(claim=claim)
    claim.refresh_from_db()
    if joined:
        return Verdict(claim.alumnus_id, claim.alumnus_id)
    # Noted is only a fair match; the queue shows the feeble ones too.
    return Verdict(None, claim.alumnus_id or judge(claim).first)
