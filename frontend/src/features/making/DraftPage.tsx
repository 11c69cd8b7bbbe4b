import { useEffect, useMemo } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso'
import { remember } from '../../lib/keep'
import { live } from '../../live/subscribe'
import { words } from '../../locales'
import { studio } from '../../locales/studio'
import { Page } from '../../ui/Page'
import { Seal } from '../../ui/Seal'
import { Sheet } from '../../ui/Sheet'
import { Failure, Waiting } from '../../ui/states'
import { pageOf } from '../lineage/address'
import { DraftModel, textIn, type Draft } from './draft'
import { DraftField, DraftName } from './DraftField'
import { SHAPES } from './kinds'
import type { License } from './operations'

/** Something being made: watched while it is written, then edited, written anew, and let into the realm. */
export default function DraftPage() {
  const id = useRoute().params['id'] ?? ''
  const { route } = useLocation()
  const model = useMemo(() => new DraftModel(id), [id])
  useEffect(() => {
    void model.open()
    return () => model.close()
  }, [model])
  const draft = model.draft.value
  const made = draft?.creation
  useEffect(() => {
    // Published meanwhile, here or elsewhere: its page is where it is now.
    if (made) route(pageOf(made), true)
  }, [made])
  if (model.phase.value === 'loading' || made)
    return (
      <Page class="draft">
        <Waiting />
      </Page>
    )
  if (model.phase.value === 'failed')
    return (
      <Page class="draft">
        <Failure error={model.error.value} retry={() => model.open()} />
      </Page>
    )
  if (!draft || draft.state === 'DISCARDED') return <Gone text={draft ? studio.draft.discarded : studio.draft.missing} />
  return <Studio model={model} draft={draft} />
}

const Gone = ({ text }: { text: string }) => (
  <Page title={studio.make.heading} class="draft">
    <div class="failure" role="alert">
      <p>{text}</p>
      <a class="quiet" href="/make">
        {studio.draft.toMake}
      </a>
    </div>
  </Page>
)

interface StudioProps {
  model: DraftModel
  draft: Draft
}

function Studio({ model, draft }: StudioProps) {
  const kind = studio.kinds[draft.kind]
  const waits = draft.state === 'WAITING'
  const name = model.asked.value && model.anew.value === null ? '' : textIn(draft, 'name')
  const shown = !waits || model.anew.value !== null
  return (
    <Page title={name || kind.name} class="draft">
      <div class="head">
        <Seal line={[]} size={88} speaking={draft.state === 'WRITING'} />
        <div class="intro">
          <DraftName model={model} draft={draft} />
          <p class="epithet" role="status">
            {kind.a} · {state(model, draft)}
          </p>
          {draft.prompt ? (
            <p class="wished">
              <span class="sr">{studio.draft.wished} </span>“{draft.prompt}”
            </p>
          ) : (
            <p class="hint">{studio.draft.surprise}</p>
          )}
          <Ways model={model} draft={draft} />
        </div>
      </div>
      {live().state.value === 'lost' && model.asked.value && <p class="aside-note">{words.errors.lost}</p>}
      {model.notice.value && (
        <p class="fault" role="alert">
          {model.notice}
        </p>
      )}
      {draft.state === 'FAILED' && <Broke model={model} draft={draft} />}
      {draft.state !== 'FAILED' && shown && (
        <div class="desk">
          <div class="writs" aria-live="off">
            {SHAPES[draft.kind].slice(1).map(shape => (
              <DraftField key={shape.field} model={model} draft={draft} shape={shape} />
            ))}
          </div>
          {draft.state === 'READY' && <Finish model={model} />}
        </div>
      )}
    </Page>
  )
}

/** How far it is, in a few words. */
function state(model: DraftModel, draft: Draft): string {
  const place = model.place.value
  if (draft.state === 'WAITING') return place && place > 1 ? studio.draft.waiting(place - 1) : studio.draft.next
  return studio.make.states[draft.state] ?? ''
}

