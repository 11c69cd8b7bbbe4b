import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { words } from '../locales'

interface PageProps {
  title?: string | undefined
  class?: string
  children: ComponentChildren
}

/** The main part of a page; names the tab. */
export function Page({ title, class: name, children }: PageProps) {
  useTitle(title)
  return (
    <main id="main" tabIndex={-1} class={name ? `page ${name}` : 'page'}>
      {children}
    </main>
  )
}

export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? words.title(title) : words.realm
  }, [title])
}
