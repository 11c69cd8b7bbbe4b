/** Peat by night, fog by day; the system decides until somebody does. */
import { signal } from '@preact/signals'
import { recall, remember } from '../lib/keep'

export type Theme = 'peat' | 'fog'

const dark = matchMedia('(prefers-color-scheme: dark)')
const kept = recall('theme')
const chosen = signal<Theme | null>(kept === 'peat' || kept === 'fog' ? kept : null)
const system = signal<Theme>(dark.matches ? 'peat' : 'fog')
dark.addEventListener('change', event => {
  system.value = event.matches ? 'peat' : 'fog'
})

const bar = { peat: '#1a1612', fog: '#e3e8e6' }

export const theme = (): Theme => chosen.value ?? system.value

function show(value: Theme | null): void {
  if (value) document.documentElement.dataset['theme'] = value
  else delete document.documentElement.dataset['theme']
  if (value) for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) meta.content = bar[value]
}
show(chosen.peek())

export function toggleTheme(): void {
  const next: Theme = theme() === 'peat' ? 'fog' : 'peat'
  // Choosing what the system says anyway hands the choice back to it.
  chosen.value = next === system.peek() ? null : next
  remember('theme', chosen.value)
  show(next)
  if (!chosen.value) show(null)
}
