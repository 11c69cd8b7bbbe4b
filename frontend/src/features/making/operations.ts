// Written by `npm run codegen` from operations.graphql and the realm's schema. Change those, not this.
import { operation } from '../../live/operation'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Which take of a draft counts. */
export type ChooseDraftTakeInput = {
  /** The draft. */
  readonly draftId: string;
  /** The take's number; 1 is the first. It must be ready. */
  readonly take: number;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

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

/** Which draft to throw away. */
export type DiscardDraftInput = {
  /** The draft. */
  readonly draftId: string;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** The fields to change; what is left out or null stays as it is. */
export type DraftChanges = {
  /** 1 to 80 characters. */
  readonly name?: string | null | undefined;
  /** At most 280 characters; of lore 600, of a location 2,000. */
  readonly text?: string | null | undefined;
  /** A location in at most 280 characters. */
  readonly about?: string | null | undefined;
  /** 1 to 8 words or phrases of lore, of 40 characters each, that are not in every line. */
  readonly keys?: ReadonlyArray<string> | null | undefined;
  /** An NPC's trade, at most 80 characters. */
  readonly trade?: string | null | undefined;
  /** An NPC's temper, one to four adjectives. */
  readonly temper?: ReadonlyArray<string> | null | undefined;
  /** How an NPC speaks, at most 200 characters. */
  readonly manner?: string | null | undefined;
  /** What an NPC wants, at most 280 characters. */
  readonly goal?: string | null | undefined;
  /** An NPC's secret, at most 500 characters. */
  readonly secret?: string | null | undefined;
  /** An NPC's past, at most 2,000 characters. */
  readonly past?: string | null | undefined;
  /** How an NPC greets, at most 400 characters. */
  readonly greeting?: string | null | undefined;
  /** A quest's first scene, at most 600 characters. */
  readonly start?: string | null | undefined;
  /** Its second, at most 600 characters. */
  readonly search?: string | null | undefined;
  /** Its third, at most 600 characters. */
  readonly twist?: string | null | undefined;
  /** How it ends well, at most 600 characters. */
  readonly good?: string | null | undefined;
  /** How it does not, at most 600 characters. */
  readonly bad?: string | null | undefined;
  /** A quest's six choices of 80 characters each, those of one scene different. */
  readonly choices?: ReadonlyArray<string> | null | undefined;
  /** Where an item or a cosmetic is worn or kept. */
  readonly slot?: Slot | null | undefined;
  /** At most 8 of 24 characters each. */
  readonly tags?: ReadonlyArray<string> | null | undefined;
};

/** How far a draft is. It is open until it is published or discarded. */
export type DraftState =
  /** In the queue; `queuePlace` says where. */
  | 'WAITING'
  /** Being written now. */
  | 'WRITING'
  /** Whole: edit it, have it written again, or publish it. */
  | 'READY'
  /** It broke off again and again; `problem` says why. */
  | 'FAILED'
  /** In the world, as `creation`. */
  | 'PUBLISHED'
  /** Thrown away. */
  | 'DISCARDED';

/** How far one take of a draft is. */
export type DraftTakeState =
  /** Being written now. */
  | 'WRITING'
  /** Whole; it can be chosen. */
  | 'READY'
  /** Not wanted any more before it was whole. */
  | 'STOPPED'
  /** Broke off, or could not be used; another was begun. */
  | 'FAILED';

/** Which draft to edit, and what to change. */
export type EditDraftInput = {
  /** The draft, which must be ready. */
  readonly draftId: string;
  /** What is different. */
  readonly changes: DraftChanges;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** What to make, and what you wish for. */
export type GenerateInput = {
  /** What it shall be. */
  readonly kind: CreationKind;
  /** The wish, at most 2,000 characters in any language; without one you are surprised. */
  readonly prompt?: string | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Which file to bring in as an NPC. */
export type ImportCardInput = {
  /** What `POST /uploads` answered: send the file there first, as the body, with your token. */
  readonly uploadId: string;
  /** The location it comes to live at; unless told, where its parent lives, or the realm's first. */
  readonly homeId?: string | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** What others may do with a creation outside the realm; inside it all may be remixed. */
export type License =
  /** Anything. */
  | 'CC0'
  /** Anything, naming its maker. */
  | 'CC_BY'
  /** Anything, naming its maker and sharing alike. */
  | 'CC_BY_SA';

/** Who put the words of something made together. */
export type MakingSource =
  /** The language model. */
  | 'MODEL'
  /** The realm's own tables of words: no model could. */
  | 'TABLES';

/** Which draft to publish. */
export type PublishInput = {
  /** The draft, which must be ready. */
  readonly draftId: string;
  /** What others may do with it outside the realm; CC_BY_SA unless told. */
  readonly license?: License | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** What to remix, and what to change of it. */
export type RemixInput = {
  /** Any creation. */
  readonly creationId: string;
  /** What is different in yours. */
  readonly changes?: CreationChanges | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Which draft to write again, and how much of it. */
export type RetryDraftInput = {
  /** The draft. */
  readonly draftId: string;
  /** The one field to write anew, by its name in `DraftFields`; without it the whole. Slot and tags are not written but drawn: edit them. */
  readonly field?: string | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

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

export type RemixMutationVariables = Exact<{
  input: RemixInput;
}>;


export type RemixMutation = { readonly remix:
    | { readonly __typename: 'RemixPayload', readonly creation:
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string }
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string }
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string }
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string }
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string }
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind, readonly name: string }
       }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type DraftFieldTextsFragment = { readonly name: string | null, readonly text: string | null, readonly about: string | null, readonly keys: ReadonlyArray<string> | null, readonly trade: string | null, readonly temper: ReadonlyArray<string> | null, readonly manner: string | null, readonly goal: string | null, readonly secret: string | null, readonly past: string | null, readonly greeting: string | null, readonly start: string | null, readonly search: string | null, readonly twist: string | null, readonly good: string | null, readonly bad: string | null, readonly choices: ReadonlyArray<string> | null, readonly slot: Slot | null, readonly tags: ReadonlyArray<string> | null };

export type WholeDraftFragment = { readonly id: string, readonly kind: CreationKind, readonly prompt: string, readonly state: DraftState, readonly take: number, readonly problem: string | null, readonly queuePlace: number | null, readonly fields: { readonly name: string | null, readonly text: string | null, readonly about: string | null, readonly keys: ReadonlyArray<string> | null, readonly trade: string | null, readonly temper: ReadonlyArray<string> | null, readonly manner: string | null, readonly goal: string | null, readonly secret: string | null, readonly past: string | null, readonly greeting: string | null, readonly start: string | null, readonly search: string | null, readonly twist: string | null, readonly good: string | null, readonly bad: string | null, readonly choices: ReadonlyArray<string> | null, readonly slot: Slot | null, readonly tags: ReadonlyArray<string> | null } | null, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: DraftTakeState, readonly field: string | null, readonly edited: boolean, readonly source: MakingSource, readonly model: string }>, readonly creation:
    | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
    | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
    | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
    | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
    | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
    | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
   | null };

export type LoadDraftQueryVariables = Exact<{
  id: string;
}>;


export type LoadDraftQuery = { readonly draft: { readonly id: string, readonly kind: CreationKind, readonly prompt: string, readonly state: DraftState, readonly take: number, readonly problem: string | null, readonly queuePlace: number | null, readonly fields: { readonly name: string | null, readonly text: string | null, readonly about: string | null, readonly keys: ReadonlyArray<string> | null, readonly trade: string | null, readonly temper: ReadonlyArray<string> | null, readonly manner: string | null, readonly goal: string | null, readonly secret: string | null, readonly past: string | null, readonly greeting: string | null, readonly start: string | null, readonly search: string | null, readonly twist: string | null, readonly good: string | null, readonly bad: string | null, readonly choices: ReadonlyArray<string> | null, readonly slot: Slot | null, readonly tags: ReadonlyArray<string> | null } | null, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: DraftTakeState, readonly field: string | null, readonly edited: boolean, readonly source: MakingSource, readonly model: string }>, readonly creation:
      | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
      | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
      | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
      | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
      | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
      | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
     | null } | null };

export type OpenDraftsQueryVariables = Exact<{ [key: string]: never; }>;


export type OpenDraftsQuery = { readonly viewer: { readonly drafts: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: CreationKind, readonly prompt: string, readonly state: DraftState, readonly createdAt: string, readonly fields: { readonly name: string | null } | null } }> } } | null };

