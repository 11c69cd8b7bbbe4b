/** A GraphQL operation with the types of what it takes and gives. At run time it is only its text. */

declare const shape: unique symbol

export interface Operation<Result, Variables> {
  readonly text: string
  readonly [shape]?: (variables: Variables) => Result
}

export const operation = <Result, Variables>(text: string): Operation<Result, Variables> => ({ text })
