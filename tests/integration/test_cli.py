"""The command line as a shell sees it, on the shipped project."""

from __future__ import annotations

import json
import os
import pty
import shlex
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support import PATIENCE, ROOT

from bilateral import __version__

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "bilateral.cli.main"]


class Shell:
    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def __call__(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env=self.environment,
            timeout=PATIENCE,
            check=False,
        )

    def on_terminal(self, *arguments: str) -> str:
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [*COMMAND, *arguments], stdout=theirs, stderr=theirs, env=self.environment
        ):
            os.close(theirs)
            data = b""
            try:
                while chunk := os.read(ours, 65536):
                    data += chunk
            except OSError:  # how Linux says that the other end is closed
                pass
        os.close(ours)
        return data.decode("utf-8")


@pytest.fixture(scope="module")
def shell(environment: dict[str, str]) -> Shell:
    return Shell(environment)


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "agreements"],
        ["query", "agreements", "--cite"],
        ["queries"],
        ["queries", "show", "agreements"],
        ["search", "JICA"],
        ["show", "JICA"],
        ["path", "JICA", "Zafarullah Khan"],
        ["timeline", "--from", "1950", "--to", "1960"],
        ["stats"],
        ["ref"],
        ["ref", "Agreement"],
    ],
    ids=" ".join,
)
def test_piped_answers_are_json(shell: Shell, arguments: list[str]) -> None:
    done = shell(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    json.loads(done.stdout)


def test_a_piped_report_is_json(check_report: subprocess.CompletedProcess[str]) -> None:
    assert (check_report.returncode, check_report.stderr) == (0, "")
    json.loads(check_report.stdout)


@pytest.mark.parametrize("fmt", ["table", "json", "csv", "tsv", "xml", "md", "html"])
@pytest.mark.parametrize("command", ["query agreements --cite", "search JICA", "timeline"])
def test_every_format_of_rows_is_written(shell: Shell, command: str, fmt: str) -> None:
    done = shell(*command.split(), "--format", fmt)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Agree" in done.stdout or "JICA" in done.stdout or "agreement" in done.stdout


def test_a_person_at_a_terminal_gets_a_table(shell: Shell) -> None:
    output = shell.on_terminal("query", "agreements")
    assert "Cultural Agreement of 1957" in output
    assert not output.lstrip().startswith("{")


def test_text_in_an_answer_does_not_command_the_terminal(shell: Shell) -> None:
    text = 'SELECT ?x { BIND("a\\u001B[2Jb\\u202Ec" AS ?x) }'
    for fmt in ("table", "csv", "json", "xml"):
        output = shell.on_terminal("query", text, "--format", fmt)
        assert "\x1b" not in output
        assert "\u202e" not in output


def test_sparql_comes_from_an_argument_a_file_or_standard_input(
    shell: Shell, tmp_path: Path
) -> None:
    text = "SELECT (COUNT(?a) AS ?n) { ?a a bil:Agreement }"
    (tmp_path / "count.rq").write_text(text, encoding="utf-8")
    answers = [shell("query", text), shell("query", str(tmp_path / "count.rq"))]
    answers.append(shell("query", "-", stdin=text))
    assert {done.returncode for done in answers} == {0}
    assert len({done.stdout for done in answers}) == 1
    named = shell("query", str(ROOT / "queries" / "agreements.rq"), "--param", "since=1958-01-01")
    assert (named.returncode, named.stderr) == (0, "")


def test_a_file_takes_the_format_of_its_name(shell: Shell, tmp_path: Path) -> None:
    target = tmp_path / "agreements.csv"
    done = shell("query", "agreements", "-o", str(target))
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_bytes().startswith(b"agreement,kind,signed\r\n")


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        ("serch JICA", 2, "did you mean search, source?"),
        ("query agreemnts", 2, "did you mean agreements"),
        ("show 'Zafarulah Khan'", 2, "did you mean Zafarullah Khan"),
        ("ref Agreemnt", 2, "did you mean"),
        ("export turtl", 2, "did you mean turtle"),
        ("search x --kind Persn", 2, "did you mean person"),
        ("query agreements --param sinse=1958-01-01", 2, "since"),
        ("query agreements --param since", 2, "KEY=VALUE"),
        ("query agreements --format yaml", 2, "yaml"),
        ("show JICA --format yaml", 2, "choose one of text, md, json"),
        ("query 'SELECT nothing'", 2, "does not parse"),
        ("query 'SELECT * { SERVICE <http://x.example/> { ?a ?b ?c } }'", 2, "SERVICE"),
        ("query agreements --no-such-option", 2, "--no-such-option"),
        ("search x --limit 0", 2, "must be a positive integer"),
        ("timeline --from last-year", 2, "1957-04"),
        ("check no/such/file.ttl", 2, "no/such/file.ttl"),
        ("--root no-such-folder stats", 2, "no-such-folder"),
        ("query no-such-file.rq", 3, "cannot read"),
    ],
)
def test_errors_say_what_is_wrong_and_the_next_step(
    shell: Shell, command: str, code: int, message: str
) -> None:
    done = shell(*shlex.split(command))
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("bilateral: error: ")
    assert message in done.stderr
    assert "    next: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_term_is_explained_the_class_before_the_concept(shell: Shell) -> None:
    text = shell("ref", "agreement", "--format", "text").stdout
    assert text.startswith("agreement (class bil:Agreement)\n  also called ")
    assert "合意" in text
    assert text.index("  example ") < text.index("(concept c:agreement-kind.agreement)")


