"""Add votes, and count them where they are given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from realm_gql.storage.columns import UtcDateTime

revision = "0005_votes"
down_revision = "0004_drafts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "votes",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("creation_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_votes_account_id")),
        sa.ForeignKeyConstraint(["creation_id"], ["creations.id"], name=op.f("fk_votes_creation_id")),
        sa.PrimaryKeyConstraint("account_id", "creation_id", name=op.f("pk_votes")),
    )
    op.add_column("creations", sa.Column("vote_count", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_creations_kind_vote_count_id", "creations", ["kind", "vote_count", "id"], unique=False)


def downgrade() -> None:
    # Not in batch mode, which would make the table anew on SQLite: what refers to creations does not let it go.
    op.drop_index("ix_creations_kind_vote_count_id", table_name="creations")
    op.drop_column("creations", "vote_count")
    op.drop_table("votes")