/** Who worded it, what else there is of it, and how to stop or begin again. */
function Ways({ model, draft }: StudioProps) {
  const { route } = useLocation()
  const takes = model.whole.value
  const take = takes.find(one => one.number === draft.take)
  const index = takes.findIndex(one => one.number === draft.take)
  const busy = model.busy.value !== ''
  const stop = async () => {
    if (!(await model.discard())) return
    // What was wished for is not lost with it.
    remember('wish', draft.prompt || null)
    route(`/make?kind=${draft.kind}`)
  }
  if (model.asked.value)
    // With a whole take to go back to, stopping would throw that away too.
    return takes.length === 0 ? (
      <div class="acts">
        <button type="button" class="act stop" disabled={busy} onClick={stop}>
          {studio.draft.stop}
        </button>
      </div>
    ) : null
  if (draft.state !== 'READY') return null
  return (
    <>
      {take && (
        <p class="hint">
          {take.source === 'TABLES' ? studio.draft.byTables : studio.draft.byModel(take.model)} {take.edited && studio.draft.edited}
        </p>
      )}
      <div class="acts">
        <button type="button" class="quiet" disabled={busy} onClick={() => model.again(null)}>
          {studio.draft.allAnew}
        </button>
        {takes.length > 1 && (
          <span class="takes" role="group" aria-label={studio.draft.takes(index + 1, takes.length)}>
            <button
              type="button"
              class="icon"
              aria-label={studio.draft.previousTake}
              disabled={busy || index <= 0}
              onClick={() => model.choose(takes[index - 1]!.number)}
            >
              ‹
            </button>
            <span>
              {index + 1}/{takes.length}
            </span>
            <button
              type="button"
              class="icon"
              aria-label={studio.draft.nextTake}
              disabled={busy || index >= takes.length - 1}
              onClick={() => model.choose(takes[index + 1]!.number)}
            >
              ›
            </button>
          </span>
        )}
      </div>
    </>
  )
}

/** What can be done when it broke off. */
function Broke({ model, draft }: StudioProps) {
  const last = model.whole.value.at(-1)
  return (
    <div class="failure" role="alert">
      <p>{draft.problem || studio.draft.broke}</p>
      <p class="hint">{studio.draft.brokeLead}</p>
      <div class="acts">
        <button type="button" class="act" disabled={model.busy.value !== ''} onClick={() => model.again(null)}>
          {studio.draft.tryAgain}
        </button>
        {last && (
          <button type="button" class="quiet" disabled={model.busy.value !== ''} onClick={() => model.choose(last.number)}>
            {studio.draft.goBack}
          </button>
        )}
        <Discard model={model} />
      </div>
    </div>
  )
}

/** The last step: under which license, and into the realm. */
function Finish({ model }: { model: DraftModel }) {
  const { route } = useLocation()
  const license = useSignal<License>('CC_BY_SA')
  const publish = async () => {
    const made = await model.publish(license.peek())
    if (made) route(pageOf(made))
  }
  return (
    <section class="card finish" aria-labelledby="finish">
      <h2 id="finish">{studio.draft.publishHeading}</h2>
      <p>{studio.draft.publishLead}</p>
      <div class="field">
        <label for="license">{studio.draft.license}</label>
        <select id="license" value={license} onChange={event => (license.value = event.currentTarget.value as License)}>
          {(Object.keys(studio.licenses) as License[]).map(one => (
            <option key={one} value={one}>
              {studio.licenses[one]}
            </option>
          ))}
        </select>
      </div>
      {model.fault.value?.doing === 'publish' && (
        <p class="fault" role="alert">
          {model.fault.value.message}
        </p>
      )}
      <div class="acts">
        <button type="button" class="act big" disabled={model.busy.value !== ''} onClick={publish}>
          {model.busy.value === 'publish' ? studio.draft.publishing : studio.draft.publish}
        </button>
        <Discard model={model} />
      </div>
    </section>
  )
}

function Discard({ model }: { model: DraftModel }) {
  const { route } = useLocation()
  const open = useSignal(false)
  const discard = async () => {
    if (await model.discard()) route('/make')
    else open.value = false
  }
  return (
    <>
      <button type="button" class="link" aria-haspopup="dialog" onClick={() => (open.value = true)}>
        {studio.draft.discard}
      </button>
      <Sheet open={open.value} heading={studio.draft.discardHeading} onClose={() => (open.value = false)}>
        <p>{studio.draft.discardLead}</p>
        <div class="acts">
          <button type="button" class="act stop" onClick={discard}>
            {studio.draft.discardDo}
          </button>
          <button type="button" class="quiet" onClick={() => (open.value = false)}>
            {studio.draft.keep}
          </button>
        </div>
      </Sheet>
    </>
  )
}
