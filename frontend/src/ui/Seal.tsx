import { coreTurn, sealRings } from '../lib/seal'

interface SealProps {
  /** Ids from the oldest ancestor to the creation itself; see lib/seal.ts. */
  line: readonly string[]
  size?: number
  /** Sends ripples out while its owner speaks. */
  speaking?: boolean
  /** Says what it is; without one the seal is decoration. */
  label?: string
}

/** The mark of a creation or a player. */
export function Seal({ line, size = 44, speaking = false, label }: SealProps) {
  return (
    <svg
      class={speaking ? 'seal speaking' : 'seal'}
      width={size}
      height={size}
      viewBox="-50 -50 100 100"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' as const })}
    >
      {speaking && <circle class="ripple" r="48" />}
      {speaking && <circle class="ripple late" r="48" />}
      <circle class="disc" r="48" />
      {sealRings(line).map(ring => {
        const sector = (2 * Math.PI * ring.radius) / ring.arcs
        return (
          <circle
            key={ring.id}
            class="ring"
            r={ring.radius}
            fill="none"
            stroke={`var(--dye-${ring.dye})`}
            stroke-width={ring.width}
            stroke-dasharray={`${sector * (1 - ring.gap)} ${sector * ring.gap}`}
            transform={`rotate(${ring.turn})`}
          />
        )
      })}
      <path class="core" d="M0-7 5 0 0 7-5 0Z" transform={`rotate(${coreTurn(line)})`} />
    </svg>
  )
}
