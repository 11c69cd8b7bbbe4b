import { expect, test, vi } from 'vitest'
import type { Operation } from '../src/live/operation'

const realm = vi.hoisted(() => ({ answers: new Map<string, () => unknown>() }))
vi.mock('../src/live/request', async original => ({
  ...(await original<object>()),
  request: (operation: Operation<unknown, never>) => Promise.resolve(realm.answers.get(/^mutation (\w+)/.exec(operation.text)![1]!)!()),
}))
const { VoteModel, sharesOf } = await import('../src/features/votes/vote')
const { viewer } = await import('../src/features/accounts/viewer')
const { keepToken } = await import('../src/live/session')
const { studio } = await import('../src/locales/studio')

const player = (id: string) => ({ __typename: 'Player' as const, id, handle: id })
const line = (echoes: number, reason: 'VOTE' | 'REMIX', creator: ReturnType<typeof player>) => ({ echoes, reason, creator })
const receipt = {
  minted: 150,
  lines: [
    line(70, 'VOTE', player('cy')),
    line(21, 'VOTE', player('ben')),
    line(9, 'VOTE', player('ann')),
    line(35, 'REMIX', player('ben')),
    line(15, 'REMIX', player('ann')),
  ],
}

test('a receipt is told by reason, in its order', () => {
  expect(sharesOf(receipt, 'VOTE', 'you')).toEqual([[70, 'cy'], [21, 'ben'], [9, 'ann']])
  expect(studio.vote.gave(sharesOf(receipt, 'VOTE', 'you'))).toBe('This gave 70 to cy, 21 to ben, and 9 to ann.')
  expect(studio.vote.remixed(sharesOf(receipt, 'REMIX', 'you'))).toBe('And 35 to ben and 15 to ann, for having been remixed.')
})

test('whoever is there twice is told once, and you are you', () => {
  viewer.value = { id: 'ann', handle: 'ann', isGuest: false, isBot: false, bio: null }
  const twice = { minted: 30, lines: [line(10, 'VOTE', player('ann')), line(20, 'VOTE', player('ann'))] }
  expect(sharesOf(twice, 'VOTE', 'you')).toEqual([[30, 'you']])
})

test('a vote is counted and taken back', async () => {
  keepToken('mine')
  const vote = new VoteModel('c1')
  vote.read({ id: 'c1', votes: 2, viewerVote: null })
  realm.answers.set('GiveVote', () => ({ vote: { __typename: 'VotePayload', creation: { votes: 3 }, receipt } }))
  await vote.give()
  expect([vote.votes.value, vote.given.value]).toEqual([3, receipt])
  const back = { minted: -150, lines: [] }
  realm.answers.set('TakeVoteBack', () => ({ unvote: { __typename: 'UnvotePayload', creation: { votes: 2 }, receipt: back } }))
  await vote.takeBack()
  expect([vote.votes.value, vote.given.value, vote.undone.value]).toEqual([2, null, back])
  expect(studio.vote.undone(-back.minted)).toBe('Taken back, and with it 150 echoes.')
})

test('a vote that is refused says why and changes nothing', async () => {
  keepToken('mine')
  const vote = new VoteModel('c1')
  vote.read({ id: 'c1', votes: 2, viewerVote: null })
  realm.answers.set('GiveVote', () => ({ vote: { __typename: 'NotAllowed', code: 'NOT_ALLOWED', message: 'It is your own.' } }))
  await vote.give()
  expect([vote.votes.value, vote.given.value, vote.fault.value]).toEqual([2, null, 'It is your own.'])
})
