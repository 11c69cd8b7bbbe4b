import { useEffect, useMemo, useRef } from 'preact/hooks'
import { words } from '../../locales'
import { Seal } from '../../ui/Seal'
import { pageOf } from './address'
import { layLoom, SEAL_PX, type Descent, type Member } from './layout'

interface Kin extends Member {
  readonly kind: string
  readonly creator: { readonly handle?: string; readonly name?: string }
}

interface LineageProps {
  nodes: readonly Kin[]
  edges: readonly Descent[]
  /** Whose page this is. */
  here: string
}

/**
 * A family. For everyone it is a list of links; threads drawn behind make it a tree to the eye, so the keyboard and
 * screen readers need nothing of their own.
 */
export function Lineage({ nodes, edges, here }: LineageProps) {
  const loom = useMemo(() => layLoom(nodes, edges), [nodes, edges])
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = loom.placed.find(one => one.member.id === here)
    const element = box.current
    if (place && element) element.scrollLeft = place.x - element.clientWidth / 2
  }, [loom, here])
  return (
    <div class="loom" ref={box} tabIndex={0} role="group" aria-label={words.npc.lineageLabel}>
      <div class="cloth" style={{ width: `${loom.width}px`, height: `${loom.height}px` }}>
        <svg width={loom.width} height={loom.height} aria-hidden="true">
          {loom.threads.map(thread => (
            <path
              key={thread.key}
              class="thread"
              d={thread.path}
              stroke-width={thread.width}
              stroke-dasharray={thread.dashed ? '2 7' : undefined}
            />
          ))}
        </svg>
        <ul>
          {loom.placed.map(({ member, x, y, generation, parents, line }) => (
            <li key={member.id} style={{ left: `${x}px`, top: `${y - SEAL_PX / 2}px` }}>
              <a
                href={pageOf(member)}
                aria-current={member.id === here ? 'page' : undefined}
                aria-label={words.npc.node(
                  member.name,
                  member.creator.handle ?? member.creator.name ?? words.npc.realm,
                  generation,
                  member.remixCount,
                  parents.join(', '),
                )}
              >
                <Seal line={line} size={SEAL_PX} />
                <span>{member.name}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
