"""What every test may use: databases of both kinds; and what a run tells at its end."""

from bot import settings

settings.keep_arithmetic_on_one_core()

pytest_plugins = ["tests.postgres_server", "tests.databases", "tests.world", "tests.browser.skipped"]
