// Written by `npm run codegen` from operations.graphql and the realm's schema. Change those, not this.
import { operation } from '../../live/operation'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Who put the words together. */
export type TextSource =
  /** The language model, just now. */
  | 'MODEL'
  /** The NPC's author, beforehand: no model could speak. */
  | 'AUTHORED';

export type DoorsQueryVariables = Exact<{ [key: string]: never; }>;


export type DoorsQuery = { readonly realm: { readonly name: string, readonly version: string, readonly voice: { readonly source: TextSource } | null }, readonly rooms: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string, readonly location: { readonly name: string, readonly summary: string }, readonly players: ReadonlyArray<{ readonly id: string }>, readonly npcs: ReadonlyArray<{ readonly id: string, readonly uuid: string, readonly name: string, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
               }> } }> } }> } };

export const doors = operation<DoorsQuery, DoorsQueryVariables>(
  "query Doors{realm{name version voice{source}}rooms(first:12){edges{node{id name location{name summary}players{id}npcs{id uuid name ancestors(first:5){edges{node{uuid createdAt}}}}}}}}",
)
