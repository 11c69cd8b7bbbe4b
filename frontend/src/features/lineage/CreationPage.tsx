import { useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso'
import type { ComponentChildren } from 'preact'
import { sealLine } from '../../lib/seal'
import { share } from '../../lib/share'
import { isMissing, reason, request, settled } from '../../live/request'
import { useQuery } from '../../live/useQuery'
import { words } from '../../locales'
import { studio } from '../../locales/studio'
import { Page } from '../../ui/Page'
import { Picture } from '../../ui/Picture'
import { Failure, Waiting } from '../../ui/states'
import { ensureSomeone } from '../accounts/viewer'
import { Remix } from '../making/Remix'
import { Changes } from '../npcs/Changes'
import { enterRoom } from '../talk/operations'
import { useVote, VoteButton, VoteReceipt } from '../votes/Vote'
import { pageOf } from './address'
import { Lineage } from './Lineage'
import { loadThing, type LoadThingQuery } from './operations'

type Thing = NonNullable<LoadThingQuery['creation']>

/** Anything made that is not somebody: what it is, what it came from, and what can be done with it. */
export default function CreationPage() {
  const uuid = useRoute().params['uuid'] ?? ''
  const { route } = useLocation()
  const { data, error, loading, reload } = useQuery(loadThing, { uuid })
  const thing = data?.creation
  const somebody = thing?.kind === 'NPC' ? thing : null
  useEffect(() => {
    if (somebody) route(pageOf(somebody), true)
  }, [somebody])
  if (thing && !somebody && (thing.uuid === uuid || !loading)) return <Shown key={thing.uuid} thing={thing} />
  if (loading || somebody)
    return (
      <Page class="npc-page">
        <div class="portrait blank" />
        <Waiting />
      </Page>
    )
  return (
    <Page title={words.lost.heading} class="npc-page">
      {error && !isMissing(error) ? (
        <Failure error={error} retry={reload} />
      ) : (
        <div class="failure" role="alert">
          <p>{studio.thing.missing}</p>
          <a class="quiet" href="/make">
            {studio.make.something}
          </a>
        </div>
      )}
    </Page>
  )
}

function Shown({ thing }: { thing: Thing }) {
  const maker = thing.creator.__typename === 'Player' ? thing.creator.handle : thing.creator.name
  return (
    <Page title={thing.name} class="npc-page">
      <div class="face">
        <div class="portrait">
          <Picture src={thing.imageUrl} line={sealLine(thing)} size={220} label={studio.thing.picture(thing.name)} />
        </div>
        <div class="intro">
          <h1>{thing.name}</h1>
          <p class="epithet">{epithet(thing)}</p>
          <p class="voice">{thing.summary}</p>
          <Acts thing={thing} />
        </div>
      </div>
      <section class="about">
        <Told thing={thing} />
        <dl class="facts">
          <Facts thing={thing} />
          <Fact term={words.npc.madeBy}>{maker}</Fact>
          <Fact term={studio.thing.wordedBy}>{studio.thing.worded[thing.provenance.generator.kind]}</Fact>
          <Fact term={words.npc.license}>{thing.license.replaceAll('_', '-')}</Fact>
        </dl>
      </section>
      <section aria-labelledby="lineage">
        <h2 id="lineage">{words.npc.lineage}</h2>
        {thing.lineage.nodes.length > 1 ? (
          <Lineage nodes={thing.lineage.nodes} edges={thing.lineage.edges} here={thing.id} />
        ) : (
          <p class="hint">{words.npc.alone}</p>
        )}
        {thing.lineage.truncated && <p class="hint">{words.npc.truncated}</p>}
        {thing.parents.map(hop => (
          <Changes key={hop.parent.id} hop={hop} />
        ))}
      </section>
    </Page>
  )
}

function epithet(thing: Thing): string {
  const { a } = studio.kinds[thing.kind]
  if (thing.__typename === 'Item') return `${a}, ${studio.slots[thing.slot]}`
  return thing.__typename === 'Cosmetic' ? `${a}, ${studio.slots[thing.wornAt]}` : a
}

function Acts({ thing }: { thing: Thing }) {
  const { route } = useLocation()
  const vote = useVote(thing)
  const note = useSignal('')
  const opening = useSignal(false)
  const roomId = thing.__typename === 'Location' ? thing.rooms[0]?.id : undefined
  const enter = async () => {
    opening.value = true
    try {
      await ensureSomeone()
      const { room } = settled((await request(enterRoom, { input: { roomId } })).enterRoom)
      route(`/room/${encodeURIComponent(room.id)}`)
    } catch (error) {
      note.value = reason(error)
    } finally {
      opening.value = false
    }
  }
  return (
    <>
      <div class="acts">
        {roomId && (
          <button type="button" class="act" disabled={opening.value} onClick={enter}>
            {opening.value ? studio.thing.opening : studio.thing.enter}
          </button>
        )}
        <Remix id={thing.id} name={thing.name} old={{ name: thing.name, summary: thing.summary }}>
          <button
            type="button"
            class="quiet"
            onClick={async () => (note.value = await share(thing.name, thing.summary, pageOf(thing), words.npc.linkCopied))}
          >
            {words.npc.share}
          </button>
          <VoteButton vote={vote} creation={thing} />
        </Remix>
      </div>
      <VoteReceipt vote={vote} />
      <p role="status" class="note">
        {note}
      </p>
    </>
  )
}

/** What a kind has more to tell than its summary. */
function Told({ thing }: { thing: Thing }) {
  if (thing.__typename === 'Lore') return <Prose text={thing.text} besides={thing.summary} />
  if (thing.__typename === 'Location') return <Prose text={thing.description} besides={thing.summary} />
  if (thing.__typename !== 'Quest') return null
  return (
    <div>
      <h2>{studio.thing.begins}</h2>
      <p class="voice">{thing.start.text}</p>
      <ul class="choices">
        {thing.start.choices.map(choice => (
          <li key={choice.label} class="voice">
            {choice.label}
          </li>
        ))}
      </ul>
    </div>
  )
}

const Prose = ({ text, besides }: { text: string; besides: string }) => (text === besides ? null : <p class="voice">{text}</p>)

function Facts({ thing }: { thing: Thing }) {
  if (thing.__typename === 'Item')
    return (
      <>
        {thing.powers.length > 0 && <Fact term={studio.thing.powers}>{thing.powers.map(power => power.text).join(', ')}</Fact>}
        <Fact term={studio.thing.owner}>{thing.owner?.handle ?? studio.thing.nobody}</Fact>
      </>
    )
  if (thing.__typename === 'Lore') return <Fact term={studio.thing.keys}>{thing.keys.join(', ')}</Fact>
  if (thing.__typename === 'Location')
    return (
      <>
        {thing.exits.length > 0 && (
          <Fact term={studio.thing.paths}>
            <Names of={thing.exits.map(exit => ({ name: exit.name, href: `/creation/${exit.uuid}` }))} />
          </Fact>
        )}
        {thing.npcs.length > 0 && (
          <Fact term={studio.thing.people}>
            <Names of={thing.npcs.map(npc => ({ name: npc.name, href: `/npc/${encodeURIComponent(npc.id)}` }))} />
          </Fact>
        )}
      </>
    )
  if (thing.__typename !== 'Quest') return null
  return (
    <>
      {thing.giver && (
        <Fact term={studio.thing.giver}>
          <a href={`/npc/${encodeURIComponent(thing.giver.id)}`}>{thing.giver.name}</a>
        </Fact>
      )}
      {thing.location && (
        <Fact term={studio.thing.place}>
          <a href={`/creation/${thing.location.uuid}`}>{thing.location.name}</a>
        </Fact>
      )}
      <Fact term={studio.thing.length}>{studio.thing.minutes(thing.estimatedMinutes)}</Fact>
    </>
  )
}

const Names = ({ of }: { of: readonly { name: string; href: string }[] }) => (
  <>
    {of.map(({ name, href }, i) => (
      <span key={href}>
        {i > 0 && ', '}
        <a href={href}>{name}</a>
      </span>
    ))}
  </>
)

const Fact = ({ term, children }: { term: string; children: ComponentChildren }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)
