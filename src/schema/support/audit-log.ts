import { GraphQLError } from 'graphql'
import { builder } from '../../graph/fields/builder.ts'
import type { AuditedObject, AuditPage, AuditRecord } from '../../graph/request/audit.ts'
import { foreignPool } from '../../graph/request/pool-guard.ts'

/** Who did what: for whoever has to answer for it. */

const mostRecords = 100

const AuditKind = builder.enumType('AuditKind', {
  description: 'What is written down of what callers do. Questions that show no real number are not.',
  values: {
    MUTATION: { value: 'mutation', description: 'A write that was tried, whatever came of it.' },
    UNMASK: { value: 'unmask', description: 'A real number that was shown in full, one record for each.' },
  } as const,
})

const AuditObject = builder.objectRef<AuditedObject>('AuditObject').implement({
  access: ['audit:read'],
  description: 'Something that a deed was about: a pool, a binding, a number. Never told in the clear.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description: 'What it was called where it stood: `poolKey`, `subsId`, `numberA`, `members` …',
    }),
    ref: t.exposeString('ref', {
      description:
        'A keyed hash: equal refs are the same thing, as long as the deployment keeps its `DYPLS_REF_KEY`. It leads back to nothing.',
    }),
  }),
})

const AuditRecordType = builder.objectRef<AuditRecord>('AuditRecord').implement({
  access: ['audit:read'],
  description:
    'One mutation, after it ran, or one unmasked number, before it was shown. Numbers in texts of callers are masked.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Where it stands in the log; `before` takes it to go on from there.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was written down.' }),
    kind: t.field({
      type: AuditKind,
      description: 'Whether something was changed or shown.',
      resolve: ({ kind }) => kind,
    }),
    viewerId: t.exposeString('viewerId', {
      description: 'Who it was: id of the API key or subject of the token; `open` where nobody has to say.',
    }),
    scope: t.exposeString('scope', {
      nullable: true,
      description: 'The scope that let the viewer do it; null where none was asked for.',
    }),
    operationName: t.exposeString('operationName', {
      nullable: true,
      description: 'What the caller called the operation; null for one without a name.',
    }),
    documentHash: t.exposeString('documentHash', {
      description: 'First 16 hex digits of the SHA-256 of the document as it was sent.',
    }),
    field: t.exposeString('field', {
      description: 'Type and field, such as `Mutation.bindAxb` or `BindingDetails.numberA`.',
    }),
    objects: t.field({
      type: [AuditObject],
      description: 'Numbers and ids that were asked about or answered with, 100 at most.',
      resolve: ({ objects }) => [...objects],
    }),
    objectsLeftOut: t.exposeInt('objectsLeftOut', { description: 'How many more there were; 0 in most cases.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why a number was unmasked, in the viewer’s own words; null for a mutation.',
    }),
    results: t.exposeStringList('results', {
      description:
        'Type of what came of it, such as `NewBinding` or `ConflictError`, and of each kind of result inside it; a code where there was no result.',
    }),
    requestId: t.exposeString('requestId', {
      description: 'This server’s id of the request: the same for all that was done in it.',
    }),
    upstreamRequestId: t.exposeString('upstreamRequestId', {
      nullable: true,
      description: 'The upstream’s id of the exchange, which its support asks for; null when there was none.',
    }),
  }),
})

const AuditPageType = builder.objectRef<AuditPage>('AuditPage').implement({
  access: ['audit:read'],
  description: 'A stretch of the audit log, newest first.',
  fields: (t) => ({
    items: t.field({
      type: [AuditRecordType],
      description: 'What fits the wish; fewer than wished for, or none, does not mean that the log ends: see `older`.',
      resolve: ({ items }) => [...items],
    }),
    older: t.exposeID('older', {
      nullable: true,
      description: 'What to hand to `before` to go on; null when everything was looked at.',
    }),
  }),
})

builder.queryField('auditLog', (t) =>
  t.field({
    type: AuditPageType,
    access: ['audit:read'],
    description:
      'Reads the audit log: a file, without what was rotated away, or, where it goes to stdout, the last 1000 records of the process that answers. One question reads at most 4 MB. Not for whoever is limited to some pools. Costs no upstream call.',
    args: {
      first: t.arg.int({
        required: true,
        defaultValue: 20,
        description: `How many records at most, 1 to ${mostRecords}.`,
      }),
      before: t.arg.id({ description: 'Only records older than the one with this id, or than this `older`.' }),
      since: t.arg({ type: 'DateTime', description: 'Only records of this moment or later.' }),
      until: t.arg({ type: 'DateTime', description: 'Only records before this moment.' }),
      viewerId: t.arg.string({ description: 'Only what this viewer did.' }),
      kind: t.arg({ type: AuditKind, description: 'Only records of this sort.' }),
    },
    resolve: async (_root, wish, { auditLog, viewer }) => {
      // Its records are of all pools.
      if (viewer.pools !== 'all') throw foreignPool()
      if (wish.first < 1 || wish.first > mostRecords) throw refused(`first must be from 1 to ${mostRecords}.`)
      const page = await auditLog(wish)
      if (!page) throw refused('before is no place in this log: it was rotated away, or another process wrote it.')
      return page
    },
  }),
)

const refused = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } })
