import { expect, test } from 'vitest'
import { coreTurn, fnv1a, sealLine, sealRings, type Ring } from '../src/lib/seal'

const near = (value: number) => expect.closeTo(value, 6) as number
const own = ({ dye, arcs, gap, turn }: Ring) => ({ dye, arcs, gap, turn })
const node = (uuid: string, createdAt: string) => ({ node: { uuid, createdAt } })

test('FNV-1a agrees with its published values', () => {
  expect(fnv1a('')).toBe(0x811c9dc5)
  expect(fnv1a('a')).toBe(0xe40c292c)
  expect(fnv1a('foobar')).toBe(0xbf9cf968)
})

test('the same line makes the same seal, another line another', () => {
  const line = ['0b4f8c1e-0000-4000-8000-000000000001', '0b4f8c1e-0000-4000-8000-000000000002']
  expect(sealRings(line)).toEqual(sealRings([...line]))
  expect(sealRings(line)).not.toEqual(sealRings(line.toReversed()))
})

test('a seal has a known shape, which the share cards draw too', () => {
  expect(sealRings(['maren', 'maren-2'])).toEqual([
    { id: 'maren', radius: near(16), width: near(7.333333), dye: 'rust', arcs: 5, gap: near(0.18), turn: 9 },
    { id: 'maren-2', radius: near(29.333333), width: near(7.333333), dye: 'lichen', arcs: 4, gap: near(0.24), turn: 279 },
  ])
  expect(coreTurn(['maren'])).toBe(68)
})

test('a remix carries its parents: their rings keep dye, cuts and turn', () => {
  expect(sealRings(['a', 'b', 'c']).slice(0, 2).map(own)).toEqual(sealRings(['a', 'b']).map(own))
})

test('at most six rings, the nearest ancestors win', () => {
  expect(sealRings([...'abcdefgh']).map(ring => ring.id)).toEqual([...'cdefgh'])
})

test('ancestors are ordered by age, then by id, whatever order they came in', () => {
  const edges = [node('c', '2026-01-02T00:00:00Z'), node('b', '2026-01-01T00:00:00Z'), node('a', '2026-01-01T00:00:00Z')]
  const line = ['a', 'b', 'c', 'me']
  expect(sealLine({ uuid: 'me', ancestors: { edges } })).toEqual(line)
  expect(sealLine({ uuid: 'me', ancestors: { edges: edges.toReversed() } })).toEqual(line)
})
