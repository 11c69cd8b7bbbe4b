/** Text as the realm counts it: in Unicode code points, never in UTF-16 units. */

/** How many code points a text has. */
export function countPoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/**
 * Writes a piece at an offset: everything before the offset stays, everything after is replaced.
 * Returns null when the offset lies beyond the text, so that a piece is missing in between.
 */
export function writeAt(text: string, offset: number, piece: string): string | null {
  let units = 0
  let points = 0
  for (const point of text) {
    if (points === offset) break
    points++
    units += point.length
  }
  return points < offset ? null : text.slice(0, units) + piece
}
