import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { copy } from '../lib/clipboard'
import { words } from '../locales'

/** Copies a text; where the browser forbids it, selects the text beside it instead. */
export function Copy({ text, label = words.copy }: { text: string; label?: string }) {
  const done = useSignal(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const press = async (event: MouseEvent) => {
    const beside = (event.currentTarget as HTMLElement).closest('.snippet')?.querySelector('pre,code,ol')
    if (await copy(text)) {
      done.value = true
      timer.current = setTimeout(() => (done.value = false), 2_000)
    } else if (beside) getSelection()?.selectAllChildren(beside)
  }
  return (
    <button type="button" class="quiet small" onClick={press}>
      {done.value ? words.copied : label}
    </button>
  )
}

/** A text to take away, with a way to take it. */
export function Snippet({ text, label }: { text: string; label: string }) {
  return (
    <div class="snippet">
      <pre tabIndex={0} role="group" aria-label={label}>
        <code>{text}</code>
      </pre>
      <Copy text={text} />
    </div>
  )
}