export type DraftWrittenSubscriptionVariables = Exact<{
  id: string;
  afterOffset: number;
  take?: number | null | undefined;
}>;


export type DraftWrittenSubscription = { readonly draft:
    | { readonly __typename: 'DraftDelta', readonly take: number, readonly offset: number, readonly text: string, readonly field: string | null }
    | { readonly __typename: 'DraftWaiting', readonly queuePlace: number }
    | { readonly __typename: 'DraftReady', readonly draft: { readonly id: string, readonly kind: CreationKind, readonly prompt: string, readonly state: DraftState, readonly take: number, readonly problem: string | null, readonly queuePlace: number | null, readonly fields: { readonly name: string | null, readonly text: string | null, readonly about: string | null, readonly keys: ReadonlyArray<string> | null, readonly trade: string | null, readonly temper: ReadonlyArray<string> | null, readonly manner: string | null, readonly goal: string | null, readonly secret: string | null, readonly past: string | null, readonly greeting: string | null, readonly start: string | null, readonly search: string | null, readonly twist: string | null, readonly good: string | null, readonly bad: string | null, readonly choices: ReadonlyArray<string> | null, readonly slot: Slot | null, readonly tags: ReadonlyArray<string> | null } | null, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: DraftTakeState, readonly field: string | null, readonly edited: boolean, readonly source: MakingSource, readonly model: string }>, readonly creation:
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
         | null } }
    | { readonly __typename: 'DraftFailed', readonly code: string, readonly message: string, readonly draft: { readonly id: string, readonly kind: CreationKind, readonly prompt: string, readonly state: DraftState, readonly take: number, readonly problem: string | null, readonly queuePlace: number | null, readonly fields: { readonly name: string | null, readonly text: string | null, readonly about: string | null, readonly keys: ReadonlyArray<string> | null, readonly trade: string | null, readonly temper: ReadonlyArray<string> | null, readonly manner: string | null, readonly goal: string | null, readonly secret: string | null, readonly past: string | null, readonly greeting: string | null, readonly start: string | null, readonly search: string | null, readonly twist: string | null, readonly good: string | null, readonly bad: string | null, readonly choices: ReadonlyArray<string> | null, readonly slot: Slot | null, readonly tags: ReadonlyArray<string> | null } | null, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: DraftTakeState, readonly field: string | null, readonly edited: boolean, readonly source: MakingSource, readonly model: string }>, readonly creation:
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
         | null } }
   };

