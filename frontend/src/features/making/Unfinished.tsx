import { useQuery } from '../../live/useQuery'
import { token } from '../../live/session'
import { studio } from '../../locales/studio'
import { Seal } from '../../ui/Seal'
import { openDrafts } from './operations'

/** What you began and neither published nor threw away; nothing at all when there is none. */
export function Unfinished() {
  return token.value ? <Drafts key={token.value} /> : null
}

function Drafts() {
  const drafts = useQuery(openDrafts, {}).data?.viewer?.drafts.edges.map(edge => edge.node) ?? []
  if (drafts.length === 0) return null
  return (
    <section aria-labelledby="unfinished">
      <h2 id="unfinished">{studio.make.unfinished}</h2>
      <ul class="kin">
        {drafts.map(draft => (
          <li key={draft.id}>
            <a class="row" href={`/draft/${encodeURIComponent(draft.id)}`}>
              <Seal line={[]} size={44} />
              <span>
                <strong>{draft.fields?.name || draft.prompt || studio.make.noWish}</strong>
                <small>
                  {studio.kinds[draft.kind].name} · {studio.make.states[draft.state]}
                </small>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
