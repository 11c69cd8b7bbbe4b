/**
 * One call per frame, however often it is asked for. Frames pause in a hidden tab, so a timer stands in for them there.
 */
export function perFrame(run: () => void, hiddenMs = 250): { ask(): void; now(): void; cancel(): void } {
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    frame = 0
    timer = undefined
  }
  const now = () => {
    cancel()
    run()
  }
  const ask = () => {
    if (frame || timer !== undefined) return
    if (document.hidden) timer = setTimeout(now, hiddenMs)
    else frame = requestAnimationFrame(now)
  }
  // A frame asked for just before the tab was hidden would never come.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && frame) now()
  })
  return { ask, now, cancel }
}
