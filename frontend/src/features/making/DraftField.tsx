import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { countPoints } from '../../lib/text'
import { words } from '../../locales'
import { studio } from '../../locales/studio'
import { textIn, type Draft, type DraftModel } from './draft'
import { SHAPES, type FieldShape } from './kinds'
import type { Slot } from './operations'

const SLOTS = Object.keys(studio.slots) as Slot[]

interface DraftFieldProps {
  model: DraftModel
  draft: Draft
  shape: FieldShape
}

/** One field of a draft: written before your eyes, then yours to edit where it stands, or to have written anew. */
export function DraftField({ model, draft, shape }: DraftFieldProps) {
  const { field } = shape
  const label = studio.draft.fields[field]
  const { editing, streams, tools, done } = useTools(model, draft, shape)
  // Only what code draws is not there while it is written.
  if (streams && shape.drawn) return null
  const id = `field-${field}`
  return (
    <div class="writ" role="group" aria-labelledby={id} data-field={field}>
      <header>
        <h2 id={id}>{label}</h2>
        {tools}
      </header>
      {streams ? (
        <Written model={model} field={field} />
      ) : editing.value ? (
        <Edit model={model} draft={draft} shape={shape} label={label} onDone={done} />
      ) : (
        <Told draft={draft} shape={shape} />
      )}
      {field === 'secret' && !streams && !editing.value && <p class="hint">{studio.draft.secretNote}</p>}
    </div>
  )
}

/** The name stands above everything else, and is a field like the others. */
export function DraftName({ model, draft }: Omit<DraftFieldProps, 'shape'>) {
  const shape = SHAPES[draft.kind][0]!
  const label = studio.draft.fields.name
  const { editing, streams, tools, done } = useTools(model, draft, shape)
  const written = streams && model.begun.value.includes('name')
  return (
    <div class="title" role="group" aria-label={label} data-field="name">
      <h1 class={editing.value ? 'sr' : ''} dir="auto">
        {written ? model.textOf('name') : (!streams && textIn(draft, 'name')) || studio.draft.untitled(studio.kinds[draft.kind].a)}
      </h1>
      {tools}
      {editing.value && <Edit model={model} draft={draft} shape={shape} label={label} onDone={done} />}
    </div>
  )
}

/** What one may do with a field, while nothing is being written. */
function useTools(model: DraftModel, draft: Draft, { field, drawn }: FieldShape) {
  const editing = useSignal(false)
  const edit = useRef<HTMLButtonElement>(null)
  const label = studio.draft.fields[field]
  const free = !model.asked.value && draft.state === 'READY'
  useEffect(() => {
    if (!free) editing.value = false
  }, [free])
  const done = () => {
    editing.value = false
    requestAnimationFrame(() => edit.current?.focus())
  }
  const tools = free && !editing.value && (
    <span class="tools">
      <button ref={edit} type="button" class="link" aria-label={studio.draft.editField(label)} onClick={() => (editing.value = true)}>
        {studio.draft.edit}
      </button>
      {!drawn && (
        <button
          type="button"
          class="link"
          aria-label={studio.draft.anewField(label)}
          disabled={model.busy.value !== ''}
          onClick={() => model.again(field)}
        >
          {studio.draft.anew}
        </button>
      )}
    </span>
  )
  return { editing, tools, done, streams: model.asked.value && (model.anew.value === null || model.anew.value === field) }
}

/** The signal goes straight into a text node: a token never renders the page again. */
function Written({ model, field }: { model: DraftModel; field: string }) {
  const now = model.begun.value.at(-1) === field
  return (
    <p class="voice" dir="auto" aria-busy={now}>
      {model.textOf(field)}
    </p>
  )
}

function Told({ draft, shape }: { draft: Draft; shape: FieldShape }) {
  const text = textIn(draft, shape.field)
  if (!text) return <p class="hint">{studio.draft.nothing}</p>
  if (shape.field === 'slot') return <p class="voice">{studio.slots[text as Slot]}</p>
  if (shape.field === 'choices')
    return (
      <ol class="choices">
        {text.split('\n').map((choice, i) => (
          <li key={i} class="voice">
            {choice}
          </li>
        ))}
      </ol>
    )
  return (
    <p class="voice" dir="auto">
      {shape.most === undefined ? text : text.split('\n').join(', ')}
    </p>
  )
}

interface EditProps extends DraftFieldProps {
  label: string
  onDone(): void
}

function Edit({ model, draft, shape, label, onDone }: EditProps) {
  const { field, limit, most } = shape
  const area = useRef<HTMLTextAreaElement & HTMLSelectElement>(null)
  const text = useSignal(textIn(draft, field))
  const left = limit - countPoints(text.value.trim())
  const fault = model.fault.value?.doing === field ? model.fault.value.message : ''
  useEffect(() => {
    area.current?.focus()
  }, [])
  const save = async (event?: Event) => {
    event?.preventDefault()
    if (text.peek() === textIn(draft, field) || (await model.edit(shape, text.peek()))) onDone()
    else area.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(event)
  }
  const note = `${field}-note`
  const said = {
    'aria-label': label,
    'aria-describedby': note,
    'aria-invalid': fault || (!most && left < 0) ? (true as const) : undefined,
    onKeyDown,
  }
  return (
    <form class="field edit" onSubmit={save}>
      {field === 'slot' ? (
        <select ref={area} {...said} value={text} onChange={event => (text.value = event.currentTarget.value)}>
          {SLOTS.map(slot => (
            <option key={slot} value={slot}>
              {studio.slots[slot]}
            </option>
          ))}
        </select>
      ) : (
        <textarea
          ref={area}
          {...said}
          rows={most ?? Math.min(10, 1 + Math.ceil(text.peek().length / 42))}
          dir="auto"
          value={text}
          onInput={event => (text.value = event.currentTarget.value)}
        />
      )}
      <p id={note} class={fault || (!most && left < 0) ? 'fault' : 'hint'} role={fault ? 'alert' : undefined}>
        {fault || (field === 'choices' ? studio.draft.sixChoices : most ? studio.draft.oneALine(most) : limit ? studio.draft.left(left) : '')}
      </p>
      <div class="acts">
        <button class="act small" disabled={model.busy.value !== '' || (!most && limit > 0 && left < 0)}>
          {model.busy.value === field ? studio.draft.saving : studio.draft.save}
        </button>
        <button type="button" class="quiet small" onClick={onDone}>
          {words.cancel}
        </button>
      </div>
    </form>
  )
}