def test_the_traceback_is_shown_on_request(shell: Shell) -> None:
    debugging = Shell({**shell.environment, "BILATERAL_DEBUG": "1"})
    assert "Traceback" in debugging("show", "nobody at all").stderr


def test_a_closed_pipe_is_quiet(shell: Shell) -> None:
    line = f"{shlex.join([*COMMAND, 'export', 'nquads'])} | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        capture_output=True,
        text=True,
        env=shell.environment,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)


def test_an_interrupt_is_quiet(shell: Shell) -> None:
    with subprocess.Popen(
        [*COMMAND, "query", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=shell.environment,
    ) as process:
        assert process.stdin is not None
        # A pipe holds less than this: what is written is taken by a program that reads.
        process.stdin.write(b"#" * 1_000_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=PATIENCE)
    # Ended by the signal itself, which a shell shows as 130, or by the program.
    assert process.returncode in (130, -signal.SIGINT)
    assert (out, errors) == (b"", b"")


def test_the_root_may_stand_before_or_after_the_command(shell: Shell, tmp_path: Path) -> None:
    for arguments in (["--root", str(tmp_path), "stats"], ["stats", "--root", str(tmp_path)]):
        assert "is not a project" in shell(*arguments).stderr


def test_a_check_names_the_place_and_fails_on_an_error(shell: Shell, tmp_path: Path) -> None:
    for part in ("ontology", "graph", "queries"):
        subprocess.run(["cp", "-r", str(ROOT / part), str(tmp_path / part)], check=True)
    names = tmp_path / "graph" / "reference" / "names.ttl"
    names.write_text(names.read_text(encoding="utf-8") + "id:state.PK skos:\n", encoding="utf-8")
    root = ["--root", str(tmp_path)]
    done = shell("check", *root, "--format", "text")
    assert done.returncode == 1
    assert "graph/reference/names.ttl:" in done.stdout
    assert shell("check", *root, "graph/sources/founding.trig", "graph/dataset.yml").stdout
    narrowed = json.loads(shell("check", *root, str(names)).stdout)
    assert {issue["path"] for issue in narrowed["issues"]} == {"graph/reference/names.ttl"}
    built = shell("build", *root, "-o", str(tmp_path / "out"))
    assert built.returncode == 1
    assert not (tmp_path / "out").exists()


def test_a_fast_question_loads_nothing_heavy(shell: Shell) -> None:
    shell("query", "agreements")
    code = (
        "import sys; from bilateral.cli.main import run; run(['query', 'agreements']);"
        "print(sorted({'rdflib','networkx','yaml','rich','jinja2','numpy','edtf','pyvis'}"
        " & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=shell.environment,
        timeout=PATIENCE,
        check=True,
    )
    assert done.stderr == "[]\n"


def test_help_and_version(shell: Shell) -> None:
    assert shell("--version").stdout == f"bilateral {__version__}\n"
    assert "timeline" in shell("--help").stdout
    assert "graphml" in shell("export", "--help").stdout
