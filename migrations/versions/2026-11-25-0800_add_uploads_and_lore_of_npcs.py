"""Add uploads, and lore that only some NPCs know."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from realm_gql.storage.columns import UtcDateTime

revision = "0006_cards"
down_revision = "0005_votes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_uploads_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uploads_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_uploads_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "npc_lore",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("npc_id", sa.Uuid(), nullable=True),
        sa.Column("lore_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lore_id"], ["creations.id"], name=op.f("fk_npc_lore_lore_id")),
        sa.ForeignKeyConstraint(["npc_id"], ["creations.id"], name=op.f("fk_npc_lore_npc_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_npc_lore")),
        sa.UniqueConstraint("npc_id", "lore_id", name=op.f("uq_npc_lore_npc_id_lore_id")),
    )
    with op.batch_alter_table("npc_lore", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_npc_lore_lore_id"), ["lore_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("npc_lore", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_npc_lore_lore_id"))

    op.drop_table("npc_lore")
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uploads_expires_at"))
        batch_op.drop_index(batch_op.f("ix_uploads_account_id"))

    op.drop_table("uploads")
