import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Operation } from '../src/live/operation'
import type { Person, Reply } from '../src/features/talk/log'

type Answer = (variables: never) => unknown
const realm = vi.hoisted(() => ({
  answers: new Map<string, Answer>(),
  hear: (event: object): void => void event,
  variables: (): object => ({}),
}))

vi.mock('../src/live/request', async original => ({
  ...(await original<object>()),
  request: (operation: Operation<unknown, never>, variables: never) => {
    const name = /^(?:query|mutation) (\w+)/.exec(operation.text)![1]!
    return Promise.resolve(realm.answers.get(name)!(variables))
  },
}))
vi.mock('../src/live/subscribe', () => ({
  live: () => ({
    subscribe: (_: unknown, variables: () => object, sink: { next(event: object): void }) => {
      realm.variables = variables
      realm.hear = event => sink.next({ roomEvents: event })
      return () => undefined
    },
  }),
}))

const { RoomModel } = await import('../src/features/talk/room')
const { viewer } = await import('../src/features/accounts/viewer')
const { keepToken } = await import('../src/live/session')

const me: Person = { id: 'me', handle: 'me', isBot: false, isGuest: true }
const maren = { id: 'n1', uuid: 'u1', name: 'Maren', persona: { trade: 'keeper' }, ancestors: { edges: [] } }
const turn = (more: Partial<Reply> = {}): Reply => ({
  id: 't1',
  said: 'Who rings it?',
  state: 'WRITING',
  queuePlace: null,
  text: '',
  source: 'MODEL',
  take: 1,
  takes: [],
  asker: me,
  speaker: maren,
  ...more,
})
const at = (seq: number) => ({ seq, cursor: `c${seq}`, at: '2026-11-24T00:00:00Z' })
const spoke = (seq: number) => ({ __typename: 'PlayerSpoke', ...at(seq), player: me, text: 'Who rings it?', asked: 't1' })
const opened = (seq: number, of = turn()) => ({ __typename: 'TurnOpened', ...at(seq), turn: of })
const closed = (seq: number, of: Reply) => ({ __typename: 'TurnClosed', ...at(seq), turn: of })
const delta = (offset: number, text: string, take = 1) => ({ __typename: 'TurnDelta', turnId: 't1', take, offset, text })
/** A promise kept from outside. */
function late() {
  let resolve!: (value: unknown) => void
  const promise = new Promise(done => {
    resolve = done
  })
  return { promise, resolve }
}
const scene = () => ({
  id: 'r1',
  name: 'The Drowned Bell',
  goal: null,
  eventCursor: 'c0',
  location: { id: 'l1', name: 'Bell', summary: '', exits: [] },
  players: [me],
  npcs: [maren],
  openTurns: [],
  events: { edges: [], pageInfo: { hasPreviousPage: false, startCursor: null } },
})

let room: InstanceType<typeof RoomModel>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'] })
  viewer.value = { ...me, bio: null }
  keepToken('mine')
  realm.answers.set('EnterRoom', () => ({ enterRoom: { __typename: 'EnterRoomPayload', room: { id: 'r1' } } }))
  realm.answers.set('LoadRoom', () => ({ room: scene() }))
  realm.answers.set('Speak', () => ({
    speak: { __typename: 'SpeakPayload', turn: { id: 't1', queuePlace: 1, speaker: maren } },
  }))
  room = new RoomModel('r1')
  await room.open()
})
afterEach(() => {
  room.close()
  vi.useRealTimers()
})

test('a line is shown as heard at once, and gives way to the real one', async () => {
  const saying = room.say('Who rings it?', null)
  expect(room.pending.value.map(line => [line.text, line.speaker?.name, line.heard])).toEqual([['Who rings it?', 'Maren', false]])
  await saying
  realm.hear(spoke(1))
  expect(room.pending.value.map(line => line.heard)).toEqual([true])
  realm.hear(opened(2))
  expect(room.pending.value).toEqual([])
  expect(room.log.value.lines.map(line => line.kind)).toEqual(['said', 'reply'])
})

test('events may overtake the answer of the mutation', async () => {
  const saying = room.say('Who rings it?', null)
  realm.hear(spoke(1))
  realm.hear(opened(2))
  await saying
  expect(room.pending.value).toEqual([])
})

test('what was refused is taken off the page, and the reason is given', async () => {
  realm.answers.set('Speak', () => ({ speak: { __typename: 'RateLimited', code: 'RATE_LIMITED', message: 'Slowly.' } }))
  expect(await room.say('Who rings it?', null)).toBe(false)
  expect([room.pending.value, room.notice.value]).toEqual([[], 'Slowly.'])
})

