import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { operation } from '../../live/operation'
import { ask, reason } from '../../live/request'
import { live } from '../../live/subscribe'
import { words } from '../../locales'
import { Copy } from '../../ui/Copy'
import { fill, SAMPLES } from './samples'

const LINES_KEPT = 40

/** Runs one operation: an answer for a query or mutation, lines as they come for a subscription. */
export function Runner({ ids }: { ids: { room: string; npc: string } }) {
  const text = useSignal(fill(SAMPLES[0]!.text, ids))
  const answer = useSignal('')
  const facts = useSignal('')
  const running = useSignal(false)
  const off = useRef<(() => void) | undefined>(undefined)
  const stop = () => {
    off.current?.()
    off.current = undefined
    running.value = false
  }
  useEffect(() => stop, [])
  const run = async () => {
    stop()
    running.value = true
    facts.value = ''
    if (/^\s*subscription\b/m.test(text.peek())) return listen()
    const startedMs = performance.now()
    try {
      const result = (await ask<unknown>({ query: text.peek() })) as { extensions?: { cost?: { actual?: number; requested?: number } } }
      const points = result.extensions?.cost?.actual ?? result.extensions?.cost?.requested
      facts.value = [
        words.build.took(Math.round(performance.now() - startedMs)),
        points === undefined ? '' : words.build.cost(String(points)),
      ]
        .filter(Boolean)
        .join(' · ')
      answer.value = JSON.stringify(result, null, 2)
    } catch (error) {
      answer.value = reason(error)
    }
    running.value = false
  }
  const listen = () => {
    answer.value = ''
    facts.value = words.build.listening
    off.current = live().subscribe<unknown, object>(operation(text.peek()), () => ({}), {
      next: line => {
        answer.value = [...answer.peek().split('\n').filter(Boolean), JSON.stringify(line)].slice(-LINES_KEPT).join('\n')
      },
      end: refusal => {
        if (refusal) answer.value = refusal
        stop()
      },
    })
  }
  return (
    <div class="runner">
      <div class="samples" role="group" aria-label={words.build.pick}>
        {SAMPLES.map(sample => (
          <button
            type="button"
            key={sample.key}
            aria-pressed={text.value === fill(sample.text, ids)}
            onClick={() => {
              stop()
              text.value = fill(sample.text, ids)
              answer.value = ''
              facts.value = ''
            }}
          >
            {words.build.samples[sample.key]}
          </button>
        ))}
      </div>
      <label for="query">{words.build.query}</label>
      <textarea
        id="query"
        class="code"
        spellcheck={false}
        autocapitalize="off"
        rows={text.value.split('\n').length + 1}
        value={text}
        onInput={event => (text.value = event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void run()
        }}
      />
      <div class="acts">
        {running.value ? (
          <button type="button" class="act stop" onClick={stop}>
            {words.build.stop}
          </button>
        ) : (
          <button type="button" class="act" onClick={run}>
            {words.build.run}
          </button>
        )}
        <Copy text={text.value} />
        <span class="note" role="status">
          {facts}
        </span>
      </div>
      <pre class="answer" tabIndex={0} role="group" aria-label={words.build.answer}>
        {answer.value || <span class="hint">{words.build.noAnswer}</span>}
      </pre>
    </div>
  )
}
