import { copy } from './clipboard'

/** Hands a page to whoever the player likes. Gives what to say afterwards: `copied`, the address itself, or nothing. */
export async function share(title: string, text: string, path: string, copied: string): Promise<string> {
  const url = new URL(path, location.href).href
  const page = { title, text, url }
  try {
    if (navigator.canShare?.(page)) {
      await navigator.share(page)
      return ''
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return ''
  }
  return (await copy(url)) ? copied : url
}
