"""Add the first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from realm_gql.storage.columns import Json, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.String(length=64), nullable=False),
        sa.Column("handle_key", sa.String(length=128), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("bio", sa.String(length=400), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("roles", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("handle_key", name=op.f("uq_accounts_handle_key")),
    )
    op.create_table(
        "rate_buckets",
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("level", sa.Float(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_buckets")),
    )
    op.create_table(
        "streams",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kept_from", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_streams")),
    )
    op.create_table(
        "creations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("summary", sa.String(length=280), nullable=False),
        sa.Column("tags", Json, nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("license", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("remix_count", sa.Integer(), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["creator_id"], ["accounts.id"], name=op.f("fk_creations_creator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_creations")),
    )
    with op.batch_alter_table("creations", schema=None) as batch_op:
        batch_op.create_index("ix_creations_creator_id_created_at_id", ["creator_id", "created_at", "id"], unique=False)
        batch_op.create_index("ix_creations_kind_created_at_id", ["kind", "created_at", "id"], unique=False)
        batch_op.create_index("ix_creations_kind_name_id", ["kind", "name", "id"], unique=False)
        batch_op.create_index("ix_creations_kind_remix_count_id", ["kind", "remix_count", "id"], unique=False)

    op.create_table(
        "events",
        sa.Column("stream_id", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.ForeignKeyConstraint(["stream_id"], ["streams.id"], name=op.f("fk_events_stream_id")),
        sa.PrimaryKeyConstraint("stream_id", "seq", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_events_at"), ["at"], unique=False)

    op.create_table(
        "idempotency_keys",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("outcome", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_idempotency_keys_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_keys")),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_idempotency_keys_account_id_key")),
    )
    with op.batch_alter_table("idempotency_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idempotency_keys_created_at"), ["created_at"], unique=False)

    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recovery_codes_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
    )
    with op.batch_alter_table("recovery_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_codes_account_id"), ["account_id"], unique=False)

    op.create_table(
        "tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_tokens_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_tokens_digest")),
    )
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tokens_account_id"), ["account_id"], unique=False)

    op.create_table(
        "derivations",
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["creations.id"], name=op.f("fk_derivations_child_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["creations.id"], name=op.f("fk_derivations_parent_id")),
        sa.PrimaryKeyConstraint("child_id", "parent_id", name=op.f("pk_derivations")),
    )
    with op.batch_alter_table("derivations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_derivations_parent_id_created_at_child_id", ["parent_id", "created_at", "child_id"], unique=False
        )

    op.create_table(
        "items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["creations.id"], name=op.f("fk_items_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=op.f("fk_items_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
    )
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_items_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "location_exits",
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["creations.id"], name=op.f("fk_location_exits_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["creations.id"], name=op.f("fk_location_exits_to_id")),
        sa.PrimaryKeyConstraint("from_id", "to_id", name=op.f("pk_location_exits")),
    )
    with op.batch_alter_table("location_exits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_location_exits_to_id"), ["to_id"], unique=False)

    op.create_table(
        "rooms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("goal", sa.String(length=280), nullable=True),
        sa.Column("is_standing", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["creations.id"], name=op.f("fk_rooms_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
    )
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rooms_created_at"), ["created_at"], unique=False)
        batch_op.create_index("ix_rooms_location_id_is_standing", ["location_id", "is_standing"], unique=False)

    op.create_table(
        "npcs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=True),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["creations.id"], name=op.f("fk_npcs_home_id")),
        sa.ForeignKeyConstraint(["id"], ["creations.id"], name=op.f("fk_npcs_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_npcs_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_npcs")),
    )
    with op.batch_alter_table("npcs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_npcs_home_id"), ["home_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_npcs_room_id"), ["room_id"], unique=False)

    op.create_table(
        "presences",
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["accounts.id"], name=op.f("fk_presences_player_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_presences_room_id")),
        sa.PrimaryKeyConstraint("room_id", "player_id", name=op.f("pk_presences")),
    )
    with op.batch_alter_table("presences", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presences_lease_until"), ["lease_until"], unique=False)
        batch_op.create_index(batch_op.f("ix_presences_player_id"), ["player_id"], unique=False)

    op.create_table(
        "acquaintances",
        sa.Column("npc_id", sa.Uuid(), nullable=False),
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("exchanges", Json, nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["npc_id"], ["npcs.id"], name=op.f("fk_acquaintances_npc_id")),
        sa.ForeignKeyConstraint(["player_id"], ["accounts.id"], name=op.f("fk_acquaintances_player_id")),
        sa.PrimaryKeyConstraint("npc_id", "player_id", name=op.f("pk_acquaintances")),
    )
    with op.batch_alter_table("acquaintances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acquaintances_player_id"), ["player_id"], unique=False)

    op.create_table(
        "npc_bonds",
        sa.Column("npc_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("bond", sa.String(length=80), nullable=False),
        sa.Column("feeling", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["npc_id"], ["npcs.id"], name=op.f("fk_npc_bonds_npc_id")),
        sa.ForeignKeyConstraint(["other_id"], ["npcs.id"], name=op.f("fk_npc_bonds_other_id")),
        sa.PrimaryKeyConstraint("npc_id", "other_id", name=op.f("pk_npc_bonds")),
    )
    with op.batch_alter_table("npc_bonds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_npc_bonds_other_id"), ["other_id"], unique=False)

    op.create_table(
        "quests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("giver_id", sa.Uuid(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["giver_id"], ["npcs.id"], name=op.f("fk_quests_giver_id")),
        sa.ForeignKeyConstraint(["id"], ["creations.id"], name=op.f("fk_quests_id")),
        sa.ForeignKeyConstraint(["location_id"], ["creations.id"], name=op.f("fk_quests_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quests")),
    )
    with op.batch_alter_table("quests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quests_giver_id"), ["giver_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_quests_location_id"), ["location_id"], unique=False)

    op.create_table(
        "turns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("asker_id", sa.Uuid(), nullable=False),
        sa.Column("npc_id", sa.Uuid(), nullable=False),
        sa.Column("said", sa.String(length=2000), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("take", sa.Integer(), nullable=False),
        sa.Column("stop_requested", sa.Boolean(), nullable=False),
        sa.Column("retry_requested", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_owner", sa.String(length=80), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("waiting_since", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["asker_id"], ["accounts.id"], name=op.f("fk_turns_asker_id")),
        sa.ForeignKeyConstraint(["npc_id"], ["npcs.id"], name=op.f("fk_turns_npc_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_turns_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
    )
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.create_index("ix_turns_asker_id_state", ["asker_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_turns_npc_id"), ["npc_id"], unique=False)
        batch_op.create_index("ix_turns_room_id_created_at", ["room_id", "created_at"], unique=False)
        batch_op.create_index("ix_turns_state_created_at", ["state", "created_at"], unique=False)
        batch_op.create_index(
            "uq_turns_room_id_writing",
            ["room_id"],
            unique=True,
            sqlite_where=sa.text("state = 'WRITING'"),
            postgresql_where=sa.text("state = 'WRITING'"),
        )

    op.create_table(
        "quest_cast",
        sa.Column("quest_id", sa.Uuid(), nullable=False),
        sa.Column("npc_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["npc_id"], ["npcs.id"], name=op.f("fk_quest_cast_npc_id")),
        sa.ForeignKeyConstraint(["quest_id"], ["quests.id"], name=op.f("fk_quest_cast_quest_id")),
        sa.PrimaryKeyConstraint("quest_id", "npc_id", name=op.f("pk_quest_cast")),
    )
    with op.batch_alter_table("quest_cast", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quest_cast_npc_id"), ["npc_id"], unique=False)

    op.create_table(
        "takes",
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name=op.f("fk_takes_turn_id")),
        sa.PrimaryKeyConstraint("turn_id", "number", name=op.f("pk_takes")),
    )


def downgrade() -> None:
    op.drop_table("takes")
    with op.batch_alter_table("quest_cast", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quest_cast_npc_id"))

    op.drop_table("quest_cast")
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_turns_room_id_writing",
            sqlite_where=sa.text("state = 'WRITING'"),
            postgresql_where=sa.text("state = 'WRITING'"),
        )
        batch_op.drop_index("ix_turns_state_created_at")
        batch_op.drop_index("ix_turns_room_id_created_at")
        batch_op.drop_index(batch_op.f("ix_turns_npc_id"))
        batch_op.drop_index("ix_turns_asker_id_state")

    op.drop_table("turns")
    with op.batch_alter_table("quests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quests_location_id"))
        batch_op.drop_index(batch_op.f("ix_quests_giver_id"))

    op.drop_table("quests")
    with op.batch_alter_table("npc_bonds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_npc_bonds_other_id"))

    op.drop_table("npc_bonds")
    with op.batch_alter_table("acquaintances", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_acquaintances_player_id"))

    op.drop_table("acquaintances")
    with op.batch_alter_table("presences", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presences_player_id"))
        batch_op.drop_index(batch_op.f("ix_presences_lease_until"))

    op.drop_table("presences")
    with op.batch_alter_table("npcs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_npcs_room_id"))
        batch_op.drop_index(batch_op.f("ix_npcs_home_id"))

    op.drop_table("npcs")
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.drop_index("ix_rooms_location_id_is_standing")
        batch_op.drop_index(batch_op.f("ix_rooms_created_at"))

    op.drop_table("rooms")
    with op.batch_alter_table("location_exits", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_location_exits_to_id"))

    op.drop_table("location_exits")
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_items_owner_id"))

    op.drop_table("items")
    with op.batch_alter_table("derivations", schema=None) as batch_op:
        batch_op.drop_index("ix_derivations_parent_id_created_at_child_id")

    op.drop_table("derivations")
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tokens_account_id"))

    op.drop_table("tokens")
    with op.batch_alter_table("recovery_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_codes_account_id"))

    op.drop_table("recovery_codes")
    with op.batch_alter_table("idempotency_keys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idempotency_keys_created_at"))

    op.drop_table("idempotency_keys")
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_events_at"))

    op.drop_table("events")
    with op.batch_alter_table("creations", schema=None) as batch_op:
        batch_op.drop_index("ix_creations_kind_remix_count_id")
        batch_op.drop_index("ix_creations_kind_name_id")
        batch_op.drop_index("ix_creations_kind_created_at_id")
        batch_op.drop_index("ix_creations_creator_id_created_at_id")

    op.drop_table("creations")
    op.drop_table("streams")
    op.drop_table("rate_buckets")
    op.drop_table("accounts")
