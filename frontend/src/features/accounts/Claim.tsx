import { useSignal } from '@preact/signals'
import { download } from '../../lib/clipboard'
import { Refusal, reason, request, settled } from '../../live/request'
import { words } from '../../locales'
import { Copy } from '../../ui/Copy'
import { Field } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { claimAccount } from './operations'
import { viewer } from './viewer'

/** A guest signs a name and keeps everything; recovery codes are shown this once. */
export function Claim({ onDone }: { onDone(): void }) {
  const codes = useSignal<readonly string[] | null>(null)
  const busy = useSignal(false)
  const fault = useSignal<unknown>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    busy.value = true
    fault.value = null
    try {
      const input = { handle: String(form.get('handle')).trim(), password: String(form.get('password')) }
      const claimed = settled((await request(claimAccount, { input })).claimAccount)
      viewer.value = claimed.viewer
      codes.value = claimed.recoveryCodes
    } catch (error) {
      fault.value = error
    } finally {
      busy.value = false
    }
  }
  const faultOf = (field: string) =>
    fault.value instanceof Refusal && fault.value.field === field ? fault.value.message : undefined
  return (
    <section class="card" aria-labelledby="claim">
      <h2 id="claim">{words.me.claim}</h2>
      <p>{words.me.guestLead}</p>
      <form class="stack" onSubmit={submit}>
        <Field
          label={words.me.handle}
          hint={words.me.handleHint}
          name="handle"
          required
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          fault={faultOf('handle')}
        />
        <Field
          label={words.me.password}
          hint={words.me.passwordHint}
          name="password"
          type="password"
          required
          autocomplete="new-password"
          fault={faultOf('password')}
        />
        {fault.value !== null && !(fault.value instanceof Refusal && fault.value.field) && (
          <p class="fault" role="alert">
            {reason(fault.value)}
          </p>
        )}
        <button class="act" disabled={busy.value}>
          {words.me.claimDo}
        </button>
      </form>
      <RecoveryCodes
        codes={codes.value}
        onKept={() => {
          codes.value = null
          onDone()
        }}
      />
    </section>
  )
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[] | null; onKept(): void }) {
  const text = codes?.join('\n') ?? ''
  return (
    <Sheet open={codes !== null} heading={words.me.codes} onClose={onKept}>
      <p>{words.me.codesLead}</p>
      <div class="snippet">
        <ol class="codes">
          {codes?.map(code => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <div class="acts">
          <Copy text={text} />
          <button type="button" class="quiet small" onClick={() => download('realm-recovery-codes.txt', `${text}\n`)}>
            {words.me.download}
          </button>
        </div>
      </div>
      <button type="button" class="act" onClick={onKept}>
        {words.me.codesKept}
      </button>
    </Sheet>
  )
}
