"""What of a life is lost, left or readable when it is moved, brought, upgraded and erased."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bench.care_parts import continuity
from bench.report import Report, arguments

ABOUT = "Export and import, other programs' chats, canaries, upgrades under kill -9."


def main(argv: Sequence[str]) -> int:
    """Run the measurement; returns the exit status."""
    default = Path(__file__).parents[2] / "shared" / "data" / "chat_exports"
    parser = arguments(
        "continuity",
        ABOUT,
        data=default if default.is_dir() else None,
        data_about="exports of chat programs",
    )
    for name, size in (
        ("turns", continuity.TURNS),
        ("messages", continuity.MESSAGES),
        ("canaries", continuity.CANARIES),
        ("kills", continuity.KILLS),
    ):
        parser.add_argument(f"--{name}", type=int, default=size)
    options = parser.parse_args(argv)
    options.chats = options.data
    report = Report("continuity", keep=options.json)
    asyncio.run(continuity.measure(report, options))
    report.finish(options.json)
    return 0
