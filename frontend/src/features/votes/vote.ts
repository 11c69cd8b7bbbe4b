/** A vote as one browser gives it: how many there are, ours, and what it gave whom. */
import { batch, signal } from '@preact/signals'
import { reason, request, settled } from '../../live/request'
import { ensureSomeone, viewer } from '../accounts/viewer'
import { giveVote, takeVoteBack, type VoteGaveFragment } from './operations'

export type Receipt = VoteGaveFragment

export interface Votable {
  readonly id: string
  readonly votes: number
  readonly viewerVote: { readonly receipt: Receipt } | null
}

export class VoteModel {
  readonly votes = signal(0)
  /** What ours gave; null when we gave none. */
  readonly given = signal<Receipt | null>(null)
  /** What was taken back with it, a moment ago; null before. */
  readonly undone = signal<Receipt | null>(null)
  readonly fault = signal('')
  readonly busy = signal(false)

  constructor(private readonly id: string) {}

  /** Takes over what the realm says of it. */
  read(creation: Votable): void {
    this.votes.value = creation.votes
    this.given.value = creation.viewerVote?.receipt ?? null
  }

  /** Gives our vote; again, it may be paid what it was not before. */
  async give(): Promise<void> {
    await this.act(async () => {
      await ensureSomeone()
      const { creation, receipt } = settled((await request(giveVote, { input: { creationId: this.id } })).vote)
      this.settle(creation.votes, receipt, null)
    })
  }

  async takeBack(): Promise<void> {
    await this.act(async () => {
      const { creation, receipt } = settled((await request(takeVoteBack, { input: { creationId: this.id } })).unvote)
      this.settle(creation.votes, null, receipt)
    })
  }

  private settle(votes: number, given: Receipt | null, undone: Receipt | null): void {
    batch(() => {
      this.votes.value = votes
      this.given.value = given
      this.undone.value = undone
    })
  }

  private async act(act: () => Promise<void>): Promise<void> {
    if (this.busy.peek()) return
    this.busy.value = true
    this.fault.value = ''
    try {
      await act()
    } catch (error) {
      this.fault.value = reason(error)
    } finally {
      this.busy.value = false
    }
  }
}

/** Who received how much, for one reason, in the receipt's order; whoever is there twice once. */
export function sharesOf(receipt: Receipt, cause: 'VOTE' | 'REMIX', you: string): [number, string][] {
  const shares = new Map<string, number>()
  for (const { echoes, reason: why, creator } of receipt.lines) {
    if (why !== cause || echoes === 0) continue
    const name = creator.__typename === 'Npc' ? creator.name : creator.id === viewer.peek()?.id ? you : creator.handle
    shares.set(name, (shares.get(name) ?? 0) + echoes)
  }
  return [...shares].map(([name, echoes]) => [echoes, name])
}
