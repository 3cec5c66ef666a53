import { bindAxg } from '../../dypls/bindings/bind.ts'
import { ringingSlots } from '../../dypls/bindings/terms.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { bigIdIssues, keyIssues, type Path } from '../../graph/fields/issues.ts'
import { invalidInput } from '../../graph/fields/result.ts'
import { BindResult, bound } from './bound.ts'
import { AxgRingingTones, toneIssues, writeTones } from './ringing.ts'
import {
  type BindingTerms,
  bindingIssues,
  callbackField,
  type InputFields,
  numberAField,
  type Parties,
  poolKeyField,
  termFields,
  wireTerms,
} from './terms.ts'

/** What an AXG binding takes, alone or in a batch. */
export const axgFields = (t: InputFields) => ({
  numberA: numberAField(t),
  groupId: t.id({
    required: true,
    description: 'Id of the group whose members may call X; it must have at least one.',
  }),
  numberB: callbackField(t),
  ...termFields(t),
  ringingTones: t.field({ type: AxgRingingTones, description: 'What is heard while X is called.' }),
})

const BindAxgInput = builder.inputType('BindAxgInput', {
  description: 'A, whom the members of one group are to reach through X.',
  fields: (t) => ({ poolKey: poolKeyField(t), ...axgFields(t) }),
})

export type AxgWish = Parties &
  BindingTerms & {
    readonly groupId: string
    readonly ringingTones?: typeof AxgRingingTones.$inferInput | null | undefined
  }

export const axgIssues = (item: AxgWish, now: number, path: Path): InputIssue[] => [
  ...bindingIssues(item, now, path),
  ...bigIdIssues(item.groupId, [...path, 'groupId']),
  ...toneIssues(item.ringingTones, [...path, 'ringingTones']),
]

export const wireAxg = (item: AxgWish) => ({
  numberA: item.numberA,
  groupId: item.groupId,
  numberB: item.numberB ?? undefined,
  ...wireTerms(item),
  ringingTones: writeTones(ringingSlots.axg, item.ringingTones),
})

builder.mutationField('bindAxg', (t) =>
  t.field({
    type: BindResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets the members of a group, and nobody else, reach A by dialling X. Costs one upstream call; `bindAxgBatch` makes several bindings for as much.',
    args: { input: t.arg({ type: BindAxgInput, required: true, description: 'The party, its group and its terms.' }) },
    resolve: (_root, { input }, context) => {
      const { poolKey } = input
      const issues = [...keyIssues(poolKey, ['input', 'poolKey']), ...axgIssues(input, context.now(), ['input'])]
      if (issues.length > 0) return invalidInput(issues)
      return BindResult.ask(bindAxg, { poolKey, ...wireAxg(input) }, context, (answer) => bound(poolKey, answer))
    },
  }),
)
