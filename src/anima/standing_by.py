"""What becomes of a process that a person started when another has taken over from it.

It stays, small, for as long as that one runs: a terminal waits for it, Ctrl-C there ends both, and
whoever ends this one ends the other.
"""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType


def stand_by(pid: int) -> None:
    """Become a process that does nothing but wait for this child; does not return."""
    sys.stdout.flush()
    sys.stderr.flush()
    # A new program in the same process: of what was loaded here nothing stays in memory.
    command = [sys.executable, "-P", "-m", __name__, str(pid)]
    os.execv(sys.executable, command)  # noqa: S606  # our own module, by its name


def main() -> None:
    """Wait for the child of this number, and end as it ends."""
    child = int(sys.argv[1])

    def pass_on(number: int, _: FrameType | None) -> None:
        with suppress(ProcessLookupError):
            os.kill(child, number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, pass_on)
    # A terminal sends it to both; twice would keep the other from ending in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _, status = os.waitpid(child, 0)
    except ChildProcessError:  # it ended before this program began
        sys.exit(1)
    code = os.waitstatus_to_exitcode(status)
    sys.exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
