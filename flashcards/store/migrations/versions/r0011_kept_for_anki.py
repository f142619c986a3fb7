"""What Anki keeps of cards and decks and we have no use for: the ease of SM-2, and the words about a deck."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cards", sa.Column("ease", sa.Integer(), server_default=sa.text("0"), nullable=False))
    op.add_column("decks", sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False))
