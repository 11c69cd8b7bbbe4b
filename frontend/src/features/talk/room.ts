/**
 * A room as one browser lives in it: the log, the replies being written, who we are, and what we have just said.
 * Texts of open replies are signals of their own, so that a token touches one text node and never the room.
 */
import { batch, computed, signal, type Signal } from '@preact/signals'
import { perFrame } from '../../lib/perFrame'
import { isMissing, Refusal, request, settled } from '../../live/request'
import { token } from '../../live/session'
import { live } from '../../live/subscribe'
import { words } from '../../locales'
import { ensureSomeone, viewer } from '../accounts/viewer'
import { emptyLog, isOpen, keepTurn, readEarlier, readScene, record, type Log, type Reply } from './log'
import {
  chooseTake,
  earlierLines,
  enterRoom,
  leaveRoom,
  loadRoom,
  loadTurn,
  retryTurn,
  roomEvents,
  speak,
  stopTurn,
  type FaceFragment,
  type RoomEventsSubscription,
  type RoomSceneFragment,
} from './operations'
import { write, type Draft, type Piece } from './reply'

export type Face = FaceFragment
type RoomEvent = RoomEventsSubscription['roomEvents']

/** Something we said that the room has not yet confirmed. */
export interface Pending {
  key: string
  text: string
  /** Who will answer, as far as we can tell. */
  speaker: Face | null
  turnId: string | null
  /** The room has our line; only the reply is still to come. */
  heard: boolean
  /** How many replies come before this one, plus one. */
  place: number | null
  /** Taken back before the realm had answered. */
  unwanted: boolean
}

export type Phase = 'loading' | 'ready' | 'missing' | 'failed'

const REREAD_MS = 500

export class RoomModel {
  readonly phase = signal<Phase>('loading')
  readonly error = signal<unknown>(null)
  readonly scene = signal<RoomSceneFragment | null>(null)
  readonly log = signal<Log>(emptyLog)
  readonly pending = signal<readonly Pending[]>([])
  readonly notice = signal('')
  /** For screen readers: one sentence at the start of a reply and one at its end. */
  readonly status = signal('')
  readonly inside = signal(false)
  readonly earlier = signal<{ before: string | null; loading: boolean }>({ before: null, loading: false })
  readonly missed = signal(0)
  /** Takes looked at that are not the current one. */
  readonly looking = signal<ReadonlyMap<string, number>>(new Map())

  /** Our turns that are waiting or being written. */
  readonly mine = computed(() => {
    const me = viewer.value?.id
    return [...this.log.value.turns.values()].filter(turn => turn.asker.id === me && isOpen(turn))
  })

  private readonly texts = new Map<string, Signal<string>>()
  private readonly drafts = new Map<string, Draft>()
  private readonly dirty = new Set<string>()
  private readonly paint = perFrame(() => this.flush())
  private readonly rereadAtMs = new Map<string, number>()
  private off: (() => void) | undefined
  private closed = false
  private spoken = 0

  constructor(readonly id: string) {}

  /** Enters when we are somebody, reads the room and listens from there on. */
  async open(): Promise<void> {
    try {
      if (token.peek()) await this.enterOrWatch()
      await this.read()
      if (!this.closed) this.listen()
    } catch (error) {
      if (this.closed) return
      batch(() => {
        this.error.value = error
        this.phase.value = isMissing(error) ? 'missing' : 'failed'
      })
    }
  }

  close(): void {
    this.closed = true
    this.off?.()
    this.paint.cancel()
  }

  /** Comes in from the door, as a guest when need be. */
  async walkIn(): Promise<void> {
    await this.attempt(async () => {
      await ensureSomeone()
      await this.enter()
    })
  }

  async leave(): Promise<void> {
    if (this.inside.peek()) await request(leaveRoom, { input: { roomId: this.id } }).catch(() => undefined)
  }

  private async enter(): Promise<void> {
    settled((await request(enterRoom, { input: { roomId: this.id } })).enterRoom)
    this.inside.value = true
  }

