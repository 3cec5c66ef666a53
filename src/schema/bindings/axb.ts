import { bindAxb } from '../../dypls/bindings/bind.ts'
import { ringingSlots } from '../../dypls/bindings/terms.ts'
import { builder } from '../../graph/fields/builder.ts'
import { invalidInput } from '../../graph/fields/result.ts'
import { BindResult, bound } from './bound.ts'
import { KeyPress, keyPressIssues, writeKeyPress } from './key-press.ts'
import { AxbRingingTones, toneIssues, writeTones } from './ringing.ts'
import {
  inPoolIssues,
  numberAField,
  poolKeyField,
  ringSecondsField,
  ringSecondsIssues,
  termFields,
  wireTerms,
} from './terms.ts'

const BindAxbInput = builder.inputType('BindAxbInput', {
  description: 'A and B, who are to reach each other through X.',
  fields: (t) => ({
    poolKey: poolKeyField(t),
    numberA: numberAField(t),
    numberB: t.field({
      type: 'PhoneNumber',
      required: true,
      description: 'Real number of the other party. Personal data.',
    }),
    ...termFields(t),
    ringSeconds: ringSecondsField(t),
    ringingTones: t.field({ type: AxbRingingTones, description: 'What is heard while X is called.' }),
    keyPress: t.field({ type: KeyPress, description: 'A question to one party at the end of the call.' }),
  }),
})

const issuesOf = (input: typeof BindAxbInput.$inferInput, now: number) => [
  ...inPoolIssues(input, now, ['input']),
  ...ringSecondsIssues(input.ringSeconds, ['input', 'ringSeconds']),
  ...toneIssues(input.ringingTones, ['input', 'ringingTones']),
  ...keyPressIssues(input.keyPress, ['input', 'keyPress']),
]

builder.mutationField('bindAxb', (t) =>
  t.field({
    type: BindResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets A and B reach each other by dialling X. One X serves some 200 pairs, as long as no number comes twice on it. Costs one upstream call.',
    args: { input: t.arg({ type: BindAxbInput, required: true, description: 'The pair, its X and its terms.' }) },
    resolve: (_root, { input }, context) => {
      const issues = issuesOf(input, context.now())
      if (issues.length > 0) return invalidInput(issues)
      const { poolKey, numberA, numberB } = input
      const params = {
        poolKey,
        numberA,
        numberB,
        ...wireTerms(input),
        ringingTones: writeTones(ringingSlots.axb, input.ringingTones),
        callTimeout: input.ringSeconds ?? undefined,
        dtmfConfig: writeKeyPress(input.keyPress),
      }
      return BindResult.ask(bindAxb, params, context, (answer) => bound(poolKey, answer))
    },
  }),
)
