"""Many values asked for as one parameter."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Func
from django.db.models.sql.compiler import SQLCompiler


def bytea_array(values: Iterable[bytes]) -> str:
    """What PostgreSQL reads as bytea[]; the driver takes as long to write one as the query takes."""
    return "{" + ",".join(f'"\\\\x{value.hex()}"' for value in values) + "}"


class AnyOf(Func):
    """``filter(AnyOf("column", values))``: column = ANY(array), for thousands of values of a plain type.

    ``__in`` writes a placeholder for each, and that takes as long as the query itself.
    """

    def __init__(self, column: str, values: Iterable[Any]) -> None:
        super().__init__(column, output_field=BooleanField())
        self.values = list(values)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        if not self.values:
            raise EmptyResultSet
        column, params = compiler.compile(self.source_expressions[0])
        if isinstance(self.values[0], bytes):
            return f"({column} = ANY(%s::bytea[]))", (*params, bytea_array(self.values))
        return f"({column} = ANY(%s))", (*params, self.values)
