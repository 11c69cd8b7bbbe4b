// Written by `npm run codegen` from operations.graphql and the realm's schema. Change those, not this.
import { operation } from '../../live/operation'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** The six kinds of creation. */
export type CreationKind =
  /** Somebody who answers when spoken to. */
  | 'NPC'
  /** A short story that branches. */
  | 'QUEST'
  /** A thing that somebody may own. */
  | 'ITEM'
  /** A thing that is only worn for its looks. */
  | 'COSMETIC'
  /** Something that is known in the realm. */
  | 'LORE'
  /** A place that hosts rooms. */
  | 'LOCATION';

/** How a creation came from another. */
export type DerivationKind =
  /** One's own version of one parent. */
  | 'REMIX'
  /** Put together from several parents. */
  | 'BLEND'
  /** Only set off by it. */
  | 'INSPIRED';

/** Whether a person, a model or the realm's tables wrote something. */
export type GeneratorKind =
  /** A person. */
  | 'HUMAN'
  /** A language model. */
  | 'MODEL'
  /** The realm's own tables of words: no model could. */
  | 'TABLES';

/** What echoes were earned by. Nothing else mints them. */
export type LedgerReason =
  /** Somebody with a claimed account voted for it. */
  | 'VOTE'
  /** Somebody remixed it, and somebody else voted for the remix. */
  | 'REMIX'
  /** Somebody with a claimed account played it to an end. */
  | 'QUEST'
  /** It placed in a challenge. */
  | 'CHALLENGE';

/** What others may do with a creation outside the realm; inside it all may be remixed. */
export type License =
  /** Anything. */
  | 'CC0'
  /** Anything, naming its maker. */
  | 'CC_BY'
  /** Anything, naming its maker and sharing alike. */
  | 'CC_BY_SA';

/** Where something is worn or kept. */
export type Slot =
  /** On the head. */
  | 'HEAD'
  /** Round the neck. */
  | 'NECK'
  /** On the back. */
  | 'BACK'
  /** In or on a hand. */
  | 'HAND'
  /** On the body. */
  | 'BODY'
  /** On the feet. */
  | 'FEET'
  /** In a pocket. */
  | 'POCKET';

export type LoadThingQueryVariables = Exact<{
  uuid: string;
}>;


