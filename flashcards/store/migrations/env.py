"""Runs the migrations on the connection that the library hands over."""

from alembic import context

from flashcards.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
