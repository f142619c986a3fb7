"""Note types of other programs: what they keep and we have no word for stays with the note type."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("note_types", sa.Column("extra", sa.Text(), server_default=sa.text("''"), nullable=False))
