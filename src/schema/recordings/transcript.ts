import type { Answer } from '../../aliyun/contract/operation.ts'
import { rejected } from '../../aliyun/failure.ts'
import { getSecretAsrDetail, recognised } from '../../dypls/recordings.ts'
import { builder } from '../../graph/fields/builder.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { numbersMasked, personalText } from '../../graph/numbers/personal-text.ts'
import type { Context } from '../../graph/request/context.ts'
import { Call, type CallHandle, callIssues, callKey } from './call.ts'

type Transcribed = NonNullable<Answer<typeof getSecretAsrDetail>['transcript']> & {
  readonly requestId: string | undefined
}
type Sentence = NonNullable<Transcribed['sentences']>[number]

/** GraphQL's Int has 32 bits; what goes beyond is no length of a call. */
const int = (value: number | undefined): number | null =>
  value !== undefined && Math.abs(value) < 2 ** 31 ? value : null

const emotionOf = (text: string | undefined): number | null =>
  text && Number.isFinite(Number(text)) ? Number(text) : null

const TranscriptSentence = builder.objectRef<Sentence>('TranscriptSentence').implement({
  access: ['recordings:read'],
  description: 'One sentence as it was recognised. Personal data.',
  fields: (t) => ({
    text: t.string({
      description: `What was said, in the words of the recogniser; empty when it heard none. ${numbersMasked}`,
      resolve: ({ text }) => personalText(text) ?? '',
    }),
    channel: t.int({
      nullable: true,
      description:
        'The audio track, from 0: equal numbers are one speaker. Which party is which is not documented. Null when not told.',
      resolve: ({ channel }) => int(channel),
    }),
    beginMs: t.int({
      nullable: true,
      description: 'Milliseconds from the start of the audio to the first word; null when not told.',
      resolve: ({ beginMs }) => int(beginMs),
    }),
    endMs: t.int({
      nullable: true,
      description: 'Milliseconds from the start of the audio to the last word; null when not told.',
      resolve: ({ endMs }) => int(endMs),
    }),
    silenceSeconds: t.int({
      nullable: true,
      description: 'How long nobody spoke before it, in whole seconds; null when not told.',
      resolve: ({ silenceSeconds }) => int(silenceSeconds),
    }),
    wordsPerMinute: t.int({
      nullable: true,
      description: 'How fast it was spoken; null when not told.',
      resolve: ({ wordsPerMinute }) => int(wordsPerMinute),
    }),
    emotion: t.float({
      nullable: true,
      description: 'How strong the emotion was, from 1 (calm) to 10; null when not told.',
      resolve: ({ emotion }) => emotionOf(emotion),
    }),
  }),
})

const Transcript = builder.objectRef<Transcribed>('Transcript').implement({
  access: ['recordings:read'],
  description: 'What was said in a call, as text. Personal data of both parties; never logged.',
  fields: (t) => ({
    sentences: t.field({
      type: [TranscriptSentence],
      description: 'In the order in which the upstream tells them; empty when nothing was said.',
      resolve: ({ sentences }) => [...(sentences ?? [])],
    }),
    durationMs: t.int({
      nullable: true,
      description: 'Length of the audio that was listened to, in milliseconds; null when not told.',
      resolve: ({ durationMs }) => int(durationMs),
    }),
    jobId: t.exposeString('jobId', {
      nullable: true,
      description: 'The recognition job, for support cases; null when it named none.',
    }),
    jobKeyword: t.exposeString('jobKeyword', {
      nullable: true,
      description: 'A second name of the job, whose use is not documented; null when it has none.',
    }),
    recognitionRequestId: t.exposeString('recognitionRequestId', {
      nullable: true,
      description: 'Request id of the recogniser, another than `requestId`; null when it named none.',
    }),
    requestId: requestIdField(t),
  }),
})

const TranscriptResult = resultUnion('TranscriptResult', {
  success: Transcript,
  failures: ['NotFound'],
  description: 'The transcript of a call, or why there is none.',
})

/** An answer that is well outside can hide a recognition that failed, or none at all: neither is a transcript. */
const transcriptLoader = perRequest(
  ({ poolKey, callId, callTime }: CallHandle, context: Context) =>
    TranscriptResult.ask(getSecretAsrDetail, { poolKey, callId, callTime }, context, ({ transcript, requestId }) => {
      if (transcript?.recognitionCode === recognised) return { ...transcript, requestId }
      const code = transcript?.recognitionCode || 'NO_TRANSCRIPT'
      return TranscriptResult.failed(rejected(code, 200, requestId ?? null), getSecretAsrDetail)
    }),
  callKey,
)

builder.objectField(Call, 'transcript', (t) =>
  t.field({
    type: TranscriptResult.type,
    access: ['recordings:read'],
    upstreamCalls: 1,
    description:
      'What was said, as text; only for bindings with speech-to-text on. Ask after the receipt SecretAsrReport has come, more than ten minutes after the call. Costs one upstream call.',
    resolve: (call, _args, context) => {
      const issues = callIssues(call)
      return issues.length > 0 ? invalidInput(issues) : transcriptLoader(context).load(call)
    },
  }),
)
