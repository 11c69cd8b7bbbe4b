import { expect, test } from 'vitest'
import { write, type Draft, type Piece } from '../src/features/talk/reply'

const written = (pieces: Piece[], from: Draft = { take: 1, text: '' }): Draft | null =>
  pieces.reduce<Draft | null>((draft, piece) => draft && write(draft, piece), from)

test('pieces join into the text', () => {
  const pieces = [
    { take: 1, offset: 0, text: 'Sea 🌊' },
    { take: 1, offset: 5, text: ' took it' },
  ]
  expect(written(pieces)).toEqual({ take: 1, text: 'Sea 🌊 took it' })
})

test('the same piece twice changes nothing', () => {
  const piece = { take: 1, offset: 4, text: 'bell' }
  expect(written([piece, piece], { take: 1, text: 'The ' })).toEqual({ take: 1, text: 'The bell' })
})

test('the text so far, sent again at offset 0 after a lost line, replaces what was there', () => {
  expect(write({ take: 1, text: 'The be' }, { take: 1, offset: 0, text: 'The bell rang' })).toEqual({
    take: 1,
    text: 'The bell rang',
  })
})

test('a newer take starts afresh', () => {
  expect(write({ take: 1, text: 'Old words' }, { take: 2, offset: 0, text: 'New' })).toEqual({ take: 2, text: 'New' })
})

test('a piece of an older take is too late', () => {
  const draft = { take: 2, text: 'New' }
  expect(write(draft, { take: 1, offset: 0, text: 'Old' })).toBe(draft)
})

test('a missing piece is noticed', () => {
  expect(write({ take: 1, text: 'The' }, { take: 1, offset: 9, text: 'rang' })).toBeNull()
  expect(write({ take: 1, text: 'The' }, { take: 2, offset: 3, text: 'rang' })).toBeNull()
})
