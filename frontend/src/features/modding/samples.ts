/** Operations to start from. `ROOM` and `NPC` are filled in with what the realm really has. */
import { words } from '../../locales'

export interface Sample {
  key: keyof typeof words.build.samples
  text: string
}

export const SAMPLES: Sample[] = [
  {
    key: 'rooms',
    text: `query {
  rooms(first: 5) {
    edges {
      node {
        id
        name
        players { handle isBot }
        npcs { id name persona { trade } }
      }
    }
  }
}`,
  },
  {
    key: 'live',
    text: `subscription {
  roomEvents(roomId: "ROOM") {
    __typename
    ... on LoggedEvent { seq cursor }
    ... on PlayerSpoke { player { handle } text }
    ... on TurnDelta { turnId offset text }
    ... on TurnClosed { turn { speaker { name } text } }
  }
}`,
  },
  {
    key: 'world',
    text: `query {
  locations(first: 4) {
    edges {
      node {
        name
        exits { name exits { name } }
        npcs { name quests(first: 2) { edges { node { name } } } }
      }
    }
  }
}`,
  },
  {
    key: 'npc',
    text: `query {
  npc(id: "NPC") {
    name
    summary
    persona { trade manner relations { bond npc { name } } }
    lineage {
      nodes { name kind }
      edges { kind parent { name } child { name } diff { field before after } }
    }
  }
}`,
  },
  {
    key: 'remix',
    text: `mutation {
  remix(input: { creationId: "NPC", changes: { trade: "ferryman" } }) {
    ... on RemixPayload { creation { id name parents { parent { name } } } }
    ... on Problem { code message }
  }
}`,
  },
  { key: 'limit', text: `query {\n  rateLimit { maximum available restoreRate }\n}` },
]

/** A sample with real ids in place of `ROOM` and `NPC`. */
export const fill = (text: string, ids: { room: string; npc: string }): string =>
  text.replaceAll('"ROOM"', JSON.stringify(ids.room)).replaceAll('"NPC"', JSON.stringify(ids.npc))

export const shellExample = (url: string): string =>
  `curl ${url} \\
  -H 'content-type: application/json' \\
  -d '{"query":"{ rooms(first: 3) { edges { node { id name } } } }"}'`

export const socketExample = (url: string, room: string): string =>
  `import { createClient } from 'graphql-ws'

const client = createClient({
  url: '${url}',
  connectionParams: { authorization: 'Bearer YOUR_TOKEN' },
})
let after = null
client.subscribe(
  {
    query: \`subscription ($room: ID!, $after: Cursor) {
      roomEvents(roomId: $room, after: $after) {
        __typename
        ... on LoggedEvent { seq cursor }
        ... on TurnDelta { turnId offset text }
      }
    }\`,
    get variables() { return { room: ${JSON.stringify(room)}, after } },
  },
  {
    next({ data }) {
      after = data.roomEvents.cursor ?? after
      console.log(data.roomEvents)
    },
    error: console.error,
    complete() {},
  },
)`
