// Written by `npm run codegen` from operations.graphql and the realm's schema. Change those, not this.
import { operation } from '../../live/operation'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type BudgetQueryVariables = Exact<{ [key: string]: never; }>;


export type BudgetQuery = { readonly rateLimit: { readonly maximum: number, readonly available: number, readonly restoreRate: number }, readonly rooms: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string } }> }, readonly npcs: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly uuid: string } }> } };

export const budget = operation<BudgetQuery, BudgetQueryVariables>(
  "query Budget{rateLimit{maximum available restoreRate}rooms(first:1){edges{node{id}}}npcs(first:1){edges{node{id uuid}}}}",
)
