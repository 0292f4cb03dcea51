"""What every test may use: databases of both kinds; and what a run tells at its end."""

pytest_plugins = ["tests.postgres_server", "tests.databases", "tests.world", "tests.browser.skipped"]
