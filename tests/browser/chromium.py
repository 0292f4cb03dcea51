"""A Chromium for the tests: finds one, installs Debian's when it may, and tells what is missing otherwise.

`make test` runs this once, before the tests: it finds or installs. Tests only find.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

GIVEN = "KITH_TEST_CHROMIUM"
NEEDED = "KITH_TEST_NEEDS_BROWSER"
NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("microsoft-edge", "microsoft-edge-stable"),
)
MAC_APPLICATIONS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
APPLICATION_FOLDERS = (Path("/Applications"), Path.home() / "Applications")
REMEDY = (
    f"install one (Debian: sudo apt install chromium; macOS: brew install --cask chromium) or set {GIVEN} "
    "to the path of a Chromium, Chrome or Edge"
)
INSTALLING = "No Chromium here: installing Debian's, for the tests in a browser. This takes a minute, once."
APT = ("apt-get", "-qq", "-o", "Acquire::Retries=3")
COMMANDS = (
    (*APT, "update"),
    (*APT, "install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"),
)
# Nothing but the page: no sign-in, no update, no look at what is new. Names of hosts are never looked up.
FLAGS = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-domain-reliability"),
    *("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--font-render-hinting=none"),
)


def find(
    environ: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
    folders: tuple[Path, ...] = APPLICATION_FOLDERS,
) -> Path | None:
    """The browser to use; None where there is none. What the environment names comes first."""
    if given := environ.get(GIVEN):
        return Path(found) if (found := which(given)) else None
    found_paths = (which(name) for name in NAMES)
    applications = (folder / name for folder in folders for name in MAC_APPLICATIONS)
    known = [*(Path(path) for path in found_paths if path), *(path for path in applications if path.exists())]
    return known[0] if known else None


def flags(user_id: int) -> list[str]:
    """How it is started. Only root, for whom Chromium's sandbox refuses to work, goes without it."""
    return [*FLAGS, *(["--no-sandbox"] if user_id == 0 else [])]


def is_needed(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a missing browser is a failure, as in CI."""
    return environ.get(NEEDED, "") not in ("", "0")


def may_install(user_id: int, release: str, which: Callable[[str], str | None] = shutil.which) -> bool:
    """Whether this is root on a Debian; `release` is the text of /etc/os-release."""
    words = [line.partition("=")[2].strip('"') for line in release.splitlines() if line.startswith("ID=")]
    return user_id == 0 and words == ["debian"] and which("apt-get") is not None


def install(commands: tuple[tuple[str, ...], ...] = COMMANDS) -> str:
    """Runs the commands; returns "" or, when one fails, what it said."""
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        done = subprocess.run(command, env=environ, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            return f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}".rstrip()
    return ""


def main() -> int:
    """Find or install; status 1 only when one is needed and there is none."""
    if find():
        return 0
    release = Path("/etc/os-release")
    if not os.environ.get(GIVEN) and may_install(
        os.getuid(), release.read_text() if release.exists() else ""
    ):
        print(INSTALLING, flush=True)
        print(install(), end="", flush=True)
        if find():
            return 0
    print(f"\nNo Chromium here, so the tests in a browser cannot run: {REMEDY}.", file=sys.stderr, flush=True)
    return 1 if is_needed() else 0


if __name__ == "__main__":
    sys.exit(main())
