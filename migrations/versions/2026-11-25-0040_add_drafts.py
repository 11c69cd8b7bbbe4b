"""Add drafts and their takes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from realm_gql.storage.columns import Json, UtcDateTime

revision = "0004_drafts"
down_revision = "0003_provenance"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("prompt", sa.String(length=2000), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("take", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=20), nullable=True),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("problem", sa.String(length=400), nullable=False),
        sa.Column("creation_id", sa.Uuid(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("waiting_since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["creation_id"], ["creations.id"], name=op.f("fk_drafts_creation_id")),
        sa.ForeignKeyConstraint(["creator_id"], ["accounts.id"], name=op.f("fk_drafts_creator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index("ix_drafts_creator_id_created_at_id", ["creator_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_drafts_state_waiting_since", ["state", "waiting_since"], unique=False)

    op.create_table(
        "draft_takes",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("written", Json, nullable=False),
        sa.Column("fields", Json, nullable=False),
        sa.Column("plan", Json, nullable=False),
        sa.Column("field", sa.String(length=20), nullable=True),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(length=400), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_takes_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", "number", name=op.f("pk_draft_takes")),
    )


def downgrade() -> None:
    op.drop_table("draft_takes")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index("ix_drafts_state_waiting_since")
        batch_op.drop_index("ix_drafts_creator_id_created_at_id")

    op.drop_table("drafts")
