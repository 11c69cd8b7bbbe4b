import { useSignal } from '@preact/signals'
import { Refusal, reason, request, settled } from '../../live/request'
import { words } from '../../locales'
import { Area, Field, Tick } from '../../ui/Field'
import { updateProfile, type AccountFragment } from './operations'
import { viewer } from './viewer'

/** Your name and what others read about you. */
export function Profile({ me, onDone }: { me: AccountFragment; onDone(): void }) {
  const saved = useSignal(false)
  const fault = useSignal<unknown>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget as HTMLFormElement)
    saved.value = false
    fault.value = null
    try {
      const handle = String(form.get('handle')).trim()
      const input = {
        ...(handle === me.handle ? {} : { handle }),
        bio: String(form.get('bio')).trim(),
        isBot: form.get('isBot') !== null,
      }
      viewer.value = settled((await request(updateProfile, { input })).updateProfile).viewer
      saved.value = true
      onDone()
    } catch (error) {
      fault.value = error
    }
  }
  const faultOf = (field: string) =>
    fault.value instanceof Refusal && fault.value.field === field ? fault.value.message : undefined
  return (
    <section aria-labelledby="profile">
      <h2 id="profile">{words.me.profile}</h2>
      <form class="stack" onSubmit={submit}>
        <Field label={words.me.handle} name="handle" required defaultValue={me.handle} spellcheck={false} fault={faultOf('handle')} />
        <Area label={words.me.bio} hint={words.me.bioHint} name="bio" rows={2} defaultValue={me.bio ?? ''} fault={faultOf('bio')} />
        <Tick name="isBot" defaultChecked={me.isBot}>
          {words.me.isBot}
        </Tick>
        {fault.value !== null && !(fault.value instanceof Refusal && fault.value.field) && (
          <p class="fault" role="alert">
            {reason(fault.value)}
          </p>
        )}
        <div class="acts">
          <button class="quiet">{words.me.save}</button>
          <p role="status" class="note">
            {saved.value && words.me.saved}
          </p>
        </div>
      </form>
    </section>
  )
}
