import { expect, test } from 'vitest'
import { resolveEndpoint } from '../src/live/endpoint'

test('a path is on the origin of the page', () => {
  expect(resolveEndpoint('/graphql', 'https://realm.example/room/1?x=2')).toEqual({
    http: 'https://realm.example/graphql',
    socket: 'wss://realm.example/graphql',
    origin: 'https://realm.example',
  })
})

test('a whole address is a realm elsewhere', () => {
  expect(resolveEndpoint('http://127.0.0.1:9000/graphql', 'https://pages.example/')).toEqual({
    http: 'http://127.0.0.1:9000/graphql',
    socket: 'ws://127.0.0.1:9000/graphql',
    origin: 'http://127.0.0.1:9000',
  })
})

test('without a tag it is /graphql here', () => {
  expect(resolveEndpoint(undefined, 'http://localhost:8000/').http).toBe('http://localhost:8000/graphql')
  expect(resolveEndpoint('', 'http://localhost:8000/').http).toBe('http://localhost:8000/graphql')
})
