"""How many of those who were meant to be asked answered: one definition for every page, report and figure."""

from dataclasses import dataclass

from surveys.models import Response, Wave


@dataclass(frozen=True)
class Rate:
    """``completed`` of ``population``; ``percent`` from 0 to 100, None before there is a population."""

    population: int
    completed: int

    @property
    def percent(self) -> float | None:
        return 100 * self.completed / self.population if self.population else None


def response_rate(wave: Wave) -> Rate:
    """The response rate of a wave by HESA's definition (Graduate Outcomes): completed responses divided by the
    target population.

    The target population is everybody the wave was meant for, fixed at its opening: those who could not be reached,
    who refused, who opted out or began and did not finish stay in the denominator. Nothing is rounded or hidden here;
    what is published goes through ``mik.figures.disclosure``.
    """
    completed = Response.objects.filter(invitation__wave=wave).completed().count()
    return Rate(population=wave.population or 0, completed=completed)
