import { useLocation } from 'preact-iso'
import { useSignal } from '@preact/signals'
import { sealLine } from '../../lib/seal'
import { reason, request, settled } from '../../live/request'
import { words } from '../../locales'
import { Seal } from '../../ui/Seal'
import { ensureSomeone, viewer } from '../accounts/viewer'
import { nameList } from './names'
import { enterRoom } from './operations'
import type { RoomModel } from './room'

interface SurroundingsProps {
  room: RoomModel
  /** Chooses whom to speak to. */
  address(npcId: string): void
}

/** Who is here, and where one can go from here. */
export function Surroundings({ room, address }: SurroundingsProps) {
  const scene = room.scene.value
  const { route } = useLocation()
  const going = useSignal<string | null>(null)
  const fault = useSignal('')
  if (!scene) return null
  const travel = async (locationId: string) => {
    going.value = locationId
    fault.value = ''
    try {
      await ensureSomeone()
      const { room: next } = settled((await request(enterRoom, { input: { locationId } })).enterRoom)
      void room.leave()
      route(`/room/${encodeURIComponent(next.id)}`)
    } catch (error) {
      fault.value = reason(error)
    } finally {
      going.value = null
    }
  }
  return (
    <div class="surroundings">
      {scene.goal && (
        <section>
          <h3>{words.room.goal}</h3>
          <p>{scene.goal}</p>
        </section>
      )}
      <section>
        <h3>{words.room.here}</h3>
        <ul class="present">
          {scene.npcs.map(npc => (
            <li key={npc.id}>
              <button type="button" class="row" onClick={() => address(npc.id)}>
                <Seal line={sealLine(npc)} size={36} />
                <span>
                  <span class="sr">{words.room.speakTo} </span>
                  <strong>{npc.name}</strong>
                  <small>{npc.persona.trade}</small>
                </span>
              </button>
              <a class="icon" href={`/npc/${encodeURIComponent(npc.id)}`} aria-label={words.room.about(npc.name)}>
                ›
              </a>
            </li>
          ))}
          {room.log.value.people.map(player => (
            <li key={player.id} class="person">
              <Seal line={[player.id]} size={28} />
              <span>
                {player.handle}
                {player.id === viewer.value?.id && ` ${words.room.isYou}`}
                {player.isBot && <small> {words.room.bot}</small>}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{words.room.waysOut}</h3>
        {scene.location.exits.length === 0 && <p class="hint">{words.room.noWaysOut}</p>}
        <ul class="ways">
          {scene.location.exits.map(exit => (
            <li key={exit.id}>
              <button type="button" class="row" disabled={going.value !== null} onClick={() => travel(exit.id)}>
                <span>
                  <strong>{exit.name}</strong>
                  <small>{exit.npcs.length ? words.room.thereIs(nameList(exit.npcs)) : words.room.nobodyThere}</small>
                </span>
                <span aria-hidden="true">{going.value === exit.id ? '…' : '→'}</span>
              </button>
            </li>
          ))}
        </ul>
        {fault.value && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
      </section>
    </div>
  )
}