export type LoadThingQuery = { readonly creation:
    | { readonly __typename: 'Cosmetic', readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly imageUrl: string, readonly summary: string, readonly tags: ReadonlyArray<string>, readonly license: License, readonly votes: number, readonly wornAt: Slot, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> }, readonly creator:
        | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
        | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
      , readonly provenance: { readonly generator: { readonly kind: GeneratorKind } }, readonly viewerVote: { readonly receipt: { readonly minted: number, readonly lines: ReadonlyArray<{ readonly echoes: number, readonly reason: LedgerReason, readonly creator:
              | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
              | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
             }> } } | null, readonly parents: ReadonlyArray<{ readonly parent:
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
        , readonly diff: ReadonlyArray<{ readonly field: string, readonly before: string | null, readonly after: string | null }> }>, readonly lineage: { readonly truncated: boolean, readonly nodes: ReadonlyArray<
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
        >, readonly edges: ReadonlyArray<{ readonly kind: DerivationKind, readonly parent:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
          , readonly child:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
           }> } }
    | { readonly __typename: 'Item', readonly slot: Slot, readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly imageUrl: string, readonly summary: string, readonly tags: ReadonlyArray<string>, readonly license: License, readonly votes: number, readonly powers: ReadonlyArray<{ readonly text: string, readonly strength: number }>, readonly owner: { readonly handle: string } | null, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> }, readonly creator:
        | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
        | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
      , readonly provenance: { readonly generator: { readonly kind: GeneratorKind } }, readonly viewerVote: { readonly receipt: { readonly minted: number, readonly lines: ReadonlyArray<{ readonly echoes: number, readonly reason: LedgerReason, readonly creator:
              | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
              | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
             }> } } | null, readonly parents: ReadonlyArray<{ readonly parent:
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
        , readonly diff: ReadonlyArray<{ readonly field: string, readonly before: string | null, readonly after: string | null }> }>, readonly lineage: { readonly truncated: boolean, readonly nodes: ReadonlyArray<
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
        >, readonly edges: ReadonlyArray<{ readonly kind: DerivationKind, readonly parent:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
          , readonly child:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
           }> } }
    | { readonly __typename: 'Location', readonly description: string, readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly imageUrl: string, readonly summary: string, readonly tags: ReadonlyArray<string>, readonly license: License, readonly votes: number, readonly rooms: ReadonlyArray<{ readonly id: string }>, readonly exits: ReadonlyArray<{ readonly uuid: string, readonly name: string }>, readonly npcs: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> }, readonly creator:
        | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
        | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
      , readonly provenance: { readonly generator: { readonly kind: GeneratorKind } }, readonly viewerVote: { readonly receipt: { readonly minted: number, readonly lines: ReadonlyArray<{ readonly echoes: number, readonly reason: LedgerReason, readonly creator:
              | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
              | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
             }> } } | null, readonly parents: ReadonlyArray<{ readonly parent:
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
        , readonly diff: ReadonlyArray<{ readonly field: string, readonly before: string | null, readonly after: string | null }> }>, readonly lineage: { readonly truncated: boolean, readonly nodes: ReadonlyArray<
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
        >, readonly edges: ReadonlyArray<{ readonly kind: DerivationKind, readonly parent:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
          , readonly child:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
           }> } }
    | { readonly __typename: 'Lore', readonly text: string, readonly keys: ReadonlyArray<string>, readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly imageUrl: string, readonly summary: string, readonly tags: ReadonlyArray<string>, readonly license: License, readonly votes: number, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> }, readonly creator:
        | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
        | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
      , readonly provenance: { readonly generator: { readonly kind: GeneratorKind } }, readonly viewerVote: { readonly receipt: { readonly minted: number, readonly lines: ReadonlyArray<{ readonly echoes: number, readonly reason: LedgerReason, readonly creator:
              | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
              | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
             }> } } | null, readonly parents: ReadonlyArray<{ readonly parent:
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
        , readonly diff: ReadonlyArray<{ readonly field: string, readonly before: string | null, readonly after: string | null }> }>, readonly lineage: { readonly truncated: boolean, readonly nodes: ReadonlyArray<
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
        >, readonly edges: ReadonlyArray<{ readonly kind: DerivationKind, readonly parent:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
          , readonly child:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
           }> } }
    | { readonly __typename: 'Npc', readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly imageUrl: string, readonly summary: string, readonly tags: ReadonlyArray<string>, readonly license: License, readonly votes: number, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> }, readonly creator:
        | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
        | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
      , readonly provenance: { readonly generator: { readonly kind: GeneratorKind } }, readonly viewerVote: { readonly receipt: { readonly minted: number, readonly lines: ReadonlyArray<{ readonly echoes: number, readonly reason: LedgerReason, readonly creator:
              | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
              | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
             }> } } | null, readonly parents: ReadonlyArray<{ readonly parent:
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
        , readonly diff: ReadonlyArray<{ readonly field: string, readonly before: string | null, readonly after: string | null }> }>, readonly lineage: { readonly truncated: boolean, readonly nodes: ReadonlyArray<
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
        >, readonly edges: ReadonlyArray<{ readonly kind: DerivationKind, readonly parent:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
          , readonly child:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
           }> } }
    | { readonly __typename: 'Quest', readonly estimatedMinutes: number, readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly imageUrl: string, readonly summary: string, readonly tags: ReadonlyArray<string>, readonly license: License, readonly votes: number, readonly start: { readonly text: string, readonly choices: ReadonlyArray<{ readonly label: string }> }, readonly giver: { readonly id: string, readonly name: string } | null, readonly location: { readonly uuid: string, readonly name: string } | null, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> }, readonly creator:
        | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
        | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
      , readonly provenance: { readonly generator: { readonly kind: GeneratorKind } }, readonly viewerVote: { readonly receipt: { readonly minted: number, readonly lines: ReadonlyArray<{ readonly echoes: number, readonly reason: LedgerReason, readonly creator:
              | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
              | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
             }> } } | null, readonly parents: ReadonlyArray<{ readonly parent:
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
        , readonly diff: ReadonlyArray<{ readonly field: string, readonly before: string | null, readonly after: string | null }> }>, readonly lineage: { readonly truncated: boolean, readonly nodes: ReadonlyArray<
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
          | { readonly id: string, readonly uuid: string, readonly name: string, readonly kind: CreationKind, readonly createdAt: string, readonly remixCount: number, readonly creator:
              | { readonly __typename: 'Player', readonly handle: string }
              | { readonly __typename: 'Npc', readonly name: string }
             }
        >, readonly edges: ReadonlyArray<{ readonly kind: DerivationKind, readonly parent:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
          , readonly child:
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
            | { readonly id: string }
           }> } }
   | null };

export const loadThing = operation<LoadThingQuery, LoadThingQueryVariables>(
  "query LoadThing($uuid:UUID!){creation(uuid:$uuid){__typename id uuid kind name imageUrl summary tags license votes ancestors(first:5){edges{node{uuid createdAt}}}creator{__typename ...on Player{id handle}...on Npc{id name}}provenance{generator{kind}}viewerVote{receipt{minted lines{echoes reason creator{__typename ...on Player{id handle}...on Npc{id name}}}}}parents{parent{id name}diff{field before after}}lineage(up:8 down:3){truncated nodes{id uuid name kind createdAt remixCount creator{__typename ...on Player{handle}...on Npc{name}}}edges{kind parent{id}child{id}}}...on Item{slot powers{text strength}owner{handle}}...on Cosmetic{wornAt:slot}...on Lore{text keys}...on Location{description rooms{id}exits{uuid name}npcs{id name}}...on Quest{estimatedMinutes start{text choices{label}}giver{id name}location{uuid name}}}}",
)
