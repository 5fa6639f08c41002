"""Every limit, timeout, default, language and place that a user may want to change.

:class:`Settings` is the table. The value of a setting comes from the first of these that
has it: the option of the command, the environment (``BILATERAL_SEARCH_LIMIT``), the file
``bilateral.toml`` of the project, that of the user, and the default in the table.

>>> Settings.search_limit.default
20
>>> current.search_limit >= 1
True
"""

from __future__ import annotations

import math
import os
import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from bilateral.errors import Location, UnknownNameError, UsageError
from bilateral.text import choose

if TYPE_CHECKING:
    from collections.abc import Iterator

_Value = TypeVar("_Value", int, float, str)

FILE = "bilateral.toml"
PREFIX = "BILATERAL_"
DEFAULT = "default"
_PACKAGE = Path(__file__).resolve().parent
# A name is part of IRIs and of file names.
_DATASET_NAME = re.compile(r"^name:[ \t]*([a-z0-9][a-z0-9-]{0,39})[ \t]*$", re.MULTILINE)
# Both ways in which YAML writes a list: [en, ja], and one entry a line.
_LIST = r"^{key}:[ \t]*(?:\[([^\]\n]*)\]|((?:\n[ \t]*-[ \t]*[\w'\"-]+)+))"
# Compiled where they are used: every command pays for what is compiled here.
_COUNTRY = r"[A-Z]{2}"
_LANGUAGE = r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"
# The project whose file counts, where a command or a graph has chosen one.
_project: ContextVar[Path | None] = ContextVar("_project", default=None)
_LONGEST_VALUE = 60


class Setting(Generic[_Value]):
    """One row of the table; read on an instance of :class:`Settings`, it is its value.

    Attributes:
        name: the key in ``bilateral.toml``; in capitals with ``BILATERAL_`` before it, the
            variable of the environment.
        default: the value where nothing else is said. Its type is that of the setting.
        meaning: one phrase, for people.
        minimum: the least value of a number.
        maximum: the greatest value of a number.
        option: the command and its option that win over all others.
        personal: whether the file of a project may not set it: a project from elsewhere
            must not choose a folder in which old files are removed, or a program to run.
    """

    name: str

    def __init__(
        self,
        default: _Value,
        meaning: str,
        *,
        minimum: float = 1,
        maximum: float = 1_000_000,
        option: str = "",
        personal: bool = False,
    ) -> None:
        self.default: _Value = default
        self.meaning = meaning
        self.minimum = minimum
        self.maximum = maximum
        self.option = option
        self.personal = personal

    def __set_name__(self, owner: type[Settings], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type[Settings]) -> Setting[_Value]: ...
    @overload
    def __get__(self, instance: Settings, owner: type[Settings]) -> _Value: ...
    def __get__(self, instance: Settings | None, owner: type[Settings]) -> Setting[_Value] | _Value:
        return self if instance is None else self.value_and_origin()[0]

    @property
    def variable(self) -> str:
        """The variable of the environment."""
        return PREFIX + self.name.upper()

    def value_and_origin(self) -> tuple[_Value, str]:
        """Return the value and where it comes from: a variable, a file or ``default``.

        Raises:
            UsageError: what the variable or the file says is not a value of this setting.
        """
        text = os.environ.get(self.variable)
        if text:
            return self._converted(text, None), self.variable
        for path in (_user_file(),) if self.personal else (_project_file(), _user_file()):
            entries = _entries(path) if path else {}
            if path and self.name in entries:
                return self._converted(entries[self.name], path), str(path)
        return self.default, DEFAULT

    def _converted(self, value: object, path: Path | None) -> _Value:
        if isinstance(self.default, str):
            if isinstance(value, str):
                return value
        else:
            number = _number(value, text=path is None)
            kind = type(self.default)
            if self.minimum <= number <= self.maximum and kind(number) == number:
                return kind(number)
        raise self._mismatch(value, path)

    def _mismatch(self, value: object, path: Path | None) -> UsageError:
        written = str(value)[:_LONGEST_VALUE]
        return UsageError(
            f"{self.name if path else self.variable} must be {self.rule()}, not {written!r}",
            next_step=f"correct or remove the {'line' if path else 'variable'}; "
            f"the default is {self.default!r}",
            location=_place(path, self.name) if path else None,
        )

    def rule(self) -> str:
        """Return what a value must be, in words."""
        if isinstance(self.default, str):
            return "text"
        what = "an integer" if isinstance(self.default, int) else "a number"
        return f"{what} from {self.minimum:g} to {self.maximum:,.0f}"


