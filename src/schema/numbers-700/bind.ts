import { bindAxb700, bindGxb700, groupRestrictions700, promptSlots } from '../../dypls/numbers-700.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { inputEnum } from '../../graph/fields/wire-enum.ts'
import { Restriction } from '../bindings/terms.ts'
import { Number700Binding } from './binding.ts'
import { promptIssues, promptsField, termFields, termIssues, wireTerms } from './terms.ts'

const BindNumber700Result = resultUnion('BindNumber700Result', {
  success: Number700Binding,
  failures: ['NotFound', 'Conflict', 'NumbersExhausted', 'OutcomeUnknown'],
  description: 'The binding on a 700 number, or why there is none.',
  findOut: {
    en: 'No query shows bindings on 700 numbers. If numberX was named, binding the same parties on it again tells: ConflictError means that the first one is in force, but its id stays unknown. If it was not, the platform may pick another X, so repeating may bind twice. What nobody knows of ends at its expiry.',
    zh: '700 号码的绑定关系无法查询。若指定了 numberX，可用相同号码再次绑定来判断：返回 ConflictError 即表示首次绑定已生效，但其 ID 无从得知。若未指定，平台可能另选 X 号码，重试可能造成重复绑定。遗留的绑定到期后自动失效。',
  },
})

const BindNumber700AxbInput = builder.inputType('BindNumber700AxbInput', {
  description: 'Two people and the terms on which they reach each other through a 700 number.',
  fields: (t) => ({
    ...termFields(t),
    numberA: t.field({ type: 'PhoneNumber', required: true, description: 'Real number of one side. Personal data.' }),
    numberB: t.field({
      type: 'PhoneNumber',
      required: true,
      description: 'Real number of the other side. Personal data.',
    }),
    restriction: t.field({ type: Restriction.type, description: 'Left out, either side may call.' }),
    whenACalls: promptsField(t, 'A calls X'),
    whenBCalls: promptsField(t, 'B calls X'),
  }),
})

builder.mutationField('bindNumber700Axb', (t) =>
  t.field({
    type: BindNumber700Result.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Lets A and B reach each other through a 700 number. One X serves 200 pairs at once as long as no A and no B comes twice on it. Costs one upstream call.',
    args: { input: t.arg({ type: BindNumber700AxbInput, required: true, description: 'The pair and its terms.' }) },
    resolve: (_root, { input }, context) => {
      const { poolKey, numberA, numberB, restriction, whenACalls, whenBCalls } = input
      const issues = [
        ...termIssues(input, context.now(), ['input']),
        ...phoneIssues(numberA, ['input', 'numberA']),
        ...phoneIssues(numberB, ['input', 'numberB']),
        ...promptIssues(whenACalls, ['input', 'whenACalls']),
        ...promptIssues(whenBCalls, ['input', 'whenBCalls']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const params = {
        ...wireTerms(input),
        numberA,
        numberB,
        // No restriction is sent as nothing: the word for it is known from updates only.
        callRestrict: restriction == null || restriction === 'NONE' ? undefined : Restriction.write(restriction),
        prompts: promptSlots([
          { caller: 'A', called: 'B', prompts: whenACalls ?? {} },
          { caller: 'B', called: 'A', prompts: whenBCalls ?? {} },
        ]),
      }
      return BindNumber700Result.ask(bindAxb700, params, context, (answer) => ({
        poolKey,
        ...answer,
        requestId: answer.requestId,
      }))
    },
  }),
)

export const GroupRestriction = inputEnum('Number700GroupRestriction', {
  description: 'Which side of a group’s binding may not call X, so that calls go one way only.',
  spelled: groupRestrictions700,
  means: {
    B_MAY_NOT_CALL: 'Calls from B to X are refused; the members still reach B.',
    MEMBERS_MAY_NOT_CALL: 'Calls from members of the group to X are refused; B may still call.',
  },
})

const BindNumber700GroupInput = builder.inputType('BindNumber700GroupInput', {
  description: 'A group, one person and the terms on which they reach each other through a 700 number.',
  fields: (t) => ({
    ...termFields(t),
    numberB: t.field({
      type: 'PhoneNumber',
      required: true,
      description: 'Real number of the person that the members reach. Personal data.',
    }),
    groupId: t.id({ description: 'Id of the group, digits as text. Left out, nobody reaches B until it is set.' }),
    defaultNumberA: t.field({
      type: 'PhoneNumber',
      description:
        'Real number that B reaches by calling X, where the pool calls back in the default way. Left out, nobody answers such a call. Personal data.',
    }),
    restriction: t.field({ type: GroupRestriction.type, description: 'Left out, either side may call.' }),
    whenMemberCalls: promptsField(t, 'a member of the group calls X'),
    whenBCalls: promptsField(t, 'B calls X'),
  }),
})

builder.mutationField('bindNumber700Group', (t) =>
  t.field({
    type: BindNumber700Result.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description: 'Lets the members of a group and B reach each other through a 700 number. Costs one upstream call.',
    args: {
      input: t.arg({ type: BindNumber700GroupInput, required: true, description: 'The group, B and the terms.' }),
    },
    resolve: (_root, { input }, context) => {
      const { poolKey, numberB, groupId, defaultNumberA, restriction, whenMemberCalls, whenBCalls } = input
      const issues = [
        ...termIssues(input, context.now(), ['input']),
        ...phoneIssues(numberB, ['input', 'numberB']),
        ...(groupId == null ? [] : keyIssues(groupId, ['input', 'groupId'])),
        ...phoneIssues(defaultNumberA, ['input', 'defaultNumberA']),
        ...promptIssues(whenMemberCalls, ['input', 'whenMemberCalls']),
        ...promptIssues(whenBCalls, ['input', 'whenBCalls']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      const params = {
        ...wireTerms(input),
        numberB,
        groupId: groupId ?? undefined,
        defaultNumberA: defaultNumberA ?? undefined,
        callRestrict: restriction == null ? undefined : GroupRestriction.write(restriction),
        prompts: promptSlots([
          { caller: 'G', called: 'B', prompts: whenMemberCalls ?? {} },
          { caller: 'B', called: 'G', prompts: whenBCalls ?? {} },
        ]),
      }
      return BindNumber700Result.ask(bindGxb700, params, context, (answer) => ({
        poolKey,
        ...answer,
        requestId: answer.requestId,
      }))
    },
  }),
)
