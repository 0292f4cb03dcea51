"""The `kith` command line."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import gc
import io
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot import clock, settings
from bot.arguments import Parser, file_name, folder, instant, port
from bot.settings import Settings, SettingsError
from storage.database import DatabaseError, open_database
from storage.single_writer import single_writer
from storage.trouble import explained


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    made = Parser(prog="kith", description="A networking coach that lives in Slack.")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, body: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        added.set_defaults(body=body)
        return added

    demo = command("demo", _demo, "try Kith without a Slack account")
    demo.add_argument("--terminal", action="store_true", help="talk to it in this terminal, not in a browser")
    demo.add_argument("--port", type=port, default=5484, metavar="N", help="where the page is (5484; 0: any)")
    demo.add_argument("--no-browser", action="store_true", help="print the address, open no browser")
    demo.add_argument("--data", type=folder, metavar="DIR", help="keep everything in this folder")
    demo.add_argument("--reset", action="store_true", help="with --data: forget what was kept, begin anew")
    command("run", _run, "serve a Slack workspace (Socket Mode, or HTTP on PORT)")
    sweep = command("sweep", _sweep, "send everything that is due, print the counts, exit")
    sweep.add_argument("--as-of", type=instant, metavar="ISO8601", help="as if it were this instant")
    command("migrate", _migrate, "bring the database to this version's schema")
    backup = command("backup", _backup, "write everything to one new file, also while `kith run` works")
    backup.add_argument("file", type=file_name, metavar="FILE", help="the file to make; none is overwritten")
    restore = command("restore", _restore, "put a backup in the place of everything; nothing old is sent")
    restore.add_argument("file", type=file_name, metavar="FILE", help="a file that `kith backup` has made")
    replay = command("replay", _replay, "try again what is parked: `kith doctor` names it")
    replay.add_argument("id", metavar="ID", help="the id of a message, or the number of a schedule row")
    doctor = command("doctor", _doctor, "look for what is wrong, and say what to do")
    doctor.add_argument("--live", action="store_true", help="ask the endpoint of the second opinion, too")
    capture = command("capture", _capture_evaluate, "measure the reading of one-line captures")
    about = "read the lines of a file, and print what Kith reads in them, one JSON a line"
    _evaluated(capture, about, '"id", "text", "today"')
    practice = command("practice", _practice_evaluate, "measure the reading of elevator speeches and stories")
    about = "read the texts of a file (- for standard input), and print what Kith reads and says of each"
    _evaluated(practice, about, '"id", "kind", "text"')
    return made


def _evaluated(command: argparse.ArgumentParser, about: str, keys: str) -> None:
    whats = command.add_subparsers(dest="what", required=True, metavar="evaluate")
    evaluate = whats.add_parser("evaluate", help=about, description=f"{about[0].upper()}{about[1:]}.")
    evaluate.add_argument("file", type=Path, metavar="FILE.jsonl", help=f"lines of {{{keys}}}")


def main(argv: list[str] | None = None) -> int:
    """Run one command; what is wrong with the settings or the database is one line, and status 2."""
    args = parser().parse_args(argv)
    settings.keep_arithmetic_on_one_core()
    body: Callable[[argparse.Namespace], int] = args.body
    try:
        return _finished(body, args)
    except (SettingsError, DatabaseError) as error:
        return _refused(str(error))
    except SQLAlchemyError as error:
        # Its own text quotes the statement and its values.
        why = explained(error)
        return _refused(f"{why.what} {why.advice}")
    except KeyboardInterrupt:
        return 130


def _finished(body: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    """The status of a body whose words have all been written; 141 when nobody listens any more."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old terminal may not know every sign
    try:
        status = body(args)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # As when it ends in `| head`. Python would try to write the rest once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return status


def _refused(why: str) -> int:
    print(f"kith: {why}", file=sys.stderr)
    return 2


def _load() -> Settings:
    return _in_force(settings.load())


def _in_force(loaded: Settings) -> Settings:
    settings.set_up_logging(loaded.log)
    clock.follow(loaded.clock_file)
    if loaded.is_loopback:
        settings.leave_proxies()
    return loaded


def _asyncio_run(work: Coroutine[Any, Any, Any]) -> Any:
    import uvloop

    return uvloop.run(work)


@contextlib.contextmanager
def _no_garbage() -> Iterator[None]:
    """As in `_run`: what is imported stays."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def _demo(args: argparse.Namespace) -> int:
    try:
        from bot.demo_data import DemoError

        settings.leave_proxies()
        try:
            return _in_terminal(args) if args.terminal else _on_page(args)
        except DemoError as error:
            return _refused(str(error))
    except KeyboardInterrupt:
        return 0  # Ctrl-C is as good a way out as any
    except asyncio.CancelledError:
        return 143


def _in_terminal(args: argparse.Namespace) -> int:
    with _no_garbage():
        from bot.demo import demo

    return asyncio.run(demo(args.data, args.reset))


def _on_page(args: argparse.Namespace) -> int:
    with _no_garbage():
        try:
            from bot.demo_page import Choice, serve
        except ModuleNotFoundError as error:
            return _refused(f"the page needs {error.name}: `pip install 'kith[demo]'`, or add --terminal.")

    return serve(Choice(args.port, not args.no_browser, args.data, args.reset))


def _run(_args: argparse.Namespace) -> int:
    gc.disable()  # what is imported stays: to look through it for garbage costs a tenth of the start
    from bot.running import run

    gc.freeze()
    gc.enable()
    # A request makes thousands of objects and few circles: these are looked for less often.
    gc.set_threshold(20_000, 20, 20)
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

    url = _load().database_url
    with single_writer(url, "kith migrate"), contextlib.closing(open_database(url)) as db:
        changed = migrations.upgrade(db.engine)
    print(f"The database is at schema {migrations.head()}{'' if changed else ' already'}.")
    return 0


def _backup(args: argparse.Namespace) -> int:
    from bot.backup import back_up

    print(back_up(_load().database_url, args.file, clock.utc_now()))
    return 0


def _restore(args: argparse.Namespace) -> int:
    from bot.backup import restore

    print(restore(_load().database_url, args.file, clock.utc_now()))
    return 0


def _replay(args: argparse.Namespace) -> int:
    from bot.replaying import ReplayError, replay

    try:
        print(replay(_load(), args.id))
    except ReplayError as error:
        return _refused(str(error))
    return 0


def _doctor(args: argparse.Namespace) -> int:
    from bot.doctor import examine

    loaded, errors = settings.look()
    findings = asyncio.run(examine(_in_force(loaded), errors, is_live=args.live))
    for finding in findings:
        print(finding)
    return 1 if any(finding.is_fault for finding in findings) else 0


def _capture_evaluate(args: argparse.Namespace) -> int:
    from bot.evaluate import EvaluateError, evaluate_capture

    try:
        with args.file.open(encoding="utf-8") as lines:
            for line in evaluate_capture(lines):
                print(line)
    except UnicodeDecodeError:
        return _refused(f"{args.file} is not text in UTF-8.")
    except BrokenPipeError:
        raise
    except OSError as error:
        return _refused(f"{args.file} cannot be read: {error.strerror}.")
    except EvaluateError as error:
        return _refused(str(error))
    return 0


def _practice_evaluate(args: argparse.Namespace) -> int:
    with _no_garbage():
        from bot.practice_evaluation import run

    try:
        return run(args.file, print, functools.partial(print, file=sys.stderr))
    except BrokenPipeError:
        raise
    except OSError as error:
        return _refused(f"{args.file} cannot be read: {error.strerror}.")


if __name__ == "__main__":
    sys.exit(main())
