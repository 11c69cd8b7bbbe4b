import { useEffect, useMemo } from 'preact/hooks'
import { studio } from '../../locales/studio'
import { viewer } from '../accounts/viewer'
import { sharesOf, VoteModel, type Receipt, type Votable } from './vote'

interface Voted extends Votable {
  readonly name: string
  readonly creator: { readonly __typename: string; readonly id: string }
}

/** The vote for a creation; read again whenever the realm tells something newer of it. */
export function useVote(creation: Voted): VoteModel {
  const vote = useMemo(() => new VoteModel(creation.id), [creation.id])
  useEffect(() => vote.read(creation), [vote, creation])
  return vote
}

interface VoteProps {
  vote: VoteModel
  creation: Voted
}

/** Gives your vote, and takes it back. Whoever made the thing only sees how many there are. */
export function VoteButton({ vote, creation }: VoteProps) {
  const given = vote.given.value !== null
  const shown = <span aria-hidden="true">▲ {vote.votes.value.toLocaleString('en')}</span>
  if (creation.creator.__typename === 'Player' && creation.creator.id === viewer.value?.id)
    return (
      <span class="tally" title={studio.vote.own}>
        {shown}
        <span class="sr">
          {studio.vote.count(vote.votes.value)}. {studio.vote.own}
        </span>
      </span>
    )
  return (
    <button
      type="button"
      class="quiet vote"
      aria-pressed={given}
      aria-label={`${studio.vote.for(creation.name)}, ${studio.vote.count(vote.votes.value)}`}
      disabled={vote.busy.value}
      onClick={() => (given ? vote.takeBack() : vote.give())}
    >
      {shown}
    </button>
  )
}

/** What your vote gave whom, or why nobody; and how to take it back. */
export function VoteReceipt({ vote }: { vote: VoteModel }) {
  const given = vote.given.value
  const undone = vote.undone.value
  return (
    <div class="receipt" role="status">
      {given && <Gave vote={vote} receipt={given} />}
      {!given && undone && <p>{studio.vote.undone(-undone.minted)}</p>}
      {vote.fault.value && <p class="fault">{vote.fault}</p>}
    </div>
  )
}

function Gave({ vote, receipt }: { vote: VoteModel; receipt: Receipt }) {
  const shares = sharesOf(receipt, 'VOTE', studio.vote.you)
  const remixed = sharesOf(receipt, 'REMIX', studio.vote.you)
  const undo = (
    <button type="button" class="link" disabled={vote.busy.value} onClick={() => vote.takeBack()}>
      {studio.vote.undo}
    </button>
  )
  if (shares.length + remixed.length > 0)
    return (
      <>
        {shares.length > 0 && <p>{studio.vote.gave(shares)}</p>}
        {remixed.length > 0 && <p>{studio.vote.remixed(remixed)}</p>}
        {undo}
      </>
    )
  if (viewer.value?.isGuest)
    return (
      <>
        <p>
          {studio.vote.guest} <a href="/me">{studio.vote.sign}</a>
          {studio.vote.thenAgain}
        </p>
        {undo}
      </>
    )
  return (
    <>
      <p>{studio.vote.nothing}</p>
      <div class="acts">
        <button type="button" class="link" disabled={vote.busy.value} onClick={() => vote.give()}>
          {studio.vote.again}
        </button>
        {undo}
      </div>
    </>
  )
}
