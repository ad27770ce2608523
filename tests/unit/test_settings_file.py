"""settings.toml: what is wrong in it is named and left out, what its owner wrote stays, whatever the bytes."""

import errno
import os
import stat
import subprocess
import sys
import threading
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fbrowser.common.errors import EnvironmentProblem
from fbrowser.config.settings import Settings, schema
from fbrowser.config.settings_file import LARGEST, load, make_template, path, save, stamp, template

KEYS = [each.key for each in schema()]


@pytest.fixture
def file() -> Path:
    """Return where the file is to be; its folder is there."""
    found = Path(os.fsdecode(path()))
    found.parent.mkdir(parents=True)
    return found


def problems() -> list[str]:
    return [str(each) for each in load().problems]


def test_without_a_file_everything_is_by_default_and_nothing_is_made() -> None:
    loaded = load()
    assert (loaded.settings, loaded.problems, loaded.chosen, loaded.stamp) == (Settings(), (), frozenset(), None)
    assert not os.path.exists(os.path.dirname(path()))


def test_what_is_set_counts(file: Path) -> None:
    file.write_text('[appearance]\ntheme = "dark"\n[extensions]\npic = ["X", ".y"]\n[files]\nhidden = false\n')
    loaded = load()
    assert loaded.settings == Settings(theme="dark", pic=("x", "y"), hidden=False)
    assert loaded.chosen == {"appearance.theme", "extensions.pic", "files.hidden"}
    assert loaded.problems == ()


def test_each_bad_value_is_named_and_the_others_count(file: Path) -> None:
    file.write_text(
        '[appearance]\ntheme = "blue"\ndensity = "compact"\n[files]\nhiden = true\n[index]\nworkers = 99\n'
    )
    assert load().settings == Settings(density="compact")
    assert problems() == [
        "appearance.theme is 'blue', which is not allowed; it is left as it is by default. "
        'Allowed: "system", "light" or "dark".',
        "files.hiden is no setting, and has no effect. Was files.hidden meant?",
        "index.workers is 99, which is not allowed; it is left as it is by default. "
        "Allowed: a whole number from 0 to 16; 0: one per processor core, up to 4.",
    ]


