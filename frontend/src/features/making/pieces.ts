/** A take of a draft while it is being written: pieces with offsets, in code points, each of one field. Pure. */
import { countPoints, writeAt } from '../../lib/text'

/** A run of the take's text. */
interface Run {
  /** The field it belongs to; null for the break between two. */
  readonly field: string | null
  readonly offset: number
  readonly text: string
}

export interface Taken {
  readonly take: number
  /** How many code points of it there are. */
  readonly length: number
  readonly runs: readonly Run[]
}

export interface DraftPiece extends Run {
  readonly take: number
}

export const nothingTaken: Taken = { take: 0, length: 0, runs: [] }

/**
 * The take after one more piece. A piece of an older take changes nothing, one of a newer take starts afresh.
 * Null when pieces between are missing, so that the take must be told from its beginning.
 */
export function addPiece(before: Taken, piece: DraftPiece): Taken | null {
  if (piece.take < before.take) return before
  const { take, length, runs } = piece.take > before.take ? { ...nothingTaken, take: piece.take } : before
  if (piece.offset > length) return null
  const kept = runs.filter(run => run.offset < piece.offset)
  const last = kept.at(-1)
  // Cut where the piece begins: it may tell again what is there already.
  if (last) kept[kept.length - 1] = { ...last, text: writeAt(last.text, Math.min(piece.offset - last.offset, countPoints(last.text)), '')! }
  const { field, offset, text } = piece
  return { take, length: offset + countPoints(text), runs: [...kept, { field, offset, text }] }
}

/** What is written of each field so far, in the order they were begun. */
export function fieldsOf(taken: Taken): Map<string, string> {
  const fields = new Map<string, string>()
  for (const { field, text } of taken.runs) if (field !== null) fields.set(field, (fields.get(field) ?? '') + text)
  return fields
}
