import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface FieldProps {
  label: string
  name: string
  type?: 'text' | 'password'
  required?: boolean
  defaultValue?: string
  maxLength?: number
  autocomplete?: string
  autocapitalize?: 'none' | 'sentences'
  spellcheck?: boolean
  hint?: string
  /** What is wrong with it, when something is. */
  fault?: string | undefined
}

/** A labelled line to write in. */
export function Field({ label, hint, fault, type = 'text', ...input }: FieldProps) {
  const id = useId()
  const rest = {
    ...input,
    id,
    'aria-describedby': hint || fault ? `${id}-note` : undefined,
    'aria-invalid': fault ? (true as const) : undefined,
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === 'password' ? <input {...rest} type="password" /> : <input {...rest} type="text" />}
      <Note id={`${id}-note`} hint={hint} fault={fault} />
    </div>
  )
}

interface AreaProps {
  label: string
  name: string
  rows: number
  defaultValue?: string
  hint?: string
  fault?: string | undefined
}

/** A labelled space for several lines. */
export function Area({ label, hint, fault, ...area }: AreaProps) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea id={id} aria-describedby={hint || fault ? `${id}-note` : undefined} aria-invalid={fault ? true : undefined} {...area} />
      <Note id={`${id}-note`} hint={hint} fault={fault} />
    </div>
  )
}

function Note({ id, hint, fault }: { id: string; hint: string | undefined; fault: string | undefined }) {
  if (fault)
    return (
      <p id={id} class="fault" role="alert">
        {fault}
      </p>
    )
  return hint ? (
    <p id={id} class="hint">
      {hint}
    </p>
  ) : null
}

interface TickProps {
  name: string
  value?: string
  defaultChecked?: boolean
  children: ComponentChildren
}

/** A box to tick. */
export function Tick({ children, ...input }: TickProps) {
  return (
    <label class="tick">
      <input type="checkbox" {...input} />
      <span>{children}</span>
    </label>
  )
}
