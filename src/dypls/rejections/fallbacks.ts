import { type Rejection, rejection } from './rejection.ts'

/** What can be said about codes that are not listed. None of these is part of the catalogue. */

/**
 * `Missing<Name>` and `Invalid<Name>` of what this server itself puts into a request. A caller has no access key id or
 * signature to correct, so the families of that name, which blame the input, must not speak for these.
 */
export const systemParameter = rejection('GATEWAY', 'Missing|Invalid<SystemParameter>', 'Configuration', 'NEVER', [], {
  pattern:
    /^(?:Missing|Invalid)(?:AccessKeyId|Action|Format|SecurityToken|Signature(?:Method|Nonce|Version)?|Time[sS]tamp|Version)$/,
  confidence: 'inferred',
  en: {
    meaning: 'A signing or routing parameter that this server adds to every call is missing or not valid.',
    cause: 'A proxy altered the request, or DYPLS_ENDPOINT is not the official host.',
    fix: 'Callers can do nothing. Operators: run `dypls-graphql doctor` and take proxies out of the way.',
  },
  zh: {
    meaning: '本服务为每次调用附加的签名或路由参数缺失或无效。',
    cause: '请求被中间代理改写，或 DYPLS_ENDPOINT 不是官方域名。',
    fix: '调用方无需处理。运维人员：运行 `dypls-graphql doctor`，并排除中间代理的影响。',
  },
})

const flowControl = rejection('GATEWAY', 'HTTP 429', 'Throttled', 'AFTER_BACKOFF', [], {
  confidence: 'inferred',
  en: {
    meaning: 'The upstream holds requests back, with a code that is not on its lists.',
    cause: 'More requests than some limit of the account, the operation or the network allows.',
    fix: 'Wait at least as long as retryAfterMs says, then ask again unchanged and less often.',
  },
  zh: {
    meaning: '上游触发流控，返回的错误码不在已知列表中。',
    cause: '请求量超过账号、接口或网络侧的某项限制。',
    fix: '至少等待 retryAfterMs 指示的时间，再原样重试，并降低请求频率。',
  },
})

const callersFault = rejection('BUSINESS', 'isv.*', 'Unknown', 'NEVER', [], {
  confidence: 'inferred',
  en: {
    meaning: 'The service refused, with a code this server has never seen.',
    cause: 'The prefix isv points at the request or the account, not at a fault of the platform.',
    fix: 'Check the input and the state of what it names. If both are right, give code and request id to Alibaba Cloud support.',
  },
  zh: {
    meaning: '服务拒绝了请求，错误码未被本服务收录。',
    cause: 'isv 前缀表示问题出在请求或账号，而不是平台故障。',
    fix: '检查入参及其所指对象的状态；若均无误，请将错误码和请求 ID 提供给阿里云技术支持。',
  },
})

const platformsFault = rejection('BUSINESS', 'isp.*', 'Unknown', 'AFTER_BACKOFF', [], {
  confidence: 'inferred',
  en: {
    meaning: 'The platform reports a fault of its own, with a code this server has never seen.',
    cause: 'The prefix isp points at the platform or a carrier; the request may have run before it failed.',
    fix: 'Ask again after a pause; before repeating a change, look up whether it happened. If it lasts, give code and request id to support.',
  },
  zh: {
    meaning: '平台报告自身故障，错误码未被本服务收录。',
    cause: 'isp 前缀表示问题出在平台或运营商；失败前请求可能已经执行。',
    fix: '稍后重试；写操作重试前先查询是否已生效。持续出现时请将错误码和请求 ID 提供给阿里云技术支持。',
  },
})

const brokeDown = rejection('GATEWAY', 'HTTP 5xx', 'Unknown', 'AFTER_BACKOFF', [], {
  confidence: 'inferred',
  en: {
    meaning: 'The upstream failed, with a code this server has never seen.',
    cause: 'Trouble at the gateway or behind it, judging by the HTTP status.',
    fix: 'Ask again after a pause; before repeating a change, look up whether it happened. If it lasts, open a ticket with the request id.',
  },
  zh: {
    meaning: '上游出现故障，错误码未被本服务收录。',
    cause: '从 HTTP 状态码判断，网关或其后端出现问题。',
    fix: '稍后重试；写操作重试前先查询是否已生效。持续出现时请携带请求 ID 提交工单。',
  },
})

const notAllowed = rejection('GATEWAY', 'HTTP 401 or 403', 'Unknown', 'NEVER', [], {
  confidence: 'inferred',
  en: {
    meaning: 'The upstream denied access, with a code this server has never seen.',
    cause: 'Judging by the HTTP status, the key or its rights do not suffice for this operation.',
    fix: 'Operators: run `dypls-graphql doctor`, then check the RAM policy of the identity this server signs as.',
  },
  zh: {
    meaning: '上游拒绝访问，错误码未被本服务收录。',
    cause: '从 HTTP 状态码判断，AccessKey 或其权限不足以调用该接口。',
    fix: '运维人员：运行 `dypls-graphql doctor`，再检查本服务所用 RAM 身份的授权策略。',
  },
})

const turnedAway = rejection('GATEWAY', 'HTTP 4xx', 'Unknown', 'NEVER', [], {
  confidence: 'inferred',
  en: {
    meaning: 'The gateway did not take the request and gave a code this server has never seen.',
    cause:
      'Something in the request, judging by the HTTP status: an argument, or what this server or a proxy adds to it.',
    fix: 'Check the input. Operators: run `dypls-graphql doctor`; if both are fine, open a ticket with code and request id.',
  },
  zh: {
    meaning: '网关未受理该请求，错误码未被本服务收录。',
    cause: '从 HTTP 状态码判断，问题出在请求本身：入参，或本服务、代理附加的内容。',
    fix: '检查入参。运维人员：运行 `dypls-graphql doctor`；若均正常，携带错误码和请求 ID 提交工单。',
  },
})

const refused = rejection('BUSINESS', '*', 'Unknown', 'NEVER', [], {
  confidence: 'inferred',
  en: {
    meaning: 'The upstream refused and gave a code this server has never seen.',
    cause:
      'A new code, or one of the operations whose codes are not published (landline, work number, 700 and reports).',
    fix: 'Check the input, then give code and request id to Alibaba Cloud support, who can see the reason.',
  },
  zh: {
    meaning: '上游拒绝了请求，错误码未被本服务收录。',
    cause: '上游新增的错误码，或来自未公布错误码的接口（固话、工作号、700 号码、报备）。',
    fix: '先检查入参，再将错误码和请求 ID 提供给阿里云技术支持查询原因。',
  },
})

/**
 * First match wins. The prefix outranks the status, because documents and regions disagree on statuses; only a 429 is
 * beyond doubt. The last resort is final: repeating what is not understood does not help.
 */
const rules: readonly (readonly [when: (code: string, httpStatus: number) => boolean, Rejection])[] = [
  [(code, httpStatus) => httpStatus === 429 || /^Throttling/.test(code), flowControl],
  [(code) => /^isv\./.test(code), callersFault],
  [(code) => /^isp\./.test(code), platformsFault],
  [(_code, httpStatus) => httpStatus >= 500 && httpStatus <= 599, brokeDown],
  [(_code, httpStatus) => httpStatus === 401 || httpStatus === 403, notAllowed],
  [(_code, httpStatus) => httpStatus >= 400 && httpStatus <= 499, turnedAway],
]

export const fallback = (code: string, httpStatus: number): Rejection =>
  rules.find(([when]) => when(code, httpStatus))?.[1] ?? refused