test('a place lost while away is taken again, once', async () => {
  const entered = vi.fn(() => ({ enterRoom: { __typename: 'EnterRoomPayload', room: { id: 'r1' } } }))
  realm.answers.set('EnterRoom', entered)
  realm.answers.set('Speak', () => ({ speak: { __typename: 'NotAllowed', code: 'NOT_ALLOWED', message: 'Walk in first.' } }))
  expect(await room.say('Who rings it?', null)).toBe(false)
  expect(entered).toHaveBeenCalledTimes(1)
  expect(room.notice.value).toBe('Walk in first.')
})

test('pieces are written once a frame, into their own text alone', async () => {
  realm.hear(opened(1))
  const before = room.log.value
  realm.hear(delta(0, 'The '))
  realm.hear(delta(4, 'bell'))
  expect(room.textOf('t1').value).toBe('')
  vi.advanceTimersByTime(40)
  expect(room.textOf('t1').value).toBe('The bell')
  expect(room.log.value).toBe(before)
})

test('an answer older than an event does not bring a finished reply back to life', async () => {
  realm.hear(opened(1))
  const { promise, resolve } = late()
  realm.answers.set('RetryTurn', () => promise)
  const again = room.again('t1')
  realm.hear(closed(2, turn({ state: 'STOPPED', text: 'The be' })))
  resolve({ retryTurn: { __typename: 'RetryTurnPayload', turn: turn({ state: 'WRITING' }) } })
  await again
  expect(room.log.value.turns.get('t1')?.state).toBe('STOPPED')
  expect(room.textOf('t1').value).toBe('The be')
  expect(room.mine.value).toEqual([])
})

test('the end of a reply is the truth about its text', () => {
  realm.hear(opened(1))
  realm.hear(delta(0, 'The bxll'))
  realm.hear(closed(2, turn({ state: 'CLOSED', text: 'The bell.' })))
  vi.advanceTimersByTime(300)
  expect(room.textOf('t1').value).toBe('The bell.')
})

test('after a lost line it asks for what came after the last event it has', () => {
  realm.hear(spoke(1))
  realm.hear(opened(2))
  expect(realm.variables()).toEqual({ roomId: 'r1', after: 'c2' })
})

test('a gap in the events, or a resume that came too late, reads the room again', async () => {
  const load = vi.fn(() => ({ room: scene() }))
  realm.answers.set('LoadRoom', load)
  realm.hear(spoke(1))
  realm.hear(opened(3))
  await vi.advanceTimersByTimeAsync(1_100)
  expect(load).toHaveBeenCalledTimes(1)
  realm.hear({ __typename: 'ResumeGap', missed: 4 })
  await vi.advanceTimersByTimeAsync(1_100)
  expect(load).toHaveBeenCalledTimes(2)
  expect(room.missed.value).toBe(4)
})

test('missing pieces are read anew', async () => {
  realm.answers.set('LoadTurn', () => ({ turn: turn({ text: 'The bell has not' }) }))
  realm.hear(opened(1))
  realm.hear(delta(9, 'has not'))
  await vi.advanceTimersByTimeAsync(50)
  expect(room.textOf('t1').value).toBe('The bell has not')
  realm.hear(delta(16, ' rung'))
  vi.advanceTimersByTime(40)
  expect(room.textOf('t1').value).toBe('The bell has not rung')
})

test('stopping a line that still waits takes it back', async () => {
  const stopped = vi.fn((): unknown => ({ stopTurn: { __typename: 'StopTurnPayload', turn: turn({ state: 'STOPPED' }) } }))
  realm.answers.set('StopTurn', stopped)
  const saying = room.say('Who rings it?', null)
  await room.stop() // before the realm has even answered
  expect(stopped).not.toHaveBeenCalled()
  await saying
  expect(stopped).toHaveBeenCalledWith({ input: { turnId: 't1' } })
})

test('others page through takes without choosing for everyone', async () => {
  const chosen = vi.fn()
  realm.answers.set('ChooseTake', chosen)
  const takes = [1, 2].map(number => ({ number, state: 'CLOSED' as const, text: `Take ${number}`, source: 'MODEL' as const }))
  const theirs = turn({ state: 'CLOSED', take: 2, takes, asker: { ...me, id: 'kofi' } })
  realm.hear(closed(1, theirs))
  await room.turnTo(theirs, 1)
  expect(room.looking.value.get('t1')).toBe(1)
  expect(chosen).not.toHaveBeenCalled()
  await room.turnTo(theirs, 3)
  expect(room.looking.value.get('t1')).toBe(1)
})
