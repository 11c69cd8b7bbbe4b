/** GraphiQL for this realm: its own endpoint, your own token, nothing from anywhere else. */
import 'graphiql/style.css'
import './explorer.css'
import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL } from 'graphiql'
import { createClient } from 'graphql-ws'
import { createRoot } from 'react-dom/client'

const api = document.querySelector('meta[name="realm-api"]')?.content || '/graphql'
const http = new URL(api, location.href)
const socket = new URL(http)
socket.protocol = http.protocol === 'https:' ? 'wss:' : 'ws:'

/** The app signs in; the explorer acts as whoever that is now. */
function credentials() {
  try {
    const token = localStorage.getItem('realm-token')
    return token ? { authorization: `Bearer ${token}` } : {}
  } catch {
    return {}
  }
}

const fetcher = createGraphiQLFetcher({
  url: http.href,
  fetch: (input, init) => fetch(input, { ...init, headers: { ...credentials(), ...init?.headers } }),
  wsClient: createClient({ url: socket.href, lazy: true, connectionParams: credentials }),
})

const FIRST_QUERY = `# The realm as a graph. Press Ctrl-Enter to run, Ctrl-Space to see what fits.
# You act as whoever is signed in at /me; reading needs nobody.

query {
  rooms(first: 3) {
    edges {
      node {
        name
        location { summary exits { name } }
        npcs { name persona { trade manner } }
      }
    }
  }
}
`

createRoot(document.getElementById('explorer')).render(
  <GraphiQL fetcher={fetcher} defaultQuery={FIRST_QUERY} shouldPersistHeaders={false}>
    <GraphiQL.Logo>
      <a href="/build">Realm of Echoes</a>
    </GraphiQL.Logo>
  </GraphiQL>,
)
