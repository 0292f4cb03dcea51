"""The `kith` command line."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import clock, settings
from bot.settings import Settings, SettingsError
from storage.database import DatabaseError


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    made = argparse.ArgumentParser(prog="kith", description="A networking coach that lives in Slack.")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="try Kith without a Slack account")
    demo.add_argument("--terminal", action="store_true", help="talk to it in this terminal")
    demo.set_defaults(body=_demo)
    run = commands.add_parser("run", help="serve a Slack workspace (Socket Mode, or HTTP on PORT)")
    run.set_defaults(body=_run)
    sweep = commands.add_parser("sweep", help="send everything that is due, print the counts, exit")
    sweep.add_argument("--as-of", type=instant, metavar="ISO8601", help="as if it were this instant")
    sweep.set_defaults(body=_sweep)
    migrate = commands.add_parser("migrate", help="bring the database to this version's schema")
    migrate.set_defaults(body=_migrate)
    doctor = commands.add_parser("doctor", help="look for what is wrong, and say what to do")
    doctor.set_defaults(body=_doctor)
    capture = commands.add_parser("capture", help="measure the reading of one-line captures")
    evaluate = capture.add_subparsers(dest="what", required=True).add_parser("evaluate")
    evaluate.add_argument("file", type=Path, metavar="FILE.jsonl")
    evaluate.set_defaults(body=_capture_evaluate)
    return made


def instant(text: str) -> datetime:
    """An instant with its zone; raises ArgumentTypeError with an example."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no instant: write it like 2026-12-01T09:00:00+00:00")
    return at


def main(argv: list[str] | None = None) -> int:
    """Run one command; what is wrong with the settings or the database is one line, and status 2."""
    args = parser().parse_args(argv)
    body: Callable[[argparse.Namespace], int] = args.body
    try:
        return body(args)
    except (SettingsError, DatabaseError) as error:
        print(f"kith: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _load() -> Settings:
    loaded = settings.load()
    settings.set_up_logging(loaded.log)
    clock.follow(loaded.clock_file)
    return loaded


def _asyncio_run(work: Coroutine[Any, Any, Any]) -> Any:
    import uvloop

    return uvloop.run(work)


def _demo(args: argparse.Namespace) -> int:
    from bot.demo import demo

    return asyncio.run(demo())


def _run(_args: argparse.Namespace) -> int:
    from bot.running import run

    loaded = _load()
    settings.require_slack(loaded)
    _asyncio_run(run(loaded))
    return 0


def _sweep(args: argparse.Namespace) -> int:
    from bot.sweeping import sweep_all

    loaded = _load()
    settings.require_token(loaded)
    print(asyncio.run(sweep_all(loaded, args.as_of)))
    return 0


def _migrate(_args: argparse.Namespace) -> int:
    from storage import migrations

    changed = migrations.upgrade(_load().database_url)
    print(f"The database is at schema {migrations.head()}{'' if changed else ' already'}.")
    return 0


def _doctor(_args: argparse.Namespace) -> int:
    from bot.doctor import examine

    findings = asyncio.run(examine(_load()))
    for finding in findings:
        print(finding)
    return 1 if any(finding.is_fault for finding in findings) else 0


def _capture_evaluate(args: argparse.Namespace) -> int:
    from bot.evaluate import EvaluateError, evaluate_capture

    try:
        with args.file.open(encoding="utf-8") as lines:
            for line in evaluate_capture(lines):
                print(line)
    except (OSError, EvaluateError) as error:
        print(f"kith: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
