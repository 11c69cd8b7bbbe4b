/** Single keys and two-key paths. They rest while somebody types, and can be turned off. */
import { signal } from '@preact/signals'
import { recall, remember } from '../lib/keep'

export const keysOn = signal(recall('keys') !== 'off')

export function switchKeys(): void {
  keysOn.value = !keysOn.value
  remember('keys', keysOn.value ? null : 'off')
}

const LEADER_MS = 1_000

export const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Binds keys such as `/` or `g r`; returns how to unbind them. */
export function bindKeys(actions: Record<string, () => void>): () => void {
  let leader = ''
  let ledAtMs = 0
  const onKey = (event: KeyboardEvent) => {
    if (!keysOn.peek() || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (typing(event.target) || document.querySelector('dialog[open]')) return
    const path = leader && Date.now() - ledAtMs < LEADER_MS ? `${leader} ${event.key}` : event.key
    leader = ''
    const act = actions[path]
    if (act) {
      event.preventDefault()
      act()
    } else if (Object.keys(actions).some(keys => keys.startsWith(`${event.key} `))) {
      leader = event.key
      ledAtMs = Date.now()
    }
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
