from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilateral.compile.dates import bounds, refines


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1957", "1957-01-01", "1957-12-31"),
        ("1956-02", "1956-02-01", "1956-02-29"),
        ("1952-04-28", "1952-04-28", "1952-04-28"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1957-XX", "1957-01-01", "1957-12-31"),
        ("1957-02-XX", "1957-02-01", "1957-02-28"),
        ("1957-21", "1957-03-01", "1957-05-31"),
        ("1957~", "1957-01-01", "1957-12-31"),
        ("1957-04?", "1957-04-01", "1957-04-30"),
        ("1957-04-12%", "1957-04-12", "1957-04-12"),
        ("2019-04-03T10:00:00Z", "2019-04-03", "2019-04-03"),
        ("2019/2023", "2019-01-01", "2023-12-31"),
        ("1957-04~/1958?", "1957-04-01", "1958-12-31"),
    ],
)
def test_every_precision_gives_its_first_and_last_day(text: str, first: str, last: str) -> None:
    assert bounds(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("end", ["..", ""])
def test_an_open_or_unknown_end_has_no_bound(end: str) -> None:
    assert bounds(f"2019-04/{end}") == (date(2019, 4, 1), None)
    assert bounds(f"{end}/2019-04") == (None, date(2019, 4, 30))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "/",
        "../..",
        "early 1957",
        "1957-13",
        "1957-02-30",
        "0000",
        "-0100",
        "Y170000",
        "2023/2019",
        "[1957,1958]",  # level 2: one of a set
        "1957-25",  # level 2: a season of one hemisphere
        "1957-04-?12",  # level 2: a qualifier inside
        "1957S2",  # level 2: significant digits
        "1957/1958/1959",
        "１９５７",
        "1957\n",
    ],
)
def test_what_is_no_date_of_level_0_or_1_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|end|starts|range"):
        bounds(text)


@given(st.dates(min_value=date(1, 1, 1)), st.integers(0, 4000))
def test_the_bounds_of_an_interval_are_its_days(start: date, length: int) -> None:
    end = min(start.toordinal() + length, date.max.toordinal())
    last = start + timedelta(days=end - start.toordinal())
    assert bounds(f"{start.isoformat()}/{last.isoformat()}") == (start, last)


@pytest.mark.parametrize(
    ("fine", "coarse", "expected"),
    [
        ("1957-05-27", "1957", True),
        ("1957", "195X", True),
        ("2019/2020", "2019/..", True),
        ("1957", "1957-05-27", False),
        ("1957", "1957~", False),
        ("1957", "1957", False),
        ("1958-05", "1957", False),
        ("2019/..", "2019/2023", False),
        ("1957-05", "not a date", False),
    ],
)
def test_a_date_refines_another_when_it_leaves_fewer_of_the_same_days(
    fine: str, coarse: str, expected: bool
) -> None:
    assert refines(fine, coarse) is expected
