/**
 * What has happened in a room, as the page knows it. Pure: an event and a log make the next log.
 *
 * Events have a gapless `seq`: one already seen changes nothing, one too far ahead marks the log `broken`, and then only
 * reading the room again mends it. Deltas are not events; see `reply.ts`.
 */
import type { HappeningFragment, PersonFragment, ReplyFragment } from './operations'

export type Happening = HappeningFragment
export type Person = PersonFragment
export type Reply = ReplyFragment

export interface Failure {
  code: string
  message: string
}

/** One line of the play-script. A reply stands where it was first called for, whatever happens to it later. */
export type Line =
  | { kind: 'said'; key: string; seq: number; player: Person; text: string }
  | { kind: 'reply'; key: string; seq: number; turnId: string }
  | { kind: 'moved'; key: string; seq: number; player: Person; came: boolean }

export interface Log {
  lines: readonly Line[]
  turns: ReadonlyMap<string, Reply>
  failures: ReadonlyMap<string, Failure>
  people: readonly Person[]
  /** The last event seen; null before any. */
  seq: number | null
  cursor: string | null
  broken: boolean
}

export const emptyLog: Log = {
  lines: [],
  turns: new Map(),
  failures: new Map(),
  people: [],
  seq: null,
  cursor: null,
  broken: false,
}

interface Scene {
  readonly eventCursor: string
  readonly players: readonly Person[]
  readonly openTurns: readonly Reply[]
  readonly events: { readonly edges: readonly { readonly node: Happening }[] }
}

/** The log a snapshot of the room tells. */
export function readScene(scene: Scene): Log {
  let log: Log = { ...emptyLog }
  for (const { node } of scene.events.edges) log = record({ ...log, seq: null }, node)
  const turns = new Map(log.turns)
  let lines = log.lines
  for (const turn of scene.openTurns) {
    if (!turns.has(turn.id)) lines = [...lines, { kind: 'reply', key: turn.id, seq: log.seq ?? 0, turnId: turn.id }]
    turns.set(turn.id, turn)
  }
  return { ...log, lines, turns, people: scene.players, cursor: scene.eventCursor }
}

/** Puts earlier events before what is known; presence and cursor stay as they are. */
export function readEarlier(log: Log, earlier: readonly Happening[]): Log {
  const oldest = log.lines[0]?.seq ?? Number.POSITIVE_INFINITY
  let past: Log = { ...emptyLog }
  for (const event of earlier) if (event.seq < oldest) past = record({ ...past, seq: null }, event)
  const known = new Set(log.lines.map(line => line.key))
  const fresh = past.lines.filter(line => !known.has(line.key))
  return {
    ...log,
    lines: [...fresh, ...log.lines],
    turns: new Map([...past.turns, ...log.turns]),
    failures: new Map([...past.failures, ...log.failures]),
  }
}

/** The log after one more event. */
export function record(log: Log, event: Happening): Log {
  if (log.seq !== null && event.seq <= log.seq) return log
  if (log.seq !== null && event.seq > log.seq + 1) return { ...log, broken: true }
  return { ...happen(log, event), seq: event.seq, cursor: event.cursor }
}

function happen(log: Log, event: Happening): Log {
  const key = `e${event.seq}`
  switch (event.__typename) {
    case 'PlayerSpoke':
      return {
        ...log,
        lines: [...log.lines, { kind: 'said', key, seq: event.seq, player: event.player, text: event.text }],
      }
    case 'TurnOpened':
    case 'TurnClosed':
      return { ...keepTurn(log, event.seq, event.turn), failures: without(log.failures, event.turn.id) }
    case 'TurnFailed':
      return {
        ...keepTurn(log, event.seq, event.turn),
        failures: new Map(log.failures).set(event.turn.id, { code: event.code, message: event.message }),
      }
    case 'PlayerEntered':
      return {
        ...log,
        people: [...log.people.filter(person => person.id !== event.player.id), event.player],
        lines: [...log.lines, { kind: 'moved', key, seq: event.seq, player: event.player, came: true }],
      }
    case 'PlayerLeft':
      return {
        ...log,
        people: log.people.filter(person => person.id !== event.player.id),
        lines: [...log.lines, { kind: 'moved', key, seq: event.seq, player: event.player, came: false }],
      }
    default:
      return log
  }
}

/** The log with what is now known of a turn; a new turn gets its line at the end. */
export function keepTurn(log: Log, seq: number, turn: Reply): Log {
  const known = log.turns.has(turn.id)
  return {
    ...log,
    turns: new Map(log.turns).set(turn.id, turn),
    lines: known ? log.lines : [...log.lines, { kind: 'reply', key: turn.id, seq, turnId: turn.id }],
  }
}

function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map
  const copy = new Map(map)
  copy.delete(key)
  return copy
}

export const isOpen = (turn: Reply): boolean => turn.state === 'WAITING' || turn.state === 'WRITING'
