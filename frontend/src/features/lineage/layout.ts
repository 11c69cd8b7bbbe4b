/**
 * Where each member of a family stands, and the threads between them. Pure.
 *
 * The first parent is the primary one, so a tree can be drawn; every other parent becomes a dashed thread. Several
 * founders (a family cut off above, or a blend of strangers) hang from a root that is not drawn.
 */
import { hierarchy, tree } from 'd3-hierarchy'
import { byAge } from '../../lib/seal'

export interface Member {
  readonly id: string
  readonly uuid: string
  readonly name: string
  readonly createdAt: string
  readonly remixCount: number
}

export interface Descent {
  readonly parent: { readonly id: string }
  readonly child: { readonly id: string }
}

export interface Placed<M extends Member> {
  member: M
  /** Middle of the seal, in pixels from the top left. */
  x: number
  y: number
  generation: number
  /** Names of its parents. */
  parents: string[]
  /** What its seal is drawn from. */
  line: string[]
}

export interface Thread {
  key: string
  path: string
  width: number
  dashed: boolean
}

export interface Loom<M extends Member> {
  width: number
  height: number
  placed: Placed<M>[]
  threads: Thread[]
}

export const SEAL_PX = 56
const STEP_X = 124
const STEP_Y = 148
const MARGIN_X = 62
/** From the middle of a seal to below a label of one line; a long name takes another. */
const LABEL_PX = 52
const LABEL_LINE_PX = 17
const LONG_NAME = 15

const belowLabel = (name: string): number => LABEL_PX + (name.length > LONG_NAME ? LABEL_LINE_PX : 0)

interface Knot<M> {
  member: M | null
  knots: Knot<M>[]
}

export function layLoom<M extends Member>(members: readonly M[], descents: readonly Descent[]): Loom<M> {
  const byId = new Map(members.map(member => [member.id, member]))
  const parentsOf = new Map<string, string[]>()
  for (const { parent, child } of descents) {
    if (!byId.has(parent.id) || !byId.has(child.id) || parent.id === child.id) continue
    const known = parentsOf.get(child.id) ?? []
    if (!known.includes(parent.id)) parentsOf.set(child.id, [...known, parent.id])
  }
  const knots = new Map(members.map(member => [member.id, { member, knots: [] } as Knot<M>]))
  const founders: Knot<M>[] = []
  for (const member of byAge(members)) {
    const primary = parentsOf.get(member.id)?.[0]
    ;(primary ? knots.get(primary)!.knots : founders).push(knots.get(member.id)!)
  }
  const root = hierarchy<Knot<M>>({ member: null, knots: founders }, knot => knot.knots)
  tree<Knot<M>>().nodeSize([STEP_X, STEP_Y])(root)
  const points = root.descendants().filter(point => point.data.member)
  const left = Math.min(...points.map(point => point.x!)) - MARGIN_X
  const right = Math.max(...points.map(point => point.x!)) + MARGIN_X
  const placed = points.map(point => {
    const member = point.data.member!
    return {
      member,
      x: point.x! - left,
      y: point.y! - STEP_Y + SEAL_PX / 2 + 4,
      generation: point.depth,
      parents: (parentsOf.get(member.id) ?? []).map(id => byId.get(id)!.name),
      line: ancestry(member.id, parentsOf, byId),
    }
  })
  const at = new Map(placed.map(place => [place.member.id, place]))
  const threads: Thread[] = []
  for (const [childId, parentIds] of parentsOf) {
    parentIds.forEach((parentId, i) => {
      const from = at.get(parentId)
      const to = at.get(childId)
      if (from && to) threads.push(thread(from, to, i > 0))
    })
  }
  return {
    width: points.length ? right - left : 0,
    height: Math.max(0, ...placed.map(place => place.y)) + LABEL_PX + LABEL_LINE_PX,
    placed,
    threads,
  }
}

function thread<M extends Member>(from: Placed<M>, to: Placed<M>, dashed: boolean): Thread {
  // Starts under the label and ends above the seal, so that it crosses neither.
  const startY = from.y + belowLabel(from.member.name)
  const endY = to.y - SEAL_PX / 2 - 4
  const bend = (startY + endY) / 2
  return {
    key: `${from.member.id} ${to.member.id}`,
    path: `M${from.x} ${startY}C${from.x} ${bend} ${to.x} ${bend} ${to.x} ${endY}`,
    width: 1.5 + Math.min(6, Math.sqrt(to.member.remixCount)),
    dashed,
  }
}

/** All ancestors from the oldest to the newest, then the member itself: ids as the seal wants them. */
function ancestry<M extends Member>(id: string, parentsOf: Map<string, string[]>, byId: Map<string, M>): string[] {
  const seen = new Set<string>()
  const climb = (from: string) => {
    for (const parent of parentsOf.get(from) ?? []) {
      if (seen.has(parent)) continue
      seen.add(parent)
      climb(parent)
    }
  }
  climb(id)
  seen.delete(id)
  return [...byAge([...seen].map(one => byId.get(one)!)), byId.get(id)!].map(member => member.uuid)
}
