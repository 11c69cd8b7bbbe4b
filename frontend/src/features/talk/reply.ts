/** A reply while it is being written: pieces with offsets, in code points, of one take. Pure. */
import { writeAt } from '../../lib/text'

export interface Draft {
  take: number
  text: string
}

export interface Piece {
  readonly take: number
  readonly offset: number
  readonly text: string
}

/**
 * The draft after one more piece. A piece of an older take changes nothing, one of a newer take starts afresh.
 * Null when pieces between are missing, so that the text must be read anew.
 */
export function write(draft: Draft, piece: Piece): Draft | null {
  if (piece.take < draft.take) return draft
  const text = writeAt(piece.take > draft.take ? '' : draft.text, piece.offset, piece.text)
  return text === null ? null : { take: piece.take, text }
}
