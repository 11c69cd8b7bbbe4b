import { expect, test } from 'vitest'
import { KINDS, SHAPES, toChange, toText } from '../src/features/making/kinds'
import { studio } from '../src/locales/studio'

const shape = (kind: keyof typeof SHAPES, field: string) => SHAPES[kind].find(one => one.field === field)!

test('every kind begins with its name, ends with its tags, and every field has a label', () => {
  expect(KINDS.toSorted()).toEqual(Object.keys(SHAPES).toSorted())
  for (const kind of KINDS) {
    expect(SHAPES[kind][0]!.field).toBe('name')
    expect(SHAPES[kind].at(-1)!.field).toBe('tags')
    for (const { field } of SHAPES[kind]) expect(studio.draft.fields[field]).toBeTruthy()
  }
})

test('a list is edited an entry a line, and blank lines are none', () => {
  expect(toText(['dry', 'exact'])).toBe('dry\nexact')
  expect(toChange(shape('NPC', 'temper'), ' dry \n\n exact\n')).toEqual({ temper: ['dry', 'exact'] })
})

test('only a greeting may have several lines', () => {
  expect(toChange(shape('NPC', 'greeting'), 'Sit.\nNot there.')).toEqual({ greeting: 'Sit.\nNot there.' })
  expect(toChange(shape('NPC', 'text'), ' Counts every ebb.\n  Aloud. ')).toEqual({ text: 'Counts every ebb. Aloud.' })
})

test('a field that is not there is empty, and a slot goes as it is called', () => {
  expect(toText(null)).toBe('')
  expect(toChange(shape('ITEM', 'slot'), 'POCKET')).toEqual({ slot: 'POCKET' })
})
