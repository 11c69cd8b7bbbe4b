// Written by `npm run codegen` from operations.graphql and the realm's schema. Change those, not this.
import { operation } from '../../live/operation'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

/** Which vote to take back. */
export type UnvoteInput = {
  /** The creation you voted for. */
  readonly creationId: string;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** What to vote for. */
export type VoteInput = {
  /** Any creation of somebody else's. */
  readonly creationId: string;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

export type VoteGaveFragment = { readonly minted: number, readonly lines: ReadonlyArray<{ readonly echoes: number, readonly reason: LedgerReason, readonly creator:
      | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
      | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
     }> };

export type GiveVoteMutationVariables = Exact<{
  input: VoteInput;
}>;


export type GiveVoteMutation = { readonly vote:
    | { readonly __typename: 'VotePayload', readonly creation:
        | { readonly votes: number }
        | { readonly votes: number }
        | { readonly votes: number }
        | { readonly votes: number }
        | { readonly votes: number }
        | { readonly votes: number }
      , readonly receipt: { readonly minted: number, readonly lines: ReadonlyArray<{ readonly echoes: number, readonly reason: LedgerReason, readonly creator:
            | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
            | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type TakeVoteBackMutationVariables = Exact<{
  input: UnvoteInput;
}>;


export type TakeVoteBackMutation = { readonly unvote:
    | { readonly __typename: 'UnvotePayload', readonly creation:
        | { readonly votes: number }
        | { readonly votes: number }
        | { readonly votes: number }
        | { readonly votes: number }
        | { readonly votes: number }
        | { readonly votes: number }
      , readonly receipt: { readonly minted: number, readonly lines: ReadonlyArray<{ readonly echoes: number, readonly reason: LedgerReason, readonly creator:
            | { readonly __typename: 'Player', readonly id: string, readonly handle: string }
            | { readonly __typename: 'Npc', readonly id: string, readonly name: string }
           }> } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export const giveVote = operation<GiveVoteMutation, GiveVoteMutationVariables>(
  "mutation GiveVote($input:VoteInput!){vote(input:$input){__typename ...on VotePayload{creation{votes}receipt{...VoteGave}}...on Problem{code message}}}fragment VoteGave on VoteReceipt{minted lines{echoes reason creator{__typename ...on Player{id handle}...on Npc{id name}}}}",
)

export const takeVoteBack = operation<TakeVoteBackMutation, TakeVoteBackMutationVariables>(
  "mutation TakeVoteBack($input:UnvoteInput!){unvote(input:$input){__typename ...on UnvotePayload{creation{votes}receipt{...VoteGave}}...on Problem{code message}}}fragment VoteGave on VoteReceipt{minted lines{echoes reason creator{__typename ...on Player{id handle}...on Npc{id name}}}}",
)
