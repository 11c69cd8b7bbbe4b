import { expect, test } from 'vitest'
import { emptyLog, readEarlier, readScene, record, type Happening, type Log, type Person, type Reply } from '../src/features/talk/log'

const kofi: Person = { id: 'kofi', handle: 'kofi', isBot: false, isGuest: true }
const ada: Person = { id: 'ada', handle: 'ada', isBot: false, isGuest: true }

const turn = (more: Partial<Reply> = {}): Reply => ({
  id: 't1',
  said: 'Who rings it?',
  state: 'WRITING',
  queuePlace: null,
  text: '',
  source: 'MODEL',
  take: 1,
  takes: [],
  asker: kofi,
  speaker: { id: 'n1', uuid: 'u1', name: 'Maren', persona: { trade: 'keeper' }, ancestors: { edges: [] } },
  ...more,
})
const at = (seq: number) => ({ seq, cursor: `c${seq}`, at: '2026-11-24T00:00:00Z' })
const spoke = (seq: number, text = 'hello'): Happening => ({ __typename: 'PlayerSpoke', ...at(seq), player: kofi, text, asked: 't1' })
const opened = (seq: number, of = turn()): Happening => ({ __typename: 'TurnOpened', ...at(seq), turn: of })
const closed = (seq: number, of = turn({ state: 'CLOSED', text: 'Nobody.' })): Happening => ({ __typename: 'TurnClosed', ...at(seq), turn: of })
const entered = (seq: number, player = ada): Happening => ({ __typename: 'PlayerEntered', ...at(seq), player })
const left = (seq: number, player = ada): Happening => ({ __typename: 'PlayerLeft', ...at(seq), player })

const after = (...events: Happening[]): Log => events.reduce(record, emptyLog)

test('a line, its reply and the end of it make two lines', () => {
  const log = after(spoke(1), opened(2), closed(3))
  expect(log.lines.map(line => line.kind)).toEqual(['said', 'reply'])
  expect(log.turns.get('t1')?.text).toBe('Nobody.')
  expect([log.seq, log.cursor, log.broken]).toEqual([3, 'c3', false])
})

test('an event seen twice changes nothing', () => {
  const log = after(spoke(1), opened(2))
  expect(record(log, spoke(1))).toBe(log)
  expect(record(log, opened(2))).toBe(log)
})

test('a gap breaks the log and moves nothing', () => {
  const log = record(after(spoke(1)), spoke(3, 'later'))
  expect([log.broken, log.seq, log.cursor, log.lines.length]).toEqual([true, 1, 'c1', 1])
})

test('events after a resume continue where the log ended', () => {
  const lost = after(spoke(1), opened(2))
  const resumed = [opened(2), closed(3), entered(4)].reduce(record, lost)
  expect([resumed.seq, resumed.broken, resumed.lines.length]).toEqual([4, false, 3])
})

test('a new take of a turn keeps its place', () => {
  const log = after(opened(1), closed(2), spoke(3, 'more'), opened(4, turn({ take: 2 })))
  expect(log.lines.map(line => line.key)).toEqual(['t1', 'e3'])
  expect(log.turns.get('t1')?.take).toBe(2)
})

test('a failed turn keeps its text and says why, until it is tried again', () => {
  const failed = after(opened(1), {
    __typename: 'TurnFailed',
    ...at(2),
    turn: turn({ state: 'FAILED', text: 'The be' }),
    code: 'ENGINE_FAILED',
    message: 'The voice broke off.',
  })
  expect(failed.turns.get('t1')?.text).toBe('The be')
  expect(failed.failures.get('t1')).toEqual({ code: 'ENGINE_FAILED', message: 'The voice broke off.' })
  expect(record(failed, opened(3, turn({ take: 2 }))).failures.size).toBe(0)
})

test('people come and go, once each', () => {
  expect(after(entered(1), entered(2), entered(3, kofi)).people.map(one => one.id)).toEqual(['ada', 'kofi'])
  expect(after(entered(1), left(2)).people).toEqual([])
})

const scene = (events: Happening[], openTurns: Reply[] = []) => ({
  eventCursor: 'c9',
  players: [kofi],
  openTurns,
  events: { edges: events.map(node => ({ node })) },
})

test('a snapshot gives the log its cursor, people and open turns', () => {
  const log = readScene(scene([spoke(8), opened(9)], [turn({ text: 'Nob' })]))
  expect([log.cursor, log.seq, log.people, log.lines.length]).toEqual(['c9', 9, [kofi], 2])
  expect(log.turns.get('t1')?.text).toBe('Nob')
})

test('an open turn older than the snapshot still has a line', () => {
  expect(readScene(scene([entered(9)], [turn()])).lines.map(line => line.key)).toEqual(['e9', 't1'])
})

test('earlier events go before, without doubles, and leave presence alone', () => {
  const log = readEarlier(readScene(scene([spoke(8), opened(9)])), [spoke(6, 'old'), left(7, kofi), spoke(8)])
  expect(log.lines.map(line => line.seq)).toEqual([6, 7, 8, 9])
  expect([log.people, log.cursor, log.seq]).toEqual([[kofi], 'c9', 9])
})
