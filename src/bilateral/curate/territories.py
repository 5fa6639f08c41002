"""States by their ISO 3166 codes, with their names in many languages.

The codes are those of pycountry (Debian's iso-codes), the names those of Babel (Unicode
CLDR). Both are packages of the extra ``new``; nothing is fetched.
"""

from __future__ import annotations

import importlib
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple

from bilateral.errors import ToolError, UnknownNameError, UsageError
from bilateral.text import closest

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEXT_STEP = "pip install 'bilateral[new]'"


class State(NamedTuple):
    """A state: its codes of two and of three letters, and its names by language."""

    code: str
    alpha_3: str
    names: dict[str, str]

    @property
    def name(self) -> str:
        """The English name."""
        return self.names["en"]


def versions() -> tuple[str, str]:
    """Return the versions of pycountry and of Babel."""
    _package("pycountry"), _package("babel")
    return version("pycountry"), version("babel")


def find_state(code: str, languages: Sequence[str]) -> State:
    """Return the state of an ISO 3166 code of two letters with its names in *languages*.

    English is always among the names; a language in which CLDR has no name is not.

    Raises:
        UnknownNameError: no state has that code; states of a similar name are suggested.
        ToolError: pycountry or Babel is not installed.
    """
    countries = _package("pycountry").countries
    country = countries.get(alpha_2=code.upper()) if len(code) == 2 else None
    if country is None:
        raise UnknownNameError(
            "country code",
            code[:40],
            _codes_like(code, countries),
            next_step="give two codes of ISO 3166, such as KE and FR",
        )
    names = {tag: _name(country.alpha_2, tag) for tag in ("en", *languages)}
    names["en"] = names["en"] or country.name
    return State(
        country.alpha_2, country.alpha_3, {tag: name for tag, name in names.items() if name}
    )


def check_languages(languages: Sequence[str]) -> None:
    """See that CLDR knows every one of *languages*.

    Raises:
        UsageError: it does not know one, English is missing, or one is given twice.
        ToolError: Babel is not installed.
    """
    for tag in languages:
        if _locale(tag) is None:
            raise UsageError(
                f"{tag[:40]!r} is not a language of Unicode CLDR",
                next_step="give tags such as en, sw or ja",
            )
    if "en" not in languages:
        raise UsageError(
            "the languages must include en: the ontology and the questions are in English",
            next_step=f"--languages {','.join(('en', *languages))}",
        )
    if len(set(languages)) < len(languages):
        raise UsageError("a language is given twice", next_step="give each language once")


def _codes_like(text: str, countries: Any) -> list[str]:
    """Return codes with names: of states called like *text*, or with a similar code."""
    by_name = {
        name.casefold(): country
        for country in countries
        for name in (country.name, getattr(country, "common_name", country.name), country.alpha_3)
    }
    near = [by_name[name] for name in closest(text.casefold(), by_name)]
    if len(text) == 2:
        codes = {country.alpha_2: country for country in countries}
        near = [codes[code] for code in closest(text.upper(), codes)]
    return list(dict.fromkeys(f"{country.alpha_2} ({country.name})" for country in near))


def _name(code: str, language: str) -> str:
    locale = _locale(language)
    return str(locale.territories.get(code) or "") if locale is not None else ""


def _locale(tag: str) -> Any:
    babel = _package("babel")
    try:
        return babel.Locale.parse(tag, sep="-")
    except (ValueError, babel.UnknownLocaleError):
        return None


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ToolError(
            f"names and codes of states need the package {name}, which is not installed",
            next_step=_NEXT_STEP,
        ) from error
