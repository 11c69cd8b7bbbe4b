/**
 * A draft as one browser follows it: what is written of each field, and everything one may do with it. Fields being
 * written are signals of their own, so that a token touches one text node and never the page.
 */
import { batch, computed, signal, type Signal } from '@preact/signals'
import { perFrame } from '../../lib/perFrame'
import { Refusal, isMissing, reason, request, settled } from '../../live/request'
import { live } from '../../live/subscribe'
import { toChange, toText, type FieldName, type FieldShape } from './kinds'
import {
  chooseDraftTake,
  discardDraft,
  draftWritten,
  editDraft,
  loadDraft,
  publish,
  retryDraft,
  type DraftWrittenSubscription,
  type License,
  type WholeDraftFragment,
} from './operations'
import { addPiece, fieldsOf, nothingTaken, type Taken } from './pieces'

export type Draft = WholeDraftFragment
type Frame = DraftWrittenSubscription['draft']

export type Phase = 'loading' | 'here' | 'missing' | 'failed'

const RELOAD_MS = 1_000

export class DraftModel {
  readonly phase = signal<Phase>('loading')
  readonly error = signal<unknown>(null)
  readonly draft = signal<Draft | null>(null)
  readonly place = signal<number | null>(null)
  /** What could not be done, in a sentence; what is wrong with a field is told where it was typed. */
  readonly notice = signal('')
  readonly fault = signal<{ doing: string; message: string } | null>(null)
  /** What is being done at this moment: a field's name, or `publish`, `discard`, `retry`, `take`. */
  readonly busy = signal('')
  /** The one field that is written anew while the others stay. */
  readonly anew = signal<FieldName | null>(null)
  /** The fields of the take being written that have been begun, in that order. */
  readonly begun = signal<readonly string[]>([])

  readonly asked = computed(() => isAsked(this.draft.value))
  /** The takes one can go back to. */
  readonly whole = computed(() => this.draft.value?.takes.filter(take => take.state === 'READY') ?? [])

  private taken: Taken = nothingTaken
  private readonly texts = new Map<string, Signal<string>>()
  private readonly paint = perFrame(() => this.flush())
  private off: (() => void) | undefined
  private timer: ReturnType<typeof setTimeout> | undefined
  private closed = false

  constructor(readonly id: string) {}

  async open(): Promise<void> {
    try {
      const { draft } = await request(loadDraft, { id: this.id })
      if (this.closed) return
      if (draft) this.keep(draft)
      this.phase.value = draft ? 'here' : 'missing'
    } catch (error) {
      if (this.closed) return
      this.error.value = error
      this.phase.value = isMissing(error) ? 'missing' : 'failed'
    }
  }

  close(): void {
    this.closed = true
    this.rest()
  }

  /** What is written of a field so far, live. */
  textOf(field: string): Signal<string> {
    let text = this.texts.get(field)
    if (!text) this.texts.set(field, (text = signal('')))
    return text
  }

  // What one may do

  async edit(shape: FieldShape, typed: string): Promise<boolean> {
    return this.act(shape.field, async () => {
      const input = { draftId: this.id, changes: toChange(shape, typed) }
      this.keep(settled((await request(editDraft, { input })).editDraft).draft)
    })
  }

  /** Another take, of the whole or of one field. */
  async again(field: FieldName | null): Promise<boolean> {
    return this.act('retry', async () => {
      const { draft } = settled((await request(retryDraft, { input: { draftId: this.id, field } })).retryDraft)
      this.anew.value = field
      this.keep(draft)
    })
  }

  async choose(take: number): Promise<boolean> {
    return this.act('take', async () => {
      this.keep(settled((await request(chooseDraftTake, { input: { draftId: this.id, take } })).chooseDraftTake).draft)
    })
  }

  async discard(): Promise<boolean> {
    return this.act('discard', async () => {
      settled((await request(discardDraft, { input: { draftId: this.id } })).discardDraft)
      this.rest()
    })
  }

  /** Lets it into the realm; gives what was made of it, or null. */
  async publish(license: License): Promise<NonNullable<Draft['creation']> | null> {
    let made: NonNullable<Draft['creation']> | null = null
    await this.act('publish', async () => {
      made = settled((await request(publish, { input: { draftId: this.id, license } })).publish).creation
    })
    return made
  }

  private async act(what: string, act: () => Promise<void>): Promise<boolean> {
    if (this.busy.peek()) return false
    batch(() => {
      this.busy.value = what
      this.notice.value = ''
      this.fault.value = null
    })
    try {
      await act()
      return true
    } catch (error) {
      if (error instanceof Refusal && error.field) this.fault.value = { doing: what, message: error.message }
      else this.notice.value = reason(error)
      return false
    } finally {
      this.busy.value = ''
    }
  }

  // What is written

  private keep(draft: Draft): void {
    batch(() => {
      this.draft.value = draft
      this.place.value = draft.queuePlace
      if (isAsked(draft)) return this.follow()
      this.anew.value = null
      this.rest()
    })
  }

  private rest(): void {
    clearTimeout(this.timer)
    this.off?.()
    this.off = undefined
    this.paint.cancel()
  }

  private follow(): void {
    this.off?.()
    this.begin(nothingTaken)
    // Read anew whenever the socket is: it goes on from what is here.
    const here = () => ({ id: this.id, afterOffset: this.taken.length, take: this.taken.take || null })
    this.off = live().subscribe(draftWritten, here, {
      next: ({ draft: frame }) => this.hear(frame),
      end: () => this.reopen(),
    })
  }

  private hear(frame: Frame): void {
    if (frame.__typename === 'DraftReady' || frame.__typename === 'DraftFailed') return this.keep(frame.draft)
    if (frame.__typename === 'DraftWaiting') {
      this.place.value = frame.queuePlace
      this.change({ state: 'WAITING' })
      return
    }
    const taken = addPiece(this.taken, frame)
    if (!taken) return this.reopen()
    if (taken.take !== this.taken.take) this.begin(taken)
    this.taken = taken
    this.change({ state: 'WRITING' })
    this.paint.ask()
  }

  /** The realm let go of it before its end, or a piece went missing: reads it and follows it from its beginning. */
  private reopen(): void {
    this.rest()
    this.timer = setTimeout(() => {
      if (!this.closed) void this.open()
    }, RELOAD_MS)
  }

  private begin(taken: Taken): void {
    this.taken = taken
    this.begun.value = []
    for (const text of this.texts.values()) text.value = ''
  }

  private flush(): void {
    batch(() => {
      const fields = fieldsOf(this.taken)
      for (const [field, text] of fields) this.textOf(field).value = text
      if (fields.size !== this.begun.peek().length) this.begun.value = [...fields.keys()]
    })
  }

  private change(to: Partial<Draft>): void {
    const draft = this.draft.peek()
    if (draft && draft.state !== to.state) this.draft.value = { ...draft, ...to }
  }
}

const isAsked = (draft: Draft | null): boolean => draft?.state === 'WAITING' || draft?.state === 'WRITING'

/** What a field says in the take that counts. */
export const textIn = (draft: Draft, field: FieldName): string => toText(draft.fields?.[field] ?? null)
