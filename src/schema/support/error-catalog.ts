import { type Bilingual, type Rejection, rejections } from '../../dypls/rejections/catalogue.ts'
import { builder } from '../../graph/fields/builder.ts'
import { failureTypes } from '../../graph/fields/errors.ts'

/** Every code this server knows, for people who read logs and write clients. */

const RetryRule = builder.enumType('RetryRule', {
  description: 'Whether and how a refused request may be sent again.',
  values: {
    NEVER: { description: 'The same request will be refused again.' },
    AFTER_BACKOFF: { description: 'Later, with growing pauses; a write only when it certainly did not run.' },
    FRESH_SIGNATURE: {
      description: 'Once, signed anew with a new nonce and time. This server does so by itself where it helps.',
    },
    FRESH_CREDENTIALS: { description: 'Once, after renewing the temporary credentials.' },
  } as const,
})

const CodeOrigin = builder.enumType('CodeOrigin', {
  description: 'Who says the code.',
  values: {
    BUSINESS: { description: 'The service, inside an HTTP 200 answer.' },
    GATEWAY: { description: 'Alibaba Cloud’s API gateway, before the service saw the request.' },
    LAYER: { description: 'This server itself.' },
  } as const,
})

const BilingualText = builder.objectRef<Bilingual>('BilingualText').implement({
  access: 'anyone',
  description: 'The same sentence in both languages.',
  fields: (t) => ({
    en: t.exposeString('en', { description: 'The sentence in English.' }),
    zh: t.exposeString('zh', { description: 'The same sentence in Simplified Chinese.' }),
  }),
})

const ErrorCatalogEntry = builder.objectRef<Rejection>('ErrorCatalogEntry').implement({
  access: 'anyone',
  description: 'What is known about one code.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'The code, or the display form of a family such as `Missing<Name>`.' }),
    isPattern: t.boolean({
      description: 'True for a family of codes; exact codes win over it.',
      resolve: ({ pattern }) => pattern !== null,
    }),
    errorType: t.string({
      description:
        'Name of the GraphQL type that carries it; a field whose union lacks that type answers UnknownError.',
      resolve: ({ kind }) => failureTypes[kind].name,
    }),
    origin: t.field({ type: CodeOrigin, description: 'Who says it.', resolve: ({ origin }) => origin }),
    retry: t.field({ type: RetryRule, description: 'When to try again.', resolve: ({ retry }) => retry }),
    httpStatus: t.exposeIntList('httpStatus', {
      description: 'HTTP statuses it comes with, the documented one first; documents disagree, so match on the code.',
    }),
    meaning: t.field({ type: BilingualText, description: 'What it says.', resolve: ({ meaning }) => meaning }),
    cause: t.field({
      type: BilingualText,
      description: 'What usually brought it about.',
      resolve: ({ cause }) => cause,
    }),
    fix: t.field({ type: BilingualText, description: 'What to do next.', resolve: ({ fix }) => fix }),
    documented: t.boolean({
      description: 'False where the code was inferred rather than found in the vendor’s documents.',
      resolve: ({ confidence }) => confidence === 'documented',
    }),
  }),
})

builder.queryField('errorCatalog', (t) =>
  t.field({
    type: [ErrorCatalogEntry],
    access: 'anyone',
    description: 'Every known code with its meaning, cause, remedy and retry rule. Costs no upstream call.',
    args: {
      code: t.arg.string({ description: 'Only the entry with exactly this code; an empty list when it is not known.' }),
    },
    resolve: (_root, { code }) => rejections.filter((entry) => code == null || entry.code === code),
  }),
)
