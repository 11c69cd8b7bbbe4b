import { useSignal } from '@preact/signals'
import { useLocation, useRoute } from 'preact-iso'
import { sealLine } from '../../lib/seal'
import { share } from '../../lib/share'
import { isMissing, reason, request, settled } from '../../live/request'
import { useQuery } from '../../live/useQuery'
import { words } from '../../locales'
import { Page } from '../../ui/Page'
import { Picture } from '../../ui/Picture'
import { Seal } from '../../ui/Seal'
import { Failure, Waiting } from '../../ui/states'
import { ensureSomeone } from '../accounts/viewer'
import { pageOf } from '../lineage/address'
import { Lineage } from '../lineage/Lineage'
import { CardOut } from '../making/CardOut'
import { Remix } from '../making/Remix'
import { enterRoom } from '../talk/operations'
import { useVote, VoteButton, VoteReceipt } from '../votes/Vote'
import { Changes } from './Changes'
import { loadNpc, type LoadNpcQuery } from './operations'

export type Npc = NonNullable<LoadNpcQuery['npc']>

/** Somebody of this world: who they are, where they come from, and how to meet them. */
export default function NpcPage() {
  const id = useRoute().params['id'] ?? ''
  const { data, error, loading, reload } = useQuery(loadNpc, { id })
  const npc = data?.npc
  if (npc && npc.id !== id && loading) return <Loading />
  if (npc) return <Portrait key={npc.id} npc={npc} />
  if (loading) return <Loading />
  return (
    <Page title={words.nav.people} class="npc-page">
      {error && !isMissing(error) ? <Failure error={error} retry={reload} /> : <Missing />}
    </Page>
  )
}

const Loading = () => (
  <Page class="npc-page">
    <div class="portrait blank" />
    <Waiting />
  </Page>
)

const Missing = () => (
  <div class="failure" role="alert">
    <p>{words.npc.missing}</p>
    <a class="quiet" href="/npcs">
      {words.nav.people}
    </a>
  </div>
)

function Portrait({ npc }: { npc: Npc }) {
  const { persona } = npc
  const family = npc.lineage.nodes.length > 1
  return (
    <Page title={npc.name} class="npc-page">
      <div class="face">
        <div class="portrait">
          <Picture src={npc.imageUrl} line={sealLine(npc)} size={220} label={words.npc.picture(npc.name)} />
        </div>
        <div class="intro">
          <h1>{npc.name}</h1>
          <p class="epithet">{persona.trade}</p>
          <p class="voice">{npc.summary}</p>
          <Acts npc={npc} />
        </div>
      </div>
      <section aria-labelledby="lineage">
        <h2 id="lineage">{words.npc.lineage}</h2>
        {family ? (
          <Lineage nodes={npc.lineage.nodes} edges={npc.lineage.edges} here={npc.id} />
        ) : (
          <p class="hint">{words.npc.alone}</p>
        )}
        {npc.lineage.truncated && <p class="hint">{words.npc.truncated}</p>}
        {npc.parents.map(hop => (
          <Changes key={hop.parent.id} hop={hop} />
        ))}
      </section>
      <About npc={npc} />
    </Page>
  )
}

function Acts({ npc }: { npc: Npc }) {
  const { route } = useLocation()
  const opening = useSignal(false)
  const fault = useSignal('')
  const note = useSignal('')
  const speak = async () => {
    opening.value = true
    fault.value = ''
    try {
      await ensureSomeone()
      const { room } = settled((await request(enterRoom, { input: { npcId: npc.id } })).enterRoom)
      route(`/room/${encodeURIComponent(room.id)}?to=${encodeURIComponent(npc.id)}`)
    } catch (error) {
      fault.value = reason(error)
    } finally {
      opening.value = false
    }
  }
  const vote = useVote(npc)
  const { persona } = npc
  const old = { name: npc.name, trade: persona.trade, manner: persona.manner, goal: npc.goal ?? '' }
  const pass = async () => {
    note.value = await share(npc.name, `${npc.name}, ${persona.trade}`, pageOf(npc), words.npc.linkCopied)
  }
  return (
    <>
      <div class="acts">
        <button type="button" class="act" disabled={opening.value} onClick={speak}>
          {opening.value ? words.npc.opening : words.npc.speak}
        </button>
        <Remix id={npc.id} name={npc.name} old={old}>
          <button type="button" class="quiet" onClick={pass}>
            {words.npc.share}
          </button>
          <VoteButton vote={vote} creation={npc} />
        </Remix>
        <CardOut npc={npc} />
      </div>
      <VoteReceipt vote={vote} />
      <p role="status" class="note">
        {note}
      </p>
      {fault.value && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </>
  )
}

function About({ npc }: { npc: Npc }) {
  const { persona } = npc
  const quests = npc.quests.edges.map(edge => edge.node)
  const maker = npc.creator.__typename === 'Player' ? npc.creator.handle : npc.creator.name
  return (
    <>
      <section class="about">
        {persona.backstory && (
          <div>
            <h2>{words.npc.backstory}</h2>
            <p class="voice">{persona.backstory}</p>
          </div>
        )}
        <dl class="facts">
          {persona.temper.length > 0 && <Fact term={words.npc.temper} text={persona.temper.join(', ')} />}
          {persona.manner && <Fact term={words.npc.manner} text={persona.manner} />}
          {npc.goal && <Fact term={words.npc.goal} text={npc.goal} />}
          {npc.home && <Fact term={words.npc.home} text={npc.home.name} />}
          {persona.wares.length > 0 && (
            <Fact term={words.npc.wares} text={persona.wares.map(ware => `${ware.name} (${ware.price})`).join(', ')} />
          )}
          <Fact term={words.npc.madeBy} text={maker} />
          <Fact term={words.npc.license} text={npc.license.replaceAll('_', '-')} />
        </dl>
      </section>
      {persona.relations.length > 0 && (
        <section aria-labelledby="knows">
          <h2 id="knows">{words.npc.knows}</h2>
          <ul class="kin">
            {persona.relations.map(({ npc: other, bond, feeling }) => (
              <li key={other.id}>
                <a class="row" href={`/npc/${encodeURIComponent(other.id)}`}>
                  <Seal line={sealLine(other)} size={44} />
                  <span>
                    <strong>{other.name}</strong>
                    <small>{[bond, feeling].filter(Boolean).join(' · ')}</small>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {quests.length > 0 && (
        <section aria-labelledby="quests">
          <h2 id="quests">{words.npc.quests}</h2>
          <ul class="quests">
            {quests.map(quest => (
              <li key={quest.id}>
                <a href={`/creation/${quest.uuid}`}>
                  <strong>{quest.name}</strong>
                </a>
                <p class="voice">{quest.summary}</p>
                <small>{words.npc.minutes(quest.estimatedMinutes)}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const Fact = ({ term, text }: { term: string; text: string }) => (
  <div>
    <dt>{term}</dt>
    <dd>{text}</dd>
  </div>
)
