import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { sealLine } from '../../lib/seal'
import { request } from '../../live/request'
import { words } from '../../locales'
import { Page } from '../../ui/Page'
import { Picture } from '../../ui/Picture'
import { Failure, Waiting } from '../../ui/states'
import { browseNpcs, type BrowseNpcsQuery, type CreationOrder } from './operations'

type Npc = BrowseNpcsQuery['npcs']['edges'][number]['node']

const TYPING_MS = 250

/** Everybody of this world, to be found and met. The search is in the address, so it can be shared. */
export default function NpcsPage() {
  const { query, route } = useLocation()
  const search = query['q'] ?? ''
  const order = (['NEWEST', 'NAME', 'MOST_REMIXED', 'MOST_VOTED'].find(one => one === query['by']) ?? 'NEWEST') as CreationOrder
  const found = useSignal<Npc[]>([])
  const next = useSignal<string | null>(null)
  const state = useSignal<'loading' | 'more' | 'done' | 'failed'>('loading')
  const error = useSignal<unknown>(null)
  const round = useRef(0)
  const load = async (after: string | null) => {
    const mine = ++round.current
    state.value = after ? 'more' : 'loading'
    try {
      const { npcs } = await request(browseNpcs, { search: search || null, after, orderBy: order })
      if (mine !== round.current) return
      found.value = [...(after ? found.peek() : []), ...npcs.edges.map(edge => edge.node)]
      next.value = npcs.pageInfo.hasNextPage ? npcs.pageInfo.endCursor : null
      state.value = 'done'
    } catch (cause) {
      if (mine !== round.current) return
      error.value = cause
      state.value = 'failed'
    }
  }
  useEffect(() => {
    void load(null)
    return () => void round.current++
  }, [search, order])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const go = (q: string, by: string) => {
    const address = new URLSearchParams({ ...(q ? { q } : {}), ...(by !== 'NEWEST' ? { by } : {}) }).toString()
    route(`/npcs${address ? `?${address}` : ''}`, true)
  }
  return (
    <Page title={words.npcs.heading} class="browse">
      <h1>{words.npcs.heading}</h1>
      <p class="lead">
        {words.npcs.lead} <a href="/make">{words.npcs.make}</a>
      </p>
      <form class="search" role="search" onSubmit={event => event.preventDefault()}>
        <label class="sr" for="search">
          {words.npcs.search}
        </label>
        <input
          id="search"
          type="search"
          placeholder={words.npcs.searchHint}
          defaultValue={search}
          onInput={event => {
            const q = event.currentTarget.value.trim()
            clearTimeout(timer.current)
            timer.current = setTimeout(() => go(q, order), TYPING_MS)
          }}
        />
        <label class="sr" for="order">
          {words.npcs.order}
        </label>
        <select id="order" value={order} onChange={event => go(search, event.currentTarget.value)}>
          <option value="NEWEST">{words.npcs.newest}</option>
          <option value="NAME">{words.npcs.name}</option>
          <option value="MOST_REMIXED">{words.npcs.remixed}</option>
          <option value="MOST_VOTED">{words.npcs.voted}</option>
        </select>
      </form>
      {state.value === 'failed' && <Failure error={error.value} retry={() => load(null)} />}
      {state.value === 'loading' && found.value.length === 0 && <Waiting />}
      {state.value === 'done' && found.value.length === 0 && (
        <p class="hint">{search ? words.npcs.none(search) : words.npcs.noneAtAll}</p>
      )}
      <ul class="people" aria-busy={state.value === 'loading'}>
        {found.value.map(npc => (
          <li key={npc.id}>
            <a href={`/npc/${encodeURIComponent(npc.id)}`}>
              <Picture src={npc.imageUrl} line={sealLine(npc)} size={64} />
              <span>
                <strong>{npc.name}</strong>
                <small class="epithet">{npc.persona.trade}</small>
                <span class="blurb">{npc.summary}</span>
                <small>{[npc.home?.name, npc.remixCount ? words.npcs.remixes(npc.remixCount) : ''].filter(Boolean).join(' · ')}</small>
              </span>
            </a>
          </li>
        ))}
      </ul>
      {next.value && (
        <button type="button" class="quiet" disabled={state.value === 'more'} onClick={() => load(next.value)}>
          {words.more}
        </button>
      )}
    </Page>
  )
}
