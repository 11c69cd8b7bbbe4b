"""A modder's script: looks around the graph, remixes an NPC, and prints where the remix comes from. Needs only httpx.

    REALM_TOKEN=… python examples/mod.py http://127.0.0.1:8000 --name "Marta of the Marsh"

The token is a personal access token with the scopes READ and CREATE: make one on your account's page.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

import httpx

# One question, four levels deep: people, whom they know, where those live, and where one can go from there.
AROUND = """query($search: String) { npcs(first: 3, search: $search, orderBy: OLDEST) { edges { node {
  id name summary
  creator { __typename ... on Player { handle } }
  persona { trade relations { bond npc { name home { name exits { name } } } } }
  quests(first: 2) { edges { node { name start { text choices { label to { key } } } } } }
} } } }"""

REMIX = """mutation($id: ID!, $changes: CreationChanges, $key: ID) {
  remix(input: {creationId: $id, changes: $changes, idempotencyKey: $key}) {
    ... on RemixPayload { creation { id uuid name parents { kind diff { field before after } parent { name } } } }
    ... on InvalidInput { code message field }
    ... on Problem { code message } } }"""

LINEAGE = """query($id: ID!) { node(id: $id) { ... on Creation { lineage(up: 8, down: 3) {
  nodes { id name creator { ... on Player { handle } ... on Npc { name } } }
  edges { kind parent { id } child { id } }
  truncated } } } }"""


class Refused(Exception):
    """The realm said no, in its own words."""


class Realm:
    """A realm's GraphQL, for a program."""

    def __init__(self, url: str, token: str) -> None:
        self._http = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=30)

    def ask(self, query: str, **variables: Any) -> Any:
        """Send one operation; returns its one field."""
        answer = self._http.post("/graphql", json={"query": query, "variables": variables}).json()
        if "errors" in answer:
            raise Refused(answer["errors"][0]["message"])
        (field,) = answer["data"].values()
        if field and "code" in field:
            raise Refused(f"{field['code']}: {field['message']}")
        return field


def look_around(realm: Realm, search: str | None) -> dict[str, Any]:
    """Print some people and what surrounds them; returns the first."""
    people = [edge["node"] for edge in realm.ask(AROUND, search=search)["edges"]]
    if not people:
        raise Refused(f"nobody here is called anything like {search}")
    for npc in people:
        print(f"{npc['name']}, {npc['persona']['trade']}: {npc['summary']}")
        for relation in npc["persona"]["relations"]:
            home = relation["npc"]["home"]
            ways = ", ".join(exit_["name"] for exit_ in home["exits"]) if home else ""
            print(
                f"    {relation['bond']}: {relation['npc']['name']}"
                + (f" of {home['name']} (to {ways})" if home else "")
            )
        for quest in (edge["node"] for edge in npc["quests"]["edges"]):
            choices = " / ".join(choice["label"] for choice in quest["start"]["choices"])
            print(f"    quest {quest['name']}: {choices}")
    first: dict[str, Any] = people[0]
    return first


def remix(realm: Realm, npc: dict[str, Any], changes: dict[str, Any]) -> str:
    """Remix an NPC and print what changed; returns the new one's id."""
    made = realm.ask(REMIX, id=npc["id"], changes=changes)["creation"]
    print(f"\n{made['name']}: {made['uuid']}")
    for derivation in made["parents"]:
        print(f"    {derivation['kind'].lower()} of {derivation['parent']['name']}")
        for change in derivation["diff"]:
            print(f"        {change['field']}: {change['before']} → {change['after']}")
    new_id: str = made["id"]
    return new_id


def print_lineage(realm: Realm, creation_id: str) -> None:
    """Print a creation's ancestors, the oldest first, each under what it came from."""
    lineage = realm.ask(LINEAGE, id=creation_id)["lineage"]
    nodes = {node["id"]: node for node in lineage["nodes"]}
    children: dict[str, list[str]] = {}
    for edge in lineage["edges"]:
        children.setdefault(edge["parent"]["id"], []).append(edge["child"]["id"])
    born = {child for line in children.values() for child in line}

    def show(node_id: str, depth: int) -> None:
        node = nodes[node_id]
        maker = node["creator"].get("handle") or node["creator"].get("name")
        print("    " * depth + f"{node['name']}, by {maker}" + (" ← this one" if node_id == creation_id else ""))
        for child in children.get(node_id, []):
            show(child, depth + 1)

    print("\nLineage:")
    for root in (node_id for node_id in nodes if node_id not in born):
        show(root, 1)
    if lineage["truncated"]:
        print("    … and more")


def main() -> None:
    """Read the command line and do all three."""
    parser = argparse.ArgumentParser(description="Looks around, remixes an NPC, and prints its lineage.")
    parser.add_argument("url", help="the realm, such as http://127.0.0.1:8000")
    parser.add_argument("--token", default=os.environ.get("REALM_TOKEN"), help="a personal access token  [REALM_TOKEN]")
    parser.add_argument("--search", help="whom to remix: a part of the name; else the first NPC")
    parser.add_argument("--name", required=True, help="what the remix is called")
    parser.add_argument("--trade", default="keeper of borrowed boats", help="what the remix does for a living")
    chosen = parser.parse_args()
    if not chosen.token:
        parser.error("a personal access token is needed: --token, or REALM_TOKEN")
    realm = Realm(chosen.url.rstrip("/"), chosen.token)
    try:
        npc = look_around(realm, chosen.search)
        print_lineage(realm, remix(realm, npc, {"name": chosen.name, "trade": chosen.trade}))
    except Refused as refused:
        sys.exit(str(refused))


if __name__ == "__main__":
    main()
