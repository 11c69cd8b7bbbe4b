/** Where the realm is. One meta tag says so; a relative address is on the page's own origin. */

export interface Endpoint {
  http: string
  socket: string
  /** The origin of the realm's other pages: /s, /graphiql. */
  origin: string
}

export function resolveEndpoint(content: string | null | undefined, pageUrl: string): Endpoint {
  const http = new URL(content || '/graphql', pageUrl)
  const socket = new URL(http)
  socket.protocol = http.protocol === 'https:' ? 'wss:' : 'ws:'
  return { http: http.href, socket: socket.href, origin: http.origin }
}

export const endpoint = resolveEndpoint(
  document.querySelector<HTMLMetaElement>('meta[name="realm-api"]')?.content,
  location.href,
)
