// Written by `npm run codegen` from operations.graphql and the realm's schema. Change those, not this.
import { operation } from '../../live/operation'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Which take of a reply counts. */
export type ChooseTakeInput = {
  /** The turn. */
  readonly turnId: string;
  /** The take's number; 1 is the first. */
  readonly take: number;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Which door: exactly one of the three. */
export type EnterRoomInput = {
  /** This room. */
  readonly roomId?: string | null | undefined;
  /** The standing room of this location. */
  readonly locationId?: string | null | undefined;
  /** The room where this NPC is. */
  readonly npcId?: string | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Which room to leave. */
export type LeaveRoomInput = {
  /** The room. */
  readonly roomId: string;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Which reply to write again. */
export type RetryTurnInput = {
  /** The turn. */
  readonly turnId: string;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** What to say, where, and to whom. */
export type SpeakInput = {
  /** The room you are in. */
  readonly roomId: string;
  /** What you say; 1 to 2,000 characters. */
  readonly text: string;
  /** Whom you say it to; without it the one you name, or the one you last spoke with. */
  readonly npcId?: string | null | undefined;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** Which reply to stop. */
export type StopTurnInput = {
  /** The turn. */
  readonly turnId: string;
  /** A key of your own: the same key within a day does the thing once and answers the same. */
  readonly idempotencyKey?: string | null | undefined;
};

/** How far one take of a reply is. */
export type TakeState =
  /** Being written now. */
  | 'WRITING'
  /** Ended by itself. */
  | 'CLOSED'
  /** Stopped by somebody. */
  | 'STOPPED'
  /** Broke off. */
  | 'FAILED';

/** Who put the words together. */
export type TextSource =
  /** The language model, just now. */
  | 'MODEL'
  /** The NPC's author, beforehand: no model could speak. */
  | 'AUTHORED';

/** How far a turn is. */
export type TurnState =
  /** In the room's queue; `queuePlace` says where. */
  | 'WAITING'
  /** Being written now. */
  | 'WRITING'
  /** Ended by itself. */
  | 'CLOSED'
  /** Stopped by somebody; the text so far is kept. */
  | 'STOPPED'
  /** Broke off; the text so far is kept. */
  | 'FAILED';

export type FaceFragment = { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
        | { readonly uuid: string, readonly createdAt: string }
       }> } };

export type PersonFragment = { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean };

export type ReplyFragment = { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
         }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> };

type Happening_PlayerEntered_Fragment = { readonly __typename: 'PlayerEntered', readonly seq: number, readonly cursor: string, readonly at: string, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } };

type Happening_PlayerLeft_Fragment = { readonly __typename: 'PlayerLeft', readonly seq: number, readonly cursor: string, readonly at: string, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } };

type Happening_PlayerSpoke_Fragment = { readonly __typename: 'PlayerSpoke', readonly text: string, readonly seq: number, readonly cursor: string, readonly at: string, readonly asked: string | null, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } };

type Happening_TurnClosed_Fragment = { readonly __typename: 'TurnClosed', readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } };

type Happening_TurnFailed_Fragment = { readonly __typename: 'TurnFailed', readonly code: string, readonly message: string, readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } };

type Happening_TurnOpened_Fragment = { readonly __typename: 'TurnOpened', readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } };

export type HappeningFragment =
  | Happening_PlayerEntered_Fragment
  | Happening_PlayerLeft_Fragment
  | Happening_PlayerSpoke_Fragment
  | Happening_TurnClosed_Fragment
  | Happening_TurnFailed_Fragment
  | Happening_TurnOpened_Fragment
;

