import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { sealLine } from '../../lib/seal'
import { reason } from '../../live/request'
import { useQuery } from '../../live/useQuery'
import { token } from '../../live/session'
import { words } from '../../locales'
import { Page } from '../../ui/Page'
import { Seal } from '../../ui/Seal'
import { Failure, Waiting } from '../../ui/states'
import { pageOf } from '../lineage/address'
import { Unfinished } from '../making/Unfinished'
import { Claim } from './Claim'
import { Devices } from './Devices'
import { Leaving } from './Leaving'
import { myThings, type MyThingsQuery } from './operations'
import { Profile } from './Profile'
import { ensureSomeone } from './viewer'

/** You: your name, what you made, where you are signed in. */
export default function MePage() {
  return token.value ? <Known key={token.value} /> : <Nobody />
}

function Nobody() {
  const { route } = useLocation()
  const fault = useSignal('')
  const walkIn = () =>
    ensureSomeone().then(
      () => route('/me', true),
      (error: unknown) => (fault.value = reason(error)),
    )
  return (
    <Page title={words.me.heading} class="narrow">
      <h1>{words.me.nobody}</h1>
      <p class="lead">{words.me.nobodyLead}</p>
      <div class="acts">
        <button type="button" class="act" onClick={walkIn}>
          {words.landing.walkIn}
        </button>
        <a class="quiet" href="/sign-in">
          {words.nav.signIn}
        </a>
      </div>
      {fault.value && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </Page>
  )
}

function Known() {
  const { data, error, loading, reload } = useQuery(myThings, {})
  const me = data?.viewer
  if (!me)
    return (
      <Page title={words.me.heading} class="me">
        {loading ? <Waiting /> : <Failure error={error} retry={reload} />}
      </Page>
    )
  return (
    <Page title={words.me.heading} class="me">
      <header class="self">
        <Seal line={[me.id]} size={112} />
        <div>
          <h1>{me.handle}</h1>
          <p class="epithet">{me.isGuest ? words.me.guest : me.isBot ? words.room.bot : ''}</p>
          {me.bio && <p class="voice">{me.bio}</p>}
        </div>
      </header>
      {me.isGuest && <Claim onDone={reload} />}
      <Unfinished />
      <Made things={me.creations.edges.map(edge => edge.node)} />
      {!me.isGuest && <Profile me={me} onDone={reload} />}
      <Devices tokens={data.tokens.edges.map(edge => edge.node)} onChange={reload} />
      <Leaving me={me} />
    </Page>
  )
}

type Thing = NonNullable<MyThingsQuery['viewer']>['creations']['edges'][number]['node']

function Made({ things }: { things: readonly Thing[] }) {
  return (
    <section aria-labelledby="made">
      <h2 id="made">{words.me.things}</h2>
      {things.length === 0 && (
        <p class="hint">
          {words.me.noThings} <a href="/npcs">{words.nav.people}</a>, <a href="/make">{words.nav.make}</a>
        </p>
      )}
      <ul class="kin">
        {things.map(thing => (
          <li key={thing.id}>
            <a class="row" href={pageOf(thing)}>
              <Name thing={thing} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Name = ({ thing }: { thing: Thing }) => (
  <>
    <Seal line={sealLine(thing)} size={44} />
    <span>
      <strong>{thing.name}</strong>
      <small>{words.npcs.remixes(thing.remixCount)}</small>
    </span>
  </>
)
