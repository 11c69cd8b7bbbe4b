import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { words } from '../locales'

interface SheetProps {
  open: boolean
  heading: string
  onClose(): void
  children: ComponentChildren
}

/** Something laid over the page: from below on a phone, in the middle elsewhere. The browser keeps focus inside. */
export function Sheet({ open, heading, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (open && !element.open) element.showModal()
    if (!open && element.open) element.close()
    // A tap beside it; the keyboard has Esc.
    const onTap = (event: MouseEvent) => {
      if (event.target === element) element.close()
    }
    element.addEventListener('click', onTap)
    return () => element.removeEventListener('click', onTap)
  }, [open])
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby={id}
      onClose={onClose}
    >
      {open && (
        <div class="sheet-body">
          <header>
            <h2 id={id}>{heading}</h2>
            <button type="button" class="icon" aria-label={words.close} onClick={onClose}>
              ×
            </button>
          </header>
          {children}
        </div>
      )}
    </dialog>
  )
}
