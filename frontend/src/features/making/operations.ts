// Written by `npm run codegen` from operations.graphql and the realm's schema. Change those, not this.
import { operation } from '../../live/operation'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** The fields to change; what is left out or null stays as it is. */
export type CreationChanges = {
  /** A new name, 1 to 80 characters. */
  readonly name?: string | null | undefined;
  /** A new summary, at most 280 characters. */
  readonly summary?: string | null | undefined;
  /** New tags, at most 8 of 24 characters each. */
  readonly tags?: ReadonlyArray<string> | null | undefined;
  /** Another license, as far as the parent's allows: share-alike shares alike. */
  readonly license?: License | null | undefined;
  /** An NPC's trade, at most 80 characters. */
  readonly trade?: string | null | undefined;
  /** An NPC's temper, one to four adjectives. */
  readonly temper?: ReadonlyArray<string> | null | undefined;
  /** How an NPC speaks, at most 200 characters. */
  readonly manner?: string | null | undefined;
  /** An NPC's past, at most 2,000 characters. */
  readonly backstory?: string | null | undefined;
  /** What an NPC wants, at most 280 characters. */
  readonly goal?: string | null | undefined;
  /** What an NPC keeps to itself, at most 500 characters; no query tells it. */
  readonly secret?: string | null | undefined;
  /** How an NPC greets, at most 400 characters. */
  readonly greeting?: string | null | undefined;
};

/** What others may do with a creation outside the realm; inside it all may be remixed. */
export type License =
  /** Anything. */
  | 'CC0'
  /** Anything, naming its maker. */
  | 'CC_BY'
  /** Anything, naming its maker and sharing alike. */
  | 'CC_BY_SA';

/** What to remix, and what to change of it. */
export type RemixInput = {
  /** Any creation. */
  readonly creationId: string;
  /** What is different in yours. */
  readonly changes?: CreationChanges | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

export type RemixMutationVariables = Exact<{
  input: RemixInput;
}>;


export type RemixMutation = { readonly remix:
    | { readonly __typename: 'RemixPayload', readonly creation:
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
       }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export const remix = operation<RemixMutation, RemixMutationVariables>(
  "mutation Remix($input:RemixInput!){remix(input:$input){__typename ...on RemixPayload{creation{id name}}...on Problem{code message}...on InvalidInput{field}}}",
)
