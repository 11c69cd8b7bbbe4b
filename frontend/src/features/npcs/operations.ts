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

/** How a list of creations is sorted. */
export type CreationOrder =
  /** The newest first. */
  | 'NEWEST'
  /** The oldest first. */
  | 'OLDEST'
  /** By name, as its characters sort. */
  | 'NAME'
  /** Those with most remixes first. */
  | 'MOST_REMIXED'
  /** Those with most votes first. */
  | 'MOST_VOTED';

/** How a creation came from another. */
export type DerivationKind =
  /** One's own version of one parent. */
  | 'REMIX'
  /** Put together from several parents. */
  | 'BLEND'
  /** Only set off by it. */
  | 'INSPIRED';

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

type SealLine_Cosmetic_Fragment = { readonly id: string, readonly uuid: string, readonly name: string, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
       }> } };

type SealLine_Item_Fragment = { readonly id: string, readonly uuid: string, readonly name: string, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
       }> } };

type SealLine_Location_Fragment = { readonly id: string, readonly uuid: string, readonly name: string, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
       }> } };

type SealLine_Lore_Fragment = { readonly id: string, readonly uuid: string, readonly name: string, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
       }> } };

type SealLine_Npc_Fragment = { readonly id: string, readonly uuid: string, readonly name: string, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
       }> } };

type SealLine_Quest_Fragment = { readonly id: string, readonly uuid: string, readonly name: string, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
       }> } };

export type SealLineFragment =
  | SealLine_Cosmetic_Fragment
  | SealLine_Item_Fragment
  | SealLine_Location_Fragment
  | SealLine_Lore_Fragment
  | SealLine_Npc_Fragment
  | SealLine_Quest_Fragment
;

export type LoadNpcQueryVariables = Exact<{
  id: string;
}>;


export type LoadNpcQuery = { readonly npc: { readonly imageUrl: string, readonly summary: string, readonly tags: ReadonlyArray<string>, readonly license: License, readonly revision: number, readonly createdAt: string, readonly kind: CreationKind, readonly remixCount: number, readonly votes: number, readonly goal: string | null, readonly id: string, readonly uuid: string, readonly name: string, readonly png: string, readonly json: string, readonly charx: string, readonly viewerVote: { readonly receipt: { readonly minted: number, readonly lines: ReadonlyArray<{ readonly echoes: number, readonly reason: LedgerReason, readonly creator:
            | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
            | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
           }> } } | null, readonly creator:
      | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
      | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
    , readonly persona: { readonly trade: string, readonly temper: ReadonlyArray<string>, readonly manner: string, readonly backstory: string, readonly wares: ReadonlyArray<{ readonly name: string, readonly price: string }>, readonly relations: ReadonlyArray<{ readonly bond: string, readonly feeling: string, readonly npc: { readonly id: string, readonly uuid: string, readonly name: string, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
               }> } } }> }, readonly home: { readonly id: string, readonly name: string } | null, readonly room: { readonly id: string, readonly name: string } | null, readonly parents: ReadonlyArray<{ readonly kind: DerivationKind, readonly parent:
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
      , readonly diff: ReadonlyArray<{ readonly field: string, readonly before: string | null, readonly after: string | null }> }>, readonly quests: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly uuid: string, readonly name: string, readonly summary: string, readonly estimatedMinutes: number } }> }, readonly lineage: { readonly truncated: boolean, readonly nodes: ReadonlyArray<
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
         }> }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
         }> } } | null };

export type BrowseNpcsQueryVariables = Exact<{
  search?: string | null | undefined;
  after?: string | null | undefined;
  orderBy?: CreationOrder | null | undefined;
}>;


export type BrowseNpcsQuery = { readonly npcs: { readonly edges: ReadonlyArray<{ readonly node: { readonly imageUrl: string, readonly summary: string, readonly remixCount: number, readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly home: { readonly name: string } | null, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
              | { readonly uuid: string, readonly createdAt: string }
              | { readonly uuid: string, readonly createdAt: string }
              | { readonly uuid: string, readonly createdAt: string }
              | { readonly uuid: string, readonly createdAt: string }
              | { readonly uuid: string, readonly createdAt: string }
              | { readonly uuid: string, readonly createdAt: string }
             }> } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export const loadNpc = operation<LoadNpcQuery, LoadNpcQueryVariables>(
  "query LoadNpc($id:ID!){npc(id:$id){...SealLine imageUrl summary tags license revision createdAt kind remixCount votes viewerVote{receipt{minted lines{echoes reason creator{__typename ...on Player{id handle}...on Npc{id name}}}}}png:characterCardUrl(format:PNG)json:characterCardUrl(format:JSON)charx:characterCardUrl(format:CHARX)goal creator{__typename ...on Player{id handle}...on Npc{id name}}persona{trade temper manner backstory wares{name price}relations{bond feeling npc{...SealLine}}}home{id name}room{id name}parents{kind parent{id name}diff{field before after}}quests(first:10){edges{node{id uuid name summary estimatedMinutes}}}lineage(up:8 down:3){truncated nodes{id uuid name kind createdAt remixCount creator{__typename ...on Player{handle}...on Npc{name}}}edges{kind parent{id}child{id}}}}}fragment SealLine on Creation{id uuid name ancestors(first:5){edges{node{uuid createdAt}}}}",
)

export const browseNpcs = operation<BrowseNpcsQuery, BrowseNpcsQueryVariables>(
  "query BrowseNpcs($search:String$after:Cursor$orderBy:CreationOrder){npcs(first:24 after:$after search:$search orderBy:$orderBy){edges{node{...SealLine imageUrl(size:128)summary remixCount persona{trade}home{name}}}pageInfo{hasNextPage endCursor}}}fragment SealLine on Creation{id uuid name ancestors(first:5){edges{node{uuid createdAt}}}}",
)
