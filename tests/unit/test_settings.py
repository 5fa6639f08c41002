"""Settings: which source wins, and what a wrong value says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bilateral import settings
from bilateral.errors import UnknownNameError, UsageError
from bilateral.settings import Settings, current


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the user's configuration, which is empty."""
    for variable in [setting.variable for setting in settings.table().values()]:
        if variable not in ("BILATERAL_CACHE", "BILATERAL_ROOT"):
            monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "bilateral"


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "bilateral.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_any_source_a_setting_has_its_default() -> None:
    assert current.search_limit == 20
    assert Settings.search_limit.value_and_origin() == (20, "default")


def test_the_environment_wins_over_the_project_and_that_over_the_user(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = write(home, "search_limit = 1\npath_limit = 1\ngap_days = 1\nissues = 7\n")
    project = write(tmp_path / "project", "search_limit = 2\npath_limit = 2\n")
    monkeypatch.setenv("BILATERAL_SEARCH_LIMIT", "3")
    with settings.within(project.parent):
        origins = [
            setting.value_and_origin()
            for setting in (Settings.search_limit, Settings.path_limit, Settings.issues)
        ]
    assert origins == [(3, "BILATERAL_SEARCH_LIMIT"), (2, str(project)), (7, str(user))]


def test_a_number_of_seconds_may_be_a_fraction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILATERAL_QUERY_TIMEOUT", "0.5")
    assert current.query_timeout == 0.5


@pytest.mark.parametrize("value", ["x", "0", "-1", "1.5", "nan", "inf", "1e99", "True"])
def test_a_wrong_value_of_the_environment_says_what_is_right(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BILATERAL_SEARCH_LIMIT", value)
    with pytest.raises(UsageError) as caught:
        assert current.search_limit
    assert str(caught.value) == (
        f"BILATERAL_SEARCH_LIMIT must be an integer from 1 to 1,000,000, not {value!r}\n"
        "    next: correct or remove the variable; the default is 20"
    )


@pytest.mark.parametrize("value", ["0", '"20"', "true", "1.5", "[1]", "2026-01-01"])
def test_a_wrong_value_of_a_file_is_told_with_its_line(value: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"# limits\nsearch_limit = {value}\n")
    with settings.within(tmp_path), pytest.raises(UsageError) as caught:
        assert current.search_limit
    assert str(caught.value).startswith(f"{path}:2:1: search_limit must be an integer from 1 to ")


def test_a_misspelled_setting_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    path = write(tmp_path, "\nserch_limit = 1\n")
    with settings.within(tmp_path), pytest.raises(UnknownNameError) as caught:
        assert current.issues
    assert str(caught.value).startswith(
        f"{path}:2:1: unknown setting: 'serch_limit'; did you mean search_limit"
    )


def test_a_file_that_is_not_toml_is_an_error_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "search_limit 1\n")
    with settings.within(tmp_path), pytest.raises(UsageError) as caught:
        assert current.issues
    assert str(caught.value).startswith(f"{path} is not TOML: Expected '=' after a key")
    assert "(at line 1, column 14)" in str(caught.value)


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bilateral.toml").write_bytes(b"\xff")
    with settings.within(tmp_path), pytest.raises(UsageError, match="it is not UTF-8 text"):
        assert current.issues


@pytest.mark.parametrize("name", ["cache", "robot", "root", "debug"])
def test_a_project_chooses_no_folder_and_no_program(name: str, tmp_path: Path) -> None:
    """Old files in the cache are removed: a project from elsewhere must not point at others."""
    write(tmp_path, f'{name} = "/"\n')
    with settings.within(tmp_path), pytest.raises(UsageError, match=f"may not set {name}"):
        assert current.issues


def test_the_user_may_choose_the_cache(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BILATERAL_CACHE", raising=False)
    write(home, 'cache = "/somewhere"\n')
    assert settings.cache_folder() == Path("/somewhere")


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("languages: [en, ja, ur]\n", ("en", "ja", "ur")),
        ("name: x\nlanguages: [sw]\n", ("sw",)),
        ("languages:\n  - en\n  - pt-BR\nlimits: []\n", ("en", "pt-BR")),
        ("languages:\n- \"en\"\n- 'ja'\nname: x\n", ("en", "ja")),
        ("name: x\n", ("en",)),
        ("languages: []\n", ("en",)),
        ("# languages: [ja]\n", ("en",)),
    ],
)
def test_the_languages_of_a_dataset_are_read_from_its_file(
    text: str, languages: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "dataset.yml").write_text(text, encoding="utf-8")
    assert settings.languages(tmp_path) == languages


def test_a_folder_without_a_dataset_file_has_english(tmp_path: Path) -> None:
    assert settings.languages(tmp_path) == ("en",)


def test_states_and_languages_are_those_of_the_dataset_at_hand(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    description = "name: ke-jp\ncountries: [KE, JP]\nlanguages:\n  - en\n  - sw\n"
    (tmp_path / "graph" / "dataset.yml").write_text(description, encoding="utf-8")
    assert settings.countries() == ("PK", "JP")
    with settings.within(tmp_path):
        assert settings.countries() == ("KE", "JP")
        assert settings.languages() == ("en", "sw")
    assert settings.languages() == ("en", "ja", "ur")
