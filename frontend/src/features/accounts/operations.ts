// Written by `npm run codegen` from operations.graphql and the realm's schema. Change those, not this.
import { operation } from '../../live/operation'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CreationKind =
  | 'NPC'
  | 'QUEST'
  | 'ITEM'
  | 'COSMETIC'
  | 'LORE'
  | 'LOCATION';

export type Scope =
  | 'READ'
  | 'PLAY'
  | 'CREATE'
  | 'MODERATE';

export type TokenKind =
  | 'SESSION'
  | 'PERSONAL';

export type EnterAsGuestInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly name?: string | null | undefined;
};

export type ClaimAccountInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly handle: string;
  readonly password: string;
  readonly bio?: string | null | undefined;
};

export type SignInInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly handle: string;
  readonly password: string;
  readonly deviceName?: string | null | undefined;
};

export type RecoverAccountInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly handle: string;
  readonly recoveryCode: string;
  readonly newPassword: string;
};

export type SignOutInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly everywhere?: boolean | null | undefined;
};

export type CreateTokenInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly name: string;
  readonly scopes: ReadonlyArray<Scope>;
  readonly expiresAt?: string | null | undefined;
  readonly isBot?: boolean | null | undefined;
};

export type RevokeTokenInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly tokenId: string;
};

export type UpdateProfileInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly handle?: string | null | undefined;
  readonly bio?: string | null | undefined;
  readonly isBot?: boolean | null | undefined;
};

export type DeleteAccountInput = {
  readonly idempotencyKey?: string | null | undefined;
  readonly password?: string | null | undefined;
  readonly confirmHandle: string;
};

export type AccountFragment = { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { readonly viewer: { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null } | null };

export type MyThingsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyThingsQuery = { readonly viewer: { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null, readonly creations: { readonly edges: ReadonlyArray<{ readonly node:
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly summary: string, readonly remixCount: number, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                 }> } }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly summary: string, readonly remixCount: number, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                 }> } }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly summary: string, readonly remixCount: number, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                 }> } }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly summary: string, readonly remixCount: number, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                 }> } }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly summary: string, readonly remixCount: number, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                 }> } }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string, readonly summary: string, readonly remixCount: number, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                  | { readonly uuid: string, readonly createdAt: string }
                 }> } }
         }> } } | null, readonly tokens: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: TokenKind, readonly name: string, readonly scopes: ReadonlyArray<Scope>, readonly createdAt: string, readonly expiresAt: string | null, readonly lastUsedAt: string | null, readonly isCurrent: boolean } }> } };

export type EnterAsGuestMutationVariables = Exact<{
  input: EnterAsGuestInput;
}>;


