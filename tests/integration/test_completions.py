"""The shells complete what the command line takes: each is asked itself."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from fbrowser.app.cli import parser, sort_order
from fbrowser.commands.keymaps import TITLES
from tests.helpers.completions import VALUES
from tests.helpers.man_page import options_of

SHARE = Path(__file__).parents[2] / "packaging" / "linux" / "share"
BASH = SHARE / "bash-completion" / "completions" / "fbrowser"
ZSH = SHARE / "zsh" / "site-functions"
FISH = SHARE / "fish" / "vendor_completions.d" / "fbrowser.fish"
OPTION = r"(?<![\w-])--?[a-z0-9][a-z-]*"

Ask = Callable[[str], set[str]]


def printed(command: list[str], given: str = "") -> str:
    env = os.environ | {"TERM": "dumb", "COLUMNS": "200", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        command, input=given, env=env, check=False, capture_output=True, text=True, timeout=30
    ).stdout


def bash(line: str) -> set[str]:
    """Return what bash offers behind a line, whose words it splits at = and : as well."""
    words = re.findall(r"[=:]|[^\s=:]+", line)
    if line[-1] in " ":
        words.append("")
    script = f"source {shlex.quote(str(BASH))}; COMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(words) - 1}"
    return set(
        printed(["bash", "--norc", "-c", f"{script}; _fbrowser; printf '%s\\n' \"${{COMPREPLY[@]}}\""]).split()
    )


def fish(line: str) -> set[str]:
    script = f"source {shlex.quote(str(FISH))}; complete -C {shlex.quote(line)}"
    return {each.partition("\t")[0] for each in printed(["fish", "--no-config", "-c", script]).splitlines()}


def zsh(line: str) -> set[str]:
    """Return the words that zsh shows; it completes in a terminal alone, which it makes itself."""
    script = f"""
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1=; fpath=({shlex.quote(str(ZSH))} \\$fpath); autoload -U compinit; compinit -u -D"
        zpty -w shell "LISTMAX=0; stty cols 200; said() {{ print -r OF''FERED }}; zle -N said"
        zpty -w shell "bindkey '^T' list-choices; bindkey '^Y' said; print BEG''IN"
        zpty -r shell output '*BEGIN*'
        zpty -w -n shell {shlex.quote(line)}$'\\C-t\\C-y'
        zpty -r shell output '*OFFERED*'
        print -r -- "$output"
        zpty -d shell
    """
    said = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", printed(["zsh", "-f", "-c", script]))
    return set(re.sub(r"\s--\s.*", "", said.partition("\n")[2], flags=re.MULTILINE).split())


@pytest.fixture(params=[bash, zsh, fish], ids=lambda shell: shell.__name__)
def ask(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return one of the shells, in a folder of its own."""
    shell: Ask = request.param
    if shutil.which(shell.__name__) is None:
        pytest.skip(f"no {shell.__name__} here")
    (tmp_path / "summer").mkdir()
    (tmp_path / "supper.txt").touch()
    monkeypatch.chdir(tmp_path)
    return shell


def options(offered: set[str]) -> set[str]:
    return {each for each in offered if re.fullmatch(OPTION, each)}


@pytest.mark.parametrize("command", parser().commands)
def test_all_options_of_a_command_and_no_others(ask: Ask, command: str) -> None:
    taken = {name for action in options_of(parser().commands[command]) for name in action.option_strings}
    assert options(ask(f"fbrowser {command} -")) | {"-h", "--help"} == taken | {"-h", "--help"}


def test_what_a_call_can_begin_with(ask: Ask) -> None:
    taken = {name for action in options_of(parser()) for name in action.option_strings}
    assert options(ask("fbrowser --")) == {"--help", *taken}
    assert {*parser().commands} <= ask("fbrowser ")
    assert "summer" in {each.rstrip("/") for each in ask("fbrowser su")}
    assert "supper.txt" not in ask("fbrowser su")


def test_words_that_an_option_takes(ask: Ask) -> None:
    assert {*TITLES} <= ask("fbrowser keys --keymap ")
    assert {"name", "path", "size", "modified", "ext"} <= ask("fbrowser find --sort ")
    assert ask("fbrowser keys --keymap v") & {*TITLES} == {"vim"}


@pytest.mark.parametrize("line", ["index su", "status su", "find query su", "find --limit 5 query su"])
def test_folders_where_a_folder_is_meant(ask: Ask, line: str) -> None:
    offered = {each.rstrip("/") for each in ask(f"fbrowser {line}")}
    assert "summer" in offered
    assert "supper.txt" not in offered


@pytest.mark.parametrize("line", ["find su", "keys su", "index --max-rate su", "find --limit su"])
def test_no_folder_elsewhere(ask: Ask, line: str) -> None:
    assert "summer" not in {each.rstrip("/") for each in ask(f"fbrowser {line}")}


def test_bash_knows_both_ways_to_write_a_value() -> None:
    assert bash("fbrowser find --sort=mo") == {"modified", "modified:desc"}
    assert bash("fbrowser find --sort name:d") == {"desc"}
    assert bash("fbrowser find --sort=name:") == {"asc", "desc"}


def test_the_words_are_those_that_count() -> None:
    assert [sort_order(each) for each in VALUES["KEY[:desc]"]]
    assert VALUES["NAME"] == [*TITLES]


def test_the_man_page_names_every_option_and_no_other() -> None:
    page = (SHARE / "man" / "man1" / "fbrowser.1").read_text("utf-8").replace("\\-", "-")
    text = page.partition(".SH OPTIONS")[2].partition(".SH QUERIES")[0]
    known = {
        name
        for each in (parser(), *parser().commands.values())
        for o in options_of(each)
        for name in o.option_strings
    }
    assert set(re.findall(OPTION, re.sub(r"\\f[BIR]|^\.B ", " ", text, flags=re.MULTILINE))) == known | {
        "-h",
        "--help",
    }