class Settings:
    """The table of settings; :data:`current` has their values."""

    root = Setting(
        "",
        "the folder with `ontology/`, `graph/` and `queries/`; else the data of the package",
        option="--root",
        personal=True,
    )
    cache = Setting(
        "",
        "the folder for snapshots; else `bilateral` in the user's cache folder",
        personal=True,
    )
    robot = Setting(
        "",
        "the command of [ROBOT](https://robot.obolibrary.org/), for `bilateral check --all`",
        personal=True,
    )
    debug = Setting("", "if set, an error also shows where in the program it arose", personal=True)
    snapshots = Setting(5, "how many snapshots of datasets the cache keeps")
    layouts = Setting(8, "how many layouts of pages the cache keeps")

    language = Setting(
        "en",
        "the language of names; what has none in it is named in English",
        option="query, search, show --lang",
    )
    table_width = Setting(
        100, "characters of a table that goes to a file or a program", minimum=20, maximum=10_000
    )
    issues = Setting(20, "how many problems an error lists; `bilateral check` lists all")

    query_timeout = Setting(
        0.0, "seconds after which a query is stopped; 0: never", minimum=0, option="query --timeout"
    )
    query_rows = Setting(
        0, "the most rows of an answer; 0: all", minimum=0, option="query --max-rows"
    )
    explain_rows = Setting(
        100_000, "rows up to which `query --explain` counts", maximum=100_000_000
    )
    notebook_rows = Setting(50, "the most rows that a notebook shows", option="%sparql --max-rows")
    search_limit = Setting(20, "the most hits of a search", option="search --limit")
    reconcile_limit = Setting(5, "the most candidates for a name of a table")
    path_limit = Setting(3, "the most paths between two things", option="path --limit")
    path_limit_all = Setting(100, "the most paths with `path --all`", option="path --limit")
    path_longest = Setting(
        4, "the most steps of a path with `path --all`", maximum=20, option="path --longest"
    )
    gap_days = Setting(1, "days from which on a gap is listed", option="gaps --days")
    anniversary_months = Setting(
        12,
        "months ahead in which anniversaries are listed",
        maximum=1_200,
        option="anniversaries --months",
    )
    anniversary_years = Setting(
        5, "only anniversaries of a multiple of these years", option="anniversaries --every"
    )
    analysis_rows = Setting(20, "the most rows of an analysis", option="analyse --limit")
    analysis_names = Setting(4, "names in one cell of an analysis; more are counted")

    explorer_things = Setting(
        5_000, "the most things of the explorer's page", option="explore --most"
    )
    explorer_boxes = Setting(60, "the most boxes of the explorer's first view", maximum=1_000)
    explorer_timeout = Setting(
        20, "seconds after which the page stops a query", maximum=600, option="the page itself"
    )
    site_rows = Setting(500, "the most rows of an answer on the site")
    feed_entries = Setting(50, "the most entries of the site's feed", maximum=1_000)

    mcp_rows = Setting(100, "the most rows of an answer to an assistant that names no number")
    mcp_rows_limit = Setting(1_000, "the most rows that an assistant may ask for")
    mcp_timeout = Setting(20, "seconds for a query of an assistant that names no number")
    mcp_timeout_limit = Setting(60, "the most seconds that an assistant may ask for")
    mcp_argument = Setting(20_000, "the most characters of an argument of a tool")
    mcp_value = Setting(2_000, "the most characters of one value for an assistant")
    mcp_text = Setting(40_000, "the most characters of one text for an assistant")

    check_timeout = Setting(300, "seconds for each outer tool of `bilateral check --all`")
    progress_after = Setting(0.5, "seconds after which a build shows a progress bar", minimum=0)


def _number(value: object, *, text: bool) -> float:
    """Return a number of the environment (*text*) or of a file; what is none is NaN."""
    if text != isinstance(value, str) or not isinstance(value, str | int | float):
        return math.nan
    try:
        return math.nan if isinstance(value, bool) else float(value)
    except (ValueError, OverflowError):
        return math.nan


#: The values as they are now: ``current.search_limit``.
current = Settings()


@cache
def table() -> dict[str, Setting[Any]]:
    """Return the settings by name, in the order of the table."""
    return {name: entry for name, entry in vars(Settings).items() if isinstance(entry, Setting)}


@contextmanager
def within(project: Path | None) -> Iterator[None]:
    """Let the file ``bilateral.toml`` of *project* (by default that of :func:`root`) count."""
    token = _project.set(project)
    try:
        yield
    finally:
        _project.reset(token)


