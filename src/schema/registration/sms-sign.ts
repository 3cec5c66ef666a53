import type { Answer } from '../../aliyun/contract/operation.ts'
import { createSmsSign } from '../../dypls/registration.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { newMessageId } from '../work-numbers/handle.ts'

type Signed = Answer<typeof createSmsSign>

const SmsSign = builder.objectRef<Signed>('SmsSign').implement({
  access: ['registration:write'],
  description: 'A text that stands for the real recipient of an SMS, so that the platform can deliver it.',
  fields: (t) => ({
    recipientSign: t.exposeString('recipientSign', {
      description: 'Put it into the text of the SMS to X. As personal as the number it stands for.',
    }),
    requestId: requestIdField(t),
  }),
})

const SmsSignResult = resultUnion('SmsSignResult', {
  success: SmsSign,
  failures: ['NotFound', 'OutcomeUnknown'],
  description: 'The sign of a recipient, or why there is none.',
  findOut: {
    en: 'Nothing needs looking up: send it again. A second sign does no harm.',
    zh: '无需查询，直接重新提交即可；多生成一个签名没有副作用。',
  },
})

const CreateSmsSignInput = builder.inputType('CreateSmsSignInput', {
  description: 'Who sends an SMS to whom, by way of a work number.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: 'Key of a pool of work numbers.' }),
    senderNo: t.field({
      type: 'PhoneNumber',
      required: true,
      description: 'The real number that the SMS will be sent from.',
    }),
    recipientNo: t.field({
      type: 'PhoneNumber',
      required: true,
      description: 'The real number that the SMS is meant for.',
    }),
  }),
})

builder.mutationField('createSmsSign', (t) =>
  t.field({
    type: SmsSignResult.type,
    access: ['registration:write'],
    upstreamCalls: 1,
    description:
      'Makes the sign that an SMS through X must hold, so that it reaches its real recipient. Costs one upstream call.',
    args: { input: t.arg({ type: CreateSmsSignInput, required: true, description: 'Pool, sender and recipient.' }) },
    resolve: (_root, { input: { poolKey, senderNo, recipientNo } }, context) => {
      const issues = [
        ...keyIssues(poolKey, ['input', 'poolKey']),
        ...phoneIssues(senderNo, ['input', 'senderNo']),
        ...phoneIssues(recipientNo, ['input', 'recipientNo']),
      ]
      if (issues.length > 0) return invalidInput(issues)
      return SmsSignResult.ask(
        createSmsSign,
        { idempotencyKey: newMessageId(context), poolKey, senderNo, recipientNo },
        context,
        (answer) => answer,
      )
    },
  }),
)
