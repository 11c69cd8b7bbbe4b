import { reason } from '../live/request'
import { words } from '../locales'

/** Something is on its way. */
export const Waiting = ({ text = words.loading }: { text?: string }) => (
  <p class="wait" role="status">
    {text}
  </p>
)

/** Something did not come; says why, and offers to try again when that can help. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div class="failure" role="alert">
      <p>{reason(error)}</p>
      {retry && (
        <button type="button" class="quiet" onClick={retry}>
          {words.again}
        </button>
      )}
    </div>
  )
}
