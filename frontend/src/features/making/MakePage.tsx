import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { recall, remember } from '../../lib/keep'
import { countPoints } from '../../lib/text'
import { reason, request, settled } from '../../live/request'
import { studio } from '../../locales/studio'
import { Page } from '../../ui/Page'
import { Seal } from '../../ui/Seal'
import { ensureSomeone } from '../accounts/viewer'
import { CardIn } from './CardIn'
import { EMBLEMS, KINDS } from './kinds'
import { generate, type CreationKind } from './operations'
import { Unfinished } from './Unfinished'

const LONGEST_WISH_POINTS = 2_000

/** From a wish, or from none, to a draft; and what else can be begun or gone on with. The wish outlives the page. */
export default function MakePage() {
  const { query, route } = useLocation()
  const kind = useSignal<CreationKind>(KINDS.find(one => one === query['kind']) ?? 'NPC')
  const wish = useSignal(recall('wish') ?? '')
  const busy = useSignal(false)
  const fault = useSignal('')
  const over = countPoints(wish.value.trim()) - LONGEST_WISH_POINTS
  const write = (text: string) => {
    wish.value = text
    remember('wish', text || null)
  }
  const make = async (event: SubmitEvent) => {
    event.preventDefault()
    if (over > 0) return
    busy.value = true
    fault.value = ''
    try {
      await ensureSomeone()
      const prompt = wish.peek().trim().normalize('NFC')
      const input = { kind: kind.peek(), prompt: prompt || null, idempotencyKey: crypto.randomUUID?.() ?? null }
      const { draft } = settled((await request(generate, { input })).generate)
      remember('wish', null)
      route(`/draft/${encodeURIComponent(draft.id)}`)
    } catch (error) {
      fault.value = reason(error)
    } finally {
      busy.value = false
    }
  }
  return (
    <Page title={studio.make.heading} class="make">
      <h1>{studio.make.heading}</h1>
      <p class="lead">{studio.make.lead}</p>
      <form class="stack" onSubmit={make}>
        <fieldset>
          <legend>{studio.make.what}</legend>
          <div class="kinds">
            {KINDS.map(one => (
              <label key={one} class="kind">
                <input
                  type="radio"
                  class="sr"
                  name="kind"
                  value={one}
                  checked={kind.value === one}
                  onChange={() => (kind.value = one)}
                />
                <Seal line={EMBLEMS[one]} size={40} />
                <strong>{studio.kinds[one].name}</strong>
              </label>
            ))}
          </div>
        </fieldset>
        <p class="hint" aria-live="polite">
          {studio.kinds[kind.value].what}
        </p>
        <div class="field wish">
          <label for="wish">{studio.make.wish}</label>
          <textarea
            id="wish"
            rows={3}
            placeholder={studio.make.samples[kind.value]}
            aria-describedby="wish-note"
            aria-invalid={over > 0 ? true : undefined}
            value={wish}
            onInput={event => write(event.currentTarget.value)}
          />
          <p id="wish-note" class={over > 0 ? 'fault' : 'hint'}>
            {over > 0 ? studio.make.tooLong(over) : studio.make.wishHint}
          </p>
        </div>
        {fault.value && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
        <button class="act big" disabled={busy.value || over > 0}>
          {busy.value ? studio.make.making : wish.value.trim() ? studio.make.make : studio.make.surprise}
        </button>
      </form>
      <Unfinished />
      <CardIn />
    </Page>
  )
}
