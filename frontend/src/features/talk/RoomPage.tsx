import { useEffect, useMemo } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso'
import { sealLine } from '../../lib/seal'
import { live } from '../../live/subscribe'
import { token } from '../../live/session'
import { words } from '../../locales'
import { bindKeys } from '../../ui/keys'
import { useTitle } from '../../ui/Page'
import { Seal } from '../../ui/Seal'
import { Sheet } from '../../ui/Sheet'
import { Failure, Waiting } from '../../ui/states'
import { Composer } from './Composer'
import { RoomModel } from './room'
import { Script } from './Script'
import { Surroundings } from './Surroundings'

const SEALS_SHOWN = 4

/** A room: what is said in it, and where you say something. */
export default function RoomPage() {
  const { params, query } = useRoute()
  const id = params['id'] ?? ''
  const { route } = useLocation()
  const room = useMemo(() => new RoomModel(id), [id])
  const behind = useSignal(false)
  const around = useSignal(false)
  const to = useSignal<string | null>(query['to'] ?? null)
  const who = token.value
  useEffect(() => {
    void room.open()
    return () => room.close()
  }, [room])
  useEffect(() => {
    // Signed in or out while here: come in, or step back to the door.
    if (room.phase.peek() === 'ready' && !who) room.inside.value = false
  }, [room, who])
  useEffect(() => bindKeys(roomKeys(room)), [room])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]') && room.mine.peek().length + room.pending.peek().length) void room.stop()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [room])

  const scene = room.scene.value
  useTitle(scene?.name)
  const address = (npcId: string) => {
    to.value = npcId
    around.value = false
    requestAnimationFrame(() => document.getElementById('say')?.focus())
  }
  const leave = (event: MouseEvent) => {
    event.preventDefault()
    void room.leave()
    route('/')
  }
  const everyone = scene ? scene.npcs.length + room.log.value.people.length : 0
  return (
    <main id="main" tabIndex={-1} class="room">
      <header>
        <a class="icon" href="/" aria-label={words.room.leave} onClick={leave}>
          ‹
        </a>
        <div class="room-title">
          <h1>{scene?.name ?? ' '}</h1>
          <p>{scene?.location.summary}</p>
        </div>
        <button
          type="button"
          class="here"
          aria-haspopup="dialog"
          disabled={!scene}
          onClick={() => (around.value = true)}
        >
          <span class="sr">{words.room.around}</span>
          {scene?.npcs.slice(0, SEALS_SHOWN).map(npc => <Seal key={npc.id} line={sealLine(npc)} size={30} />)}
          {room.log.value.people.slice(0, Math.max(1, SEALS_SHOWN - (scene?.npcs.length ?? 0))).map(player => (
            <Seal key={player.id} line={[player.id]} size={30} />
          ))}
          {everyone > SEALS_SHOWN && <span class="count">{everyone}</span>}
        </button>
      </header>
      <div class="stage">
        {room.phase.value === 'loading' && <Waiting />}
        {room.phase.value === 'missing' && (
          <div class="failure" role="alert">
            <p>{words.room.missing}</p>
            <a class="quiet" href="/">
              {words.lost.home}
            </a>
          </div>
        )}
        {room.phase.value === 'failed' && <Failure error={room.error.value} retry={() => room.open()} />}
        {room.phase.value === 'ready' && <Script room={room} behind={behind} />}
        {live().state.value === 'lost' && <p class="lost-line">{words.errors.lost}</p>}
        <div class="over">
          {behind.value && (
            <button type="button" class="jump" onClick={() => toEnd(behind)}>
              {words.room.newest} ↓
            </button>
          )}
        </div>
        <p class="sr" role="status">
          {room.status}
        </p>
        {scene && <Composer room={room} to={to} onSay={() => toEnd(behind)} />}
      </div>
      {scene && (
        <aside class="around" aria-label={words.room.around}>
          <Surroundings room={room} address={address} />
        </aside>
      )}
      <Sheet open={around.value} heading={scene?.name ?? ''} onClose={() => (around.value = false)}>
        <Surroundings room={room} address={address} />
      </Sheet>
    </main>
  )
}

function toEnd(behind: { value: boolean }): void {
  behind.value = false
  const log = document.getElementById('log')
  log?.scrollTo({ top: log.scrollHeight })
}

function roomKeys(room: RoomModel): Record<string, () => void> {
  const page = (step: number) => {
    const { lines, turns } = room.log.peek()
    for (const line of lines.toReversed()) {
      const turn = line.kind === 'reply' ? turns.get(line.turnId) : undefined
      if (!turn || turn.takes.length < 2) continue
      const now = room.looking.peek().get(turn.id) ?? turn.take
      const next = turn.takes[turn.takes.findIndex(take => take.number === now) + step]
      if (next) void room.turnTo(turn, next.number)
      return
    }
  }
  return {
    '/': () => document.getElementById('say')?.focus(),
    '[': () => page(-1),
    ']': () => page(1),
  }
}
