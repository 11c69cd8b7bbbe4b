import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { operation } from '../src/live/operation'
import { createLink } from '../src/live/subscribe'

/** A realm on the other end of a socket, as far as the protocol goes. */
class FakeSocket {
  static all: FakeSocket[] = []
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  readyState = FakeSocket.CONNECTING
  readonly sent: { type: string; id?: string; payload?: { variables?: unknown; authorization?: string } }[] = []
  onopen?: () => void
  onclose?: (event: { code: number; reason: string; wasClean: boolean }) => void
  onerror?: (event: unknown) => void
  onmessage?: (event: { data: string }) => void

  constructor() {
    FakeSocket.all.push(this)
    queueMicrotask(() => {
      this.readyState = FakeSocket.OPEN
      this.onopen?.()
    })
  }
  send(data: string): void {
    const message = JSON.parse(data) as FakeSocket['sent'][number]
    this.sent.push(message)
    if (message.type === 'connection_init') this.tell({ type: 'connection_ack' })
  }
  tell(message: object): void {
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(message) }))
  }
  close(code = 1000, reason = ''): void {
    if (this.readyState === FakeSocket.CLOSED) return
    this.readyState = FakeSocket.CLOSED
    this.onclose?.({ code, reason, wasClean: true })
  }
  get subscribed() {
    return this.sent.filter(message => message.type === 'subscribe')
  }
}

const EVENTS = operation<{ seq: number }, { after: number | null }>('subscription($after:Cursor){seq(after:$after)}')
const sockets = () => FakeSocket.all
const settle = async (ms = 0) => {
  await vi.advanceTimersByTimeAsync(ms)
  await vi.advanceTimersByTimeAsync(0)
}

const link = (more: Partial<Parameters<typeof createLink>[0]> = {}) =>
  createLink({ url: 'ws://realm/graphql', token: () => null, refused: () => undefined, webSocket: FakeSocket, firstWaitMs: 10, ...more })

beforeEach(() => {
  FakeSocket.all = []
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('after a lost line the subscription resumes after the last thing it saw', async () => {
  let after: number | null = null
  const seen: number[] = []
  link().subscribe(EVENTS, () => ({ after }), { next: event => seen.push((after = event.seq)) })
  await settle()
  const first = sockets()[0]!
  first.tell({ type: 'next', id: first.subscribed[0]!.id, payload: { data: { seq: 7 } } })
  await settle()
  first.close(1006)
  await settle(100)
  const second = sockets()[1]!
  expect(seen).toEqual([7])
  expect(first.subscribed[0]!.payload!.variables).toEqual({ after: null })
  expect(second.subscribed[0]!.payload!.variables).toEqual({ after: 7 })
})

test('the state tells a lost line from an open one', async () => {
  const one = link()
  expect(one.state.value).toBe('idle')
  one.subscribe(EVENTS, () => ({ after: null }), { next: () => undefined })
  await settle()
  expect(one.state.value).toBe('open')
  sockets()[0]!.close(1006)
  expect(one.state.value).toBe('lost')
  await settle(100)
  expect(one.state.value).toBe('open')
})

test('a refused token is reported, and the next attempt goes without it', async () => {
  let token: string | null = 'stale'
  const refused = vi.fn(() => {
    token = null
  })
  link({ token: () => token, refused }).subscribe(EVENTS, () => ({ after: null }), { next: () => undefined })
  await settle()
  const first = sockets()[0]!
  expect(first.sent[0]!.payload).toEqual({ authorization: 'Bearer stale' })
  first.close(4403, 'Forbidden')
  await settle(100)
  expect(refused).toHaveBeenCalledWith('stale')
  expect(sockets()[1]!.sent[0]!.payload?.authorization).toBeUndefined()
})

test('unsubscribing is not the end of a subscription', async () => {
  const end = vi.fn()
  const off = link().subscribe(EVENTS, () => ({ after: null }), { next: () => undefined, end })
  await settle()
  off()
  await settle()
  expect(end).not.toHaveBeenCalled()
  expect(sockets()[0]!.sent.at(-1)!.type).toBe('complete')
})

test('the realm ending or refusing a subscription is told apart', async () => {
  const ended = vi.fn()
  const refused = vi.fn()
  const one = link()
  one.subscribe(EVENTS, () => ({ after: null }), { next: () => undefined, end: ended })
  one.subscribe(EVENTS, () => ({ after: null }), { next: () => undefined, end: refused })
  await settle()
  const [a, b] = sockets()[0]!.subscribed
  sockets()[0]!.tell({ type: 'complete', id: a!.id })
  sockets()[0]!.tell({ type: 'error', id: b!.id, payload: [{ message: 'No such room.' }] })
  await settle()
  expect(ended.mock.calls).toEqual([[null]])
  expect(refused.mock.calls).toEqual([['No such room.']])
})

test('a socket that no longer answers is given up', async () => {
  link().subscribe(EVENTS, () => ({ after: null }), { next: () => undefined })
  await settle()
  expect(sockets()).toHaveLength(1)
  await settle(12_000) // our ping goes out
  expect(sockets()[0]!.sent.at(-1)!.type).toBe('ping')
  await settle(5_200) // and no pong comes
  expect(sockets()).toHaveLength(2)
})
