/**
 * The one socket of the page. It opens with the first subscription, reconnects for ever, and each time it does every
 * subscription is sent again with variables read anew, so that a room resumes after the last event it has seen.
 */
import { signal, type Signal } from '@preact/signals'
import { createClient, type Client } from 'graphql-ws'
import { endpoint } from './endpoint'
import type { Operation } from './operation'
import { dropToken, token } from './session'

export type LinkState = 'idle' | 'open' | 'lost'

export interface Sink<Result> {
  next(result: Result): void
  /** The realm ended it, or refused it for good. */
  end?(refusal: string | null): void
}

export interface Link {
  state: Signal<LinkState>
  subscribe<Result, Variables extends object>(
    operation: Operation<Result, Variables>,
    variables: () => Variables,
    sink: Sink<Result>,
  ): () => void
  /** Drops the socket and opens a new one at once. */
  renew(): void
}

interface LinkOptions {
  url: string
  token: () => string | null
  /** A token was refused (close code 4403). */
  refused: (token: string | null) => void
  webSocket?: unknown
  firstWaitMs?: number
}

const KEEP_ALIVE_MS = 12_000
const PONG_MS = 5_000
const LONGEST_WAIT_MS = 15_000
const FORBIDDEN = 4403

export function createLink(options: LinkOptions): Link {
  const state = signal<LinkState>('idle')
  const firstWaitMs = options.firstWaitMs ?? 500
  let used: string | null = null
  let pong: ReturnType<typeof setTimeout> | undefined
  const client: Client = createClient({
    url: options.url,
    ...(options.webSocket ? { webSocketImpl: options.webSocket } : {}),
    lazy: true,
    lazyCloseTimeout: 5_000,
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: retries =>
      new Promise(done => {
        const wait = Math.min(LONGEST_WAIT_MS, firstWaitMs * 2 ** retries)
        setTimeout(done, wait * (0.7 + Math.random() * 0.6))
      }),
    connectionParams: () => {
      used = options.token()
      return used ? { authorization: `Bearer ${used}` } : {}
    },
    on: {
      connected: () => {
        state.value = 'open'
      },
      closed: event => {
        clearTimeout(pong)
        const code = (event as { code?: number }).code
        if (code === FORBIDDEN) options.refused(used)
        state.value = code === 1000 ? 'idle' : 'lost'
      },
      // Phones freeze sockets without closing them (graphql-ws #289, #487): a missing pong means it is dead.
      ping: received => {
        if (received) return
        clearTimeout(pong)
        pong = setTimeout(() => client.terminate(), PONG_MS)
      },
      pong: received => {
        if (received) clearTimeout(pong)
      },
    },
  })

  return {
    state,
    renew: () => client.terminate(),
    subscribe(operation, variables, sink) {
      // graphql-ws reports `complete` also when we unsubscribe ourselves.
      let over = false
      const payload = {
        query: operation.text,
        // Read again by JSON.stringify each time the subscription is sent.
        get variables() {
          return variables() as Record<string, unknown>
        },
      }
      const off = client.subscribe<unknown>(payload, {
        next: message => {
          if (over) return
          if (message.data) sink.next(message.data as never)
          else if (message.errors?.[0]) sink.end?.(message.errors[0].message)
        },
        error: error => {
          if (!over) sink.end?.(Array.isArray(error) ? (error[0]?.message ?? '') : String(error))
        },
        complete: () => {
          if (!over) sink.end?.(null)
        },
      })
      return () => {
        over = true
        off()
      }
    },
  }
}

const HIDDEN_TOO_LONG_MS = 20_000

function createPageLink(): Link {
  const link = createLink({ url: endpoint.socket, token: () => token.peek(), refused: dropToken })
  let hiddenAtMs = 0
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAtMs = Date.now()
    else if (hiddenAtMs && Date.now() - hiddenAtMs > HIDDEN_TOO_LONG_MS && link.state.peek() === 'open') link.renew()
  })
  addEventListener('online', () => {
    if (link.state.peek() === 'open') link.renew()
  })
  // A socket belongs to whoever opened it.
  let last = token.peek()
  token.subscribe(value => {
    if (value === last) return
    last = value
    if (link.state.peek() === 'open') link.renew()
  })
  return link
}

let pageLink: Link | undefined
export const live = (): Link => (pageLink ??= createPageLink())
