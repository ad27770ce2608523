"""What is done behind the caller's back is waited for at the end of the program, and only if it was begun."""

import subprocess
import sys

BEGUN = """
import sys, time
from fbrowser.common.behind import behind
behind(lambda: (time.sleep(0.2), print("done")))
"""
REFUSED = """
import _thread
from fbrowser.common import behind
def refuse(*_): raise RuntimeError("can't start new thread")
_thread.start_new_thread = refuse
try:
    behind.behind(print)
except RuntimeError:
    print("refused")
"""


def test_the_end_of_the_program_waits_for_it() -> None:
    assert subprocess.check_output([sys.executable, "-c", BEGUN], timeout=20) == b"done\n"


def test_what_could_not_begin_is_not_waited_for() -> None:
    assert subprocess.check_output([sys.executable, "-c", REFUSED], timeout=20) == b"refused\n"
