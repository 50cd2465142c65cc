"""Gunicorn's logs with personal links masked: ``--logger-class mik.common.access_log.AccessLogger``."""

from typing import Any

from gunicorn.glogging import Logger

from mik.common.log_masks import MaskTokens, masked


class AccessLogger(Logger):  # type: ignore[misc]  # gunicorn brings no types
    def setup(self, cfg: Any) -> None:
        """The error log names the address of a request that failed."""
        super().setup(cfg)
        self.error_log.addFilter(MaskTokens())

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What a line of the access log is made of."""
        found: dict[str, Any] = super().atoms(*args, **kwargs)
        return {name: masked(value) if isinstance(value, str) else value for name, value in found.items()}
