/** What this browser remembers. Private windows and full disks may refuse; then it is remembered until the page closes. */

const fallback = new Map<string, string>()
const prefix = 'realm-'

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    return fallback.get(name) ?? null
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value) localStorage.setItem(prefix + name, value)
    else localStorage.removeItem(prefix + name)
  } catch {
    if (value) fallback.set(name, value)
    else fallback.delete(name)
  }
}
