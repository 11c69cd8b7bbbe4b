// The real graphql-ws client against a realm: node graphql_ws_client.mjs <graphql-ws module> <ws://…/graphql> <token> <room>.
// Prints one line of JSON for each thing it tried.

const [, , module, url, token, room] = process.argv
const { createClient } = await import(module)
// Node has sockets of its own from version 22 on; the package lies beside the client's.
const Socket = globalThis.WebSocket ?? (await import(new URL('../../ws/wrapper.mjs', module))).default

const say = (name, value) => console.log(JSON.stringify({ [name]: value }))

const client = (options = {}) => createClient({ url, retryAttempts: 0, webSocketImpl: Socket, ...options })

async function all(name, query, options = {}, variables = {}) {
  const connection = client(options)
  const got = []
  try {
    for await (const result of connection.iterate({ query, variables })) got.push(result.data ?? result.errors)
    say(name, got)
  } catch (error) {
    say(name, Array.isArray(error) ? { errors: error.map(one => one.extensions?.code) } : { closed: error.code })
  } finally {
    await connection.dispose()
  }
}

await all('query', '{ realm { name } }')
await all('validation', '{ nope }')
await all('syntax', '{')
await all('several', 'query A { realm { name } } query B { realm { name } }')
await all('viewer', '{ viewer { handle } }', { connectionParams: { authorization: `Bearer ${token}` } })
await all('badToken', '{ viewer { handle } }', { connectionParams: { authorization: 'Bearer nonsense' } })

// A syntax error beside a subscription on the same socket, then a line said that the subscription must bring.
const shared = client({ connectionParams: { authorization: token }, lazy: false })
const heard = shared.iterate({
  query: 'subscription($room: ID!) { roomEvents(roomId: $room) { __typename ... on PlayerSpoke { text } } }',
  variables: { room },
})
const first = (async () => {
  for await (const { data } of heard) if (data.roomEvents.__typename === 'PlayerSpoke') return data.roomEvents.text
  return null
})()
const once = async (query, variables) => {
  const results = []
  for await (const result of shared.iterate({ query, variables })) results.push(result.data)
  return results[0]
}
say('sibling', await once('{').catch(errors => errors[0].extensions.code))
await new Promise(done => setTimeout(done, 300))
const spoken = await once('mutation($input: SpeakInput!) { speak(input: $input) { __typename } }', {
  input: { roomId: room, text: 'Is anybody here?' },
})
say('speak', spoken.speak.__typename)
say('heard', await first)
await shared.dispose()

// Raw frames that no client of good will sends: every one is answered with a close code and a reason.
for (const frame of ['[]', 'null', '"x"', '{not', '{"type":"subscribe","id":"1","payload":"x"}', new Uint8Array([1, 2])]) {
  const raw = new Socket(url, 'graphql-transport-ws')
  raw.onopen = () => {
    raw.send('{"type":"connection_init"}')
    raw.send(frame)
  }
  const { code, reason } = await new Promise(done => (raw.onclose = done))
  say('raw', [code, reason.length > 0])
}
process.exit(0)
