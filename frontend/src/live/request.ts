/** One question to the realm over HTTP, and what can come back instead of an answer. */
import { words } from '../locales'
import { endpoint } from './endpoint'
import type { Operation } from './operation'
import { dropToken, token } from './session'

/** Why there is no answer: a Problem of a mutation, a coded error, or `UNREACHABLE`. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field?: string,
  ) {
    super(message)
  }
}

interface Answer<Result> {
  data?: Result | null
  errors?: { message: string; extensions?: { code?: string } }[]
}

export async function request<Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  abort?: AbortSignal,
): Promise<Result> {
  return (await ask<Result>({ query: operation.text, variables }, abort)).data as Result
}

/** The whole answer, errors turned into a `Refusal` only when there is no data. */
export async function ask<Result>(body: object, abort?: AbortSignal): Promise<Answer<Result>> {
  const mine = token.value
  let status = 0
  let answer: Answer<Result>
  try {
    const response = await fetch(endpoint.http, {
      method: 'POST',
      signal: abort ?? null,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(mine ? { authorization: `Bearer ${mine}` } : {}),
      },
      body: JSON.stringify(body),
    })
    status = response.status
    answer = (await response.json()) as Answer<Result>
  } catch (cause) {
    if (abort?.aborted) throw cause
    throw new Refusal('UNREACHABLE', words.errors.unreachable)
  }
  const first = answer.errors?.[0]
  const code = first?.extensions?.code ?? `HTTP_${status}`
  if (mine && (status === 401 || (!answer.data && code === 'SIGN_IN_REQUIRED'))) {
    dropToken(mine)
    return ask(body, abort)
  }
  if (!answer.data) throw new Refusal(code, first?.message ?? words.errors.unreachable)
  return answer
}

/** A mutation's payload; its Problem, when it has one, is thrown as a `Refusal`. */
export function settled<Result extends object>(result: Result): Exclude<Result, { readonly code: string }> {
  const problem = result as { code?: string; message?: string; field?: string }
  if (problem.code !== undefined) throw new Refusal(problem.code, problem.message ?? '', problem.field)
  return result as Exclude<Result, { readonly code: string }>
}

/** What to tell the player about anything that was thrown. */
export const reason = (error: unknown): string =>
  error instanceof Refusal && error.message ? error.message : words.errors.unexpected

/** Whether what was asked for is not there, be it unknown or no id at all. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Refusal && ['NOT_FOUND', 'BAD_USER_INPUT', 'INVALID_INPUT'].includes(error.code)
