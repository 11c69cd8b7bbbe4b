/**
 * The echo-seal: the mark a creation is known by, drawn from nothing but ids.
 *
 * A seal has one ring per generation, oldest innermost, the creation itself outermost, at most six (the nearest five
 * ancestors). So a remix visibly carries its parents. The share cards draw the same mark on the server; the algorithm:
 *
 *  1. `line` = the ids (lower-case UUIDs, ASCII) of the ancestors from the oldest to the newest by (createdAt, id), then
 *     the creation's own. Keep the last six.
 *  2. `h` = 32-bit FNV-1a of the id's ASCII bytes (offset basis 2166136261, prime 16777619).
 *  3. On a disc of radius 48 around (0, 0), ring `i` of `n` has, with `step = 40 / (n + 1)`:
 *     radius `8 + step * (i + 0.6)`, width `max(2.5, step * 0.55)`, dye `h % 5` of gorse, heather, lichen, rust, mere,
 *     `2 + h % 5` equal arcs, of each arc's share the last `0.10 + ((h >>> 5) % 20) / 100` left empty,
 *     the first arc starting at `(h >>> 9) % 360` degrees, clockwise from three o'clock.
 *  4. The core is the rhombus (0,-7) (5,0) (0,7) (-5,0), turned by `h(outermost) % 90` degrees.
 */

export const DYES = ['gorse', 'heather', 'lichen', 'rust', 'mere'] as const
export const MOST_RINGS = 6

export interface Ring {
  id: string
  radius: number
  width: number
  dye: (typeof DYES)[number]
  arcs: number
  /** Share of each arc's sector that is left empty, 0 to 1. */
  gap: number
  /** Where the first arc starts, in degrees. */
  turn: number
}

/** 32-bit FNV-1a of an ASCII text. */
export function fnv1a(text: string): number {
  let hash = 2166136261
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 16777619)
  }
  return hash >>> 0
}

/** The rings of a seal, innermost first. */
export function sealRings(line: readonly string[]): Ring[] {
  const ids = line.slice(-MOST_RINGS)
  const step = 40 / (ids.length + 1)
  return ids.map((id, i) => {
    const h = fnv1a(id)
    return {
      id,
      radius: 8 + step * (i + 0.6),
      width: Math.max(2.5, step * 0.55),
      dye: DYES[h % DYES.length]!,
      arcs: 2 + (h % 5),
      gap: 0.1 + ((h >>> 5) % 20) / 100,
      turn: (h >>> 9) % 360,
    }
  })
}

/** How far the core is turned, in degrees. */
export const coreTurn = (line: readonly string[]): number => fnv1a(line.at(-1) ?? '') % 90

export interface Marked {
  readonly uuid: string
  readonly ancestors: {
    readonly edges: readonly { readonly node: { readonly uuid: string; readonly createdAt: string } }[]
  }
}

/** The ids a creation's seal is drawn from, oldest ancestor first. */
export function sealLine(creation: Marked): string[] {
  return [...byAge(creation.ancestors.edges.map(edge => edge.node)).map(node => node.uuid), creation.uuid]
}

/** Creations from the oldest to the newest; equal ages by id, so that a seal never depends on the order of an answer. */
export function byAge<T extends { readonly uuid: string; readonly createdAt: string }>(nodes: readonly T[]): T[] {
  return nodes.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || (a.uuid < b.uuid ? -1 : 1))
}
