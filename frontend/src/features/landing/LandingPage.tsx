import { useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { sealLine } from '../../lib/seal'
import { reason, request, settled } from '../../live/request'
import { useQuery } from '../../live/useQuery'
import { words } from '../../locales'
import { Page } from '../../ui/Page'
import { Seal } from '../../ui/Seal'
import { Failure, Waiting } from '../../ui/states'
import { ensureSomeone } from '../accounts/viewer'
import { enterRoom } from '../talk/operations'
import { nameList } from '../talk/names'
import { doors, type DoorsQuery } from './operations'

type Door = DoorsQuery['rooms']['edges'][number]['node']

const HERO_LINE = ['first', 'maren', 'maren-2', 'maren-4', 'maren-6', 'you']
const REFRESH_MS = 20_000

/** The busiest room; among the empty ones the one with the most to talk to. */
export const busiest = (rooms: readonly Door[]): Door | undefined =>
  rooms.toSorted((a, b) => b.players.length - a.players.length || b.npcs.length - a.npcs.length)[0]

/** The first screen: one tap from here you are in a room. */
export default function LandingPage() {
  const { data, error, loading, reload } = useQuery(doors, {})
  const { route } = useLocation()
  const walking = useSignal(false)
  const fault = useSignal('')
  useEffect(() => {
    const look = () => {
      if (!document.hidden) reload()
    }
    const timer = setInterval(look, REFRESH_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [reload])
  const rooms = data?.rooms.edges.map(edge => edge.node) ?? []
  const walkIn = async () => {
    walking.value = true
    fault.value = ''
    try {
      await ensureSomeone()
      const roomId = busiest(rooms)?.id ?? busiest((await request(doors, {})).rooms.edges.map(edge => edge.node))?.id
      if (!roomId) {
        fault.value = words.landing.noDoors
        return
      }
      const { room } = settled((await request(enterRoom, { input: { roomId } })).enterRoom)
      route(`/room/${encodeURIComponent(room.id)}`)
    } catch (cause) {
      fault.value = reason(cause)
    } finally {
      walking.value = false
    }
  }
  const away = data?.realm.voice?.source === 'AUTHORED'
  return (
    <Page class="landing">
      <div class="hero">
        <Seal line={HERO_LINE} size={300} />
        <h1>{words.landing.heading}</h1>
        <p>{words.landing.lead}</p>
        <div class="acts">
          <button type="button" class="act big" onClick={walkIn} disabled={walking.value}>
            {walking.value ? words.landing.walking : words.landing.walkIn}
          </button>
          <a class="quiet big" href="/npcs">
            {words.landing.orMeet}
          </a>
        </div>
        {fault.value && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
      </div>
      <section class="doors" aria-labelledby="doors">
        <h2 id="doors">{words.landing.doors}</h2>
        {away && <p class="aside-note">{words.landing.voiceAway}</p>}
        {error !== undefined && !data && <Failure error={error} retry={reload} />}
        {loading && !data && <Waiting />}
        {data && rooms.length === 0 && <p class="hint">{words.landing.noDoors}</p>}
        <ul>
          {rooms.map(room => (
            <li key={room.id}>
              <a href={`/room/${encodeURIComponent(room.id)}`}>
                <strong>{room.name}</strong>
                <span class="blurb">{room.location.summary}</span>
                <small class={room.players.length ? 'alive' : ''}>{words.landing.inside(room.players.length)}</small>
                {room.npcs.length > 0 && (
                  <span class="seals">
                    {room.npcs.slice(0, 3).map(npc => (
                      <Seal key={npc.id} line={sealLine(npc)} size={32} />
                    ))}
                    <small>{nameList(room.npcs.slice(0, 3))}</small>
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <footer class="foot">
        <p>{words.landing.footer}</p>
        <a href="/build">{words.nav.build}</a>
      </footer>
    </Page>
  )
}
