import { render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, test } from 'vitest'
import { layLoom, SEAL_PX, type Member } from '../src/features/lineage/layout'
import { Lineage } from '../src/features/lineage/Lineage'

const member = (id: string, age: number): Member & { kind: string; creator: { handle: string } } => ({
  kind: 'NPC',
  id,
  uuid: `uuid-${id}`,
  name: id,
  createdAt: new Date(age * 1000).toISOString(),
  remixCount: 0,
  creator: { handle: 'kofi' },
})
const from = (parent: string, child: string) => ({ parent: { id: parent }, child: { id: child } })

const family = [member('root', 0), member('left', 1), member('right', 2), member('leaf', 3)]
const descents = [from('root', 'left'), from('root', 'right'), from('left', 'leaf'), from('right', 'leaf')]

test('children stand below their primary parent, and nobody stands on anybody', () => {
  const { placed } = layLoom(family, descents)
  const at = Object.fromEntries(placed.map(place => [place.member.id, place]))
  expect(at['left']!.y).toBeGreaterThan(at['root']!.y + SEAL_PX)
  expect(at['left']!.y).toBe(at['right']!.y)
  expect(Math.abs(at['left']!.x - at['right']!.x)).toBeGreaterThan(100)
  expect(at['leaf']!.x).toBe(at['left']!.x)
  expect(at['leaf']!.generation).toBe(3)
})

test('everything lies within the cloth', () => {
  const { placed, width, height } = layLoom(family, descents)
  for (const place of placed) {
    expect(place.x).toBeGreaterThanOrEqual(SEAL_PX)
    expect(place.x).toBeLessThanOrEqual(width - SEAL_PX)
    expect(place.y + SEAL_PX).toBeLessThan(height)
  }
})

test('a second parent is a dashed thread, and both are named', () => {
  const { threads, placed } = layLoom(family, descents)
  expect(threads.filter(thread => thread.dashed).map(thread => thread.key)).toEqual(['right leaf'])
  expect(placed.find(place => place.member.id === 'leaf')!.parents).toEqual(['left', 'right'])
})

test('a seal in the loom is drawn from all ancestors, oldest first', () => {
  const { placed } = layLoom(family, descents)
  expect(placed.find(place => place.member.id === 'leaf')!.line).toEqual(['uuid-root', 'uuid-left', 'uuid-right', 'uuid-leaf'])
})

test('a family cut off above has several founders', () => {
  const { placed, threads } = layLoom([member('a', 0), member('b', 1)], [from('unknown', 'a')])
  expect(placed.map(place => place.generation)).toEqual([1, 1])
  expect(threads).toEqual([])
})

test('an empty family is an empty cloth', () => {
  expect(layLoom([], []).placed).toEqual([])
})

test('every member is a link; the open one says so; the cloth has a real size', () => {
  const box = document.createElement('div')
  act(() => render(<Lineage nodes={family} edges={descents} here="leaf" />, box))
  expect(box.querySelectorAll('li > a')).toHaveLength(4)
  expect(box.querySelector('[aria-current=page]')!.getAttribute('aria-label')).toContain('from left, right')
  expect(box.querySelector<HTMLElement>('.cloth')!.style.width).toMatch(/^\d.*px$/)
})
