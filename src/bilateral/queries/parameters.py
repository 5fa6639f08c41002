"""From the text that a person gives to the RDF term that a query needs."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import ParameterError
from bilateral.namespaces import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bilateral.queries.header import NamedQuery, Parameter

_LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


def bind(
    query: NamedQuery, given: Mapping[str, str], resolve: Callable[[str], str]
) -> dict[ox.Variable, ox.NamedNode | ox.Literal]:
    """Return the terms for the parameters of *query*.

    Args:
        query: the query that declares the parameters.
        given: values by parameter name, as text.
        resolve: turns a label, alias, prefixed name or IRI into an IRI.

    Returns:
        A term for each parameter that was given or has a default. Any text stays a
        value: it cannot become a part of the query.

    Raises:
        ParameterError: a parameter is unknown, missing or of the wrong type.
        UnknownNameError: nothing is called as given.
    """
    known = {one.name: one for one in query.parameters}
    for name in given:
        if name not in known:
            raise ParameterError(
                f"{query.name} has no parameter {name!r}" + _meant(name, list(known)),
                next_step=f"`bilateral queries show {query.name}` lists its parameters",
            )
    terms: dict[ox.Variable, ox.NamedNode | ox.Literal] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is not None:
            terms[ox.Variable(name)] = _term(parameter, value, resolve)
        elif parameter.required:
            raise ParameterError(
                f"{query.name} needs the parameter {name!r}: {parameter.description}",
                next_step=f"add --param {name}='{parameter.example or '…'}'",
            )
    return terms


def _meant(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=2, cutoff=0.4)
    return f"; did you mean {', '.join(near)}?" if near else ""


def _term(
    parameter: Parameter, value: str, resolve: Callable[[str], str]
) -> ox.NamedNode | ox.Literal:
    kind = parameter.type
    if kind in ("entity", "concept", "class"):
        return ox.NamedNode(resolve(value))
    if kind == "string":
        return ox.Literal(value)
    if kind in ("integer", "year"):
        if not _INTEGER.fullmatch(value):
            raise _wrong(parameter, value, "a whole number such as 1957")
        return ox.Literal(str(int(value)), datatype=ox.NamedNode(XSD + "integer"))
    if kind == "date":
        return ox.Literal(_day(parameter, value), datatype=ox.NamedNode(XSD + "date"))
    if not _LANG.fullmatch(value):
        raise _wrong(parameter, value, "a language tag such as en or ja")
    return ox.Literal(value.lower())


def _day(parameter: Parameter, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise _wrong(parameter, value, "a day such as 1957-05-27") from None


def _wrong(parameter: Parameter, value: str, wanted: str) -> ParameterError:
    shown = value if len(value) <= 60 else value[:60] + "…"
    return ParameterError(
        f"the parameter {parameter.name!r} cannot be {shown!r}", next_step=f"give {wanted}"
    )
