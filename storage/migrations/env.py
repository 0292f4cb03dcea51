"""What alembic runs: the revisions, on the connection and in the transaction that `upgrade` opened."""

from __future__ import annotations

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_server_default=True,
    # Kith begins SQLite's transactions itself, so its DDL is rolled back as well.
    transactional_ddl=True,
)
context.run_migrations()
