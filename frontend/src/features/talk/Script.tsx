import { useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Signal } from '@preact/signals'
import { sealLine } from '../../lib/seal'
import { words } from '../../locales'
import { Seal } from '../../ui/Seal'
import { viewer } from '../accounts/viewer'
import { isOpen, type Line, type Reply } from './log'
import { nameList } from './names'
import type { Pending, RoomModel } from './room'

const FOLLOW_PX = 48

/** The play-script: everything said, oldest first. Follows the end only while the reader is there. */
export function Script({ room, behind }: { room: RoomModel; behind: Signal<boolean> }) {
  const box = useRef<HTMLDivElement>(null)
  useFollow(box, behind)
  const { lines } = room.log.value
  const scene = room.scene.value
  const { before, loading } = room.earlier.value
  const earlier = async () => {
    const element = box.current!
    const fromEnd = element.scrollHeight - element.scrollTop
    await room.readEarlier()
    requestAnimationFrame(() => (element.scrollTop = element.scrollHeight - fromEnd))
  }
  return (
    <div class="log" ref={box} role="log" aria-live="off" aria-label={words.room.conversation} tabIndex={0} id="log">
      {before && (
        <button type="button" class="quiet small earlier" disabled={loading} onClick={earlier}>
          {loading ? words.room.reading : words.room.earlier}
        </button>
      )}
      {room.missed.value > 0 && <p class="aside-note">{words.room.missed(room.missed.value)}</p>}
      <ol>
        {scene && lines.every(line => line.kind === 'moved') && room.pending.value.length === 0 && (
          <li class="quiet-room">{words.room.empty(nameList(scene.npcs))}</li>
        )}
        {inScenes(lines).map(part =>
          Array.isArray(part) ? (
            <Comings key={part[0]!.key} moves={part} />
          ) : part.kind === 'said' ? (
            <Said key={part.key} name={part.player.handle} own={part.player.id === viewer.value?.id} text={part.text} />
          ) : part.kind === 'reply' ? (
            <Answer key={part.key} room={room} turn={room.log.value.turns.get(part.turnId)!} />
          ) : null,
        )}
        {room.pending.value.map(line => (
          <PendingLine key={line.key} line={line} />
        ))}
      </ol>
    </div>
  )
}

type Moved = Extract<Line, { kind: 'moved' }>

/** Comings and goings in a row are one line. */
function inScenes(lines: readonly Line[]): (Line | Moved[])[] {
  const parts: (Line | Moved[])[] = []
  for (const line of lines) {
    const last = parts.at(-1)
    if (line.kind !== 'moved') parts.push(line)
    else if (Array.isArray(last)) last.push(line)
    else parts.push([line])
  }
  return parts
}

function Comings({ moves }: { moves: readonly Moved[] }) {
  // Somebody who came and went in one go changed nothing.
  const last = new Map(moves.map(move => [move.player.id, move]))
  const told = [...last.values()].filter(move => move.player.id !== viewer.value?.id)
  if (told.length === 0) return null
  return (
    <li class="moved">
      {told
        .slice(-3)
        .map(move => (move.came ? words.room.came(move.player.handle) : words.room.went(move.player.handle)))
        .join(' · ')}
    </li>
  )
}

function Said({ name, own, text }: { name: string; own: boolean; text: string }) {
  return (
    <li class={own ? 'you' : 'folk'}>
      <span class={own ? 'sr' : 'who'}>{own ? words.you : name}</span>
      <p dir="auto">{text}</p>
    </li>
  )
}

/** One whose turn it is listens; behind others, how many of them is what one wants to know. */
const waitingFor = (place: number | null): string => (place && place > 1 ? words.room.waiting(place - 1) : words.room.listens)

/** What we said a moment ago, and the sign that somebody heard it. */
function PendingLine({ line }: { line: Pending }) {
  return (
    <>
      {!line.heard && <Said name="" own text={line.text} />}
      <li class="npc settling" aria-busy="true">
        <span class="who">
          {line.speaker ? <Seal line={sealLine(line.speaker)} size={36} /> : <span class="blank-seal" />}
          {line.speaker?.name ?? words.room.somebody}
        </span>
        <p data-silent>
          <span class="wait">{waitingFor(line.place)}</span>
        </p>
      </li>
    </>
  )
}

