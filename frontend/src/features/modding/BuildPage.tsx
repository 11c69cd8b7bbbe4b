import { endpoint } from '../../live/endpoint'
import { useQuery } from '../../live/useQuery'
import { words } from '../../locales'
import { Snippet } from '../../ui/Copy'
import { Page } from '../../ui/Page'
import { budget } from './operations'
import { Runner } from './Runner'
import { shellExample, socketExample } from './samples'

/** For modders and bot authors: the one endpoint, things to run at once, and how to go on from there. */
export default function BuildPage() {
  const { data } = useQuery(budget, {})
  const room = data?.rooms.edges[0]?.node.id ?? 'ROOM'
  const npc = data?.npcs.edges[0]?.node.id ?? 'NPC'
  const limit = data?.rateLimit
  return (
    <Page title={words.build.heading} class="build">
      <h1>{words.build.heading}</h1>
      <p class="lead">{words.build.lead}</p>
      <section aria-labelledby="endpoint">
        <h2 id="endpoint">{words.build.endpoint}</h2>
        <Snippet text={endpoint.http} label={words.build.endpoint} />
        <p>{words.build.endpointLead}</p>
        <div class="acts">
          <a class="act" href="/graphiql/">
            {words.build.open}
          </a>
        </div>
      </section>
      <section aria-labelledby="try">
        <h2 id="try">{words.build.try}</h2>
        <Runner key={`${room} ${npc}`} ids={{ room, npc }} />
      </section>
      <section aria-labelledby="shell">
        <h2 id="shell">{words.build.shell}</h2>
        <Snippet text={shellExample(endpoint.http)} label={words.build.shell} />
      </section>
      <section aria-labelledby="socket">
        <h2 id="socket">{words.build.socket}</h2>
        <p>{words.build.socketLead}</p>
        <Snippet text={socketExample(endpoint.socket, room)} label={words.build.socket} />
        <p>
          {words.build.tokens} <a href="/me">{words.build.tokensLink}</a>.
        </p>
      </section>
      {limit && (
        <section aria-labelledby="limits">
          <h2 id="limits">{words.build.limits}</h2>
          <meter min={0} max={limit.maximum} value={limit.available} aria-labelledby="limits" />
          <p>{words.build.budget(limit.available, limit.maximum, limit.restoreRate)}</p>
        </section>
      )}
    </Page>
  )
}
