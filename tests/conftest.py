"""What every test may use: databases of both kinds."""

pytest_plugins = ["tests.postgres_server", "tests.databases", "tests.world"]