function Answer({ room, turn }: { room: RoomModel; turn: Reply }) {
  const looked = room.looking.value.get(turn.id)
  const shown = looked === undefined ? undefined : turn.takes.find(take => take.number === looked)
  const open = isOpen(turn)
  const state = shown?.state ?? turn.state
  const failure = room.log.value.failures.get(turn.id)
  const mine = turn.asker.id === viewer.value?.id
  const number = shown?.number ?? turn.take
  const index = turn.takes.findIndex(take => take.number === number)
  const source = shown?.source ?? turn.source
  const writing = open && !shown
  const said = shown ? shown.text : turn.text
  return (
    <li class="npc" aria-busy={writing} data-turn={turn.id} data-state={state}>
      <a class="who" href={`/npc/${encodeURIComponent(turn.speaker.id)}`}>
        <Seal line={sealLine(turn.speaker)} size={36} speaking={writing && turn.state === 'WRITING'} />
        {turn.speaker.name}
      </a>
      {shown ? <p dir="auto">{shown.text}</p> : <Speech turn={turn} text={room.textOf(turn.id)} />}
      {(state === 'STOPPED' || source === 'AUTHORED' || state === 'FAILED' || turn.takes.length > 1) && (
        <div class="marks">
          {state === 'STOPPED' && <span>{said ? words.room.stopped : words.room.takenBack}</span>}
          {source === 'AUTHORED' && <span>{words.room.fromMemory}</span>}
          {index >= 0 && turn.takes.length > 1 && (
            <span class="takes" role="group" aria-label={words.room.takes(index + 1, turn.takes.length)}>
              <button
                type="button"
                class="icon"
                aria-label={words.room.previousTake}
                disabled={index <= 0}
                onClick={() => room.turnTo(turn, turn.takes[index - 1]!.number)}
              >
                ‹
              </button>
              <span>
                {index + 1}/{turn.takes.length}
              </span>
              <button
                type="button"
                class="icon"
                aria-label={words.room.nextTake}
                disabled={index >= turn.takes.length - 1}
                onClick={() => room.turnTo(turn, turn.takes[index + 1]!.number)}
              >
                ›
              </button>
            </span>
          )}
          {state === 'FAILED' && (
            <span class="broke">
              {failure?.message || words.room.failed}{' '}
              {mine && (
                <button type="button" class="quiet small" onClick={() => room.again(turn.id)}>
                  {words.room.retry}
                </button>
              )}
            </span>
          )}
        </div>
      )}
    </li>
  )
}

/** The signal goes straight into a text node: a token never renders the room again. */
function Speech({ turn, text }: { turn: Reply; text: Signal<string> }) {
  const said = useRef<HTMLParagraphElement>(null)
  // Only whether there is any text yet decides what is shown.
  useSignalEffect(() => {
    said.current?.toggleAttribute('data-silent', text.value === '')
  })
  return (
    <p ref={said} dir="auto" data-silent={text.peek() === '' ? '' : undefined}>
      {isOpen(turn) && <span class="wait">{waitingFor(turn.queuePlace)}</span>}
      {text}
    </p>
  )
}

function useFollow(box: { current: HTMLDivElement | null }, behind: Signal<boolean>): void {
  useEffect(() => {
    const element = box.current!
    const atEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight < FOLLOW_PX
    const onScroll = () => (behind.value = !atEnd())
    const toEnd = () => {
      if (!behind.peek()) element.scrollTop = element.scrollHeight
    }
    const changes = new MutationObserver(toEnd)
    const sizes = new ResizeObserver(toEnd)
    element.addEventListener('scroll', onScroll, { passive: true })
    changes.observe(element, { childList: true, subtree: true, characterData: true })
    sizes.observe(element)
    toEnd()
    return () => {
      element.removeEventListener('scroll', onScroll)
      changes.disconnect()
      sizes.disconnect()
    }
  }, [])
}