  /** A room that is full, or a realm that no longer knows us, can still be watched from the door. */
  private async enterOrWatch(): Promise<void> {
    try {
      await this.enter()
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'UNREACHABLE' || isMissing(error)) throw error
      if (error.code !== 'SIGN_IN_REQUIRED') this.notice.value = error.message
    }
  }

  private async read(): Promise<void> {
    const { room } = await request(loadRoom, { id: this.id })
    if (this.closed) return
    if (!room) {
      this.phase.value = 'missing'
      throw new Refusal('NOT_FOUND', words.room.missing)
    }
    batch(() => {
      this.scene.value = room
      this.log.value = readScene(room)
      for (const turn of this.log.peek().turns.values()) this.adopt(turn)
      this.earlier.value = {
        before: room.events.pageInfo.hasPreviousPage ? room.events.pageInfo.startCursor : null,
        loading: false,
      }
      this.phase.value = 'ready'
      this.error.value = null
      this.pending.value = []
    })
  }

  private listen(): void {
    this.off?.()
    this.off = live().subscribe(roomEvents, () => ({ roomId: this.id, after: this.log.peek().cursor }), {
      next: ({ roomEvents: event }) => this.hear(event),
      end: refusal => {
        if (!this.closed && refusal !== null) this.reopen()
      },
    })
  }

  private reopening: ReturnType<typeof setTimeout> | undefined
  private reopen(): void {
    this.off?.()
    clearTimeout(this.reopening)
    this.reopening = setTimeout(() => {
      if (!this.closed) void this.open()
    }, 1_000)
  }

  private hear(event: RoomEvent): void {
    if (event.__typename === 'TurnDelta') return this.writePiece(event.turnId, event)
    if (event.__typename === 'ResumeGap') {
      this.missed.value = event.missed
      return this.reopen()
    }
    const before = this.log.peek()
    const after = record(before, event)
    if (after === before) return
    if (after.broken) return this.reopen()
    batch(() => {
      this.log.value = after
      if ('turn' in event) {
        this.adopt(event.turn)
        this.announce(event.__typename, event.turn)
        this.confirmTurn(event.turn)
      }
      if (event.__typename === 'TurnClosed' || event.__typename === 'TurnFailed') this.refreshPlaces()
      if (event.__typename === 'PlayerSpoke' && event.player.id === viewer.peek()?.id) this.confirmLine(event.text, event.asked)
      if (event.__typename === 'PlayerLeft' && event.player.id === viewer.peek()?.id) this.inside.value = false
      if (event.__typename === 'PlayerEntered' && event.player.id === viewer.peek()?.id) this.inside.value = true
    })
  }

  // Replies being written

  /** The text of a reply, live. */
  textOf(turnId: string): Signal<string> {
    let text = this.texts.get(turnId)
    if (!text) this.texts.set(turnId, (text = signal('')))
    return text
  }

  private adopt(turn: Reply): void {
    const draft = this.drafts.get(turn.id)
    // The deltas of a take being written may be ahead of what an event says of it.
    if (draft && isOpen(turn) && draft.take === turn.take && draft.text.length >= turn.text.length) return
    this.drafts.set(turn.id, { take: turn.take, text: turn.text })
    this.dirty.delete(turn.id)
    this.textOf(turn.id).value = turn.text
  }

  private writePiece(turnId: string, piece: Piece): void {
    const turn = this.log.peek().turns.get(turnId)
    if (turn && !isOpen(turn) && piece.take <= turn.take) return
    const draft = write(this.drafts.get(turnId) ?? { take: piece.take, text: '' }, piece)
    if (!draft) return this.reread(turnId)
    this.drafts.set(turnId, draft)
    this.dirty.add(turnId)
    this.paint.ask()
  }

  private flush(): void {
    batch(() => {
      let log = this.log.peek()
      for (const turnId of this.dirty) {
        const draft = this.drafts.get(turnId)
        const turn = log.turns.get(turnId)
        if (!draft) continue
        this.textOf(turnId).value = draft.text
        if (turn && (turn.state !== 'WRITING' || turn.take !== draft.take)) {
          log = keepTurn(log, log.seq ?? 0, { ...turn, state: 'WRITING', take: draft.take, queuePlace: null })
        }
      }
      this.dirty.clear()
      this.log.value = log
    })
  }

  /** The queue moved on: reads the places of our lines that still wait. */
  private refreshPlaces(): void {
    for (const line of this.pending.peek()) {
      if (!line.turnId) continue
      request(loadTurn, { id: line.turnId }).then(
        ({ turn }) => {
          if (turn && !this.closed) this.change(line.key, { place: turn.queuePlace })
        },
        () => undefined,
      )
    }
    for (const turn of this.mine.peek()) if (turn.state === 'WAITING') this.reread(turn.id)
  }

  /** Pieces went missing: reads the text so far, at most twice a second. */
  private reread(turnId: string): void {
    const now = Date.now()
    if (now - (this.rereadAtMs.get(turnId) ?? 0) < REREAD_MS) return
    this.rereadAtMs.set(turnId, now)
    const before = this.log.peek().turns.get(turnId)
    request(loadTurn, { id: turnId }).then(
      ({ turn }) => {
        if (turn && !this.closed) this.keep(turn, before)
      },
      () => undefined,
    )
  }

  /** Takes over what an answer says of a turn, unless an event has told something newer since we asked. */
  private keep(turn: Reply, before: Reply | undefined): void {
    const log = this.log.peek()
    if (log.turns.get(turn.id) !== before) return
    batch(() => {
      this.log.value = keepTurn(log, log.seq ?? 0, turn)
      this.adopt(turn)
    })
  }

  private announce(what: 'TurnOpened' | 'TurnClosed' | 'TurnFailed', turn: Reply): void {
    const name = turn.speaker.name
    if (what === 'TurnOpened') this.status.value = words.room.answering(name)
    else if (what === 'TurnFailed' || turn.state === 'STOPPED') this.status.value = words.room.stoppedSaying(name)
    else this.status.value = words.room.said(name, turn.text)
  }

  // What we do

  async say(text: string, to: Face | null): Promise<boolean> {
    this.status.value = ''
    const npcs = this.scene.peek()?.npcs ?? []
    const pending: Pending = {
      key: `p${++this.spoken}`,
      text,
      speaker: to ?? (npcs.length === 1 ? npcs[0]! : null),
      turnId: null,
      heard: false,
      place: null,
      unwanted: false,
    }
    this.pending.value = [...this.pending.peek(), pending]
    const said = await this.attempt(async () => {
      await ensureSomeone()
      if (!this.inside.peek()) await this.enter()
      const input = { roomId: this.id, text, npcId: to?.id ?? null }
      let answer = (await request(speak, { input })).speak
      if (answer.__typename === 'NotAllowed') {
        // Our place was given up while we were away; take it again, once.
        await this.enter()
        answer = (await request(speak, { input })).speak
      }
      const { turn } = settled(answer)
      if (!turn) return this.drop(pending.key)
      if (this.log.peek().turns.has(turn.id)) this.drop(pending.key)
      else this.change(pending.key, { turnId: turn.id, place: turn.queuePlace, speaker: turn.speaker })
      const unwanted = this.pending.peek().find(line => line.key === pending.key)?.unwanted
      if (unwanted) await this.stopTurn(turn.id)
    })
    if (!said) this.drop(pending.key)
    return said
  }

  /** Stops the reply being written for us; when none is, takes back what still waits. */
  async stop(): Promise<void> {
    const turns = this.mine.peek()
    const turn = turns.find(open => open.state === 'WRITING') ?? turns[0]
    const waiting = this.pending.peek()[0]
    if (turn) await this.attempt(() => this.stopTurn(turn.id))
    else if (waiting?.turnId) await this.attempt(() => this.stopTurn(waiting.turnId!))
    else if (waiting) this.change(waiting.key, { unwanted: true })
  }

  private async stopTurn(turnId: string): Promise<void> {
    const answer = (await request(stopTurn, { input: { turnId } })).stopTurn
    // In conflict it ended by itself in the meantime: what was wanted is so. Either way its end comes as an event.
    if (answer.__typename !== 'Conflict') settled(answer)
  }

  /** Another take; one being written is stopped first. */
  async again(turnId: string): Promise<void> {
    await this.attempt(async () => {
      this.look(turnId, null)
      const before = this.log.peek().turns.get(turnId)
      this.keep(settled((await request(retryTurn, { input: { turnId } })).retryTurn).turn, before)
    })
  }

  /** Turns to another take. The asker chooses it for everyone; others only look. Never writes a new one. */
  async turnTo(turn: Reply, take: number): Promise<void> {
    if (!turn.takes.some(other => other.number === take)) return
    const running = this.choosing.has(turn.id)
    this.look(turn.id, take === turn.take && !running ? null : take)
    if (turn.asker.id !== viewer.peek()?.id || isOpen(turn)) return
    // One choice at a time, and the last one counts: two on their way at once could arrive the other way round.
    this.choosing.set(turn.id, take)
    if (running) return
    await this.attempt(async () => {
      if (take !== turn.take) await this.choose(turn.id, take)
      this.look(turn.id, null)
    })
    this.choosing.delete(turn.id)
  }

  private async choose(turnId: string, take: number): Promise<void> {
    const before = this.log.peek().turns.get(turnId)
    this.keep(settled((await request(chooseTake, { input: { turnId, take } })).chooseTake).turn, before)
    const wanted = this.choosing.get(turnId) ?? take
    if (wanted !== take) await this.choose(turnId, wanted)
  }

  /** The take last wished for, of each reply whose choice is on its way. */
  private readonly choosing = new Map<string, number>()

  private look(turnId: string, take: number | null): void {
    const looking = new Map(this.looking.peek())
    if (take === null) looking.delete(turnId)
    else looking.set(turnId, take)
    this.looking.value = looking
  }

  async readEarlier(): Promise<void> {
    const { before, loading } = this.earlier.peek()
    if (!before || loading) return
    this.earlier.value = { before, loading: true }
    const read = await this.attempt(async () => {
      const { room } = await request(earlierLines, { id: this.id, before })
      if (!room || this.closed) return
      batch(() => {
        this.log.value = readEarlier(
          this.log.peek(),
          room.events.edges.map(edge => edge.node),
        )
        for (const turn of this.log.peek().turns.values()) if (!this.drafts.has(turn.id)) this.adopt(turn)
        const { hasPreviousPage, startCursor } = room.events.pageInfo
        this.earlier.value = { before: hasPreviousPage ? startCursor : null, loading: false }
      })
    })
    if (!read) this.earlier.value = { before, loading: false }
  }

  private async attempt(act: () => Promise<void>): Promise<boolean> {
    this.notice.value = ''
    try {
      await act()
      return true
    } catch (error) {
      if (!this.closed) this.notice.value = error instanceof Refusal ? error.message : words.errors.unexpected
      return false
    }
  }

  private confirmLine(text: string, turnId: string | null): void {
    const match =
      this.pending.peek().find(line => line.turnId !== null && line.turnId === turnId) ??
      this.pending.peek().find(line => !line.heard && line.text === text)
    if (!match) return
    if (turnId) this.change(match.key, { heard: true, turnId })
    else this.drop(match.key)
  }

  private confirmTurn(turn: Reply): void {
    const match = this.pending.peek().find(line => line.turnId === turn.id)
    if (match) this.drop(match.key)
  }

  private change(key: string, to: Partial<Pending>): void {
    this.pending.value = this.pending.peek().map(line => (line.key === key ? { ...line, ...to } : line))
  }

  private drop(key: string): void {
    this.pending.value = this.pending.peek().filter(line => line.key !== key)
  }
}
