import { words } from '../../locales'

interface ChangesProps {
  hop: {
    readonly parent: { readonly id: string; readonly name: string }
    readonly diff: readonly { readonly field: string; readonly before: string | null; readonly after: string | null }[]
  }
}

/** With more changes than this the list stays folded until asked for. */
const SHOWN_AT_ONCE = 4

/** What one remix changed. */
export function Changes({ hop }: ChangesProps) {
  return (
    <details class="changes" open={hop.diff.length <= SHOWN_AT_ONCE}>
      <summary>{words.npc.changed(hop.parent.name, hop.diff.length)}</summary>
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
    </details>
  )
}
