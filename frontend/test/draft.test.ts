import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Draft } from '../src/features/making/draft'
import type { Operation } from '../src/live/operation'

type Answer = (variables: never) => unknown
const realm = vi.hoisted(() => ({
  answers: new Map<string, Answer>(),
  hear: (frame: object): void => void frame,
  end: (): void => undefined,
  here: (): object => ({}),
  followers: 0,
}))

vi.mock('../src/live/request', async original => ({
  ...(await original<object>()),
  request: (operation: Operation<unknown, never>, variables: never) => {
    const name = /^(?:query|mutation) (\w+)/.exec(operation.text)![1]!
    return Promise.resolve(realm.answers.get(name)!(variables))
  },
}))
vi.mock('../src/live/subscribe', () => ({
  live: () => ({
    subscribe: (_: unknown, variables: () => object, sink: { next(frame: object): void; end(): void }) => {
      realm.followers++
      realm.here = variables
      realm.hear = frame => sink.next({ draft: frame })
      realm.end = () => sink.end()
      return () => void realm.followers--
    },
  }),
}))

const { DraftModel, textIn } = await import('../src/features/making/draft')
const { SHAPES } = await import('../src/features/making/kinds')

const NAME = SHAPES.ITEM[0]!
const blank = Object.fromEntries(SHAPES.NPC.map(shape => [shape.field, null]))
const draft = (more: object = {}) =>
  ({
    id: 'd1',
    kind: 'ITEM',
    prompt: 'a lantern',
    state: 'WRITING',
    take: 1,
    problem: null,
    queuePlace: null,
    fields: null,
    takes: [],
    creation: null,
    ...more,
  }) as unknown as Draft
const ready = (name: string, more: object = {}) => draft({ state: 'READY', fields: { ...blank, name }, ...more })
const delta = (offset: number, text: string, field: string | null, take = 1) => ({ __typename: 'DraftDelta', take, offset, text, field })

let model: InstanceType<typeof DraftModel>
const open = async (now: Draft | null) => {
  realm.answers.set('LoadDraft', () => ({ draft: now }))
  await model.open()
}
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'] })
  realm.followers = 0
  model = new DraftModel('d1')
})
afterEach(() => {
  model.close()
  expect(realm.followers).toBe(0)
  vi.useRealTimers()
})

test('a draft is told field by field while it is written, and is whole at its end', async () => {
  await open(draft({ state: 'WAITING', take: 0, queuePlace: 3 }))
  expect(model.place.value).toBe(3)
  realm.hear({ __typename: 'DraftWaiting', queuePlace: 2 })
  expect(model.place.value).toBe(2)
  realm.hear(delta(0, 'The Red Lantern', 'name'))
  realm.hear(delta(15, '\n', null))
  realm.hear(delta(16, 'It rem', 'text'))
  expect(model.textOf('name').value).toBe('')
  vi.advanceTimersToNextFrame()
  expect(model.draft.value!.state).toBe('WRITING')
  expect(model.textOf('name').value).toBe('The Red Lantern')
  expect(model.textOf('text').value).toBe('It rem')
  expect(model.begun.value).toEqual(['name', 'text'])

  realm.hear({ __typename: 'DraftReady', draft: ready('The Red Lantern') })
  expect(model.asked.value).toBe(false)
  expect(textIn(model.draft.value!, 'name')).toBe('The Red Lantern')
  expect(realm.followers).toBe(0)
})

test('a lost socket goes on from the text that is here, of the take it is of', async () => {
  await open(draft())
  expect(realm.here()).toEqual({ id: 'd1', afterOffset: 0, take: null })
  realm.hear(delta(0, 'The \u{1F3EE}', 'name', 2))
  expect(realm.here()).toEqual({ id: 'd1', afterOffset: 5, take: 2 })
  realm.hear(delta(5, ' burns', 'name', 2))
  vi.advanceTimersToNextFrame()
  expect(model.textOf('name').value).toBe('The \u{1F3EE} burns')
})

