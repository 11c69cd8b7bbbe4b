import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { Refusal, reason, request, settled } from '../../live/request'
import { words } from '../../locales'
import { Field } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { deviceName } from './device'
import { recoverAccount, signIn } from './operations'
import { become, ensureSomeone } from './viewer'

/** The way back for those who signed their name. */
export default function SignInPage() {
  const { route } = useLocation()
  const recovering = useSignal(false)
  const busy = useSignal(false)
  const fault = useSignal<unknown>(null)
  const attempt = async (act: () => Promise<void>) => {
    busy.value = true
    fault.value = null
    try {
      await act()
      route('/me', true)
    } catch (error) {
      fault.value = error
    } finally {
      busy.value = false
    }
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    const text = (name: string) => String(form.get(name) ?? '')
    void attempt(async () => {
      if (recovering.peek()) {
        const input = { handle: text('handle').trim(), recoveryCode: text('code').trim(), newPassword: text('password') }
        const back = settled((await request(recoverAccount, { input })).recoverAccount)
        become(back.viewer, back.token)
      } else {
        const input = { handle: text('handle').trim(), password: text('password'), deviceName: deviceName() }
        const back = settled((await request(signIn, { input })).signIn)
        become(back.viewer, back.token)
      }
    })
  }
  const faultOf = (field: string) =>
    fault.value instanceof Refusal && fault.value.field === field ? fault.value.message : undefined
  const lost = recovering.value
  return (
    <Page title={words.signIn.do} class="narrow">
      <h1>{lost ? words.signIn.recoverHeading : words.signIn.heading}</h1>
      <p class="lead">{words.signIn.lead}</p>
      <form class="stack" onSubmit={submit} key={lost ? 'recover' : 'sign-in'}>
        <Field
          label={words.signIn.handle}
          name="handle"
          required
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          fault={faultOf('handle')}
        />
        {lost && (
          <Field
            label={words.signIn.code}
            name="code"
            required
            autocomplete="one-time-code"
            autocapitalize="none"
            spellcheck={false}
            fault={faultOf('recoveryCode')}
          />
        )}
        <Field
          label={lost ? words.signIn.newPassword : words.signIn.password}
          name="password"
          type="password"
          required
          autocomplete={lost ? 'new-password' : 'current-password'}
          fault={faultOf(lost ? 'newPassword' : 'password')}
        />
        {fault.value !== null && !(fault.value instanceof Refusal && fault.value.field) && (
          <p class="fault" role="alert">
            {reason(fault.value)}
          </p>
        )}
        <div class="acts">
          <button class="act" disabled={busy.value}>
            {lost ? words.signIn.recoverDo : words.signIn.do}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              recovering.value = !lost
              fault.value = null
            }}
          >
            {lost ? words.signIn.remembered : words.signIn.forgot}
          </button>
        </div>
      </form>
      <p class="hint">
        <button type="button" class="link" onClick={() => attempt(ensureSomeone)}>
          {words.signIn.guestFirst}
        </button>
      </p>
    </Page>
  )
}
