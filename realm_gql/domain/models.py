"""Every table of the realm, imported for its metadata: what migrations, backups and `alembic check` look at."""

from __future__ import annotations

from sqlalchemy import MetaData

from realm_gql.domain.accounts import models as accounts
from realm_gql.domain.events import models as events
from realm_gql.domain.items import models as items
from realm_gql.domain.lineage import models as lineage
from realm_gql.domain.locations import models as locations
from realm_gql.domain.lore import models as lore
from realm_gql.domain.making import models as making
from realm_gql.domain.npcs import models as npcs
from realm_gql.domain.quests import models as quests
from realm_gql.domain.reputation import models as reputation
from realm_gql.domain.talk import models as talk
from realm_gql.domain.uploads import models as uploads
from realm_gql.domain.votes import models as votes
from realm_gql.storage.tables import Table

SLICES = (accounts, events, uploads, lineage, items, lore, locations, npcs, quests, reputation, talk, votes, making)

METADATA: MetaData = Table.metadata
"""The metadata that holds them all."""