def test_of_a_list_of_folders_each_bad_one_is_named_and_the_others_count(file: Path) -> None:
    file.write_text('[index]\nleft_out = [".git", "a/b", 3, "~/x"] # mine\nworkers = 2\n')
    assert load().settings == Settings(left_out=(".git", "~/x"), workers=2)
    assert [each.partition(" Allowed: a list of names")[0] for each in problems()] == [
        "index.left_out: \u201ca/b\u201d is neither a name nor an absolute path.",
        "index.left_out: \u201c3\u201d is no text.",
    ]
    save({"index.left_out": (".git", 'say "x"')})
    assert problems() == []
    assert file.read_text() == '[index]\nleft_out = [".git", "say \\"x\\""] # mine\nworkers = 2\n'
    file.write_text("[index]\nleft_out = 3\n")
    assert load().settings == Settings()
    assert problems()[0].startswith("index.left_out is 3, which is not allowed; it is left as it is by default.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("appearance = 3\n", "appearance is no section."),
        ("[colours]\n", "colours is no setting"),
        ("[[appearance]]\n", "appearance is no section."),
        ('theme = "dark"\n', "theme is no setting, and has no effect. Was appearance.theme meant?"),
    ],
)
def test_what_has_no_effect_is_named(file: Path, text: str, said: str) -> None:
    file.write_text(text)
    assert load().settings == Settings()
    assert len(problems()) == 1
    assert problems()[0].startswith(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[appearance\n", "is not TOML: Expected ']' at the end of a table declaration (at line 1, column 12)."),
        (b'[appearance]\ntheme = "\xff"\n', "is not UTF-8: line 2."),
        (b"a = 1\0", "is not TOML:"),
        (b"\0" * 100, "is not TOML:"),
        (b"x = " + b"[" * 10_000, "is nested too deep."),
        (b"x = " + b"9" * 10_000, "is not TOML:"),
        (b"#" * (LARGEST + 1), "is larger than 256 KB"),
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing_and_says_why(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    assert load().settings is None, "whoever has settings keeps them"
    assert len(problems()) == 1
    assert problems()[0].startswith(f"settings.toml {said}")
    with pytest.raises(EnvironmentProblem, match=r"Nothing was written"):
        save({"appearance.theme": "dark"})
    assert file.read_bytes() == content


def test_what_is_no_file_is_not_waited_for(file: Path) -> None:
    os.mkfifo(file)
    assert problems() == ["settings.toml is not a file."]
    file.unlink()
    file.mkdir()
    assert problems() == ["settings.toml is not a file."]
    with pytest.raises(EnvironmentProblem, match="is not a file"):
        save({"appearance.theme": "dark"})
    file.rmdir()
    file.symlink_to("/dev/zero")
    assert problems() == ["settings.toml is not a file."]


def test_a_file_that_may_not_be_read_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.touch()
    refused = PermissionError(errno.EACCES, "no")  # root may read everything
    monkeypatch.setattr("fbrowser.config.small_file.os.open", lambda *_: (_ for _ in ()).throw(refused))
    assert problems() == ["settings.toml could not be read: permission denied."]


def test_a_link_to_nowhere_and_one_to_itself(file: Path) -> None:
    file.symlink_to("gone")
    assert load().settings == Settings()
    file.unlink()
    file.symlink_to(file)
    assert problems() == ["settings.toml could not be read: too many symbolic links."]


def test_a_thousand_problems_are_not_all_told(file: Path) -> None:
    file.write_text("".join(f"x{number} = 1\n" for number in range(1000)))
    assert len(problems()) == 21
    assert problems()[-1] == "There are 980 more problems."


@given(
    content=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@example(b"[appearance]\ntheme.x = 1\n[files]\nhidden = 1979-05-27\n")
@example(b'"" = 1\n"\\u0000" = {a = {}}\n')
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_bytes_raise_and_none_are_lost(tmp_path: Path, content: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FBROWSER_CONFIG_DIR", str(tmp_path))
        file = tmp_path / "settings.toml"
        file.write_bytes(content)
        before = load()
        assert before.settings is not None or len(before.problems) == 1
        try:
            after = save({"files.hidden": False, "appearance.theme": None})
        except EnvironmentProblem:
            assert file.read_bytes() == content
            return
        assert after.settings is not None
        assert not after.settings.hidden
        old, new = (tomllib.loads(each.decode()) for each in (content, file.read_bytes()))
        old.setdefault("files", {})["hidden"] = False
        old.get("appearance", {}).pop("theme", None)
        assert repr(old) == repr(new)


MINE = """\
# mine: keep
[extensions] # sets
pic = ["a", # first
       "b"]

[appearance]
density = "compact"   # for the laptop
theme = 'dark' # at night

["my own"]
x = 1
"""


def test_comments_order_and_what_is_unknown_stay(file: Path) -> None:
    file.write_text(MINE)
    assert save({"appearance.theme": "light"}).settings == Settings(
        density="compact", theme="light", pic=("a", "b")
    )
    assert file.read_text() == MINE.replace("'dark'", '"light"')
    save({"appearance.theme": None})
    assert file.read_text() == MINE.replace("theme = 'dark' # at night\n", "")
    save({"files.hidden": False})
    assert file.read_text() == MINE.replace("theme = 'dark' # at night\n", "") + "\n[files]\nhidden = false\n"


def test_lines_as_windows_ends_them_and_dotted_keys_stay(file: Path) -> None:
    file.write_bytes(b'# a\r\nappearance.theme = "dark" # why\r\nfiles.hidden = true\r\n')
    save({"appearance.theme": "light", "files.hidden": False})
    assert file.read_bytes() == b'# a\r\nappearance.theme = "light" # why\r\nfiles.hidden = false\r\n'


def test_a_new_file_is_ours_alone_and_complete() -> None:
    save({"appearance.theme": "dark"})
    assert Path(os.fsdecode(path())).read_text() == '[appearance]\ntheme = "dark"\n'
    assert stat.S_IMODE(os.stat(path()).st_mode) == 0o600
    assert os.listdir(os.path.dirname(path())) == [b"settings.toml"]


def test_a_link_stays_one_and_permissions_stay(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("# mine\n")
    real.chmod(0o640)
    file.symlink_to(real)
    save({"appearance.theme": "dark"})
    assert file.is_symlink()
    assert real.read_text() == '# mine\n\n[appearance]\ntheme = "dark"\n'
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_nothing_is_written_where_nothing_changes(file: Path) -> None:
    file.write_text("[appearance]\ntheme='dark'\n")
    before = stamp()
    save({"files.hidden": None})
    assert stamp() == before


def test_a_section_that_is_none_is_not_written_over(file: Path) -> None:
    file.write_text("files = 3\n")
    with pytest.raises(EnvironmentProblem, match="has files where a section should be"):
        save({"files.hidden": False})
    assert file.read_text() == "files = 3\n"


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("FBROWSER_CONFIG_DIR", str(tmp_path / "file"))
    with pytest.raises(EnvironmentProblem):
        save({"appearance.theme": "dark"})
    with pytest.raises(EnvironmentProblem):
        make_template()


def test_a_reader_never_sees_half_a_file(file: Path) -> None:
    stop = threading.Event()

    def read() -> int:
        count = 0
        while not stop.is_set():
            loaded = load()
            assert loaded.settings is not None
            assert loaded.problems == ()
            count += 1
        return count

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        for number in range(50):
            save({"index.workers": number % 16, "opening.startup_folder": "/" * (number * 10)})
        stop.set()
        assert reading.result() > 1
    assert file.exists()


def test_the_template_says_all_and_changes_nothing() -> None:
    place = Path(os.fsdecode(make_template()))
    assert load().settings == Settings()
    assert load().problems == ()
    assert all(f"\n# {each.name} = " in place.read_text() for each in schema())
    uncommented = "\n".join(line.removeprefix("# ") if " = " in line else line for line in template().split("\n"))
    place.write_text(uncommented)
    assert load().settings == Settings()
    assert load().chosen == set(KEYS)
    place.write_text("# mine\n")
    assert Path(os.fsdecode(make_template())).read_text() == "# mine\n", "what is there is not touched"


def test_a_start_without_a_file_waits_for_no_reader_of_toml() -> None:
    code = "import sys; from fbrowser.config.settings_file import load; load(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "fbrowser.config.settings_file" in loaded
    assert not {"tomllib", "tomlkit", "difflib", "numpy", "PySide6"} & set(loaded)