export type EnterAsGuestMutation = { readonly enterAsGuest:
    | { readonly __typename: 'EnterAsGuestPayload', readonly token: string, readonly viewer: { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type ClaimAccountMutationVariables = Exact<{
  input: ClaimAccountInput;
}>;


export type ClaimAccountMutation = { readonly claimAccount:
    | { readonly __typename: 'ClaimAccountPayload', readonly recoveryCodes: ReadonlyArray<string>, readonly viewer: { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { readonly signIn:
    | { readonly __typename: 'SignInPayload', readonly token: string, readonly viewer: { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type RecoverAccountMutationVariables = Exact<{
  input: RecoverAccountInput;
}>;


export type RecoverAccountMutation = { readonly recoverAccount:
    | { readonly __typename: 'RecoverAccountPayload', readonly token: string, readonly recoveryCodesLeft: number, readonly viewer: { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type SignOutMutationVariables = Exact<{
  input: SignOutInput;
}>;


export type SignOutMutation = { readonly signOut:
    | { readonly __typename: 'SignOutPayload', readonly signedOut: number }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type CreateTokenMutationVariables = Exact<{
  input: CreateTokenInput;
}>;


export type CreateTokenMutation = { readonly createToken:
    | { readonly __typename: 'CreateTokenPayload', readonly token: string, readonly accessToken: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type RevokeTokenMutationVariables = Exact<{
  input: RevokeTokenInput;
}>;


export type RevokeTokenMutation = { readonly revokeToken:
    | { readonly __typename: 'RevokeTokenPayload', readonly tokenId: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type UpdateProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateProfileMutation = { readonly updateProfile:
    | { readonly __typename: 'UpdateProfilePayload', readonly viewer: { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type DeleteAccountMutationVariables = Exact<{
  input: DeleteAccountInput;
}>;


export type DeleteAccountMutation = { readonly deleteAccount:
    | { readonly __typename: 'DeleteAccountPayload', readonly handle: string }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export const whoAmI = operation<WhoAmIQuery, WhoAmIQueryVariables>(
  "query WhoAmI{viewer{...Account}}fragment Account on Player{id handle isGuest isBot bio}",
)

export const myThings = operation<MyThingsQuery, MyThingsQueryVariables>(
  "query MyThings{viewer{...Account creations(first:20){edges{node{id uuid kind name summary remixCount ancestors(first:5){edges{node{uuid createdAt}}}}}}}tokens(first:50){edges{node{id kind name scopes createdAt expiresAt lastUsedAt isCurrent}}}}fragment Account on Player{id handle isGuest isBot bio}",
)

export const enterAsGuest = operation<EnterAsGuestMutation, EnterAsGuestMutationVariables>(
  "mutation EnterAsGuest($input:EnterAsGuestInput!){enterAsGuest(input:$input){__typename ...on EnterAsGuestPayload{token viewer{...Account}}...on Problem{code message}}}fragment Account on Player{id handle isGuest isBot bio}",
)

export const claimAccount = operation<ClaimAccountMutation, ClaimAccountMutationVariables>(
  "mutation ClaimAccount($input:ClaimAccountInput!){claimAccount(input:$input){__typename ...on ClaimAccountPayload{viewer{...Account}recoveryCodes}...on Problem{code message}...on InvalidInput{field}}}fragment Account on Player{id handle isGuest isBot bio}",
)

export const signIn = operation<SignInMutation, SignInMutationVariables>(
  "mutation SignIn($input:SignInInput!){signIn(input:$input){__typename ...on SignInPayload{token viewer{...Account}}...on Problem{code message}...on InvalidInput{field}}}fragment Account on Player{id handle isGuest isBot bio}",
)

export const recoverAccount = operation<RecoverAccountMutation, RecoverAccountMutationVariables>(
  "mutation RecoverAccount($input:RecoverAccountInput!){recoverAccount(input:$input){__typename ...on RecoverAccountPayload{token viewer{...Account}recoveryCodesLeft}...on Problem{code message}...on InvalidInput{field}}}fragment Account on Player{id handle isGuest isBot bio}",
)

export const signOut = operation<SignOutMutation, SignOutMutationVariables>(
  "mutation SignOut($input:SignOutInput!){signOut(input:$input){__typename ...on SignOutPayload{signedOut}...on Problem{code message}}}",
)

export const createToken = operation<CreateTokenMutation, CreateTokenMutationVariables>(
  "mutation CreateToken($input:CreateTokenInput!){createToken(input:$input){__typename ...on CreateTokenPayload{token accessToken{id name}}...on Problem{code message}...on InvalidInput{field}}}",
)

export const revokeToken = operation<RevokeTokenMutation, RevokeTokenMutationVariables>(
  "mutation RevokeToken($input:RevokeTokenInput!){revokeToken(input:$input){__typename ...on RevokeTokenPayload{tokenId}...on Problem{code message}}}",
)

export const updateProfile = operation<UpdateProfileMutation, UpdateProfileMutationVariables>(
  "mutation UpdateProfile($input:UpdateProfileInput!){updateProfile(input:$input){__typename ...on UpdateProfilePayload{viewer{...Account}}...on Problem{code message}...on InvalidInput{field}}}fragment Account on Player{id handle isGuest isBot bio}",
)

export const deleteAccount = operation<DeleteAccountMutation, DeleteAccountMutationVariables>(
  "mutation DeleteAccount($input:DeleteAccountInput!){deleteAccount(input:$input){__typename ...on DeleteAccountPayload{handle}...on Problem{code message}...on InvalidInput{field}}}",
)
