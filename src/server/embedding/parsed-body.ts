import type { IncomingMessage } from 'node:http'

/** What a body parser in front of us left in `request.body`; undefined where the body is still to be read. */
export const givenBody = (request: IncomingMessage): unknown => {
  if (request.method !== 'POST') return undefined
  const { body } = request as { readonly body?: unknown }
  // Express 4 puts an empty object there before anything is read.
  if (body !== undefined && (!isEmptyObject(body) || request.readableEnded)) return body
  return request.readableEnded ? null : undefined
}

/** The text that was parsed; undefined where nothing is left of it. */
export const bodyFrom = (given: unknown): string | undefined => {
  if (typeof given === 'string') return given
  if (given instanceof Uint8Array) return Buffer.from(given).toString('utf8')
  return given === null || given === undefined ? undefined : JSON.stringify(given)
}

/** Reads a body of at most so many bytes; undefined where there is more. */
export const textWithin = async (request: Request, mostBytes: number): Promise<string | undefined> => {
  const chunks: Uint8Array[] = []
  let left = mostBytes
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    left -= chunk.byteLength
    if (left < 0) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0 && !(value instanceof Uint8Array)
