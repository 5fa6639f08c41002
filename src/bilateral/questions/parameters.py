"""Parameters: a text becomes an RDF term of the declared type, or an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from bilateral.errors import ParameterError, UsageError
from bilateral.rdf.vocabulary import XSD
from bilateral.text import closest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bilateral.questions.header import NamedQuery, Parameter

    Term = ox.NamedNode | ox.Literal

_INTEGER = ox.NamedNode(XSD + "integer")
_DATE = ox.NamedNode(XSD + "date")
# The engine does not compare larger numbers: a comparison with them is an error.
_MAX_INTEGER = 2**63 - 1
_FORMS = {
    "integer": re.compile(r"[+-]?[0-9]{1,30}"),
    "year": re.compile(r"[0-9]{1,4}"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}"),
}
_MAX_EXCERPT = 60


def bind(
    query: NamedQuery, values: Mapping[str, str], resolve: Callable[[str], str]
) -> dict[ox.Variable, Term]:
    """Return the terms for the parameters of *query*.

    Args:
        query: whose parameters they are.
        values: values by parameter name, as text.
        resolve: turns a label, alias, prefixed name or IRI into an IRI.

    Returns:
        One term for each parameter that has a value or a default; an optional
        parameter without either is absent, which means "no restriction".

    Raises:
        ParameterError: a name is unknown, a required value is missing, or a value
            is not of its type.
        UnknownNameError: *resolve* does not know the thing.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in sorted(set(values) - set(known)):
        raise _unknown(query.name, name, list(known))
    bound: dict[ox.Variable, Term] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            bound[ox.Variable(parameter.name)] = _term(parameter, value, resolve)
        elif parameter.required:
            raise ParameterError(
                f"{query.name} needs a value for {parameter.name!r}: {parameter.description}",
                next_step=_example(parameter),
            )
    return bound


def _unknown(query: str, name: str, known: list[str]) -> ParameterError:
    near = closest(name, known, limit=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    takes = f"it takes {', '.join(known)}" if known else "it takes no parameters"
    return ParameterError(f"{query} has no parameter {_excerpt(name)}{hint}", next_step=takes)


def _example(parameter: Parameter) -> str:
    value = parameter.example if parameter.example is not None else "VALUE"
    quoted = f'"{value}"' if " " in value else value
    return f"for example --param {parameter.name}={quoted}"


def _excerpt(value: str) -> str:
    return repr(value if len(value) <= _MAX_EXCERPT else value[:_MAX_EXCERPT] + "…")


def _term(parameter: Parameter, value: str, resolve: Callable[[str], str]) -> Term:
    try:
        if parameter.type == "string":
            return ox.Literal(value)
        text = value.strip()
        if parameter.type in ("entity", "class", "concept"):
            return ox.NamedNode(resolve(text))
        return _literal(parameter.type, text)
    except ParameterError:
        raise
    except (OverflowError, UnicodeError) as error:
        raise _wrong(parameter, value) from error
    except ValueError as error:
        # Errors of this package that `resolve` raises say more than this one could.
        if hasattr(error, "next_step"):
            raise
        raise _wrong(parameter, value) from error


def _wrong(parameter: Parameter, value: str) -> ParameterError:
    return ParameterError(
        f"{parameter.name} must be {_TYPES[parameter.type]}, not {_excerpt(value)}",
        next_step=_example(parameter),
    )


def _literal(kind: str, text: str) -> ox.Literal:
    if not _FORMS[kind].fullmatch(text):
        raise ValueError(text)
    if kind == "date":
        from datetime import date

        return ox.Literal(date.fromisoformat(text).isoformat(), datatype=_DATE)
    if kind == "lang":
        # The engine keeps language tags in lower case, so LANG() is compared with that.
        return ox.Literal(text.lower())
    if abs(int(text)) > _MAX_INTEGER:
        raise ValueError(text)
    return ox.Literal(str(int(text)), datatype=_INTEGER)


_TYPES = {
    "entity": "a thing",
    "class": "a class",
    "concept": "a concept",
    "string": "a text",
    "integer": "an integer",
    "year": "a year of up to four digits",
    "date": "a day as YYYY-MM-DD",
    "lang": "a language tag such as en or ja",
}


def examples(query: NamedQuery, resolve: Callable[[str], str]) -> dict[str, str] | None:
    """Return the examples of what a question needs; ``None`` where one is missing or unknown."""
    params = query.needed_examples()
    for parameter in query.parameters:
        if parameter.name not in params:
            if parameter.required and parameter.default is None:
                return None
        elif parameter.type in ("entity", "class", "concept"):
            try:
                resolve(params[parameter.name])
            except UsageError:
                return None
    return params
