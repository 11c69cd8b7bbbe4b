"""Accounts over GraphQL: every way in and out, each with what can go wrong; on each database."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher

from realm_gql.api.relay import encode_cursor, global_id, parse_id
from realm_gql.domain import accounts, npcs
from realm_gql.domain.accounts import passwords
from realm_gql.kit.clock import in_seconds, now
from realm_gql.kit.ids import new_uuid

if TYPE_CHECKING:
    from tests.conftest import Client

PASSWORD = "heather and rain"

PROBLEM = "... on Problem { code message } ... on InvalidInput { field }"
LIMITED = ("enterAsGuest", "claimAccount", "signIn", "recoverAccount", "deleteAccount")
VIEWER = "viewer { id handle isGuest isBot bio }"
TOKENS = "{ tokens(first: 50) { edges { node { id kind name scopes expiresAt isCurrent } } } }"

PAYLOADS = {
    "enterAsGuest": f"token {VIEWER}",
    "claimAccount": f"recoveryCodes {VIEWER}",
    "signIn": f"token {VIEWER}",
    "recoverAccount": f"token recoveryCodesLeft {VIEWER}",
    "signOut": "signedOut",
    "createToken": "token accessToken { id kind name scopes expiresAt lastUsedAt isCurrent }",
    "revokeToken": "tokenId",
    "updateProfile": VIEWER,
    "deleteAccount": "handle",
}


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time: argon2id still, with the least memory."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


async def do(client: Client, mutation: str, token: str | None = None, **fields: Any) -> dict[str, Any]:
    """One mutation; what its result is, payload or problem."""
    noun = mutation[0].upper() + mutation[1:]
    limited = "... on RateLimited { retryAfterS }" if mutation in LIMITED else ""
    query = f"""mutation($input: {noun}Input!) {{ {mutation}(input: $input) {{
        __typename ... on {noun}Payload {{ {PAYLOADS[mutation]} }} {PROBLEM} {limited} }} }}"""
    result: dict[str, Any] = (await client.data(query, {"input": fields}, token))[mutation]
    return result


async def claim(client: Client, handle: str) -> list[str]:
    """A claimed account with PASSWORD, whose token the client uses from now on; its recovery codes."""
    await client.enter_as_guest()
    codes: list[str] = (await do(client, "claimAccount", handle=handle, password=PASSWORD))["recoveryCodes"]
    return codes


async def token_names(client: Client, token: str | None = None) -> list[str]:
    edges = (await client.data(TOKENS, token=token))["tokens"]["edges"]
    return [edge["node"]["name"] for edge in edges]


async def sign_in_code(client: Client, token: str) -> str | None:
    """The code with which a token is refused; None when it works."""
    answer = await client.ask("{ viewer { id } }", token=token)
    if "errors" not in answer and answer["data"]["viewer"] is not None:
        return None
    code: str = answer["errors"][0]["extensions"]["code"]
    return code


async def test_a_guest_walks_in_without_any_input(client: Client) -> None:
    query = "mutation { enterAsGuest { ... on EnterAsGuestPayload { token viewer { handle isGuest isBot bio } } } }"

    payload = (await client.data(query))["enterAsGuest"]

    assert payload["viewer"] == {
        "handle": payload["viewer"]["handle"],
        "isGuest": True,
        "isBot": False,
        "bio": None,
    }
    assert (await client.data("{ viewer { handle } }", token=payload["token"]))["viewer"] == {
        "handle": payload["viewer"]["handle"]
    }
    assert (await client.data("{ viewer { handle } }"))["viewer"] is None


async def test_from_guest_to_claimed_account_nothing_is_lost(client: Client) -> None:
    guest = await client.enter_as_guest("Ada of the Fold")
    made = await do(client, "createToken", name="script", scopes=["READ"])

    claimed = await do(client, "claimAccount", handle="Ada", password=PASSWORD, bio="I count sheep.")

    assert claimed["viewer"] == {
        "id": guest["viewer"]["id"],
        "handle": "Ada",
        "isGuest": False,
        "isBot": False,
        "bio": "I count sheep.",
    }
    assert len(claimed["recoveryCodes"]) == 8
    for token in (guest["token"], made["token"]):
        assert (await client.data("{ viewer { id } }", token=token))["viewer"]["id"] == guest["viewer"]["id"]
    again = await do(client, "claimAccount", handle="Ada", password=PASSWORD)
    assert again["__typename"] == "Conflict"


@pytest.mark.parametrize(
    ("name", "typename", "field"),
    [
        ("a", "InvalidInput", "name"),
        ("x" * 5_000, "InvalidInput", "name"),
        ("a\x07b", "InvalidInput", "name"),
        ("moderator", "InvalidInput", "name"),
        ("gone-12", "InvalidInput", "name"),
        ("Ada\N{CYRILLIC SMALL LETTER YA}", "InvalidInput", "name"),
        ("ADA", "Conflict", None),
        ("\N{CYRILLIC CAPITAL LETTER A}da", "Conflict", None),
        ("Ad\N{CYRILLIC SMALL LETTER A}", "Conflict", None),
    ],
)
async def test_a_name_nobody_may_have_is_a_problem(client: Client, name: str, typename: str, field: str | None) -> None:
    await client.enter_as_guest("Ada")

    result = await do(client, "enterAsGuest", name=name)

    assert result["__typename"] == typename
    assert result.get("field") == field


async def test_signing_in_and_out_and_everywhere(client: Client) -> None:
    await claim(client, "Ada")
    phone = (await do(client, "signIn", handle="ada", password=PASSWORD, deviceName="Phone"))["token"]
    tablet = (await do(client, "signIn", handle="ADA", password=PASSWORD, deviceName="Tablet"))["token"]
    assert await token_names(client, phone) == ["Tablet", "Phone", "Guest"]

    assert (await do(client, "signOut", phone))["signedOut"] == 1
    assert await sign_in_code(client, phone) == "SIGN_IN_REQUIRED"
    assert await token_names(client, tablet) == ["Tablet", "Guest"]

    assert (await do(client, "signOut", tablet, everywhere=True))["signedOut"] == 2
    assert await sign_in_code(client, tablet) == "SIGN_IN_REQUIRED"
    assert client.token is not None
    assert await sign_in_code(client, client.token) == "SIGN_IN_REQUIRED"


@pytest.mark.parametrize(("handle", "password"), [("Ada", "wrong"), ("Nobody", PASSWORD), ("", ""), ("\x07", "\x07")])
async def test_wrong_words_at_the_door_are_one_and_the_same_problem(client: Client, handle: str, password: str) -> None:
    await claim(client, "Ada")

    result = await do(client, "signIn", handle=handle, password=password)

    assert result == {
        "__typename": "NotAllowed",
        "code": "NOT_ALLOWED",
        "message": "That name and password do not go together.",
    }


async def test_too_many_tries_say_when_to_come_back(client: Client) -> None:
    await claim(client, "Ada")
    for _ in range(client.runtime.settings.sign_ins_per_minute_per_account):
        await do(client, "signIn", handle="Ada", password="wrong")

    result = await do(client, "signIn", handle="Ada", password=PASSWORD)

    assert result["__typename"] == "RateLimited"
    assert 0 < result["retryAfterS"] <= 6


async def test_a_recovery_code_brings_one_back_once(client: Client) -> None:
    codes = await claim(client, "Ada")
    old = client.token
    assert old is not None

    back = await do(client, "recoverAccount", handle="Ada", recoveryCode=codes[0], newPassword="a new password")

    assert back["recoveryCodesLeft"] == 7
    assert await sign_in_code(client, old) == "SIGN_IN_REQUIRED"
    assert await sign_in_code(client, back["token"]) is None
    again = await do(
        client, "recoverAccount", back["token"], handle="Ada", recoveryCode=codes[0], newPassword="another password"
    )
    assert again["__typename"] == "NotAllowed"
    short = await do(client, "recoverAccount", back["token"], handle="Ada", recoveryCode=codes[1], newPassword="short")
    assert (short["__typename"], short["field"]) == ("InvalidInput", "newPassword")
    assert (await do(client, "signIn", back["token"], handle="Ada", password=PASSWORD))["__typename"] == "NotAllowed"


async def test_a_personal_token_is_shown_once_and_listed(client: Client) -> None:
    await client.enter_as_guest()
    until = in_seconds(3600).replace(microsecond=0)

    made = await do(
        client, "createToken", name=" herald ", scopes=["PLAY", "READ"], expiresAt=until.isoformat(), isBot=True
    )

    assert made["token"].startswith("realm_")
    assert made["accessToken"] == {
        "id": made["accessToken"]["id"],
        "kind": "PERSONAL",
        "name": "herald",
        "scopes": ["READ", "PLAY"],
        "expiresAt": until.isoformat().replace("+00:00", "Z"),
        "lastUsedAt": None,
        "isCurrent": False,
    }
    viewer = await client.data("{ viewer { isBot } tokens { edges { node { isCurrent } } } }", token=made["token"])
    assert viewer["viewer"]["isBot"]
    assert [edge["node"]["isCurrent"] for edge in viewer["tokens"]["edges"]] == [True, False]
    assert made["token"] not in str(await client.data(TOKENS))


@pytest.mark.parametrize(
    ("fields", "typename", "field"),
    [
        ({"name": "", "scopes": ["READ"]}, "InvalidInput", "name"),
        ({"name": "x" * 81, "scopes": ["READ"]}, "InvalidInput", "name"),
        ({"name": "bot", "scopes": []}, "InvalidInput", "scopes"),
        ({"name": "bot", "scopes": ["READ", "MODERATE"]}, "NotAllowed", None),
        ({"name": "bot", "scopes": ["READ"], "expiresAt": "2020-01-01T00:00:00Z"}, "InvalidInput", "expiresAt"),
        ({"name": "bot", "scopes": ["READ"], "idempotencyKey": ""}, "InvalidInput", "idempotencyKey"),
        ({"name": "bot", "scopes": ["READ"], "idempotencyKey": "\x07"}, "InvalidInput", "idempotencyKey"),
    ],
)
async def test_a_token_that_cannot_be_is_a_problem(
    client: Client, fields: dict[str, Any], typename: str, field: str | None
) -> None:
    await client.enter_as_guest()

    result = await do(client, "createToken", **fields)

    assert result["__typename"] == typename
    assert result.get("field") == field
    assert await token_names(client) == ["Guest"]


async def test_an_unknown_scope_is_refused_before_anything_runs(client: Client) -> None:
    await client.enter_as_guest()

    answer = await client.ask('mutation { createToken(input: {name: "bot", scopes: [READ, RULE]}) { __typename } }')

    assert "RULE" in answer["errors"][0]["message"]
    assert await token_names(client) == ["Guest"]


async def test_a_personal_token_keeps_to_its_scopes_and_opens_no_doors(client: Client) -> None:
    guest = await client.enter_as_guest("Ada")
    script = (await do(client, "createToken", name="script", scopes=["READ"]))["token"]

    refused = [
        await do(client, "createToken", script, name="another", scopes=["READ"]),
        await do(client, "claimAccount", script, handle="Ada", password=PASSWORD),
        await do(client, "deleteAccount", script, confirmHandle="Ada"),
        await do(client, "updateProfile", script, bio="changed"),
        await do(client, "signOut", script, everywhere=True),
    ]

    assert [result["__typename"] for result in refused] == ["NotAllowed"] * 5
    viewer = (await client.data("{ " + VIEWER + " }"))["viewer"]
    assert viewer == {"id": guest["viewer"]["id"], "handle": "Ada", "isGuest": True, "isBot": False, "bio": None}
    assert await token_names(client) == ["script", "Guest"]


@pytest.mark.parametrize(
    ("mutation", "fields"),
    [
        ("claimAccount", {"handle": "Ada", "password": PASSWORD}),
        ("signOut", {}),
        ("createToken", {"name": "bot", "scopes": ["READ"]}),
        ("revokeToken", {"tokenId": global_id("Token", new_uuid())}),
        ("updateProfile", {"bio": "changed"}),
        ("deleteAccount", {"confirmHandle": "Ada"}),
    ],
)
async def test_nobody_must_sign_in_first(client: Client, mutation: str, fields: dict[str, Any]) -> None:
    assert (await do(client, mutation, **fields))["__typename"] == "SignInRequired"


async def test_ones_own_tokens_can_be_revoked_and_nobody_elses(client: Client) -> None:
    other = (await client.enter_as_guest())["token"]
    others_id = (await client.data(TOKENS))["tokens"]["edges"][0]["node"]["id"]
    await client.enter_as_guest()
    made = await do(client, "createToken", name="script", scopes=["READ"])

    assert (await do(client, "revokeToken", tokenId=others_id))["__typename"] == "NotFound"
    assert await sign_in_code(client, other) is None
    assert (await do(client, "revokeToken", tokenId=made["accessToken"]["id"]))["tokenId"] == made["accessToken"]["id"]
    assert await sign_in_code(client, made["token"]) == "SIGN_IN_REQUIRED"
    for forged in ("", "x", global_id("Player", new_uuid())):
        result = await do(client, "revokeToken", tokenId=forged)
        assert (result["__typename"], result["field"]) == ("InvalidInput", "tokenId")


async def test_a_token_is_a_node_to_its_owner_alone(client: Client) -> None:
    owner = (await client.enter_as_guest())["token"]
    token_id = (await client.data(TOKENS))["tokens"]["edges"][0]["node"]["id"]
    stranger = (await client.enter_as_guest())["token"]
    query = "query($id: ID!) { node(id: $id) { id ... on Token { name } } }"

    assert (await client.data(query, {"id": token_id}, owner))["node"] == {"id": token_id, "name": "Guest"}
    assert (await client.data(query, {"id": token_id}, stranger))["node"] is None
    client.token = None
    assert (await client.data(query, {"id": token_id}))["node"] is None


async def test_tokens_are_paged_by_cursor(client: Client) -> None:
    await client.enter_as_guest()
    for number in range(4):
        await do(client, "createToken", name=f"bot {number}", scopes=["READ"])
    query = """query($after: Cursor) { tokens(first: 2, after: $after) {
        edges { node { name } cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""

    names: list[str] = []
    after = None
    for has_next in (True, True, False):
        page = (await client.data(query, {"after": after}))["tokens"]
        names += [edge["node"]["name"] for edge in page["edges"]]
        assert page["pageInfo"]["hasNextPage"] is has_next
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = page["pageInfo"]["endCursor"]

    assert len(set(names)) == 5


@pytest.mark.parametrize("arguments", ['after: "x"', f'after: "{encode_cursor(now())}"'])
async def test_a_cursor_of_another_list_is_bad_input(client: Client, arguments: str) -> None:
    await client.enter_as_guest()

    answer = await client.ask(f"{{ tokens({arguments}) {{ edges {{ cursor }} }} }}")

    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_nobody_has_no_tokens(client: Client) -> None:
    await client.enter_as_guest()
    client.token = None

    assert await token_names(client) == []


async def test_an_expired_token_is_refused(client: Client) -> None:
    await client.enter_as_guest()
    made = await do(client, "createToken", name="bot", scopes=["READ"], expiresAt=in_seconds(60).isoformat())
    async with client.runtime.database.transaction() as tx:
        row = await tx.session.get(accounts.Token, _uuid(made["accessToken"]["id"]))
        assert row is not None
        row.expires_at = now() - timedelta(seconds=1)

    assert await sign_in_code(client, made["token"]) == "SIGN_IN_REQUIRED"
    assert await token_names(client) == ["Guest"]


async def test_a_profile_is_changed_and_seen_by_everybody(client: Client) -> None:
    await client.enter_as_guest("Ada")

    changed = await do(client, "updateProfile", handle="Ada Fell", bio="I count sheep.", isBot=True)

    assert changed["viewer"]["handle"] == "Ada Fell"
    client.token = None
    query = "query($handle: String!) { player(handle: $handle) { handle bio isBot isGuest } }"
    seen = (await client.data(query, {"handle": "ada fell"}))["player"]
    assert seen == {"handle": "Ada Fell", "bio": "I count sheep.", "isBot": True, "isGuest": True}
    for nobody in ("Ada", "", "\x07", "x" * 9_000):
        assert (await client.data(query, {"handle": nobody}))["player"] is None


async def test_what_is_left_out_of_a_profile_stays(client: Client) -> None:
    await client.enter_as_guest("Ada")
    await do(client, "updateProfile", bio="I count sheep.")

    assert (await do(client, "updateProfile", isBot=None))["viewer"]["bio"] == "I count sheep."
    assert (await do(client, "updateProfile", bio=""))["viewer"]["bio"] is None
    refused = await do(client, "updateProfile", handle="Ada Fell", bio="x" * 401)
    assert (refused["__typename"], refused["field"]) == ("InvalidInput", "bio")
    assert (await client.data("{ viewer { handle } }"))["viewer"]["handle"] == "Ada"


async def test_a_deleted_account_leaves_its_creations_under_a_tombstone(client: Client) -> None:
    await claim(client, "Ada")
    npc = (await client.data("{ npcs(first: 1) { edges { node { id } } } }"))["npcs"]["edges"][0]["node"]["id"]
    remix = "mutation($id: ID!) { remix(input: {creationId: $id}) { ... on RemixPayload { creation { id } } } }"
    made = (await client.data(remix, {"id": npc}))["remix"]["creation"]["id"]
    token = client.token
    assert token is not None
    slip = await do(client, "deleteAccount", confirmHandle="Adam", password=PASSWORD)
    wrong = await do(client, "deleteAccount", confirmHandle="Ada", password="wrong")
    assert (slip["__typename"], slip["field"], wrong["__typename"]) == ("InvalidInput", "confirmHandle", "NotAllowed")

    gone = await do(client, "deleteAccount", confirmHandle="Ada", password=PASSWORD)

    client.token = None
    query = """query($id: ID!) { node(id: $id) {
        ... on Npc { creator { ... on Player { handle isGuest bio creations { edges { node { id } } } } } } } }"""
    assert (await client.data(query, {"id": made}))["node"]["creator"] == {
        "handle": gone["handle"],
        "isGuest": False,
        "bio": None,
        "creations": {"edges": [{"node": {"id": made}}]},
    }
    assert gone["handle"].startswith("gone-")
    assert await sign_in_code(client, token) == "SIGN_IN_REQUIRED"
    assert (await do(client, "signIn", handle="Ada", password=PASSWORD))["__typename"] == "NotAllowed"
    assert (await do(client, "enterAsGuest", name="Ada"))["__typename"] == "EnterAsGuestPayload"


async def test_a_deleted_account_has_left_every_room_and_is_remembered_by_nobody(client: Client) -> None:
    await client.enter_as_guest("Ada")
    npc = (await client.data("{ npcs(first: 1) { edges { node { id room { id } } } } }"))["npcs"]["edges"][0]["node"]
    enter = "mutation($id: ID!) { enterRoom(input: {roomId: $id}) { __typename } }"
    await client.data(enter, {"id": npc["room"]["id"]})
    viewer_id = parse_id("id", (await client.data("{ viewer { id } }"))["viewer"]["id"], "Player")[1]
    npc_id = parse_id("id", npc["id"], "Npc")[1]
    async with client.runtime.database.transaction() as tx:
        await npcs.remember(tx, npc_id, viewer_id, "I am Ada.", "So you say.")

    await do(client, "deleteAccount", confirmHandle="Ada")

    client.token = None
    room = await client.data("query($id: ID!) { room(id: $id) { players { handle } } }", {"id": npc["room"]["id"]})
    assert room == {"room": {"players": []}}
    async with client.runtime.database.reading() as session:
        assert await npcs.find_acquaintance(session, npc_id, viewer_id) is None


async def test_what_follows_a_sign_out_in_one_operation_is_asked_by_nobody(client: Client) -> None:
    await client.enter_as_guest("Ada")

    data = await client.data(
        """mutation { signOut { ... on SignOutPayload { signedOut } }
        updateProfile(input: {bio: "from beyond"}) { __typename } }"""
    )

    assert data == {"signOut": {"signedOut": 1}, "updateProfile": {"__typename": "SignInRequired"}}


@pytest.mark.parametrize(
    ("mutation", "fields", "other"),
    [
        ("enterAsGuest", {}, {"name": "Bram"}),
        ("signIn", {"handle": "Ada", "password": PASSWORD}, {"deviceName": "Phone"}),
        ("createToken", {"name": "bot", "scopes": ["READ"]}, {"scopes": ["PLAY"]}),
    ],
)
async def test_a_key_used_again_neither_repeats_nor_reveals(
    client: Client, mutation: str, fields: dict[str, Any], other: dict[str, Any]
) -> None:
    await claim(client, "Ada")
    first = await do(client, mutation, **fields, idempotencyKey="once")
    names = await token_names(client)

    again = await do(client, mutation, **fields, idempotencyKey="once")
    different = await do(client, mutation, **{**fields, **other}, idempotencyKey="once")

    assert "token" in first
    assert (again["__typename"], again["code"]) == ("Conflict", "CONFLICT")
    assert "token" not in again
    assert different["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
    assert await token_names(client) == names


async def test_a_key_used_again_answers_the_same_where_nothing_is_secret(client: Client) -> None:
    await client.enter_as_guest("Ada")
    made = (await do(client, "createToken", name="bot", scopes=["READ"]))["accessToken"]["id"]

    once, again = [await do(client, "revokeToken", tokenId=made, idempotencyKey="revoke-1") for _ in range(2)]

    assert once == again == {"__typename": "RevokeTokenPayload", "tokenId": made}
    mismatch = await do(client, "updateProfile", bio="changed", idempotencyKey="revoke-1")
    assert mismatch["__typename"] == "IdempotencyMismatch"


async def test_a_moderator_sees_and_gives_the_scope(client: Client) -> None:
    await claim(client, "Ada")
    async with client.runtime.database.transaction() as tx:
        await accounts.grant(tx, "Ada", "moderator")

    made = await do(client, "createToken", name="warden", scopes=["MODERATE"])

    assert made["accessToken"]["scopes"] == ["MODERATE"]
    edges = (await client.data(TOKENS))["tokens"]["edges"]
    assert [edge["node"]["scopes"] for edge in edges] == [["MODERATE"], ["READ", "PLAY", "CREATE", "MODERATE"]]


def _uuid(token_id: str) -> Any:
    from realm_gql.api.relay import parse_id

    return parse_id("id", token_id)[1]
