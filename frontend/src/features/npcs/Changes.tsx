import { words } from '../../locales'

interface ChangesProps {
  hop: {
    readonly parent: { readonly id: string; readonly name: string }
    readonly diff: readonly { readonly field: string; readonly before: string | null; readonly after: string | null }[]
  }
}

/** What one remix changed. */
export function Changes({ hop }: ChangesProps) {
  return (
    <div class="changes">
      <h3>
        {words.npc.changed}
        <a href={`/npc/${encodeURIComponent(hop.parent.id)}`}>{hop.parent.name}</a>
      </h3>
      {hop.diff.length === 0 && <p class="hint">{words.npc.unchanged}</p>}
      <dl>
        {hop.diff.map(change => (
          <div key={change.field}>
            <dt>{words.fields[change.field] ?? change.field}</dt>
            <dd>
              <del>
                <span class="sr">{words.npc.before} </span>
                {change.before ?? words.npc.nothing}
              </del>
              <ins>
                <span class="sr">{words.npc.after} </span>
                {change.after ?? words.npc.nothing}
              </ins>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
