// Written by `npm run codegen` from operations.graphql and the realm's schema. Change those, not this.
import { operation } from '../../live/operation'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Who you are from now on. */
export type ClaimAccountInput = {
  /** A name: 2 to 24 letters and digits of one script, with single hyphens, underscores or spaces between them. The guest's own may be kept. */
  readonly handle: string;
  /** 8 to 200 characters. */
  readonly password: string;
  /** Something about you, at most 400 characters. */
  readonly bio?: string | null | undefined;
  /** A key of your own: the same key within a day does the thing once, and what is shown once stays unshown. */
  readonly idempotencyKey?: string | null | undefined;
};

/** What the token is called and may do. */
export type CreateTokenInput = {
  /** What you call it, 1 to 80 characters. */
  readonly name: string;
  /** What it may do; at least one. */
  readonly scopes: ReadonlyArray<Scope>;
  /** When it stops working; null is never. */
  readonly expiresAt?: string | null | undefined;
  /** Whether your account is shown as a bot from now on; see `updateProfile`. */
  readonly isBot?: boolean | null | undefined;
  /** A key of your own: the same key within a day does the thing once, and what is shown once stays unshown. */
  readonly idempotencyKey?: string | null | undefined;
};

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

/** The proof that you mean it. */
export type DeleteAccountInput = {
  /** Your name, exactly as it is shown. */
  readonly confirmHandle: string;
  /** Your password; a guest has none. */
  readonly password?: string | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** How to be called, if that matters yet. */
export type EnterAsGuestInput = {
  /** A name: 2 to 24 letters and digits of one script, with single hyphens, underscores or spaces between them. Without one you get one such as peat-lantern-42. */
  readonly name?: string | null | undefined;
  /** A key of your own: the same key within a day does the thing once, and what is shown once stays unshown. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Who you are, and one of the codes you were given at claiming. */
export type RecoverAccountInput = {
  /** Your name, in any case. */
  readonly handle: string;
  /** A code that was not used before; case and hyphens do not matter. */
  readonly recoveryCode: string;
  /** 8 to 200 characters. */
  readonly newPassword: string;
  /** A key of your own: the same key within a day does the thing once, and what is shown once stays unshown. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Which token to end. */
export type RevokeTokenInput = {
  /** One of your own, of either kind. */
  readonly tokenId: string;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** What a token may do. */
export type Scope =
  /** Read what its owner may see. */
  | 'READ'
  /** Enter rooms, speak and vote, and change the own profile. */
  | 'PLAY'
  /** Make and remix. */
  | 'CREATE'
  /** Moderate; only moderators can give it. */
  | 'MODERATE';

/** Who you are, and the proof. */
export type SignInInput = {
  /** Your name, in any case. */
  readonly handle: string;
  /** Your password. */
  readonly password: string;
  /** What this device is called in the list of tokens, at most 80 characters. */
  readonly deviceName?: string | null | undefined;
  /** A key of your own: the same key within a day does the thing once, and what is shown once stays unshown. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Which devices to sign out. */
export type SignOutInput = {
  /** Every signed-in device; personal access tokens stay. Otherwise only this one. */
  readonly everywhere?: boolean | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** What a token is for. */
export type TokenKind =
  /** A signed-in device. */
  | 'SESSION'
  /** A script or a bot of its owner's. */
  | 'PERSONAL';

/** What to change; what is left out or null stays as it is. */
export type UpdateProfileInput = {
  /** A new name: 2 to 24 letters and digits of one script, with single hyphens, underscores or spaces between them. */
  readonly handle?: string | null | undefined;
  /** Something about you, at most 400 characters; empty takes it away. */
  readonly bio?: string | null | undefined;
  /** Whether a program plays this account. */
  readonly isBot?: boolean | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
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
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type ClaimAccountMutationVariables = Exact<{
  input: ClaimAccountInput;
}>;


export type ClaimAccountMutation = { readonly claimAccount:
    | { readonly __typename: 'ClaimAccountPayload', readonly recoveryCodes: ReadonlyArray<string>, readonly viewer: { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { readonly signIn:
    | { readonly __typename: 'SignInPayload', readonly token: string, readonly viewer: { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type RecoverAccountMutationVariables = Exact<{
  input: RecoverAccountInput;
}>;


export type RecoverAccountMutation = { readonly recoverAccount:
    | { readonly __typename: 'RecoverAccountPayload', readonly token: string, readonly recoveryCodesLeft: number, readonly viewer: { readonly id: string, readonly handle: string, readonly isGuest: boolean, readonly isBot: boolean, readonly bio: string | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type SignOutMutationVariables = Exact<{
  input: SignOutInput;
}>;


export type SignOutMutation = { readonly signOut:
    | { readonly __typename: 'SignOutPayload', readonly signedOut: number }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type CreateTokenMutationVariables = Exact<{
  input: CreateTokenInput;
}>;


export type CreateTokenMutation = { readonly createToken:
    | { readonly __typename: 'CreateTokenPayload', readonly token: string, readonly accessToken: { readonly id: string, readonly name: string } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
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
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
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
