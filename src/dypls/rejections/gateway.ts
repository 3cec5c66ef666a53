import { type Rejection, upstreamRow } from './rejection.ts'

const row = upstreamRow('GATEWAY')

/** What Alibaba Cloud's API gateway says before the service sees the request, with an HTTP status of 4xx or 5xx. */
export const gateway: readonly Rejection[] = [
  row('MissingParameter', 'INVALID_INPUT', 'NEVER', [400], {
    en: {
      meaning: 'A required parameter is missing.',
      cause: 'An argument was left out that this operation needs, or needs beside another one.',
      fix: 'Fill in the arguments that the field’s description asks for. If none is missing, report it with the request id.',
    },
    zh: {
      meaning: '缺少参数：有必填参数未提供。',
      cause: '遗漏了该接口必需的参数，或与其他参数配套的参数。',
      fix: '按字段说明补全参数；若并无遗漏，请携带请求 ID 反馈。',
    },
  }),
  row('Missing<Name>', 'INVALID_INPUT', 'NEVER', [400], {
    pattern: /^Missing[A-Z]\w*$/,
    en: {
      meaning: 'The parameter named in the code is required and missing.',
      cause: 'An argument was left out, such as the pool key, which only former Alidayu accounts may replace.',
      fix: 'Supply the argument that the code names after “Missing”.',
    },
    zh: {
      meaning: '缺少必选参数：错误码中点名的参数未提供。',
      cause: '遗漏了参数，例如号池 Key（仅原阿里大于账号可用其他参数代替）。',
      fix: '补充错误码中 Missing 之后所指的参数。',
    },
  }),
  row('InvalidParameter', 'INVALID_INPUT', 'NEVER', [400], {
    en: {
      meaning: 'A parameter is not valid.',
      cause: 'A value outside its allowed set or length, or one of the wrong type.',
      fix: 'Check each argument against its description; a repeat will not help.',
    },
    zh: {
      meaning: '参数无效：某个参数的取值不合法。',
      cause: '取值超出允许的范围或长度，或类型不符。',
      fix: '对照字段说明检查各参数；原样重试无效。',
    },
  }),
  row('InvalidParameter.Format', 'INVALID_INPUT', 'NEVER', [400], {
    confidence: 'inferred',
    en: {
      meaning: 'The parameter Format, which names the form of the answer, is not valid.',
      cause: 'This server always asks for JSON, so something on the way changed the request.',
      fix: 'Operators: look for a proxy that rewrites requests, and check DYPLS_ENDPOINT.',
    },
    zh: {
      meaning: 'Format参数无效：指定应答格式的参数不合法。',
      cause: '本服务始终请求 JSON，因此请求在途中被改写。',
      fix: '运维人员：排查会改写请求的代理，并检查 DYPLS_ENDPOINT。',
    },
  }),
  // The last resort: a name with a dot, such as InvalidFoo.NotFound, is none of this family and stays unknown.
  row('Invalid<Name>', 'INVALID_INPUT', 'NEVER', [400], {
    pattern: /^Invalid[A-Z]\w*$/,
    confidence: 'inferred',
    en: {
      meaning: 'The parameter named in the code is not valid.',
      cause: 'Its value has the wrong form or is outside the allowed set.',
      fix: 'Correct the argument that the code names after “Invalid”.',
    },
    zh: {
      meaning: '参数值无效：错误码中点名的参数不合法。',
      cause: '该参数格式有误，或取值不在允许范围内。',
      fix: '修正错误码中 Invalid 之后所指的参数。',
    },
  }),
  row('InvalidAccessKeyId.NotFound', 'CONFIGURATION', 'NEVER', [404, 400], {
    en: {
      meaning: 'The gateway knows no such access key id.',
      cause: 'The key was deleted, is mistyped, or is a temporary one that came without its token.',
      fix: 'Operators: check in the RAM console that the key exists, correct the setting, run `dypls-graphql doctor`.',
    },
    zh: {
      meaning: 'AccessKeyId不存在：网关查不到该 AccessKey ID。',
      cause: '密钥已删除、填写有误，或使用临时密钥却未携带令牌。',
      fix: '运维人员：在 RAM 控制台确认密钥存在，修正配置后运行 `dypls-graphql doctor`。',
    },
  }),
  row('InvalidAccessKeyId.Inactive', 'CONFIGURATION', 'NEVER', [400, 403], {
    en: {
      meaning: 'The access key is disabled.',
      cause: 'Somebody disabled it, for example while rotating keys or after a leak.',
      fix: 'Operators: give this server an active key. Enable the old one only if it was disabled by mistake.',
    },
    zh: {
      meaning: 'AccessKey已禁用：该密钥处于禁用状态。',
      cause: '密钥被人为禁用，例如轮换密钥期间或发生泄露之后。',
      fix: '运维人员：为本服务更换有效密钥；仅在误禁用时才重新启用旧密钥。',
    },
  }),
  row('InvalidAccessKeyId', 'CONFIGURATION', 'NEVER', [400, 403], {
    confidence: 'inferred',
    en: {
      meaning: 'The access key id is not valid.',
      cause: 'It was cut off, or blanks or quotes surround it.',
      fix: 'Operators: set ALIBABA_CLOUD_ACCESS_KEY_ID anew and run `dypls-graphql doctor`.',
    },
    zh: {
      meaning: 'AccessKeyId无效：AccessKey ID 不合法。',
      cause: '内容被截断，或前后带有空格、引号。',
      fix: '运维人员：重新设置 ALIBABA_CLOUD_ACCESS_KEY_ID，并运行 `dypls-graphql doctor`。',
    },
  }),
  row('SignatureDoesNotMatch', 'CONFIGURATION', 'NEVER', [400, 403], {
    en: {
      meaning: 'The gateway computes another signature than the one it was sent.',
      cause: 'A wrong secret, or a proxy that changes host, method or parameters after signing.',
      fix: 'Operators: run `dypls-graphql doctor`, which tells a wrong secret from a changed request.',
    },
    zh: {
      meaning: '签名不匹配：网关计算出的签名与收到的不同。',
      cause: 'AccessKey Secret 有误，或代理在签名之后改动了 Host、方法或参数。',
      fix: '运维人员：运行 `dypls-graphql doctor`，它能区分密钥错误与请求被改写。',
    },
  }),
  row('IncompleteSignature', 'CONFIGURATION', 'NEVER', [400], {
    en: {
      meaning: 'The signature, or a value that belongs to it, is missing.',
      cause: 'A proxy dropped the Authorization header, an x-acs header or a signing parameter.',
      fix: 'Operators: let headers and parameters reach the endpoint unchanged.',
    },
    zh: {
      meaning: '签名不完整：缺少签名或其配套的值。',
      cause: '代理丢弃了 Authorization 头、x-acs 头或签名参数。',
      fix: '运维人员：确保请求头和参数原样到达服务端点。',
    },
  }),
  row('InvalidSignatureMethod', 'CONFIGURATION', 'NEVER', [400], {
    en: {
      meaning: 'The gateway does not know the way the request was signed.',
      cause: 'The endpoint is not the official gateway, or the request was changed on the way.',
      fix: 'Operators: check DYPLS_ENDPOINT, then try the other value of DYPLS_SIGNATURE (v3 or v1).',
    },
    zh: {
      meaning: '签名方法无效：网关不识别请求所用的签名方法。',
      cause: '服务端点不是官方网关，或请求在途中被改写。',
      fix: '运维人员：检查 DYPLS_ENDPOINT，再尝试 DYPLS_SIGNATURE 的另一取值（v3 或 v1）。',
    },
  }),
  row('SignatureNonceUsed', 'CONFLICT', 'FRESH_SIGNATURE', [400], {
    en: {
      meaning: 'The gateway has seen this nonce before and refused this copy of the request.',
      cause: 'Something between this server and the gateway sent the request twice; the first copy may have run.',
      fix: 'Before repeating a change, look up whether it happened. Operators: find the proxy that repeats requests.',
    },
    zh: {
      meaning: 'SignatureNonce重复：网关已见过该随机数，拒绝了这一份请求。',
      cause: '本服务与网关之间有组件重复发送了请求；第一份可能已经执行。',
      fix: '写操作重试前先查询是否已生效。运维人员：找出会重发请求的代理。',
    },
  }),
  row('InvalidTimeStamp.Expired', 'CONFIGURATION', 'FRESH_SIGNATURE', [400], {
    en: {
      meaning: 'The time in the request is too far from the gateway’s.',
      cause: 'This server’s clock is off by more than 15 minutes.',
      fix: 'Operators: start a time service (NTP) on the host; `dypls-graphql doctor` shows the difference.',
    },
    zh: {
      meaning: '时间戳过期：请求时间与网关时间相差过大。',
      cause: '本服务所在主机的时钟偏差超过 15 分钟。',
      fix: '运维人员：在主机上启用 NTP 时间同步；`dypls-graphql doctor` 可显示偏差。',
    },
  }),
  row('InvalidTimeStamp.Format', 'CONFIGURATION', 'NEVER', [400], {
    en: {
      meaning: 'The time in the request is malformed.',
      cause: 'This server always writes UTC with seconds, so something on the way altered it.',
      fix: 'Operators: look for a proxy that rewrites headers or parameters; if there is none, report it with the request id.',
    },
    zh: {
      meaning: '时间戳格式错误：请求中的时间格式不正确。',
      cause: '本服务始终使用精确到秒的 UTC 时间，因此该值在途中被改动。',
      fix: '运维人员：排查会改写请求头或参数的代理；若没有，请携带请求 ID 反馈。',
    },
  }),
  row('IllegalTimestamp', 'CONFIGURATION', 'NEVER', [400], {
    en: {
      meaning: 'The time in the request is malformed or too old (older spelling).',
      cause: 'A clock that is off, more often than a value altered on the way.',
      fix: 'Operators: compare the clock with `dypls-graphql doctor` first, then look for a proxy that rewrites requests.',
    },
    zh: {
      meaning: '时间戳非法：请求中的时间格式有误或过旧（旧写法）。',
      cause: '多为主机时钟不准，少数是该值在途中被改动。',
      fix: '运维人员：先用 `dypls-graphql doctor` 核对时钟，再排查会改写请求的代理。',
    },
  }),
  row('InvalidSecurityToken.Expired', 'CONFIGURATION', 'FRESH_CREDENTIALS', [400, 403], {
    confidence: 'inferred',
    en: {
      meaning: 'The STS token has expired.',
      cause: 'A token fixed in the environment ran out, or the provider of the credential chain did not renew in time.',
      fix: 'Operators: replace fixed temporary keys by a RAM role or another renewing provider.',
    },
    zh: {
      meaning: 'STS令牌过期：临时安全令牌已失效。',
      cause: '环境变量中的固定令牌到期，或凭证链提供方未及时续期。',
      fix: '运维人员：以 RAM 角色等可自动续期的方式取代固定的临时密钥。',
    },
  }),
  row('InvalidSecurityToken.Malformed', 'CONFIGURATION', 'NEVER', [400, 403], {
    confidence: 'inferred',
    en: {
      meaning: 'The STS token is malformed.',
      cause: 'It was cut off, or a line break, blank or quote slipped in.',
      fix: 'Operators: set ALIBABA_CLOUD_SECURITY_TOKEN anew and whole, with the key it was issued with.',
    },
    zh: {
      meaning: 'STS令牌格式错误：临时安全令牌格式不正确。',
      cause: '令牌被截断，或混入了换行、空格、引号。',
      fix: '运维人员：重新完整设置 ALIBABA_CLOUD_SECURITY_TOKEN 及同时签发的密钥。',
    },
  }),
  row('InvalidSecurityToken.MismatchWithAccessKey', 'CONFIGURATION', 'NEVER', [400, 403], {
    confidence: 'inferred',
    en: {
      meaning: 'The STS token does not belong to the access key.',
      cause: 'Key id, secret and token come from different issues, for example after only some were replaced.',
      fix: 'Operators: replace all three together and restart, or use a provider that renews them.',
    },
    zh: {
      meaning: 'STS令牌与AccessKey不匹配：两者并非同一次签发。',
      cause: '密钥 ID、Secret 和令牌来自不同批次，例如只更新了其中一部分。',
      fix: '运维人员：三者一并更换并重启，或改用可自动续期的凭证方式。',
    },
  }),
  row('MissingSecurityToken', 'CONFIGURATION', 'NEVER', [400], {
    confidence: 'inferred',
    en: {
      meaning: 'A temporary access key came without its STS token.',
      cause: 'The key id begins with “STS.”, but ALIBABA_CLOUD_SECURITY_TOKEN is not set.',
      fix: 'Operators: set the token beside the key, or use a permanent key or a RAM role.',
    },
    zh: {
      meaning: '缺少STS令牌：使用了临时密钥却没有令牌。',
      cause: '密钥 ID 以“STS.”开头，但未设置 ALIBABA_CLOUD_SECURITY_TOKEN。',
      fix: '运维人员：随密钥一并设置令牌，或改用长期密钥、RAM 角色。',
    },
  }),
  row('InvalidProduct.NotFound', 'CONFIGURATION', 'NEVER', [404], {
    en: {
      meaning: 'The host that was called belongs to no product.',
      cause: 'DYPLS_ENDPOINT names a wrong host; there is one for all regions.',
      fix: 'Operators: set DYPLS_ENDPOINT to https://dyplsapi.aliyuncs.com, or leave it out.',
    },
    zh: {
      meaning: '找不到产品：所访问的域名不属于任何产品。',
      cause: 'DYPLS_ENDPOINT 的域名有误；所有地域共用一个域名。',
      fix: '运维人员：将 DYPLS_ENDPOINT 设为 https://dyplsapi.aliyuncs.com，或不设置。',
    },
  }),
  row('InvalidApi.NotFound', 'CONFIGURATION', 'NEVER', [404], {
    en: {
      meaning: 'The gateway knows no such operation (older spelling).',
      cause: 'The operation was withdrawn, as QueryCallStatus was in 2023, or does not take the HTTP method.',
      fix: 'Do not repeat it. Use another field for the purpose, or ask Alibaba Cloud whether the account can get it.',
    },
    zh: {
      meaning: 'API不存在：网关没有该接口（旧写法）。',
      cause: '接口已下线（如 QueryCallStatus 于 2023 年下线），或不支持该 HTTP 方法。',
      fix: '不要重试；改用其他字段达到目的，或向阿里云确认该账号能否开通。',
    },
  }),
  row('InvalidAction.NotFound', 'CONFIGURATION', 'NEVER', [404], {
    en: {
      meaning: 'The gateway knows no such operation in this version.',
      cause: 'The operation was withdrawn, as QueryCallStatus was in 2023; old accounts may still be served.',
      fix: 'Do not repeat it: after three in a row this server asks anew by itself, within 10 minutes. Meanwhile use the details of binding and X number.',
    },
    zh: {
      meaning: 'API不存在：当前版本中没有该接口。',
      cause: '接口已下线（如 QueryCallStatus 于 2023 年下线）；老账号可能仍可使用。',
      fix: '不要重试：连续三次后，本服务会在 10 分钟内自行再次探测；其间可改查绑定详情和 X 号码详情。',
    },
  }),
  row('InvalidVersion', 'CONFIGURATION', 'NEVER', [404, 400], {
    confidence: 'inferred',
    en: {
      meaning: 'The API version in the request is not valid.',
      cause: 'The endpoint serves another product, or something on the way changed the version.',
      fix: 'Operators: check DYPLS_ENDPOINT, then look for a proxy that rewrites requests.',
    },
    zh: {
      meaning: '版本无效：请求中的 API 版本不合法。',
      cause: '服务端点属于其他产品，或版本号在途中被改动。',
      fix: '运维人员：检查 DYPLS_ENDPOINT，再排查会改写请求的代理。',
    },
  }),
  row('NoSuchVersion', 'CONFIGURATION', 'NEVER', [400], {
    en: {
      meaning: 'The API version does not exist at this endpoint (older spelling).',
      cause: 'DYPLS_ENDPOINT points at another product’s gateway.',
      fix: 'Operators: set DYPLS_ENDPOINT to https://dyplsapi.aliyuncs.com.',
    },
    zh: {
      meaning: '版本不存在：该服务端点没有此 API 版本（旧写法）。',
      cause: 'DYPLS_ENDPOINT 指向了其他产品的网关。',
      fix: '运维人员：将 DYPLS_ENDPOINT 设为 https://dyplsapi.aliyuncs.com。',
    },
  }),
  row('InvalidProtocol.NeedSsl', 'CONFIGURATION', 'NEVER', [404, 400], {
    en: {
      meaning: 'The operation is served over HTTPS only.',
      cause: 'A relay on the way speaks plain HTTP to the gateway; operations added since late 2024 refuse that.',
      fix: 'Operators: let DYPLS_ENDPOINT, or the relay behind it, use HTTPS.',
    },
    zh: {
      meaning: '必须使用HTTPS：该接口仅支持 HTTPS。',
      cause: '中间转发组件以明文 HTTP 访问网关；2024 年底以来新增的接口不接受。',
      fix: '运维人员：让 DYPLS_ENDPOINT 或其后的转发组件使用 HTTPS。',
    },
  }),
  row('UnsupportedHTTPMethod', 'CONFIGURATION', 'NEVER', [400, 403], {
    en: {
      meaning: 'The operation does not take this HTTP method.',
      cause: 'This server always sends POST, so a proxy changed the method, as some do when they follow a redirect.',
      fix: 'Operators: point DYPLS_ENDPOINT straight at the gateway, without a redirecting proxy.',
    },
    zh: {
      meaning: 'HTTP方法不支持：该接口不接受此 HTTP 方法。',
      cause: '本服务始终使用 POST，因此是代理改变了方法，例如在跟随重定向时。',
      fix: '运维人员：让 DYPLS_ENDPOINT 直接指向网关，绕过会重定向的代理。',
    },
  }),
  row('UnsupportedOperation', 'CONFIGURATION', 'NEVER', [400], {
    en: {
      meaning: 'The operation is not supported here.',
      cause: 'Some operations are by invitation, as the landline ones are; others do not suit the account.',
      fix: 'Ask Alibaba Cloud whether the operation is enabled for the account; give the request id.',
    },
    zh: {
      meaning: '操作不支持：当前不支持该操作。',
      cause: '部分接口为邀约制（如固话接口），或不适用于该账号。',
      fix: '携带请求 ID 向阿里云确认该账号是否已开通此接口。',
    },
  }),
  row('Throttling', 'THROTTLED', 'AFTER_BACKOFF', [400, 429, 503], {
    en: {
      meaning: 'The gateway holds requests back.',
      cause: 'Too many requests; the code does not say whether for the account or the operation.',
      fix: 'Wait at least as long as retryAfterMs says, then ask again unchanged.',
    },
    zh: {
      meaning: '流控：网关限制了请求。',
      cause: '请求过多；错误码未区分是账号级还是接口级限制。',
      fix: '至少等待 retryAfterMs 指示的时间，再原样重试。',
    },
  }),
  row('Throttling.User', 'THROTTLED', 'AFTER_BACKOFF', [400, 429, 503], {
    en: {
      meaning: 'The account sends too many requests in total.',
      cause: 'All systems that use the account exceed its quota together.',
      fix: 'Wait, then ask again. Operators: find out which systems share the account, and spread or raise the quota.',
    },
    zh: {
      meaning: '用户流控：该账号的请求总量过大。',
      cause: '共用该账号的所有系统合计超出配额。',
      fix: '稍后重试。运维人员：查明哪些系统共用该账号，分散流量或申请提高配额。',
    },
  }),
  row('Throttling.Api', 'THROTTLED', 'AFTER_BACKOFF', [400, 429, 503], {
    en: {
      meaning: 'Too many requests for this one operation.',
      cause: 'Its limit per second is exceeded, often by polling or a bulk job.',
      fix: 'Wait, then ask again. Await receipts instead of polling, and spread bulk jobs.',
    },
    zh: {
      meaning: 'API流控：该接口的请求过多。',
      cause: '超过该接口的每秒上限，常见于轮询或批量任务。',
      fix: '稍后重试；以回执代替轮询，并分散执行批量任务。',
    },
  }),
  row('Throttling.*', 'THROTTLED', 'AFTER_BACKOFF', [400, 429, 503], {
    pattern: /^Throttling(\..+)?$/,
    confidence: 'inferred',
    en: {
      meaning: 'The gateway holds requests back, for the reason that the code names.',
      cause: 'A flow-control rule that is not on the public list.',
      fix: 'Wait, then ask again less often. If it keeps coming, give code and request id to Alibaba Cloud support.',
    },
    zh: {
      meaning: '流控：网关因错误码所示原因限制了请求。',
      cause: '触发了公开列表之外的流控规则。',
      fix: '稍后降低频率重试；反复出现时请将错误码和请求 ID 提供给阿里云技术支持。',
    },
  }),
  row('ServiceUnavailable', 'UNAVAILABLE', 'AFTER_BACKOFF', [503], {
    en: {
      meaning: 'The service is down for the moment; the request was not carried out.',
      cause: 'An outage or a deployment behind the gateway.',
      fix: 'Ask again with growing pauses. If it lasts for minutes, look at Alibaba Cloud’s status page.',
    },
    zh: {
      meaning: '服务不可用：服务暂时中断，请求未执行。',
      cause: '网关后端故障或正在发布。',
      fix: '逐步拉长间隔后重试；持续数分钟时查看阿里云服务健康状态页。',
    },
  }),
  row('ServiceUnavailableTemporary', 'UNAVAILABLE', 'AFTER_BACKOFF', [503], {
    confidence: 'inferred',
    en: {
      meaning: 'The service is down for a short while.',
      cause: 'Overload or maintenance behind the gateway.',
      fix: 'Ask again after a pause; it usually passes without anybody acting.',
    },
    zh: {
      meaning: '服务暂不可用：服务短时中断。',
      cause: '网关后端过载或维护。',
      fix: '稍后重试；通常会自行恢复。',
    },
  }),
  row('InternalError', 'INTERNAL', 'AFTER_BACKOFF', [500], {
    en: {
      meaning: 'The gateway or the service behind it failed internally.',
      cause: 'A fault over there; the request may have run before it failed.',
      fix: 'Ask again after a pause; before repeating a change, look up whether it happened. If it lasts, open a ticket with the request id.',
    },
    zh: {
      meaning: '内部错误：网关或其后端服务处理失败。',
      cause: '上游故障；失败前请求可能已经执行。',
      fix: '稍后重试；写操作重试前先查询是否已生效。持续出现时请携带请求 ID 提交工单。',
    },
  }),
  row('Forbidden', 'PERMISSION', 'NEVER', [403], {
    en: {
      meaning: 'The gateway does not allow the request.',
      cause: 'Rights that are missing, or an address rule of the account that excludes this server.',
      fix: 'Operators: check the RAM policy and any IP restriction on the identity this server signs as.',
    },
    zh: {
      meaning: '无权限：网关不允许该请求。',
      cause: '缺少权限，或账号的 IP 限制排除了本服务。',
      fix: '运维人员：检查本服务所用身份的 RAM 策略及 IP 限制。',
    },
  }),
  row('Forbidden.RAM', 'PERMISSION', 'NEVER', [403], {
    en: {
      meaning: 'RAM does not allow the operation, or the operation cannot be called by RAM identities.',
      cause: 'The policy of the RAM user or role lacks dypls:<operation>.',
      fix: 'Ask the account’s administrator to allow dypls:<operation>. If it is allowed, ask support about RAM for this operation.',
    },
    zh: {
      meaning: 'RAM权限不足：RAM 未授权该接口，或该接口不支持 RAM 身份调用。',
      cause: 'RAM 用户或角色的策略缺少 dypls:<接口名>。',
      fix: '请账号管理员授予 dypls:<接口名>；若已授权，请咨询技术支持该接口是否支持 RAM。',
    },
  }),
  row('NoPermission', 'PERMISSION', 'NEVER', [403, 400], {
    en: {
      meaning: 'The identity has no permission for this operation or resource.',
      cause: 'No policy of the identity allows it, or one at account or directory level denies it.',
      fix: 'Ask the account’s administrator to look up the request id in the RAM diagnosis and grant what is missing.',
    },
    zh: {
      meaning: '没有权限：该身份对此接口或资源没有权限。',
      cause: '身份策略均未授权，或被账号级、资源目录级策略拒绝。',
      fix: '请账号管理员凭请求 ID 在 RAM 权限诊断中查询，并补充所缺权限。',
    },
  }),
  row('Forbidden.RiskControl', 'PERMISSION', 'NEVER', [403], {
    en: {
      meaning: 'Risk control stopped the request.',
      cause: 'Use that looks unusual: a new address, a burst of purchases or bindings, an account under review.',
      fix: 'Do not repeat it, which can make it worse. Read the account’s notices in the console, then open a ticket with the request id.',
    },
    zh: {
      meaning: '风控拦截：请求被风险控制阻断。',
      cause: '使用行为异常：新的来源地址、短时大量购买或绑定、账号处于审查中。',
      fix: '不要重试，以免加重；查看控制台中的账号通知，再携带请求 ID 提交工单。',
    },
  }),
  row('Forbidden.UserVerification', 'ACCOUNT', 'NEVER', [403], {
    en: {
      meaning: 'The account must pass real-name verification first.',
      cause: 'A new account, or a verification that lapsed or was withdrawn.',
      fix: 'Complete the verification in the console of the account, then ask again.',
    },
    zh: {
      meaning: '需要实名认证：账号须先完成实名认证。',
      cause: '新注册账号，或原认证已失效、被撤销。',
      fix: '在账号控制台完成实名认证后重试。',
    },
  }),
  row('InsufficientBalance', 'ACCOUNT', 'NEVER', [400], {
    en: {
      meaning: 'The account’s balance is too low.',
      cause: 'A purchase costs more than what is left, or the account is in arrears.',
      fix: 'Top up the Alibaba Cloud account and set a balance alert, then ask again.',
    },
    zh: {
      meaning: '余额不足：账号余额不够。',
      cause: '购买金额超过剩余余额，或账号已欠费。',
      fix: '为阿里云账号充值并设置余额提醒，然后重试。',
    },
  }),
  row('UnknownError', 'INTERNAL', 'AFTER_BACKOFF', [500], {
    confidence: 'inferred',
    en: {
      meaning: 'The gateway failed and names no reason.',
      cause: 'An unexpected fault at the gateway; whether the request ran is open.',
      fix: 'Ask again after a pause; before repeating a change, look up whether it happened.',
    },
    zh: {
      meaning: '未知错误：网关处理失败且未给出原因。',
      cause: '网关发生意外故障；请求是否已执行尚不确定。',
      fix: '稍后重试；写操作重试前先查询是否已生效。',
    },
  }),
]
