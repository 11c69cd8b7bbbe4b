import { afterEach, expect, test, vi } from 'vitest'
import { LIMIT_BYTES, upload } from '../src/features/making/upload'
import { keepToken, token } from '../src/live/session'

const answer = (status: number, body: object) => vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })))
afterEach(() => vi.unstubAllGlobals())

test('a file goes out as the body, with our token, and its id comes back', async () => {
  const sent = answer(201, { uploadId: 'u1' })
  vi.stubGlobal('fetch', sent)
  keepToken('mine')
  const file = new File(['{}'], 'card.json')
  expect(await upload(file)).toBe('u1')
  const [address, init] = sent.mock.calls[0] as unknown as [string, RequestInit]
  expect(address).toMatch(/\/uploads$/)
  expect(init).toEqual({ method: 'POST', headers: { authorization: 'Bearer mine' }, body: file })
})

test('what is empty or too large is not sent', async () => {
  const sent = answer(201, {})
  vi.stubGlobal('fetch', sent)
  const large = new File(['x'], 'card.png')
  Object.defineProperty(large, 'size', { value: LIMIT_BYTES + 1 })
  await expect(upload(new File([], 'card.png'))).rejects.toMatchObject({ code: 'EMPTY' })
  await expect(upload(large)).rejects.toMatchObject({ code: 'CONTENT_TOO_LARGE' })
  expect(sent).not.toHaveBeenCalled()
})

test('a refusal is told in the realm’s words, and a token that ended is let go', async () => {
  vi.stubGlobal('fetch', answer(429, { code: 'RATE_LIMITED', message: 'Wait a little.' }))
  await expect(upload(new File(['{}'], 'card.json'))).rejects.toMatchObject({ code: 'RATE_LIMITED', message: 'Wait a little.' })
  keepToken('stale')
  vi.stubGlobal('fetch', answer(401, { code: 'SIGN_IN_REQUIRED', message: 'Sign in.' }))
  await expect(upload(new File(['{}'], 'card.json'))).rejects.toMatchObject({ message: 'Sign in.' })
  expect(token.value).toBeNull()
})

test('a realm that does not answer is said', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no')))
  await expect(upload(new File(['{}'], 'card.json'))).rejects.toMatchObject({ code: 'UNREACHABLE' })
})
