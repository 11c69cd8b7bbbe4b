import { useCallback, useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import type { Operation } from './operation'
import { request } from './request'

export interface Loaded<Result> {
  data: Result | undefined
  error: unknown
  loading: boolean
  reload(): void
}

interface State<Result> {
  data?: Result
  error?: unknown
  loading: boolean
}

/** Asks once per set of variables; while it asks again the last answer stays. */
export function useQuery<Result, Variables>(operation: Operation<Result, Variables>, variables: Variables): Loaded<Result> {
  const state = useSignal<State<Result>>({ loading: true })
  const key = JSON.stringify(variables)
  const abort = useRef<AbortController | null>(null)
  const load = useCallback(() => {
    abort.current?.abort()
    const mine = (abort.current = new AbortController())
    state.value = { ...state.peek(), loading: true }
    request(operation, JSON.parse(key) as Variables, mine.signal).then(
      data => {
        if (!mine.signal.aborted) state.value = { data, loading: false }
      },
      (error: unknown) => {
        if (!mine.signal.aborted) state.value = { ...state.peek(), error, loading: false }
      },
    )
  }, [operation, key])
  useEffect(() => {
    load()
    return () => abort.current?.abort()
  }, [load])
  return { data: state.value.data, error: state.value.error, loading: state.value.loading, reload: load }
}
