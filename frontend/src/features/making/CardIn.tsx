import { useEffect, useRef } from 'preact/hooks'
import { useSignal, type Signal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { Refusal, reason, request, settled } from '../../live/request'
import { studio } from '../../locales/studio'
import { Waiting } from '../../ui/states'
import { ensureSomeone } from '../accounts/viewer'
import { enterRoom } from '../talk/operations'
import { importCard } from './operations'
import { upload } from './upload'

interface Came {
  readonly id: string
  readonly name: string
  readonly remarks: readonly string[]
}

/** A character card comes in as somebody who lives here: chosen, or dropped onto it. */
export function CardIn() {
  const input = useRef<HTMLInputElement>(null)
  const over = useSignal(false)
  const doing = useSignal('')
  const fault = useSignal('')
  const came = useSignal<Came | null>(null)
  const take = async (file: File | undefined) => {
    if (!file || doing.peek()) return
    fault.value = ''
    came.value = null
    doing.value = studio.cards.sending(file.name)
    try {
      await ensureSomeone()
      const uploadId = await upload(file)
      doing.value = studio.cards.reading
      const { creation, remarks } = settled((await request(importCard, { input: { uploadId } })).importCard)
      came.value = { id: creation.id, name: creation.name, remarks }
    } catch (error) {
      fault.value = tell(error)
    } finally {
      doing.value = ''
    }
  }
  const zone = useRef<HTMLElement>(null)
  useEffect(() => (zone.current ? onDrop(zone.current, over, take) : undefined), [])
  return (
    <section
      ref={zone}
      class="card-in"
      aria-labelledby="card-in"
      data-over={over.value ? '' : undefined}
    >
      <h2 id="card-in">{studio.cards.heading}</h2>
      <p class="hint">{studio.cards.lead}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".png,.apng,.json,.charx,image/png,image/apng,application/json"
        onChange={event => {
          void take(event.currentTarget.files?.[0])
          // The same file may be chosen again.
          event.currentTarget.value = ''
        }}
      />
      {doing.value ? (
        <Waiting text={doing.value} />
      ) : (
        !came.value && (
          <div class="acts">
            <button type="button" class="quiet" onClick={() => input.current?.click()}>
              {studio.cards.choose}
            </button>
            <span class="hint drop">{studio.cards.drop}</span>
          </div>
        )
      )}
      {fault.value && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      {came.value && <Arrived who={came.value} onAnother={() => (came.value = null)} />}
    </section>
  )
}

/** Takes files dropped onto an element; `over` is true while one hangs above it. */
function onDrop(zone: HTMLElement, over: Signal<boolean>, take: (file: File | undefined) => unknown): () => void {
  const above = (event: DragEvent) => {
    event.preventDefault()
    over.value = true
  }
  const gone = () => {
    over.value = false
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    gone()
    void take(event.dataTransfer?.files[0])
  }
  zone.addEventListener('dragover', above)
  zone.addEventListener('dragleave', gone)
  zone.addEventListener('drop', drop)
  return () => {
    zone.removeEventListener('dragover', above)
    zone.removeEventListener('dragleave', gone)
    zone.removeEventListener('drop', drop)
  }
}

/** Why a card was not taken, and where on it. */
function tell(error: unknown): string {
  const where = error instanceof Refusal && error.field && error.field !== 'card' ? studio.cards.where(error.field) : ''
  return [reason(error), where].filter(Boolean).join(' ')
}

function Arrived({ who, onAnother }: { who: Came; onAnother(): void }) {
  const { route } = useLocation()
  const fault = useSignal('')
  const meet = () =>
    request(enterRoom, { input: { npcId: who.id } }).then(
      answer => route(`/room/${encodeURIComponent(settled(answer.enterRoom).room.id)}?to=${encodeURIComponent(who.id)}`),
      (error: unknown) => (fault.value = reason(error)),
    )
  return (
    <>
      <p role="status">{studio.cards.came(who.name)}</p>
      {who.remarks.length > 0 && (
        <>
          <h3>{studio.cards.remarks}</h3>
          <ul class="remarks">
            {who.remarks.map(remark => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </>
      )}
      <div class="acts">
        <button type="button" class="act" onClick={meet}>
          {studio.cards.meet}
        </button>
        <a class="quiet" href={`/npc/${encodeURIComponent(who.id)}`}>
          {studio.cards.page(who.name)}
        </a>
        <button type="button" class="link" onClick={onAnother}>
          {studio.cards.another}
        </button>
      </div>
      {fault.value && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </>
  )
}