test('another take begins with nothing of the one before', async () => {
  await open(draft())
  realm.hear(delta(0, 'The Old Lantern', 'name'))
  realm.hear(delta(15, '\n', null))
  realm.hear(delta(16, 'It', 'text'))
  vi.advanceTimersToNextFrame()
  realm.hear(delta(0, 'The New', 'name', 2))
  vi.advanceTimersToNextFrame()
  expect(model.textOf('name').value).toBe('The New')
  expect(model.textOf('text').value).toBe('')
  expect(model.begun.value).toEqual(['name'])
})

test('when a piece is missing, or the realm lets go, it is read again', async () => {
  await open(draft())
  realm.hear(delta(9, 'gap', 'name'))
  await open(draft())
  realm.end()
  realm.answers.set('LoadDraft', () => ({ draft: ready('The Red Lantern') }))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(model.draft.value!.state).toBe('READY')
})

test('one field anew leaves the others, until it is there', async () => {
  await open(ready('The Red Lantern'))
  let asked = {}
  realm.answers.set('RetryDraft', ({ input }: { input: object }) => {
    asked = input
    return { retryDraft: { __typename: 'RetryDraftPayload', draft: ready('The Red Lantern', { state: 'WAITING' }) } }
  })
  await model.again('name')
  expect(asked).toEqual({ draftId: 'd1', field: 'name' })
  expect(model.anew.value).toBe('name')
  expect(textIn(model.draft.value!, 'name')).toBe('The Red Lantern')
  realm.hear({ __typename: 'DraftReady', draft: ready('The Blue Lantern', { take: 2 }) })
  expect(model.anew.value).toBeNull()
})

test('a field that cannot be so says why, and nothing is changed', async () => {
  await open(ready('The Red Lantern'))
  realm.answers.set('EditDraft', () => ({
    editDraft: { __typename: 'InvalidInput', code: 'INVALID_INPUT', message: '`name` must not be blank.', field: 'name' },
  }))
  expect(await model.edit(NAME, ' ')).toBe(false)
  expect(model.fault.value).toEqual({ doing: 'name', message: '`name` must not be blank.' })
  expect(textIn(model.draft.value!, 'name')).toBe('The Red Lantern')

  realm.answers.set('EditDraft', ({ input }: { input: { changes: object } }) => {
    expect(input.changes).toEqual({ name: 'The Lantern of Faces' })
    return { editDraft: { __typename: 'EditDraftPayload', draft: ready('The Lantern of Faces') } }
  })
  expect(await model.edit(NAME, ' The Lantern of Faces ')).toBe(true)
  expect(model.fault.value).toBeNull()
  expect(textIn(model.draft.value!, 'name')).toBe('The Lantern of Faces')
})

test('it broke off: what is whole can be gone back to', async () => {
  const takes = [{ number: 1, state: 'READY', field: null, edited: false, source: 'TABLES', model: '' }]
  await open(draft({ takes }))
  realm.hear({ __typename: 'DraftFailed', code: 'X', message: 'x', draft: draft({ state: 'FAILED', problem: 'It broke off.', takes }) })
  expect(model.asked.value).toBe(false)
  expect(model.whole.value.map(take => take.number)).toEqual([1])
  realm.answers.set('ChooseDraftTake', () => ({ chooseDraftTake: { __typename: 'ChooseDraftTakePayload', draft: ready('The Red Lantern') } }))
  await model.choose(1)
  expect(model.draft.value!.state).toBe('READY')
})

test('published, it tells what was made of it; refused, why', async () => {
  await open(ready('The Red Lantern'))
  realm.answers.set('Publish', () => ({ publish: { __typename: 'Conflict', code: 'CONFLICT', message: 'Not ready.' } }))
  expect(await model.publish('CC0')).toBeNull()
  expect(model.notice.value).toBe('Not ready.')
  const made = { id: 'i1', uuid: 'u1', kind: 'ITEM' }
  realm.answers.set('Publish', () => ({ publish: { __typename: 'PublishPayload', creation: made } }))
  expect(await model.publish('CC0')).toEqual(made)
})

test('no such draft is missing', async () => {
  await open(null)
  expect(model.phase.value).toBe('missing')
})
