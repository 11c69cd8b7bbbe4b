"""The world as a client meets it: six kinds of creation, their graph, and remix, over HTTP on both databases."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from realm_gql.api.relay import encode_cursor, global_id
from realm_gql.seed.content import load_moor, uuid_of

if TYPE_CHECKING:
    from tests.conftest import Client

MAREN = global_id("Npc", uuid_of("npc", "maren-tidewright"))
BELL = global_id("Location", uuid_of("location", "drowned-bell"))
NOBODY = UUID("00000000-0000-7000-8000-000000000000")

REMIX = """mutation($input: RemixInput!) { remix(input: $input) {
    __typename
    ... on RemixPayload { creation { id uuid name creator { ... on Player { handle } } revision remixCount
        parents { kind parent { id name } child { name } diff { field before after } }
        ... on Npc { goal home { id } room { id name location { id } npcs { name } } persona { trade } } } }
    ... on Problem { code message }
    ... on InvalidInput { field } } }"""


async def remix(client: Client, creation_id: str, changes: dict[str, Any] | None = None, **more: Any) -> Any:
    """The result of one remix."""
    variables = {"input": {"creationId": creation_id, "changes": changes, **more}}
    return (await client.data(REMIX, variables))["remix"]


KINDS = ["npcs", "quests", "items", "cosmetics", "lore", "locations"]


@pytest.mark.parametrize("order", ["NEWEST", "OLDEST", "NAME", "MOST_REMIXED", "MOST_VOTED"])
async def test_every_kind_can_be_walked_in_every_order(client: Client, order: str) -> None:
    for field in KINDS:
        query = f"""query($after: Cursor) {{ {field}(first: 4, after: $after, orderBy: {order}) {{
            edges {{ cursor node {{ id name kind }} }} pageInfo {{ hasNextPage hasPreviousPage endCursor }} }} }}"""
        seen: list[str] = []
        after = None
        more = True
        while more:
            page = (await client.data(query, {"after": after}))[field]
            seen += [edge["node"]["id"] for edge in page["edges"]]
            assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
            more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]

        assert len(seen) == len(set(seen)) == len(getattr(load_moor(), field))


async def test_a_search_finds_by_name_and_by_summary_in_any_case(client: Client) -> None:
    data = await client.data(
        """{ byName: npcs(search: "MAREN TIDE") { edges { node { name } } }
             bySummary: npcs(search: "owes the sea") { edges { node { name } } }
             nothing: npcs(search: "100%") { edges { node { name } } } }"""
    )

    assert [edge["node"]["name"] for edge in data["byName"]["edges"]] == ["Maren Tidewright"]
    assert "Maren Tidewright" in [edge["node"]["name"] for edge in data["bySummary"]["edges"]]
    assert data["nothing"]["edges"] == []


async def test_an_npc_tells_all_but_its_secret(client: Client) -> None:
    npc = next(npc for npc in load_moor().npcs if npc.slug == "maren-tidewright")
    query = """query($id: ID!) { npc(id: $id) { name kind license tags goal
        persona { trade temper manner backstory greeting wares { name price } relations { bond feeling npc { name } } }
        home { id } room { name } creator { ... on Player { handle } } } }"""

    told = (await client.data(query, {"id": MAREN}))["npc"]

    assert told["name"] == "Maren Tidewright"
    assert told["persona"]["temper"] == list(npc.persona.temper)
    assert [(bond["bond"], bond["npc"]["name"]) for bond in told["persona"]["relations"]] == [
        (bond.bond, bond.name) for bond in npc.persona.bonds
    ]
    assert told["home"]["id"] == BELL
    assert told["room"]["name"] == "The Dry Six Hours"
    assert told["creator"]["handle"] == "the-moor"
    assert npc.persona.secret not in str(told)


async def test_no_type_but_an_input_and_a_draft_has_a_secret(client: Client) -> None:
    data = await client.data("{ __schema { types { name kind fields { name } } } }")

    telling = [kind["name"] for kind in data["__schema"]["types"] if "secret" in str(kind["fields"])]
    # A draft is shown to its creator alone (`test_drafts.py`), who is still writing the secret.
    assert telling == ["DraftFields"]


async def test_a_quest_branches_to_its_endings(client: Client) -> None:
    data = await client.data(
        """{ quests(first: 100) { edges { node { estimatedMinutes giver { name } location { name } cast { name }
            start { key choices { label to { key choices { to { key ending { name tone } } } ending { name } } } }
            scenes { key ending { name } } } } } }"""
    )

    for edge in data["quests"]["edges"]:
        quest = edge["node"]
        assert quest["start"]["choices"]
        assert len([scene for scene in quest["scenes"] if scene["ending"]]) >= 2
        assert quest["giver"]["name"]
        assert quest["location"]["name"]


async def test_a_location_hosts_its_room_and_its_people_and_leads_on(client: Client) -> None:
    data = await client.data(
        """query($id: ID!) { location(id: $id) { description exits { name exits { id } } rooms { name }
            npcs { name } } }""",
        {"id": BELL},
    )

    place = data["location"]
    assert place["rooms"][0]["name"] == "The Dry Six Hours"
    assert {"Maren Tidewright", "Captain Ambrose Vell"} <= {npc["name"] for npc in place["npcs"]}
    assert all({"id": BELL} in way["exits"] for way in place["exits"])


async def test_a_creation_is_found_by_its_key_and_as_a_node_of_its_kind_alone(client: Client) -> None:
    key = uuid_of("npc", "maren-tidewright")
    data = await client.data(
        """query($uuid: UUID!, $ids: [ID!]!) { creation(uuid: $uuid) { id ... on Npc { goal } }
            nodes(ids: $ids) { id __typename } }""",
        {"uuid": str(key), "ids": [MAREN, global_id("Quest", key), BELL, global_id("Npc", NOBODY)]},
    )

    assert data["creation"]["id"] == MAREN
    assert data["nodes"] == [
        {"id": MAREN, "__typename": "Npc"},
        None,
        {"id": BELL, "__typename": "Location"},
        None,
    ]


@pytest.mark.parametrize("forged", ["nonsense", "", BELL, global_id("Creation", NOBODY), "é", "A" * 5_000])
async def test_an_id_that_names_no_npc_is_nobodys(client: Client, forged: str) -> None:
    assert await client.data("query($id: ID!) { npc(id: $id) { id } }", {"id": forged}) == {"npc": None}


async def test_numbers_out_of_bounds_are_taken_as_near_as_may_be(client: Client) -> None:
    data = await client.data(
        """query($id: ID!) { least: npcs(first: -5) { edges { cursor } } most: npcs(first: 1000) { edges { cursor } }
            npc(id: $id) { lineage(up: -1, down: 9999) { nodes { id } truncated } } }""",
        {"id": MAREN},
    )

    assert len(data["least"]["edges"]) == 1
    assert len(data["most"]["edges"]) == len(load_moor().npcs)
    assert data["npc"]["lineage"]["nodes"][0] == {"id": MAREN}


async def test_what_is_not_there_is_null(client: Client) -> None:
    data = await client.data(
        """query($npc: ID!, $quest: ID!, $location: ID!, $uuid: UUID!) {
            npc(id: $npc) { id } quest(id: $quest) { id }
            location(id: $location) { id } creation(uuid: $uuid) { id } }""",
        {
            "npc": global_id("Npc", NOBODY),
            "quest": global_id("Quest", uuid_of("npc", "maren-tidewright")),
            "location": global_id("Location", NOBODY),
            "uuid": str(NOBODY),
        },
    )

    assert data == {"npc": None, "quest": None, "location": None, "creation": None}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ('{ npcs(after: "forged") { edges { cursor } } }', "after"),
        (f'{{ npcs(after: "{encode_cursor("a", "b")}") {{ edges {{ cursor }} }} }}', "after"),
        (
            f'{{ npcs(orderBy: MOST_REMIXED, after: "{encode_cursor(2**40, NOBODY)}") {{ edges {{ cursor }} }} }}',
            "after",
        ),
        (f'{{ npcs(orderBy: MOST_VOTED, after: "{encode_cursor(-1, NOBODY)}") {{ edges {{ cursor }} }} }}', "after"),
        (f'{{ npcs(orderBy: NAME, after: "{encode_cursor(1, NOBODY)}") {{ edges {{ cursor }} }} }}', "after"),
        (f'{{ npc(id: "{MAREN}") {{ descendants(after: "x") {{ edges {{ cursor }} }} }} }}', "after"),
        (f'{{ npc(id: "{MAREN}") {{ quests(after: "{MAREN}") {{ edges {{ cursor }} }} }} }}', "after"),
    ],
)
async def test_what_cannot_be_used_is_told_with_its_field(client: Client, query: str, field: str) -> None:
    answer = await client.ask(query)

    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["field"] == field


async def test_the_moors_echoes_have_their_lineage(client: Client) -> None:
    moor = load_moor()
    last = next(npc for npc in reversed(moor.npcs) if npc.remix_of and _parent(npc.remix_of).remix_of)
    data = await client.data(
        """query($id: ID!) { npc(id: $id) { name
            lineage { truncated nodes { name } edges { parent { name } child { name } } }
            ancestors { edges { node { name } } } parents { diff { field } } } }""",
        {"id": global_id("Npc", last.uuid)},
    )

    chain = [last]
    while chain[-1].remix_of:
        chain.append(_parent(chain[-1].remix_of))
    names = [npc.name for npc in chain]
    assert data["npc"]["lineage"]["nodes"][0]["name"] == last.name
    assert {node["name"] for node in data["npc"]["lineage"]["nodes"]} >= set(names)
    assert [edge["node"]["name"] for edge in data["npc"]["ancestors"]["edges"]] == names[1:]
    assert "name" in [change["field"] for change in data["npc"]["parents"][0]["diff"]]


async def test_a_remix_is_ones_own_and_remembers_what_was_changed(client: Client) -> None:
    guest = (await client.enter_as_guest())["viewer"]["handle"]

    mine = (await remix(client, MAREN, {"name": "Maren of the Ferry", "goal": "a second boat", "secret": "swims"}))[
        "creation"
    ]

    assert (mine["name"], mine["goal"], mine["revision"], mine["remixCount"]) == (
        "Maren of the Ferry",
        "a second boat",
        1,
        0,
    )
    assert mine["creator"]["handle"] == guest
    (edge,) = mine["parents"]
    assert (edge["kind"], edge["parent"]["id"], edge["child"]["name"]) == ("REMIX", MAREN, "Maren of the Ferry")
    assert [change["field"] for change in edge["diff"]] == ["name", "goal"]
    assert mine["home"]["id"] == BELL
    assert mine["room"]["name"] == "With Maren of the Ferry"
    assert mine["room"]["npcs"] == [{"name": "Maren of the Ferry"}]


async def test_lineage_grows_with_each_remix_and_is_seen_from_both_ends(client: Client) -> None:
    await client.enter_as_guest()
    before = (await client.data("query($id: ID!) { npc(id: $id) { remixCount } }", {"id": MAREN}))["npc"]["remixCount"]
    first = (await remix(client, MAREN, {"name": "First"}))["creation"]["id"]
    second = (await remix(client, first, {"name": "Second"}))["creation"]["id"]

    data = await client.data(
        """query($root: ID!, $leaf: ID!) {
            root: npc(id: $root) { remixCount children(first: 100) { edges { node { name } } }
                descendants(first: 100) { edges { node { name } } } lineage(down: 9) { nodes { id } } }
            leaf: npc(id: $leaf) { ancestors { edges { node { id } } }
                lineage(up: 1) { nodes { id } edges { kind } } } }""",
        {"root": MAREN, "leaf": second},
    )

    assert data["root"]["remixCount"] == before + 1
    assert "First" in [edge["node"]["name"] for edge in data["root"]["children"]["edges"]]
    assert "Second" not in [edge["node"]["name"] for edge in data["root"]["children"]["edges"]]
    assert [edge["node"]["name"] for edge in data["root"]["descendants"]["edges"]][-2:] == ["First", "Second"]
    assert {first, second} <= {node["id"] for node in data["root"]["lineage"]["nodes"]}
    assert [edge["node"]["id"] for edge in data["leaf"]["ancestors"]["edges"]] == [first, MAREN]
    assert [node["id"] for node in data["leaf"]["lineage"]["nodes"]] == [second, first]
    assert data["leaf"]["lineage"]["edges"] == [{"kind": "REMIX"}]


@pytest.mark.parametrize("field", KINDS)
async def test_every_kind_can_be_remixed(client: Client, field: str) -> None:
    await client.enter_as_guest()
    page = await client.data(f"{{ {field}(first: 1) {{ edges {{ node {{ id name }} }} }} }}")
    (parent,) = [edge["node"] for edge in page[field]["edges"]]

    result = await remix(client, parent["id"], {"summary": "Mine now."})

    assert result["__typename"] == "RemixPayload"
    assert result["creation"]["name"] == parent["name"]
    assert result["creation"]["parents"][0]["parent"]["id"] == parent["id"]
    data = await client.data("{ viewer { creations { edges { node { id } } } } }")
    assert data["viewer"]["creations"]["edges"] == [{"node": {"id": result["creation"]["id"]}}]


@pytest.mark.parametrize(
    ("creation_id", "changes", "code", "field"),
    [
        ("nonsense", {}, "INVALID_INPUT", "creationId"),
        (global_id("Room", NOBODY), {}, "INVALID_INPUT", "creationId"),
        (global_id("Npc", NOBODY), {}, "NOT_FOUND", None),
        (MAREN, {"name": ""}, "INVALID_INPUT", "name"),
        (MAREN, {"name": "x" * 81}, "INVALID_INPUT", "name"),
        (MAREN, {"backstory": "\u0007"}, "INVALID_INPUT", "backstory"),
        (MAREN, {"tags": ["a"] * 9}, "INVALID_INPUT", "tags"),
        (MAREN, {"license": "CC0"}, "INVALID_INPUT", "license"),
        (BELL, {"greeting": "Hello."}, "INVALID_INPUT", "greeting"),
    ],
)
async def test_a_remix_that_cannot_be_made_says_why_and_makes_nothing(
    client: Client, creation_id: str, changes: dict[str, Any], code: str, field: str | None
) -> None:
    await client.enter_as_guest()

    result = await remix(client, creation_id, changes)

    assert (result["code"], result.get("field")) == (code, field)
    data = await client.data("{ viewer { creations { edges { node { id } } } } }")
    assert data["viewer"]["creations"]["edges"] == []


async def test_whoever_is_not_signed_in_makes_nothing(client: Client) -> None:
    assert (await remix(client, MAREN))["code"] == "SIGN_IN_REQUIRED"


async def test_one_key_makes_one_remix(client: Client) -> None:
    await client.enter_as_guest()

    once = await remix(client, MAREN, {"name": "Once"}, idempotencyKey="k-1")
    again = await remix(client, MAREN, {"name": "Once"}, idempotencyKey="k-1")
    other = await remix(client, MAREN, {"name": "Twice"}, idempotencyKey="k-1")

    assert once["creation"]["id"] == again["creation"]["id"]
    assert other["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"


async def test_remixes_at_once_are_all_counted(client: Client) -> None:
    await client.enter_as_guest()
    query = "query($id: ID!) { npc(id: $id) { remixCount } }"
    before = (await client.data(query, {"id": MAREN}))["npc"]["remixCount"]

    made = await asyncio.gather(*(remix(client, MAREN, {"name": f"Echo {number}"}) for number in range(8)))

    assert len({result["creation"]["id"] for result in made}) == 8
    assert (await client.data(query, {"id": MAREN}))["npc"]["remixCount"] == before + 8


def _parent(slug: str) -> Any:
    return next(npc for npc in load_moor().npcs if npc.slug == slug)
