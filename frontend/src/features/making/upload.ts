/** A file on its way to the realm; what comes back is for a mutation that takes an upload's id. */
import { endpoint } from '../../live/endpoint'
import { Refusal } from '../../live/request'
import { dropToken, token } from '../../live/session'
import { words } from '../../locales'
import { studio } from '../../locales/studio'

export const LIMIT_BYTES = 20 * 1024 ** 2

/**
 * Sends a file with our token; gives the upload's id.
 *
 * Throws a `Refusal` that says why it was not taken. What is too large is not sent at all: a realm that hangs up in the
 * middle would look like one that did not answer.
 */
export async function upload(file: File): Promise<string> {
  if (file.size === 0) throw new Refusal('EMPTY', studio.cards.empty)
  if (file.size > LIMIT_BYTES) throw new Refusal('CONTENT_TOO_LARGE', studio.cards.tooLarge)
  const mine = token.peek()
  let response: Response
  let told: { uploadId?: string; code?: string; message?: string }
  try {
    response = await fetch(`${endpoint.origin}/uploads`, {
      method: 'POST',
      headers: mine ? { authorization: `Bearer ${mine}` } : {},
      body: file,
    })
    told = (await response.json()) as typeof told
  } catch {
    throw new Refusal('UNREACHABLE', words.errors.unreachable)
  }
  if (response.status === 401) dropToken(mine)
  if (!told.uploadId) throw new Refusal(told.code ?? `HTTP_${response.status}`, told.message ?? words.errors.unreachable)
  return told.uploadId
}