export type GenerateMutationVariables = Exact<{
  input: GenerateInput;
}>;


export type GenerateMutation = { readonly generate:
    | { readonly __typename: 'GeneratePayload', readonly draft: { readonly id: string } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type EditDraftMutationVariables = Exact<{
  input: EditDraftInput;
}>;


export type EditDraftMutation = { readonly editDraft:
    | { readonly __typename: 'EditDraftPayload', readonly draft: { readonly id: string, readonly kind: CreationKind, readonly prompt: string, readonly state: DraftState, readonly take: number, readonly problem: string | null, readonly queuePlace: number | null, readonly fields: { readonly name: string | null, readonly text: string | null, readonly about: string | null, readonly keys: ReadonlyArray<string> | null, readonly trade: string | null, readonly temper: ReadonlyArray<string> | null, readonly manner: string | null, readonly goal: string | null, readonly secret: string | null, readonly past: string | null, readonly greeting: string | null, readonly start: string | null, readonly search: string | null, readonly twist: string | null, readonly good: string | null, readonly bad: string | null, readonly choices: ReadonlyArray<string> | null, readonly slot: Slot | null, readonly tags: ReadonlyArray<string> | null } | null, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: DraftTakeState, readonly field: string | null, readonly edited: boolean, readonly source: MakingSource, readonly model: string }>, readonly creation:
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
         | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type RetryDraftMutationVariables = Exact<{
  input: RetryDraftInput;
}>;


export type RetryDraftMutation = { readonly retryDraft:
    | { readonly __typename: 'RetryDraftPayload', readonly draft: { readonly id: string, readonly kind: CreationKind, readonly prompt: string, readonly state: DraftState, readonly take: number, readonly problem: string | null, readonly queuePlace: number | null, readonly fields: { readonly name: string | null, readonly text: string | null, readonly about: string | null, readonly keys: ReadonlyArray<string> | null, readonly trade: string | null, readonly temper: ReadonlyArray<string> | null, readonly manner: string | null, readonly goal: string | null, readonly secret: string | null, readonly past: string | null, readonly greeting: string | null, readonly start: string | null, readonly search: string | null, readonly twist: string | null, readonly good: string | null, readonly bad: string | null, readonly choices: ReadonlyArray<string> | null, readonly slot: Slot | null, readonly tags: ReadonlyArray<string> | null } | null, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: DraftTakeState, readonly field: string | null, readonly edited: boolean, readonly source: MakingSource, readonly model: string }>, readonly creation:
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
         | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
   };

export type ChooseDraftTakeMutationVariables = Exact<{
  input: ChooseDraftTakeInput;
}>;


export type ChooseDraftTakeMutation = { readonly chooseDraftTake:
    | { readonly __typename: 'ChooseDraftTakePayload', readonly draft: { readonly id: string, readonly kind: CreationKind, readonly prompt: string, readonly state: DraftState, readonly take: number, readonly problem: string | null, readonly queuePlace: number | null, readonly fields: { readonly name: string | null, readonly text: string | null, readonly about: string | null, readonly keys: ReadonlyArray<string> | null, readonly trade: string | null, readonly temper: ReadonlyArray<string> | null, readonly manner: string | null, readonly goal: string | null, readonly secret: string | null, readonly past: string | null, readonly greeting: string | null, readonly start: string | null, readonly search: string | null, readonly twist: string | null, readonly good: string | null, readonly bad: string | null, readonly choices: ReadonlyArray<string> | null, readonly slot: Slot | null, readonly tags: ReadonlyArray<string> | null } | null, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: DraftTakeState, readonly field: string | null, readonly edited: boolean, readonly source: MakingSource, readonly model: string }>, readonly creation:
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
          | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
         | null } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type DiscardDraftMutationVariables = Exact<{
  input: DiscardDraftInput;
}>;


export type DiscardDraftMutation = { readonly discardDraft:
    | { readonly __typename: 'DiscardDraftPayload', readonly draft: { readonly id: string } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type PublishMutationVariables = Exact<{
  input: PublishInput;
}>;


export type PublishMutation = { readonly publish:
    | { readonly __typename: 'PublishPayload', readonly creation:
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
        | { readonly id: string, readonly uuid: string, readonly kind: CreationKind }
       }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string, readonly field: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type ImportCardMutationVariables = Exact<{
  input: ImportCardInput;
}>;


export type ImportCardMutation = { readonly importCard:
    | { readonly __typename: 'ImportCardPayload', readonly remarks: ReadonlyArray<string>, readonly creation:
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
  "mutation Remix($input:RemixInput!){remix(input:$input){__typename ...on RemixPayload{creation{id uuid kind name}}...on Problem{code message}...on InvalidInput{field}}}",
)

export const loadDraft = operation<LoadDraftQuery, LoadDraftQueryVariables>(
  "query LoadDraft($id:ID!){draft(id:$id){...WholeDraft}}fragment WholeDraft on Draft{id kind prompt state take problem queuePlace fields{...DraftFieldTexts}takes{number state field edited source model}creation{id uuid kind}}fragment DraftFieldTexts on DraftFields{name text about keys trade temper manner goal secret past greeting start search twist good bad choices slot tags}",
)

export const openDrafts = operation<OpenDraftsQuery, OpenDraftsQueryVariables>(
  "query OpenDrafts{viewer{drafts(first:20){edges{node{id kind prompt state createdAt fields{name}}}}}}",
)

export const draftWritten = operation<DraftWrittenSubscription, DraftWrittenSubscriptionVariables>(
  "subscription DraftWritten($id:ID!$afterOffset:Int!$take:Int){draft(id:$id afterOffset:$afterOffset take:$take){__typename ...on DraftWaiting{queuePlace}...on DraftDelta{take offset text field}...on DraftReady{draft{...WholeDraft}}...on DraftFailed{code message draft{...WholeDraft}}}}fragment WholeDraft on Draft{id kind prompt state take problem queuePlace fields{...DraftFieldTexts}takes{number state field edited source model}creation{id uuid kind}}fragment DraftFieldTexts on DraftFields{name text about keys trade temper manner goal secret past greeting start search twist good bad choices slot tags}",
)

export const generate = operation<GenerateMutation, GenerateMutationVariables>(
  "mutation Generate($input:GenerateInput!){generate(input:$input){__typename ...on GeneratePayload{draft{id}}...on Problem{code message}...on InvalidInput{field}}}",
)

export const editDraft = operation<EditDraftMutation, EditDraftMutationVariables>(
  "mutation EditDraft($input:EditDraftInput!){editDraft(input:$input){__typename ...on EditDraftPayload{draft{...WholeDraft}}...on Problem{code message}...on InvalidInput{field}}}fragment WholeDraft on Draft{id kind prompt state take problem queuePlace fields{...DraftFieldTexts}takes{number state field edited source model}creation{id uuid kind}}fragment DraftFieldTexts on DraftFields{name text about keys trade temper manner goal secret past greeting start search twist good bad choices slot tags}",
)

export const retryDraft = operation<RetryDraftMutation, RetryDraftMutationVariables>(
  "mutation RetryDraft($input:RetryDraftInput!){retryDraft(input:$input){__typename ...on RetryDraftPayload{draft{...WholeDraft}}...on Problem{code message}}}fragment WholeDraft on Draft{id kind prompt state take problem queuePlace fields{...DraftFieldTexts}takes{number state field edited source model}creation{id uuid kind}}fragment DraftFieldTexts on DraftFields{name text about keys trade temper manner goal secret past greeting start search twist good bad choices slot tags}",
)

export const chooseDraftTake = operation<ChooseDraftTakeMutation, ChooseDraftTakeMutationVariables>(
  "mutation ChooseDraftTake($input:ChooseDraftTakeInput!){chooseDraftTake(input:$input){__typename ...on ChooseDraftTakePayload{draft{...WholeDraft}}...on Problem{code message}}}fragment WholeDraft on Draft{id kind prompt state take problem queuePlace fields{...DraftFieldTexts}takes{number state field edited source model}creation{id uuid kind}}fragment DraftFieldTexts on DraftFields{name text about keys trade temper manner goal secret past greeting start search twist good bad choices slot tags}",
)

export const discardDraft = operation<DiscardDraftMutation, DiscardDraftMutationVariables>(
  "mutation DiscardDraft($input:DiscardDraftInput!){discardDraft(input:$input){__typename ...on DiscardDraftPayload{draft{id}}...on Problem{code message}}}",
)

export const publish = operation<PublishMutation, PublishMutationVariables>(
  "mutation Publish($input:PublishInput!){publish(input:$input){__typename ...on PublishPayload{creation{id uuid kind}}...on Problem{code message}...on InvalidInput{field}}}",
)

export const importCard = operation<ImportCardMutation, ImportCardMutationVariables>(
  "mutation ImportCard($input:ImportCardInput!){importCard(input:$input){__typename ...on ImportCardPayload{remarks creation{id name}}...on Problem{code message}...on InvalidInput{field}}}",
)
