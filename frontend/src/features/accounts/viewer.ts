/** The player this browser is, and how it becomes one. */
import { effect, signal } from '@preact/signals'
import { request, settled } from '../../live/request'
import { keepToken, token } from '../../live/session'
import { enterAsGuest, whoAmI, type AccountFragment } from './operations'

export type Account = AccountFragment

/** `undefined` until the realm has said who we are; `null` when it knows nobody. */
export const viewer = signal<Account | null | undefined>(undefined)

/** The token `viewer` was told to us with. */
let viewerToken: string | null | undefined

export async function loadViewer(): Promise<void> {
  const asked = token.peek()
  const account = asked ? (await request(whoAmI, {})).viewer : null
  if (token.peek() !== asked) return
  viewerToken = asked
  viewer.value = account
}

/** Signs this browser in as somebody the realm has just told us about. */
export function become(account: Account, newToken: string): void {
  viewerToken = newToken
  viewer.value = account
  keepToken(newToken)
}

let entering: Promise<void> | undefined

/** One tap from nobody to guest; does nothing for somebody. */
export function ensureSomeone(): Promise<void> {
  if (token.peek()) return Promise.resolve()
  entering ??= request(enterAsGuest, { input: {} })
    .then(answer => {
      const guest = settled(answer.enterAsGuest)
      become(guest.viewer, guest.token)
    })
    .finally(() => (entering = undefined))
  return entering
}

/** Keeps `viewer` true to the token, also when another tab changes it. */
export function followToken(): void {
  effect(() => {
    if (token.value === viewerToken) return
    if (!token.value) viewer.value = null
    loadViewer().catch(() => undefined)
  })
}
