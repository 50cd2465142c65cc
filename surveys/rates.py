"""How many of those who were meant to be asked answered."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """``completed`` of ``population``, by HESA's definition of the response rate (Graduate Outcomes).

    The target population is everybody the wave was meant for, fixed at its opening: those who could not be reached,
    who refused, who opted out or began and did not finish stay in the denominator. ``percent`` from 0 to 100, None
    before there is a population. Nothing is rounded or hidden here; what is published goes through
    ``mik.figures.disclosure``.
    """

    population: int
    completed: int

    @property
    def percent(self) -> float | None:
        return 100 * self.completed / self.population if self.population else None
