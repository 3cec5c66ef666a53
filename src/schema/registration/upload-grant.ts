import type { Answer } from '../../aliyun/contract/operation.ts'
import { getDyplsOssInfoForUploadFile, reportPhotos } from '../../dypls/registration.ts'
import { builder } from '../../graph/fields/builder.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { resultUnion } from '../../graph/fields/result.ts'

type Grant = Answer<typeof getDyplsOssInfoForUploadFile>

const UploadGrant = builder.objectRef<Grant>('UploadGrant').implement({
  access: ['registration:write'],
  description:
    'The right to upload photos for reports, for a while. Key id, policy and signature are credentials: hand them to the uploading browser and to nobody else, and never log them.',
  fields: (t) => ({
    uploadUrl: t.exposeString('uploadUrl', {
      description: 'Where to POST the form; an upload that worked answers 200, 201 or (without a wish) 204.',
    }),
    pathPrefix: t.exposeString('pathPrefix', {
      description:
        'What the key of every file must begin with, then a slash and a file name of your own. Use each name once: an equal one overwrites.',
    }),
    accessKeyId: t.exposeString('accessKeyId', {
      description: 'Form field OSSAccessKeyId. A credential, like the two that follow; never logged here.',
    }),
    policy: t.exposeString('policy', { description: 'Form field `policy`, in Base64. A credential.' }),
    signature: t.exposeString('signature', { description: 'Form field `signature`. A credential.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When uploads end to be taken; null when the upstream names no end.',
    }),
    requestId: requestIdField(t),
  }),
})

const UploadGrantResult = resultUnion('UploadGrantResult', {
  success: UploadGrant,
  failures: ['NotFound'],
  description: 'The right to upload, or why it is not given. Holds credentials.',
})

/** One grant serves all who ask in one request; it is good for any number of files. */
const grantLoader = perRequest(
  (purpose: string, context) =>
    UploadGrantResult.ask(getDyplsOssInfoForUploadFile, { purpose }, context, (answer) => answer),
  (purpose) => purpose,
)

builder.queryField('uploadGrant', (t) =>
  t.field({
    type: UploadGrantResult.type,
    access: ['registration:write'],
    upstreamCalls: 1,
    description:
      'Makes a grant to upload the photos that `reportNumberA` and `reportLandlineA` name: png, jpg or jpeg of at most 2 MB. The answer holds credentials. Costs one upstream call.',
    resolve: (_root, _args, context) => grantLoader(context).load(reportPhotos),
  }),
)
