"""The questionnaires the platform comes with, worded by the office's own platform in both languages."""

from surveys.ready.loading import EMPLOYERS_KEY, GRADUATES_KEY, load_questionnaires

__all__ = ["EMPLOYERS_KEY", "GRADUATES_KEY", "load_questionnaires"]
