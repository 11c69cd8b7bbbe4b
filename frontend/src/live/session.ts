/** Who this browser is to the realm: one token, or nobody. */
import { signal } from '@preact/signals'
import { recall, remember } from '../lib/keep'

export const token = signal<string | null>(recall('token'))

/** True once a token stopped working under us (signed out elsewhere, expired); the page says so until dismissed. */
export const sessionEnded = signal(false)

export function keepToken(value: string | null): void {
  remember('token', value)
  token.value = value
  if (value) sessionEnded.value = false
}

/** The realm no longer knows `stale`; a newer token is left alone. */
export function dropToken(stale: string | null): void {
  if (!stale || token.value !== stale) return
  keepToken(null)
  sessionEnded.value = true
}

// Another tab signed in or out.
addEventListener('storage', event => {
  if (event.key === 'realm-token') token.value = event.newValue
})
