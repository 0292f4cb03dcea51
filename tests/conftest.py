"""What every test may use: databases of both kinds; and what a run tells at its end."""

import os

from bot import settings

settings.keep_arithmetic_on_one_core()

pytest_plugins = ["tests.postgres_server", "tests.databases", "tests.world", "tests.browser.skipped"]


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are cores: tests wait for processes and browsers half of their time."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + max(cores // 2, 1)
