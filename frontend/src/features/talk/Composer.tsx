import { useEffect, useRef } from 'preact/hooks'
import { useSignal, type Signal } from '@preact/signals'
import { recall, remember } from '../../lib/keep'
import { countPoints } from '../../lib/text'
import { token } from '../../live/session'
import { words } from '../../locales'
import { viewer } from '../accounts/viewer'
import { isOpen } from './log'
import type { RoomModel } from './room'

const LONGEST_LINE_POINTS = 2_000

interface ComposerProps {
  room: RoomModel
  /** Who is spoken to; nobody in particular when null. */
  to: Signal<string | null>
  onSay(): void
}

/** Where you write. The draft outlives the page; what could not be said comes back to it. */
export function Composer({ room, to, onSay }: ComposerProps) {
  const kept = `draft-${room.id}`
  const draft = useSignal(recall(kept) ?? '')
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    draft.value = recall(kept) ?? ''
  }, [kept])
  const write = (text: string) => {
    draft.value = text
    remember(kept, text || null)
  }
  const over = countPoints(draft.value) - LONGEST_LINE_POINTS
  const npcs = room.scene.value?.npcs ?? []
  const say = async () => {
    const text = draft.value.trim().normalize('NFC')
    if (!text || over > 0) return
    write('')
    onSay()
    const addressed = npcs.find(npc => npc.id === to.peek()) ?? null
    const said = await room.say(text, addressed)
    if (!said && !draft.peek()) write(text)
  }
  if (!token.value)
    return (
      <div class="door">
        <p>{words.room.watchOnly}</p>
        <button type="button" class="act" onClick={() => room.walkIn()}>
          {words.room.walkIn}
        </button>
      </div>
    )
  const busy = room.mine.value.length + room.pending.value.length > 0
  const last = lastOwnTurn(room)
  return (
    <div class="composer">
      {npcs.length > 1 && (
        <div class="hearers" role="group" aria-label={words.room.hears}>
          <button type="button" aria-pressed={to.value === null} onClick={() => (to.value = null)}>
            {words.room.anyone}
          </button>
          {npcs.map(npc => (
            <button type="button" key={npc.id} aria-pressed={to.value === npc.id} onClick={() => (to.value = npc.id)}>
              {npc.name}
            </button>
          ))}
        </div>
      )}
      {room.notice.value && (
        <p class="fault" role="alert">
          {room.notice}
        </p>
      )}
      {over > 0 && <p class="fault">{words.room.tooLong(over)}</p>}
      <form
        onSubmit={event => {
          event.preventDefault()
          void say()
        }}
      >
        <label class="sr" for="say">
          {words.room.say}
        </label>
        <textarea
          id="say"
          ref={area}
          rows={1}
          placeholder={words.room.say}
          enterkeyhint="send"
          autocomplete="off"
          value={draft}
          onInput={event => write(event.currentTarget.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
              event.preventDefault()
              void say()
            }
          }}
        />
        {busy ? (
          <button type="button" class="act stop" onClick={() => room.stop()}>
            {words.room.stop}
          </button>
        ) : (
          last &&
          !draft.value && (
            <button type="button" class="quiet" aria-label={words.room.againLabel} onClick={() => room.again(last)}>
              {words.room.again}
            </button>
          )
        )}
        {(!busy || draft.value.trim()) && (
          <button class="act" disabled={over > 0}>
            {words.room.saySend}
          </button>
        )}
      </form>
    </div>
  )
}

/** The newest finished turn, if it was ours: what `Again` is about. */
export function lastOwnTurn(room: RoomModel): string | null {
  const { lines, turns } = room.log.value
  const line = lines.findLast(one => one.kind === 'reply')
  const turn = line?.kind === 'reply' ? turns.get(line.turnId) : undefined
  return turn && !isOpen(turn) && turn.asker.id === viewer.value?.id ? turn.id : null
}