export type RoomSceneFragment = { readonly id: string, readonly name: string, readonly goal: string | null, readonly eventCursor: string, readonly location: { readonly id: string, readonly name: string, readonly summary: string, readonly exits: ReadonlyArray<{ readonly id: string, readonly name: string, readonly summary: string, readonly npcs: ReadonlyArray<{ readonly id: string, readonly name: string }> }> }, readonly players: ReadonlyArray<{ readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }>, readonly npcs: ReadonlyArray<{ readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
          | { readonly uuid: string, readonly createdAt: string }
         }> } }>, readonly openTurns: ReadonlyArray<{ readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> }>, readonly events: { readonly edges: ReadonlyArray<{ readonly node:
        | { readonly __typename: 'PlayerEntered', readonly seq: number, readonly cursor: string, readonly at: string, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
        | { readonly __typename: 'PlayerLeft', readonly seq: number, readonly cursor: string, readonly at: string, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
        | { readonly __typename: 'PlayerSpoke', readonly text: string, readonly seq: number, readonly cursor: string, readonly at: string, readonly asked: string | null, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
        | { readonly __typename: 'TurnClosed', readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                   }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
        | { readonly __typename: 'TurnFailed', readonly code: string, readonly message: string, readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                   }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
        | { readonly __typename: 'TurnOpened', readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                    | { readonly uuid: string, readonly createdAt: string }
                   }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
       }>, readonly pageInfo: { readonly hasPreviousPage: boolean, readonly startCursor: string | null } } };

export type LoadRoomQueryVariables = Exact<{
  id: string;
}>;


export type LoadRoomQuery = { readonly room: { readonly id: string, readonly name: string, readonly goal: string | null, readonly eventCursor: string, readonly location: { readonly id: string, readonly name: string, readonly summary: string, readonly exits: ReadonlyArray<{ readonly id: string, readonly name: string, readonly summary: string, readonly npcs: ReadonlyArray<{ readonly id: string, readonly name: string }> }> }, readonly players: ReadonlyArray<{ readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }>, readonly npcs: ReadonlyArray<{ readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> } }>, readonly openTurns: ReadonlyArray<{ readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
              | { readonly uuid: string, readonly createdAt: string }
              | { readonly uuid: string, readonly createdAt: string }
              | { readonly uuid: string, readonly createdAt: string }
              | { readonly uuid: string, readonly createdAt: string }
              | { readonly uuid: string, readonly createdAt: string }
              | { readonly uuid: string, readonly createdAt: string }
             }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> }>, readonly events: { readonly edges: ReadonlyArray<{ readonly node:
          | { readonly __typename: 'PlayerEntered', readonly seq: number, readonly cursor: string, readonly at: string, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
          | { readonly __typename: 'PlayerLeft', readonly seq: number, readonly cursor: string, readonly at: string, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
          | { readonly __typename: 'PlayerSpoke', readonly text: string, readonly seq: number, readonly cursor: string, readonly at: string, readonly asked: string | null, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
          | { readonly __typename: 'TurnClosed', readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                     }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
          | { readonly __typename: 'TurnFailed', readonly code: string, readonly message: string, readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                     }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
          | { readonly __typename: 'TurnOpened', readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                     }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
         }>, readonly pageInfo: { readonly hasPreviousPage: boolean, readonly startCursor: string | null } } } | null };

export type EarlierLinesQueryVariables = Exact<{
  id: string;
  before: string;
}>;


export type EarlierLinesQuery = { readonly room: { readonly events: { readonly edges: ReadonlyArray<{ readonly node:
          | { readonly __typename: 'PlayerEntered', readonly seq: number, readonly cursor: string, readonly at: string, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
          | { readonly __typename: 'PlayerLeft', readonly seq: number, readonly cursor: string, readonly at: string, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
          | { readonly __typename: 'PlayerSpoke', readonly text: string, readonly seq: number, readonly cursor: string, readonly at: string, readonly asked: string | null, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
          | { readonly __typename: 'TurnClosed', readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                     }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
          | { readonly __typename: 'TurnFailed', readonly code: string, readonly message: string, readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                     }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
          | { readonly __typename: 'TurnOpened', readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                      | { readonly uuid: string, readonly createdAt: string }
                     }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
         }>, readonly pageInfo: { readonly hasPreviousPage: boolean, readonly startCursor: string | null } } } | null };

export type EnterRoomMutationVariables = Exact<{
  input: EnterRoomInput;
}>;


export type EnterRoomMutation = { readonly enterRoom:
    | { readonly __typename: 'EnterRoomPayload', readonly room: { readonly id: string } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RoomFull', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type LeaveRoomMutationVariables = Exact<{
  input: LeaveRoomInput;
}>;


export type LeaveRoomMutation = { readonly leaveRoom:
    | { readonly __typename: 'LeaveRoomPayload', readonly room: { readonly id: string } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type SpeakMutationVariables = Exact<{
  input: SpeakInput;
}>;


export type SpeakMutation = { readonly speak:
    | { readonly __typename: 'SpeakPayload', readonly turn: { readonly id: string, readonly queuePlace: number | null, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
               }> } } } | null }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type StopTurnMutationVariables = Exact<{
  input: StopTurnInput;
}>;


export type StopTurnMutation = { readonly stopTurn:
    | { readonly __typename: 'StopTurnPayload', readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
               }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type RetryTurnMutationVariables = Exact<{
  input: RetryTurnInput;
}>;


export type RetryTurnMutation = { readonly retryTurn:
    | { readonly __typename: 'RetryTurnPayload', readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
               }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'RateLimited', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type ChooseTakeMutationVariables = Exact<{
  input: ChooseTakeInput;
}>;


export type ChooseTakeMutation = { readonly chooseTake:
    | { readonly __typename: 'ChooseTakePayload', readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
               }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
    | { readonly __typename: 'InvalidInput', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotFound', readonly code: string, readonly message: string }
    | { readonly __typename: 'NotAllowed', readonly code: string, readonly message: string }
    | { readonly __typename: 'SignInRequired', readonly code: string, readonly message: string }
    | { readonly __typename: 'Conflict', readonly code: string, readonly message: string }
    | { readonly __typename: 'IdempotencyMismatch', readonly code: string, readonly message: string }
   };

export type RoomEventsSubscriptionVariables = Exact<{
  roomId: string;
  after?: string | null | undefined;
}>;


export type RoomEventsSubscription = { readonly roomEvents:
    | { readonly __typename: 'PlayerSpoke', readonly text: string, readonly seq: number, readonly cursor: string, readonly at: string, readonly asked: string | null, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
    | { readonly __typename: 'TurnOpened', readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
               }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
    | { readonly __typename: 'TurnDelta', readonly turnId: string, readonly take: number, readonly offset: number, readonly text: string }
    | { readonly __typename: 'TurnClosed', readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
               }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
    | { readonly __typename: 'TurnFailed', readonly code: string, readonly message: string, readonly seq: number, readonly cursor: string, readonly at: string, readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
                | { readonly uuid: string, readonly createdAt: string }
               }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } }
    | { readonly __typename: 'PlayerEntered', readonly seq: number, readonly cursor: string, readonly at: string, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
    | { readonly __typename: 'PlayerLeft', readonly seq: number, readonly cursor: string, readonly at: string, readonly player: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean } }
    | { readonly __typename: 'ResumeGap', readonly missed: number }
   };

export type LoadTurnQueryVariables = Exact<{
  id: string;
}>;


export type LoadTurnQuery = { readonly turn: { readonly id: string, readonly said: string, readonly state: TurnState, readonly queuePlace: number | null, readonly text: string, readonly source: TextSource | null, readonly take: number, readonly asker: { readonly id: string, readonly handle: string, readonly isBot: boolean, readonly isGuest: boolean }, readonly speaker: { readonly id: string, readonly uuid: string, readonly name: string, readonly persona: { readonly trade: string }, readonly ancestors: { readonly edges: ReadonlyArray<{ readonly node:
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
            | { readonly uuid: string, readonly createdAt: string }
           }> } }, readonly takes: ReadonlyArray<{ readonly number: number, readonly state: TakeState, readonly text: string, readonly source: TextSource }> } | null };

export const loadRoom = operation<LoadRoomQuery, LoadRoomQueryVariables>(
  "query LoadRoom($id:ID!){room(id:$id){...RoomScene}}fragment RoomScene on Room{id name goal eventCursor location{id name summary exits{id name summary npcs{id name}}}players{...Person}npcs{...Face}openTurns{...Reply}events(last:40){edges{node{...Happening}}pageInfo{hasPreviousPage startCursor}}}fragment Person on Player{id handle isBot isGuest}fragment Face on Npc{id uuid name persona{trade}ancestors(first:5){edges{node{uuid createdAt}}}}fragment Reply on Turn{id said state queuePlace text source take asker{...Person}speaker{...Face}takes{number state text source}}fragment Happening on LoggedEvent{__typename seq cursor at ...on PlayerSpoke{player{...Person}text asked:turnId}...on TurnOpened{turn{...Reply}}...on TurnClosed{turn{...Reply}}...on TurnFailed{turn{...Reply}code message}...on PlayerEntered{player{...Person}}...on PlayerLeft{player{...Person}}}",
)

export const earlierLines = operation<EarlierLinesQuery, EarlierLinesQueryVariables>(
  "query EarlierLines($id:ID!$before:Cursor!){room(id:$id){events(last:40 before:$before){edges{node{...Happening}}pageInfo{hasPreviousPage startCursor}}}}fragment Happening on LoggedEvent{__typename seq cursor at ...on PlayerSpoke{player{...Person}text asked:turnId}...on TurnOpened{turn{...Reply}}...on TurnClosed{turn{...Reply}}...on TurnFailed{turn{...Reply}code message}...on PlayerEntered{player{...Person}}...on PlayerLeft{player{...Person}}}fragment Person on Player{id handle isBot isGuest}fragment Reply on Turn{id said state queuePlace text source take asker{...Person}speaker{...Face}takes{number state text source}}fragment Face on Npc{id uuid name persona{trade}ancestors(first:5){edges{node{uuid createdAt}}}}",
)

export const enterRoom = operation<EnterRoomMutation, EnterRoomMutationVariables>(
  "mutation EnterRoom($input:EnterRoomInput!){enterRoom(input:$input){__typename ...on EnterRoomPayload{room{id}}...on Problem{code message}}}",
)

export const leaveRoom = operation<LeaveRoomMutation, LeaveRoomMutationVariables>(
  "mutation LeaveRoom($input:LeaveRoomInput!){leaveRoom(input:$input){__typename ...on LeaveRoomPayload{room{id}}...on Problem{code message}}}",
)

export const speak = operation<SpeakMutation, SpeakMutationVariables>(
  "mutation Speak($input:SpeakInput!){speak(input:$input){__typename ...on SpeakPayload{turn{id queuePlace speaker{...Face}}}...on Problem{code message}}}fragment Face on Npc{id uuid name persona{trade}ancestors(first:5){edges{node{uuid createdAt}}}}",
)

export const stopTurn = operation<StopTurnMutation, StopTurnMutationVariables>(
  "mutation StopTurn($input:StopTurnInput!){stopTurn(input:$input){__typename ...on StopTurnPayload{turn{...Reply}}...on Problem{code message}}}fragment Reply on Turn{id said state queuePlace text source take asker{...Person}speaker{...Face}takes{number state text source}}fragment Person on Player{id handle isBot isGuest}fragment Face on Npc{id uuid name persona{trade}ancestors(first:5){edges{node{uuid createdAt}}}}",
)

export const retryTurn = operation<RetryTurnMutation, RetryTurnMutationVariables>(
  "mutation RetryTurn($input:RetryTurnInput!){retryTurn(input:$input){__typename ...on RetryTurnPayload{turn{...Reply}}...on Problem{code message}}}fragment Reply on Turn{id said state queuePlace text source take asker{...Person}speaker{...Face}takes{number state text source}}fragment Person on Player{id handle isBot isGuest}fragment Face on Npc{id uuid name persona{trade}ancestors(first:5){edges{node{uuid createdAt}}}}",
)

export const chooseTake = operation<ChooseTakeMutation, ChooseTakeMutationVariables>(
  "mutation ChooseTake($input:ChooseTakeInput!){chooseTake(input:$input){__typename ...on ChooseTakePayload{turn{...Reply}}...on Problem{code message}}}fragment Reply on Turn{id said state queuePlace text source take asker{...Person}speaker{...Face}takes{number state text source}}fragment Person on Player{id handle isBot isGuest}fragment Face on Npc{id uuid name persona{trade}ancestors(first:5){edges{node{uuid createdAt}}}}",
)

export const roomEvents = operation<RoomEventsSubscription, RoomEventsSubscriptionVariables>(
  "subscription RoomEvents($roomId:ID!$after:Cursor){roomEvents(roomId:$roomId after:$after){__typename ...on LoggedEvent{...Happening}...on TurnDelta{turnId take offset text}...on ResumeGap{missed}}}fragment Happening on LoggedEvent{__typename seq cursor at ...on PlayerSpoke{player{...Person}text asked:turnId}...on TurnOpened{turn{...Reply}}...on TurnClosed{turn{...Reply}}...on TurnFailed{turn{...Reply}code message}...on PlayerEntered{player{...Person}}...on PlayerLeft{player{...Person}}}fragment Person on Player{id handle isBot isGuest}fragment Reply on Turn{id said state queuePlace text source take asker{...Person}speaker{...Face}takes{number state text source}}fragment Face on Npc{id uuid name persona{trade}ancestors(first:5){edges{node{uuid createdAt}}}}",
)

export const loadTurn = operation<LoadTurnQuery, LoadTurnQueryVariables>(
  "query LoadTurn($id:ID!){turn(id:$id){...Reply}}fragment Reply on Turn{id said state queuePlace text source take asker{...Person}speaker{...Face}takes{number state text source}}fragment Person on Player{id handle isBot isGuest}fragment Face on Npc{id uuid name persona{trade}ancestors(first:5){edges{node{uuid createdAt}}}}",
)
