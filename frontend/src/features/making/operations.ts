// Written by `npm run codegen` from operations.graphql and the realm's schema. Change those, not this.
import { operation } from '../../live/operation'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type License =
  | 'CC0'
  | 'CC_BY'
  | 'CC_BY_SA';

export type RemixInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly creationId: string;
  readonly changes?: CreationChanges | null | undefined;
};

export type CreationChanges = {
  readonly name?: string | null | undefined;
  readonly summary?: string | null | undefined;
  readonly tags?: ReadonlyArray<string> | null | undefined;
  readonly license?: License | null | undefined;
  readonly trade?: string | null | undefined;
  readonly temper?: ReadonlyArray<string> | null | undefined;
  readonly manner?: string | null | undefined;
  readonly backstory?: string | null | undefined;
  readonly goal?: string | null | undefined;
  readonly secret?: string | null | undefined;
  readonly greeting?: string | null | undefined;
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
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export const remix = operation<RemixMutation, RemixMutationVariables>(
  "mutation Remix($input:RemixInput!){remix(input:$input){__typename ...on RemixPayload{creation{id name}}...on Problem{code message}...on InvalidInput{field}}}",
)
