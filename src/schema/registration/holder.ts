import { identityCard } from '../../dypls/registration.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { blankIssues, issue, keyIssues, type Path } from '../../graph/fields/issues.ts'

export const ReportedHolderInput = builder.inputType('ReportedHolderInput', {
  description:
    'The person who answers for a number, as on their identity card. Personal data: sent on, kept nowhere, in no log.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'The full name as on the identity card.' }),
    idCardNumber: t.string({ required: true, description: 'Number of the identity card; no other document is taken.' }),
    portrait: t.string({
      required: true,
      description: 'Path of the photo of the person, uploaded with an `uploadGrant`: png, jpg or jpeg of at most 2 MB.',
    }),
    idCardFront: t.string({ description: 'Path of the photo of the card’s front, uploaded likewise.' }),
    idCardBack: t.string({ description: 'Path of the photo of the card’s back, uploaded likewise.' }),
  }),
})

type Holder = typeof ReportedHolderInput.$inferInput

const photoIssues = (photo: string | null | undefined, path: Path): InputIssue[] =>
  photo == null || /^\S+\.(png|jpe?g)$/i.test(photo)
    ? []
    : [issue(path, 'must be the path of a png, jpg or jpeg', '须为 png、jpg 或 jpeg 文件的路径')]

export const holderIssues = (
  { name, idCardNumber, portrait, idCardFront, idCardBack }: Holder,
  path: Path,
): InputIssue[] => [
  ...blankIssues(name, [...path, 'name']),
  ...keyIssues(idCardNumber, [...path, 'idCardNumber']),
  ...photoIssues(portrait, [...path, 'portrait']),
  ...photoIssues(idCardFront, [...path, 'idCardFront']),
  ...photoIssues(idCardBack, [...path, 'idCardBack']),
]

export const identityOf = ({ name, idCardNumber, portrait, idCardFront, idCardBack }: Holder) => ({
  documentType: identityCard,
  documentNumber: idCardNumber,
  holderName: name,
  portrait,
  idCardFront: idCardFront ?? undefined,
  idCardBack: idCardBack ?? undefined,
})
