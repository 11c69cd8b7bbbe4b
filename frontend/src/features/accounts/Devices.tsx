import { useSignal } from '@preact/signals'
import { ago } from '../../lib/dates'
import { Refusal, reason, request, settled } from '../../live/request'
import { words } from '../../locales'
import { Snippet } from '../../ui/Copy'
import { Field, Tick } from '../../ui/Field'
import { Sheet } from '../../ui/Sheet'
import { createToken, revokeToken, type MyThingsQuery, type Scope } from './operations'

type Token = MyThingsQuery['tokens']['edges'][number]['node']

const SCOPES: Scope[] = ['READ', 'PLAY', 'CREATE', 'MODERATE']
const DAY_MS = 86_400_000

/** Where you are signed in, and the tokens that act for you. */
export function Devices({ tokens, onChange }: { tokens: readonly Token[]; onChange(): void }) {
  const fault = useSignal('')
  const revoke = async (tokenId: string) => {
    fault.value = ''
    try {
      settled((await request(revokeToken, { input: { tokenId } })).revokeToken)
      onChange()
    } catch (error) {
      fault.value = reason(error)
    }
  }
  const sessions = tokens.filter(token => token.kind === 'SESSION')
  const personal = tokens.filter(token => token.kind === 'PERSONAL')
  return (
    <>
      <section aria-labelledby="devices">
        <h2 id="devices">{words.me.devices}</h2>
        <TokenList tokens={sessions} verb={words.me.revoke} onRevoke={revoke} />
      </section>
      <section aria-labelledby="tokens">
        <h2 id="tokens">{words.me.tokens}</h2>
        <p>{words.me.tokensLead}</p>
        {personal.length === 0 && <p class="hint">{words.me.noTokens}</p>}
        <TokenList tokens={personal} verb={words.me.revokeToken} onRevoke={revoke} />
        <NewToken onDone={onChange} />
        {fault.value && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
      </section>
    </>
  )
}

function TokenList({ tokens, verb, onRevoke }: { tokens: readonly Token[]; verb: string; onRevoke(id: string): void }) {
  return (
    <ul class="tokens">
      {tokens.map(token => (
        <li key={token.id}>
          <span>
            <strong>{token.name || words.signIn.deviceName}</strong>
            <small>
              {[
                token.isCurrent ? words.me.thisDevice : '',
                token.lastUsedAt ? words.me.lastUsed(ago(token.lastUsedAt)) : words.me.neverUsed,
                token.expiresAt ? words.me.expires(ago(token.expiresAt)) : '',
                token.kind === 'PERSONAL' ? token.scopes.join(' ').toLowerCase() : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </span>
          {!token.isCurrent && (
            <button type="button" class="quiet small" aria-label={`${verb} ${token.name}`} onClick={() => onRevoke(token.id)}>
              {verb}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function NewToken({ onDone }: { onDone(): void }) {
  const open = useSignal(false)
  const made = useSignal('')
  const fault = useSignal<unknown>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const days = Number(form.get('days'))
    fault.value = null
    try {
      const input = {
        name: String(form.get('name')).trim(),
        scopes: form.getAll('scope') as Scope[],
        expiresAt: days ? new Date(Date.now() + days * DAY_MS).toISOString() : null,
      }
      made.value = settled((await request(createToken, { input })).createToken).token
    } catch (error) {
      fault.value = error
    }
  }
  const close = () => {
    open.value = false
    if (made.peek()) onDone()
    made.value = ''
  }
  const faultOf = (field: string) =>
    fault.value instanceof Refusal && fault.value.field === field ? fault.value.message : undefined
  return (
    <>
      <button type="button" class="quiet" onClick={() => (open.value = true)}>
        {words.me.newToken}
      </button>
      <Sheet open={open.value} heading={words.me.newToken} onClose={close}>
        {made.value ? (
          <div class="stack">
            <p>{words.me.tokenShown}</p>
            <Snippet text={made.value} label={words.me.newToken} />
            <button type="button" class="act" onClick={close}>
              {words.me.tokenDone}
            </button>
          </div>
        ) : (
          <form class="stack" onSubmit={submit}>
            <Field label={words.me.tokenName} name="name" required maxLength={80} fault={faultOf('name')} />
            <fieldset>
              <legend>{words.me.scopes}</legend>
              {SCOPES.map(scope => (
                <Tick key={scope} name="scope" value={scope} defaultChecked={scope === 'READ' || scope === 'PLAY'}>
                  {words.me.scope[scope]}
                </Tick>
              ))}
            </fieldset>
            <div class="field">
              <label for="days">{words.me.tokenLife}</label>
              <select id="days" name="days">
                {['7', '30', '365', ''].map(days => (
                  <option key={days} value={days} selected={days === '30'}>
                    {words.me.lives[days]}
                  </option>
                ))}
              </select>
            </div>
            {fault.value !== null && faultOf('name') === undefined && (
              <p class="fault" role="alert">
                {reason(fault.value)}
              </p>
            )}
            <button class="act">{words.me.createToken}</button>
          </form>
        )}
      </Sheet>
    </>
  )
}
