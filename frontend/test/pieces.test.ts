import { expect, test } from 'vitest'
import { addPiece, fieldsOf, nothingTaken, type DraftPiece, type Taken } from '../src/features/making/pieces'

const piece = (offset: number, text: string, field: string | null, take = 1): DraftPiece => ({ take, offset, text, field })
const all = (pieces: readonly DraftPiece[], from: Taken = nothingTaken) =>
  pieces.reduce<Taken | null>((taken, one) => taken && addPiece(taken, one), from)
const written = (taken: Taken | null) => Object.fromEntries(fieldsOf(taken!))

const LANTERN = [piece(0, 'The Red', 'name'), piece(7, ' Lantern', 'name'), piece(15, '\n', null), piece(16, 'It remembers.', 'text')]

test('pieces go to their fields, and breaks to none', () => {
  const taken = all(LANTERN)
  expect(written(taken)).toEqual({ name: 'The Red Lantern', text: 'It remembers.' })
  expect([...fieldsOf(taken!).keys()]).toEqual(['name', 'text'])
  expect(taken!.length).toBe(29)
})

test('a piece that is told again cuts off what it tells', () => {
  const taken = all(LANTERN)!
  expect(addPiece(taken, piece(16, 'It remembers.', 'text'))).toEqual(taken)
  expect(written(addPiece(taken, piece(11, 'tern of Faces', 'name')))).toEqual({ name: 'The Red Lantern of Faces' })
})

test('a piece of a newer take starts afresh, one of an older changes nothing', () => {
  const taken = all(LANTERN)!
  expect(written(addPiece(taken, piece(0, 'A', 'name', 2)))).toEqual({ name: 'A' })
  expect(addPiece({ ...taken, take: 3 }, piece(29, 'late', 'text', 2))).toEqual({ ...taken, take: 3 })
})

test('a piece behind a gap cannot be added, in any take', () => {
  expect(addPiece(all(LANTERN)!, piece(30, 'x', 'text'))).toBeNull()
  expect(addPiece(all(LANTERN)!, piece(1, 'x', 'name', 2))).toBeNull()
})

test('offsets are code points: a lantern of two units is one', () => {
  const taken = all([piece(0, 'The \u{1F3EE}', 'name'), piece(5, ' burns', 'name')])
  expect(written(taken)).toEqual({ name: 'The \u{1F3EE} burns' })
  expect(taken!.length).toBe(11)
  expect(written(addPiece(taken!, piece(5, ' is out', 'name')))).toEqual({ name: 'The \u{1F3EE} is out' })
})

test('however it is cut, the same text comes out', () => {
  const whole = Array.from('Tam \u{1F3EE}\nbell ringer')
  for (let at = 1; at < whole.length; at++) {
    const taken = all([piece(0, whole.slice(0, at).join(''), 'name'), piece(at, whole.slice(at).join(''), 'name')])
    expect(written(taken)).toEqual({ name: whole.join('') })
    expect(taken!.length).toBe(whole.length)
  }
})