def _project_file() -> Path | None:
    try:
        return (_project.get() or root()) / FILE
    except UsageError:
        # Who asks for the data is told; a limit has its default without them.
        return None


def _user_file() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    return Path(base) / "bilateral" / FILE


@cache
def _entries(path: Path) -> dict[str, object]:
    """Return what a file sets; the file is read once in a process.

    Raises:
        UsageError: it cannot be read, is not TOML, or sets what is not a setting.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(
            f"cannot read {path}: {getattr(error, 'strerror', None) or 'it is not UTF-8 text'}",
            next_step="correct or remove the file",
        ) from error
    # Imported late: most users have no such file.
    import tomllib

    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{path} is not TOML: {error}",
            next_step="correct the file, for example `search_limit = 50`",
        ) from error
    for name in entries:
        try:
            setting = choose(name, table(), "setting")
        except UnknownNameError as error:
            error.next_step = "`bilateral settings` lists all settings"
            error.location = _place(path, name)
            raise
        if setting.personal and path != _user_file():
            raise UsageError(
                f"a project may not set {name}",
                next_step=f"set it in {_user_file()} or as {setting.variable}",
                location=_place(path, name),
            )
    return entries


def _place(path: Path, name: str) -> Location:
    text = path.read_text(encoding="utf-8")
    match = re.search(rf'^[ \t]*"?{re.escape(name)}"?[ \t]*=', text, re.MULTILINE)
    return Location(str(path), text.count("\n", 0, match.start()) + 1 if match else 0, 1)


def root(folder: str | os.PathLike[str] | None = None) -> Path:
    """Return the folder that holds ``ontology/``, ``graph/`` and ``queries/``.

    Looked for in this order: *folder*, the setting ``root``, the data inside the
    installed package, the checkout around the package.

    Raises:
        UsageError: no such folder, or it lacks one of the three.
    """
    named = folder or current.root
    if named:
        return _checked(Path(named))
    packaged = _PACKAGE / "_data"
    return packaged if packaged.is_dir() else _checked(_PACKAGE.parent.parent)


def _checked(folder: Path) -> Path:
    for part in ("ontology", "graph", "queries"):
        if not (folder / part).is_dir():
            raise UsageError(
                f"{folder} is not a project: it has no folder {part}/",
                next_step="name one with ontology/, graph/ and queries/: --root or BILATERAL_ROOT",
            )
    return folder.resolve()


def dataset_name(folder: Path | None = None) -> str:
    """Return the name of the dataset of a project, as ``graph/dataset.yml`` gives it.

    It is part of the IRIs of graphs, passages and sources. A project without a name uses
    that of the default project.

    Args:
        folder: the folder of the project; by default that of :func:`root`.
    """
    name = _name_in(folder) if folder else ""
    # Namespaces are asked for with every triple: the default project is looked for once.
    return name or _default_name(*map(os.environ.get, (PREFIX + "ROOT", "XDG_CONFIG_HOME")))


@cache
def _default_name(*variables: str | None) -> str:
    """Return the name of the dataset of the default project, which *variables* decide."""
    del variables
    return _name_in(root()) or "dataset"


def _name_in(folder: Path) -> str:
    match = _DATASET_NAME.search(_dataset_file(folder))
    return match[1] if match else ""


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return ``languages`` of ``graph/dataset.yml``, else English; *folder* is the project."""
    tags = re.findall(_LANGUAGE, _listed("languages", folder))
    return tuple(dict.fromkeys(tags)) or (Settings.language.default,)


def countries(folder: Path | None = None) -> tuple[str, ...]:
    """Return ``countries`` of ``graph/dataset.yml``, codes of states; *folder* is the project."""
    return tuple(re.findall(_COUNTRY, _listed("countries", folder)))


def _listed(key: str, folder: Path | None) -> str:
    """Return the entries of a list in ``graph/dataset.yml``, as they are written."""
    text = _dataset_file(folder or _project.get() or root())
    match = re.search(_LIST.format(key=key), text, re.MULTILINE)
    return (match[1] or match[2] or "") if match else ""


@cache
def _dataset_file(folder: Path) -> str:
    # Searched without a YAML parser, which would cost half the start of a command.
    try:
        return (folder / "graph" / "dataset.yml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def cache_folder() -> Path:
    """Return the folder for snapshots: the setting ``cache``, else the user's cache."""
    if current.cache:
        return Path(current.cache)
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "bilateral"
