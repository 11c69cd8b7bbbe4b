import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { reason, request, settled } from '../../live/request'
import { keepToken } from '../../live/session'
import { words } from '../../locales'
import { Field } from '../../ui/Field'
import { Page } from '../../ui/Page'
import { Sheet } from '../../ui/Sheet'
import { deleteAccount, signOut, type AccountFragment } from './operations'

/** Signing out, and going for good. */
export function Leaving({ me }: { me: AccountFragment }) {
  const { route } = useLocation()
  const sure = useSignal(false)
  const deleting = useSignal(false)
  const fault = useSignal('')
  const leave = async (everywhere: boolean) => {
    fault.value = ''
    try {
      settled((await request(signOut, { input: { everywhere } })).signOut)
      keepToken(null)
      route('/')
    } catch (error) {
      fault.value = reason(error)
    }
  }
  const remove = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    fault.value = ''
    try {
      const input = {
        confirmHandle: String(form.get('confirm')).trim(),
        password: me.isGuest ? null : String(form.get('password')),
      }
      settled((await request(deleteAccount, { input })).deleteAccount)
      keepToken(null)
      route('/gone')
    } catch (error) {
      fault.value = reason(error)
    }
  }
  return (
    <section class="leaving">
      <div class="acts">
        <button type="button" class="quiet" onClick={() => (me.isGuest ? (sure.value = true) : leave(false))}>
          {words.me.signOut}
        </button>
        {!me.isGuest && (
          <button type="button" class="quiet" onClick={() => leave(true)}>
            {words.me.signOutAll}
          </button>
        )}
        <button type="button" class="quiet warn" onClick={() => (deleting.value = true)}>
          {words.me.danger}
        </button>
      </div>
      {fault.value && !deleting.value && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <Sheet open={sure.value} heading={words.me.signOut} onClose={() => (sure.value = false)}>
        <p>{words.me.signOutGuest}</p>
        <div class="acts">
          <button type="button" class="act" onClick={() => (sure.value = false)}>
            {words.cancel}
          </button>
          <button type="button" class="quiet warn" onClick={() => leave(false)}>
            {words.me.signOutSure}
          </button>
        </div>
      </Sheet>
      <Sheet open={deleting.value} heading={words.me.danger} onClose={() => (deleting.value = false)}>
        <form class="stack" onSubmit={remove}>
          <p>{words.me.dangerLead}</p>
          <Field label={words.me.confirmHandle(me.handle)} name="confirm" required autocomplete="off" spellcheck={false} />
          {!me.isGuest && (
            <Field label={words.me.password} name="password" type="password" required autocomplete="current-password" />
          )}
          {fault.value && (
            <p class="fault" role="alert">
              {fault}
            </p>
          )}
          <div class="acts">
            <button type="button" class="quiet" onClick={() => (deleting.value = false)}>
              {words.cancel}
            </button>
            <button class="act stop">{words.me.deleteDo}</button>
          </div>
        </form>
      </Sheet>
    </section>
  )
}

/** After the account is gone. */
export function GonePage() {
  return (
    <Page title={words.me.danger} class="narrow">
      <h1>{words.me.deleted}</h1>
      <a class="act" href="/">
        {words.lost.home}
      </a>
    </Page>
  )
}
