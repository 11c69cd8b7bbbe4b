import { expect, test } from 'vitest'
import { countPoints, writeAt } from '../src/lib/text'

test('a text is counted in code points', () => {
  expect(countPoints('a🌊b')).toBe(3)
})

test('a piece at the end is appended', () => {
  expect(writeAt('The bell', 8, ' rang')).toBe('The bell rang')
})

test('offsets are code points, not UTF-16 units', () => {
  expect(writeAt('🌊🌊', 1, 'x')).toBe('🌊x')
  expect(writeAt('🌊🌊', 2, 'x')).toBe('🌊🌊x')
})

test('a piece overwrites what follows its offset', () => {
  expect(writeAt('The bell rang', 4, 'sea')).toBe('The sea')
  expect(writeAt('The bell rang', 0, 'Whole')).toBe('Whole')
})

test('a piece beyond the end is refused', () => {
  expect(writeAt('abc', 4, 'x')).toBeNull()
})
