"""Runs the steps on the connection that `loredesk.storage.migrate` hands over."""

from alembic import context

from loredesk.storage.schema.everything import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
