/** The fields of each kind, as the realm has them: in the order they are written, with their limits in code points. */
import type { CreationKind, DraftChanges, DraftFieldTextsFragment } from './operations'

export type FieldName = Exclude<keyof DraftFieldTextsFragment, '__typename'>

export interface FieldShape {
  readonly field: FieldName
  /** The longest it may be, or the longest entry of a list. */
  readonly limit: number
  /** How many entries a list may have; undefined for a single text. */
  readonly most?: number
  /** Whether code draws it, so that it can be edited and not written anew. */
  readonly drawn?: boolean
}

export const KINDS: readonly CreationKind[] = ['NPC', 'ITEM', 'QUEST', 'LOCATION', 'LORE', 'COSMETIC']

/** Seals that stand for a kind: one dye each, for the eye to tell them apart by. */
export const EMBLEMS: Readonly<Record<CreationKind, readonly string[]>> = {
  NPC: ['somebody'],
  ITEM: ['thing'],
  QUEST: ['errand'],
  LOCATION: ['moor'],
  LORE: ['lore'],
  COSMETIC: ['feather', 'finery'],
}

const CHOICES = 6

const name: FieldShape = { field: 'name', limit: 80 }
const tags: FieldShape = { field: 'tags', limit: 24, most: 8, drawn: true }
const told = (limit: number): FieldShape => ({ field: 'text', limit })
const wearable: readonly FieldShape[] = [name, told(280), { field: 'slot', limit: 0, drawn: true }, tags]

export const SHAPES: Readonly<Record<CreationKind, readonly FieldShape[]>> = {
  NPC: [
    name,
    { field: 'trade', limit: 80 },
    { field: 'temper', limit: 40, most: 4 },
    { field: 'manner', limit: 200 },
    { field: 'goal', limit: 280 },
    { field: 'secret', limit: 500 },
    { field: 'past', limit: 2_000 },
    told(280),
    { field: 'greeting', limit: 400 },
    tags,
  ],
  QUEST: [
    name,
    told(280),
    ...(['start', 'search', 'twist'] as const).map(field => ({ field, limit: 600 })),
    { field: 'choices', limit: 80, most: CHOICES },
    ...(['good', 'bad'] as const).map(field => ({ field, limit: 600 })),
    tags,
  ],
  ITEM: wearable,
  COSMETIC: wearable,
  LORE: [name, { field: 'keys', limit: 40, most: 8 }, told(600), tags],
  LOCATION: [name, { field: 'about', limit: 280 }, told(2_000), tags],
}

/** A field as one text to show or edit: a list has an entry a line. */
export function toText(value: DraftFieldTextsFragment[FieldName]): string {
  return typeof value === 'string' ? value : value ? (value as readonly string[]).join('\n') : ''
}

/** What was typed into a field, as the realm takes it: only a greeting may have several lines. */
export function toChange(shape: FieldShape, typed: string): DraftChanges {
  const text = typed.normalize('NFC').trim()
  if (shape.most === undefined) return { [shape.field]: shape.field === 'greeting' ? text : text.replace(/\s*\n\s*/g, ' ') }
  return { [shape.field]: text.split('\n').map(entry => entry.trim()).filter(Boolean) }
}
