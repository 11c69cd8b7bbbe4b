import { useSignal } from '@preact/signals'
import { endpoint } from '../../live/endpoint'
import { studio } from '../../locales/studio'
import { Sheet } from '../../ui/Sheet'

interface CardOutProps {
  npc: { readonly name: string; readonly png: string; readonly json: string; readonly charx: string }
}

/** An NPC to take away, as a file that other programs read. */
export function CardOut({ npc }: CardOutProps) {
  const open = useSignal(false)
  const files = [
    ['PNG', npc.png],
    ['JSON', npc.json],
    ['CHARX', npc.charx],
  ] as const
  return (
    <>
      <button
        type="button"
        class="link"
        aria-haspopup="dialog"
        aria-label={`${studio.cards.out}: ${studio.cards.outLabel(npc.name)}`}
        onClick={() => (open.value = true)}
      >
        {studio.cards.out}
      </button>
      <Sheet open={open.value} heading={studio.cards.outHeading(npc.name)} onClose={() => (open.value = false)}>
        <p class="hint">{studio.cards.outLead}</p>
        <ul class="ways">
          {files.map(([format, path]) => (
            <li key={format}>
              <a class="row" href={`${endpoint.origin}${path}`} download>
                <span>
                  <strong>{format}</strong>
                  <small>{studio.cards.formats[format]}</small>
                </span>
                <span aria-hidden="true">↓</span>
              </a>
            </li>
          ))}
        </ul>
      </Sheet>
    </>
  )
}
