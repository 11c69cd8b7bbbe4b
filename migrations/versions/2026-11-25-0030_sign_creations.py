"""Sign creations: a table of what the realm signs, and a signature for everything that is there already."""

from __future__ import annotations

import logging
from uuid import UUID

import sqlalchemy as sa
from alembic import context, op

from realm_gql.config import load_settings
from realm_gql.domain.lineage.provenance import ancestors_first, new_salt, seal
from realm_gql.kit.canonical import NotCanonical
from realm_gql.kit.clock import now
from realm_gql.storage.columns import Json, UtcDateTime
from realm_gql.storage.keys import key_file

revision = "0003_provenance"
down_revision = "0002"
branch_labels = None
depends_on = None

log = logging.getLogger("realm.migrations")

ROWS_AT_ONCE = 500

# As they are at this revision: the models may have more columns by the time somebody comes from here.
CREATIONS = sa.table(
    "creations",
    sa.column("id", sa.Uuid()),
    sa.column("kind", sa.String()),
    sa.column("name", sa.String()),
    sa.column("summary", sa.String()),
    sa.column("tags", Json),
    sa.column("creator_id", sa.Uuid()),
    sa.column("license", sa.String()),
    sa.column("revision", sa.Integer()),
    sa.column("content", Json),
    sa.column("created_at", UtcDateTime()),
)
DERIVATIONS = sa.table(
    "derivations",
    sa.column("child_id", sa.Uuid()),
    sa.column("parent_id", sa.Uuid()),
    sa.column("kind", sa.String()),
    sa.column("position", sa.Integer()),
)


def upgrade() -> None:
    provenances = op.create_table(
        "provenances",
        sa.Column("creation_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("parents", Json, nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=True),
        sa.Column("generator", Json, nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=False),
        sa.Column("key_id", sa.String(length=80), nullable=False),
        sa.Column("signature", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["creation_id"], ["creations.id"], name=op.f("fk_provenances_creation_id")),
        sa.PrimaryKeyConstraint("creation_id", "revision", name=op.f("pk_provenances")),
    )
    sign_everything(op.get_bind(), provenances)


def downgrade() -> None:
    op.drop_table("provenances")


def sign_everything(connection: sa.Connection, provenances: sa.Table) -> None:
    """Sign every creation, ancestors first, as written by people: there was nothing else that wrote.

    Ids, edges and hashes are held in memory, some 500 bytes a creation; contents are not.
    """
    ids = list(connection.scalars(sa.select(CREATIONS.c.id).order_by(CREATIONS.c.created_at, CREATIONS.c.id)))
    if not ids:
        return
    settings = context.config.attributes.get("settings") or load_settings()
    keys = key_file(settings).make()
    edges = connection.execute(
        sa.select(DERIVATIONS.c.child_id, DERIVATIONS.c.parent_id, DERIVATIONS.c.kind).order_by(DERIVATIONS.c.position)
    ).all()
    parents: dict[UUID, list[tuple[UUID, str]]] = {}
    for child_id, parent_id, kind in edges:
        parents.setdefault(child_id, []).append((parent_id, kind))
    order = ancestors_first(ids, [(child_id, parent_id) for child_id, parent_id, _ in edges])
    hashes: dict[UUID, str] = {}
    for start in range(0, len(order), ROWS_AT_ONCE):
        some = order[start : start + ROWS_AT_ONCE]
        found = {row.id: row for row in connection.execute(sa.select(CREATIONS).where(CREATIONS.c.id.in_(some)))}
        rows = []
        for creation in (found[key] for key in some):
            try:
                lineage = [(hashes[parent_id], kind) for parent_id, kind in parents.get(creation.id, ())]
                signed = seal(creation, lineage, keys, now(), new_salt())
            except (KeyError, NotCanonical):  # an ancestor that cannot be signed, or this one
                continue
            hashes[creation.id] = signed.hash
            rows.append({column.name: getattr(signed, column.name) for column in provenances.columns})
        if rows:
            connection.execute(provenances.insert(), rows)
    if len(hashes) < len(ids):
        log.warning("%d creations cannot be signed; realm verify lists them", len(ids) - len(hashes))
