import type { ComponentChildren } from 'preact'
import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { Refusal, reason, request, settled } from '../../live/request'
import { words } from '../../locales'
import { Area, Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { ensureSomeone } from '../accounts/viewer'
import { pageOf } from '../lineage/address'
import { remix, type CreationChanges } from './operations'

interface RemixProps {
  /** Stands between the two ways. */
  children?: ComponentChildren
  id: string
  name: string
  /** What may be changed first, as it is now. */
  old: Readonly<Partial<Record<Changeable, string>>>
}

type Changeable = keyof typeof words.npc.fields

/** How many lines a text is given; the others have one. */
const ROWS: Partial<Record<Changeable, number>> = { manner: 3, goal: 2, summary: 3 }

/** Remix in one tap; or change something first. Either way you land on the new one. */
export function Remix({ id, name, old, children }: RemixProps) {
  const { route } = useLocation()
  const busy = useSignal(false)
  const open = useSignal(false)
  const fault = useSignal<unknown>(null)
  const make = async (changes: CreationChanges | null) => {
    busy.value = true
    fault.value = null
    try {
      await ensureSomeone()
      const input = { creationId: id, changes, idempotencyKey: crypto.randomUUID?.() ?? null }
      const { creation } = settled((await request(remix, { input })).remix)
      open.value = false
      route(pageOf(creation))
    } catch (error) {
      fault.value = error
    } finally {
      busy.value = false
    }
  }
  const faultOf = (field: string) =>
    fault.value instanceof Refusal && fault.value.field?.endsWith(field) ? fault.value.message : undefined
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const changes: Record<string, string> = {}
    for (const [field, before] of Object.entries(old)) {
      const after = String(form.get(field) ?? '').trim()
      if (after && after !== before) changes[field] = after
    }
    void make(changes)
  }
  return (
    <>
      <button type="button" class="quiet" disabled={busy.value} onClick={() => make(null)}>
        {busy.value && !open.value ? words.npc.remixing : words.npc.remix}
      </button>
      {children}
      <button type="button" class="link" onClick={() => (open.value = true)}>
        {words.npc.changeFirst}
      </button>
      {fault.value !== null && !open.value && (
        <p class="fault" role="alert">
          {reason(fault.value)}
        </p>
      )}
      <Sheet open={open.value} heading={words.npc.remixHeading(name)} onClose={() => (open.value = false)}>
        <form class="stack" onSubmit={submit}>
          <p class="hint">{words.npc.remixLead}</p>
          {(Object.keys(old) as Changeable[]).map(field => {
            const rows = ROWS[field]
            const common = { label: words.npc.fields[field], name: field, defaultValue: old[field] ?? '', fault: faultOf(field) }
            return rows ? <Area key={field} {...common} rows={rows} /> : <Field key={field} {...common} maxLength={80} />
          })}
          {fault.value !== null && !(fault.value instanceof Refusal && fault.value.field) && (
            <p class="fault" role="alert">
              {reason(fault.value)}
            </p>
          )}
          <button class="act" disabled={busy.value}>
            {busy.value ? words.npc.remixing : words.npc.remixNow}
          </button>
        </form>
      </Sheet>
    </>
  )
}
