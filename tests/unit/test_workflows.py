"""The workflows call what there is, may do no more than they must, and end in time."""

import os
import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS: dict[str, dict[Any, Any]] = {
    file.name: yaml.safe_load(file.read_text("utf-8")) for file in sorted(FOLDER.iterdir())
}
JOBS = [(name, job) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"]]
OURS = re.compile(r"(?<![\w/.-])(?:\./)?((?:packaging|\.ci|tests|fbrowser|resources)[/\\][\w./\\-]+)")
"""A path of the checkout, in a command."""
TRIGGERS = True
"""What YAML makes of the key `on`."""


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in WORKFLOWS[name]["jobs"].values():
        yield from job.get("steps", ())


def commands(name: str) -> list[str]:
    """Return each line that the steps of a workflow run."""
    runs = [step["run"] for step in steps(name) if "run" in step]
    return [line.strip() for run in runs for line in run.splitlines()]


def test_all_are_there() -> None:
    assert set(WORKFLOWS) == {"bundles.yml", "ci.yml", "release.yml"}


def test_the_checks_are_those_of_everyone() -> None:
    assert commands("ci.yml") == [".ci/run"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_files_that_are_called_are_there(name: str) -> None:
    for line in commands(name):
        for path in OURS.findall(line):
            assert (ROOT / path).is_file(), line
        first = line.split()[0]
        if OURS.fullmatch(first) and not first.endswith(".ps1"):
            assert os.access(ROOT / first, os.X_OK), line


def test_files_that_the_test_of_the_installer_calls_are_there() -> None:
    found = OURS.findall((ROOT / "packaging" / "windows" / "try_installer.ps1").read_text("utf-8"))
    assert found == ["packaging\\smoke_test.py"]
    assert all((ROOT / path.replace("\\", "/")).is_file() for path in found)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_commands_of_dev_are_there(name: str) -> None:
    there = runpy.run_path(str(ROOT / "dev"))["COMMANDS"]
    called = [found[1] for line in commands(name) for found in re.finditer(r"\./dev (\w+)", line)]
    assert set(called) <= set(there)
    assert called or name != "bundles.yml"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_what_others_wrote_is_pinned_to_what_they_wrote_then(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    jobs = [job for job in WORKFLOWS[name]["jobs"].values() if "uses" in job]
    used = [each["uses"] for each in [*steps(name), *jobs] if "uses" in each]
    assert used
    for each in used:
        if each.startswith("./"):
            assert TRIGGERS in WORKFLOWS[Path(each).name]
            assert "workflow_call" in WORKFLOWS[Path(each).name][TRIGGERS]
        else:
            assert re.search(rf"{re.escape(each)} # v\d", text)
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", each)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_may_be_written_but_the_release(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}
    more = {job: each["permissions"] for job, each in WORKFLOWS[name]["jobs"].items() if "permissions" in each}
    assert more == ({"release": {"contents": "write"}} if name == "release.yml" else {})
    for step in steps(name):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize(("name", "job"), JOBS)
def test_every_job_ends(name: str, job: str) -> None:
    found = WORKFLOWS[name]["jobs"][job]
    assert "uses" in found or 0 < found["timeout-minutes"] <= 90


def test_none_waits_for_itself_in_a_workflow_that_it_calls() -> None:
    groups = [workflow["concurrency"]["group"] for workflow in WORKFLOWS.values()]
    assert len(set(groups)) == len(groups)
    assert not [group for group in groups if "github.workflow" in group]  # that is the caller's


def test_every_system_is_built() -> None:
    systems = {each["name"] for each in WORKFLOWS["bundles.yml"]["jobs"]["bundle"]["strategy"]["matrix"]["include"]}
    assert systems == {"linux-x86_64", "windows-x86_64", "macos-arm64", "macos-x86_64"}


def test_a_release_is_made_of_tags_that_the_release_command_makes() -> None:
    assert WORKFLOWS["release.yml"][TRIGGERS] == {"push": {"tags": ["v*"]}}
    assert WORKFLOWS["release.yml"]["jobs"]["release"]["needs"] == ["ci", "bundles"]


def test_secrets_become_what_the_scripts_ask_the_environment_for() -> None:
    scripts = [
        file.read_text("utf-8")
        for folder in ("windows", "macos")
        for file in (ROOT / "packaging" / folder).iterdir()
        if file.is_file()
    ]
    asked = set(re.findall(r"FBROWSER_[A-Z_]+", "\n".join(scripts)))
    given = {name for step in steps("bundles.yml") for name in step.get("env", {})}
    assert given == asked
