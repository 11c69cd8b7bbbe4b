import type { ComponentChildren } from 'preact'
import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { Refusal, reason, request, settled } from '../../live/request'
import { words } from '../../locales'
import { Area, Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { ensureSomeone } from '../accounts/viewer'
import { remix, type CreationChanges } from './operations'

interface RemixProps {
  /** Stands between the two ways. */
  children?: ComponentChildren
  npc: {
    readonly id: string
    readonly name: string
    readonly goal: string | null
    readonly persona: { readonly trade: string; readonly manner: string }
  }
}

/** Remix in one tap; or change something first. Either way you land on the new one. */
export function Remix({ npc, children }: RemixProps) {
  const { route } = useLocation()
  const busy = useSignal(false)
  const open = useSignal(false)
  const fault = useSignal<unknown>(null)
  const make = async (changes: CreationChanges | null) => {
    busy.value = true
    fault.value = null
    try {
      await ensureSomeone()
      const input = { creationId: npc.id, changes, idempotencyKey: crypto.randomUUID?.() ?? null }
      const { creation } = settled((await request(remix, { input })).remix)
      open.value = false
      route(`/npc/${encodeURIComponent(creation.id)}`)
    } catch (error) {
      fault.value = error
    } finally {
      busy.value = false
    }
  }
  const faultOf = (field: string) =>
    fault.value instanceof Refusal && fault.value.field?.endsWith(field) ? fault.value.message : undefined
  const old = { name: npc.name, trade: npc.persona.trade, manner: npc.persona.manner, goal: npc.goal ?? '' }
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
      <Sheet open={open.value} heading={words.npc.remixHeading(npc.name)} onClose={() => (open.value = false)}>
        <form class="stack" onSubmit={submit}>
          <p class="hint">{words.npc.remixLead}</p>
          <Field label={words.npc.fields.name} name="name" defaultValue={old.name} maxLength={80} fault={faultOf('name')} />
          <Field label={words.npc.fields.trade} name="trade" defaultValue={old.trade} fault={faultOf('trade')} />
          <Area label={words.npc.fields.manner} name="manner" rows={3} defaultValue={old.manner} fault={faultOf('manner')} />
          <Area label={words.npc.fields.goal} name="goal" rows={2} defaultValue={old.goal} fault={faultOf('goal')} />
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
