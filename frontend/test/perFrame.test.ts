import { afterEach, expect, test, vi } from 'vitest'
import { perFrame } from '../src/lib/perFrame'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('a thousand tokens make one write', async () => {
  const run = vi.fn()
  const paint = perFrame(run)
  for (let i = 0; i < 1000; i++) paint.ask()
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  expect(run).toHaveBeenCalledTimes(1)
})

test('a hidden tab writes by the clock', () => {
  vi.useFakeTimers()
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  const run = vi.fn()
  const paint = perFrame(run)
  paint.ask()
  vi.advanceTimersByTime(249)
  expect(run).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(run).toHaveBeenCalledTimes(1)
})

test('cancelled means never', () => {
  vi.useFakeTimers()
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
  const run = vi.fn()
  const paint = perFrame(run)
  paint.ask()
  paint.cancel()
  vi.advanceTimersByTime(1000)
  expect(run).not.toHaveBeenCalled()
})
