import {
  deleteAxbBindFixedLine,
  deleteAxnBindFixedLine,
  deleteAxnExtensionBindFixedLine,
} from '../../dypls/landlines/change.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues } from '../../graph/fields/issues.ts'
import { invalidInput } from '../../graph/fields/result.ts'
import { changed, LandlineChangeResult } from './changed.ts'
import { LandlineKind, type LandlineKindName } from './handle.ts'
import { messageFields, messageIssues, subsIdField } from './terms.ts'

const UnbindLandlineInput = builder.inputType('UnbindLandlineInput', {
  description: 'Which landline binding to end.',
  fields: (t) => ({
    ...messageFields(t),
    kind: t.field({ type: LandlineKind, required: true, description: 'The kind that was bound; it must fit the id.' }),
    subsId: subsIdField(t),
  }),
})

/** An operation for each kind, all of one form: which is why the graph has one mutation. */
const rows = {
  AXB: deleteAxbBindFixedLine,
  AXN: deleteAxnBindFixedLine,
  AXN_EXTENSION: deleteAxnExtensionBindFixedLine,
} satisfies Record<LandlineKindName, typeof deleteAxbBindFixedLine>

builder.mutationField('unbindLandline', (t) =>
  t.field({
    type: LandlineChangeResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description: 'Ends a landline binding before its time, or one that has none. Costs one upstream call.',
    args: { input: t.arg({ type: UnbindLandlineInput, required: true, description: 'The binding, by kind and id.' }) },
    resolve: (_root, { input }, context) => {
      const { poolKey, idempotencyKey, kind, subsId } = input
      const issues = [...messageIssues(input, ['input']), ...keyIssues(subsId, ['input', 'subsId'])]
      if (issues.length > 0) return invalidInput(issues)
      const params = { poolKey, idempotencyKey, sentAt: new Date(context.now()), subsId }
      return LandlineChangeResult.ask(rows[kind], params, context, changed(kind, input))
    },
  }),
)
