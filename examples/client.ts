import type { TypedDocumentString } from './generated/graphql.ts'

/** With keys on, `DYPLS_KEY=dpk_…` in the environment. */
export const authorization: Readonly<Record<string, string>> = process.env.DYPLS_KEY
  ? { authorization: `Bearer ${process.env.DYPLS_KEY}` }
  : {}

/** Asks the graph, typed by the document. Throws only for what is no answer: bad documents, limits, a server that is down. */
export const ask = async <Result, Variables>(
  endpoint: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> => {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({ query: document.toString(), variables }),
  })
  const { data, errors } = (await response.json()) as { data?: Result; errors?: { message: string }[] }
  if (!data) throw new Error(errors?.map(({ message }) => message).join('; ') ?? `HTTP ${response.status}`)
  return data
}
