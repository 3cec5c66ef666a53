import { type Kind, type Rejection, type RetryRule, rejection, type Texts } from './rejection.ts'

/**
 * Codes this package answers with when the upstream did not say a word, or said nothing usable. Those of a call that
 * was sent speak of reads: a write in their place is told as OUTCOME_UNKNOWN.
 */
const row = (code: string, kind: Kind, retry: RetryRule, texts: Texts): Rejection =>
  rejection('LAYER', code, kind, retry, [], texts)

export const ours: readonly Rejection[] = [
  row('TIMEOUT', 'UpstreamUnavailable', 'AFTER_BACKOFF', {
    en: {
      meaning: 'No complete answer came within the time limit.',
      cause: 'A slow upstream or network, a credential provider that hangs, or a limit that is too tight.',
      fix: 'Ask again later. Operators: compare the upstream’s latency with DYPLS_TIMEOUT_MS.',
    },
    zh: {
      meaning: '在时限内没有收到完整的应答。',
      cause: '上游或网络缓慢、凭证提供方无响应，或时限设置过短。',
      fix: '稍后重试。运维人员：对比上游时延与 DYPLS_TIMEOUT_MS 的设置。',
    },
  }),
  // Not refused for good: the next request gets an answer.
  row('CANCELLED', 'UpstreamUnavailable', 'AFTER_BACKOFF', {
    en: {
      meaning: 'The call was given up because nobody waited for it any more.',
      cause: 'The client closed its connection before the answer came.',
      fix: 'Ask again if the answer is still wanted, and let the client wait longer than this server’s time limit.',
    },
    zh: {
      meaning: '已无人等待结果，调用被放弃。',
      cause: '客户端在应答返回前断开了连接。',
      fix: '如仍需要结果请重新请求，并将客户端超时设置得比本服务的时限更长。',
    },
  }),
  row('CONNECT_FAILED', 'UpstreamUnavailable', 'AFTER_BACKOFF', {
    en: {
      meaning: 'No connection to the upstream could be made; nothing was sent.',
      cause: 'Name resolution failed, a firewall or security group blocks the way, or the endpoint is down.',
      fix: 'Ask again later. Operators: run `dypls-graphql doctor`, check DNS and outgoing HTTPS.',
    },
    zh: {
      meaning: '无法与上游建立连接，请求未发出。',
      cause: '域名解析失败、防火墙或安全组拦截，或服务端点不可用。',
      fix: '稍后重试。运维人员：运行 `dypls-graphql doctor`，检查 DNS 和出方向 HTTPS。',
    },
  }),
  row('CONNECTION_LOST', 'UpstreamUnavailable', 'AFTER_BACKOFF', {
    en: {
      meaning: 'The connection broke before the answer was complete.',
      cause: 'The upstream, a proxy or a NAT gateway closed it; the request may have been carried out.',
      fix: 'Ask again. Operators: if it recurs, compare the idle limits of proxies and NAT gateways on the way.',
    },
    zh: {
      meaning: '应答未接收完整，连接已中断。',
      cause: '上游、代理或 NAT 网关关闭了连接；请求可能已被执行。',
      fix: '重新请求即可。运维人员：反复出现时，检查链路上代理和 NAT 网关的空闲超时。',
    },
  }),
  row('TLS_FAILED', 'UpstreamUnavailable', 'AFTER_BACKOFF', {
    en: {
      meaning: 'No trusted TLS connection to the upstream could be made; nothing was sent.',
      cause: 'A proxy that inspects TLS, an expired or foreign certificate, or a wrong clock on this server.',
      fix: 'Operators: check the clock and DYPLS_ENDPOINT; add a company CA with NODE_EXTRA_CA_CERTS. Never turn verification off.',
    },
    zh: {
      meaning: '无法与上游建立可信的 TLS 连接，请求未发出。',
      cause: '代理对 TLS 做了中间解密、证书过期或域名不符，或本机时钟错误。',
      fix: '运维人员：检查时钟和 DYPLS_ENDPOINT；企业 CA 通过 NODE_EXTRA_CA_CERTS 添加。切勿关闭证书校验。',
    },
  }),
  // Not repeated by itself (PROMISES §1), but an error page in the upstream's place is usually gone a little later.
  row('BAD_RESPONSE', 'UpstreamUnavailable', 'AFTER_BACKOFF', {
    en: {
      meaning: 'What came back is not an answer of this operation, so none of it was used.',
      cause:
        'A proxy or load balancer answered in the upstream’s place, the answer was cut off, or its shape has changed.',
      fix: 'Ask again later. Operators: `reason` says what was wrong; if no proxy is in the way, report it with the request id.',
    },
    zh: {
      meaning: '返回的内容不是该接口的应答，其中数据一律未采用。',
      cause: '代理或负载均衡代替上游作答、应答被截断，或应答结构发生变化。',
      fix: '稍后重试。运维人员：`reason` 说明了具体问题；若排除代理，请携带请求 ID 反馈。',
    },
  }),
  row('RESPONSE_TOO_LARGE', 'UpstreamUnavailable', 'NEVER', {
    en: {
      meaning: 'The answer is larger than this server reads.',
      cause: 'A list far longer than expected, or a page served by a proxy in the upstream’s place.',
      fix: 'Ask for less at once: a smaller page, one city, one number. Operators: rule out a proxy.',
    },
    zh: {
      meaning: '应答超过本服务可读取的大小上限。',
      cause: '列表远超预期长度，或代理代替上游返回了页面。',
      fix: '缩小单次查询范围：减小分页、限定城市或单个号码。运维人员：排除代理的影响。',
    },
  }),
  // No repeat sets a missing variable, and when a provider fails for a moment the last good key is used on.
  row('CREDENTIALS_UNAVAILABLE', 'Configuration', 'NEVER', {
    en: {
      meaning: 'This server has no access key to sign with; nothing was sent.',
      cause:
        'No key in the environment, and no provider of the credential chain (OIDC, profile, ECS role, URI) gave one.',
      fix: 'Operators: set access key id and secret or attach a RAM role, then run `dypls-graphql doctor`.',
    },
    zh: {
      meaning: '本服务没有可用于签名的 AccessKey，请求未发出。',
      cause: '环境变量中没有密钥，凭证链（OIDC、配置文件、ECS 角色、URI）也都没有提供。',
      fix: '运维人员：设置 AccessKey ID 和 Secret，或绑定 RAM 角色，然后运行 `dypls-graphql doctor`。',
    },
  }),
  // It is a refusal, so not UpstreamUnavailable; what it refuses is not said, so no kind a caller could react to.
  row('NOT_SUCCESSFUL', 'Unknown', 'NEVER', {
    en: {
      meaning: 'The upstream says that the operation did not succeed, without a code of its own for it.',
      cause: 'A refusal nobody documents; landline, work number, waybill and report operations answer like this.',
      fix: 'Check the input and the state of what it names, then give the request id to Alibaba Cloud support.',
    },
    zh: {
      meaning: '上游表示操作未成功，但没有给出相应的错误码。',
      cause: '文档未收录的拒绝；固话、工作号、运单和报备类接口会这样返回。',
      fix: '检查入参及其所指对象的状态，再将请求 ID 提供给阿里云技术支持。',
    },
  }),
  // A clear answer with nothing in it, which is what a call without a transcript gets, and one whose is not ready.
  row('NO_TRANSCRIPT', 'NotFound', 'AFTER_BACKOFF', {
    en: {
      meaning: 'There is no transcript of this call, or not yet.',
      cause: 'It is ready more than ten minutes after the call, and only where the binding asked for one.',
      fix: 'Wait for the receipt SecretAsrReport. If none comes, the binding had speech-to-text off.',
    },
    zh: {
      meaning: '该通话没有语音转写结果，或尚未生成。',
      cause: '转写结果在通话结束十多分钟后生成，且绑定时须开启转写。',
      fix: '等待 SecretAsrReport 回执；若一直没有，说明绑定时未开启语音转写。',
    },
  }),
  // What an unknown id is answered with is not documented; an answer without a binding comes down to this.
  row('NO_LANDLINE_BINDING', 'NotFound', 'NEVER', {
    en: {
      meaning: 'There is no such landline binding in force.',
      cause: 'It was ended, its lifetime is over, or the id belongs to another kind or pool.',
      fix: 'Check pool, kind and id against the answer to the bind. If they are right, the binding is over: bind anew.',
    },
    zh: {
      meaning: '没有生效中的该固话绑定关系。',
      cause: '绑定已解除、有效期已过，或绑定 ID 属于其他类型或号池。',
      fix: '核对号池、类型和绑定 ID 是否与绑定时的返回一致；若一致，则绑定已结束，请重新绑定。',
    },
  }),
  row('INVALID_INPUT', 'InvalidInput', 'NEVER', {
    en: {
      meaning: 'The input cannot be used; the upstream was not asked.',
      cause: 'A missing, malformed or contradictory argument.',
      fix: 'Correct what `issues` names, then send the request again.',
    },
    zh: {
      meaning: '入参不可用，未向上游发起请求。',
      cause: '参数缺失、格式错误或相互矛盾。',
      fix: '按 `issues` 列出的问题修正参数后重新请求。',
    },
  }),
  row('CIRCUIT_OPEN', 'UpstreamUnavailable', 'AFTER_BACKOFF', {
    en: {
      meaning: 'This server does not ask the upstream for the moment, because it kept failing; nothing was sent.',
      cause: 'At least half of the recent calls of this operation failed, so it is given time to recover.',
      fix: 'Ask again in some seconds. Operators: the codes logged just before name the real trouble.',
    },
    zh: {
      meaning: '上游连续失败，本服务已熔断，暂不发起请求。',
      cause: '该接口近期至少一半的调用失败，因此留出时间供其恢复。',
      fix: '数秒后重试。运维人员：熔断前日志中的错误码才是真正的原因。',
    },
  }),
  row('LOCAL_BUDGET', 'Throttled', 'AFTER_BACKOFF', {
    en: {
      meaning: 'This server held the call back to stay below the account’s rate limit; nothing was sent.',
      cause: 'More calls per second than the budget of the operation, which shrinks after the upstream has throttled.',
      fix: 'Wait as long as retryAfterMs says, then ask again; spread bulk work over time.',
    },
    zh: {
      meaning: '为避免超过账号限流，本服务暂缓了该调用，请求未发出。',
      cause: '每秒调用数超过该接口的预算；上游限流后预算会相应收紧。',
      fix: '等待 retryAfterMs 指示的时间后重试；批量任务请分散执行。',
    },
  }),
  row('QUEUE_FULL', 'UpstreamUnavailable', 'AFTER_BACKOFF', {
    en: {
      meaning: 'Too many calls are already waiting for the upstream; this one was not sent.',
      cause: 'The upstream answers more slowly than calls come in, or a burst arrived all at once.',
      fix: 'Ask again after a pause, with fewer requests side by side. Operators: look at the upstream’s latency first.',
    },
    zh: {
      meaning: '等待上游的调用过多，本次调用未发出。',
      cause: '上游应答慢于请求到达速度，或瞬间涌入大量请求。',
      fix: '稍后重试并减少并发。运维人员：优先检查上游时延。',
    },
  }),
  // Whether the pool exists is not said: it was not looked up.
  // Which limit it was is not said: it would tell how near a search has come.
  row('NUMBERS_LIMIT', 'Throttled', 'AFTER_BACKOFF', {
    en: {
      meaning: 'This caller has brought in as many different numbers as it may for now; the upstream was not asked.',
      cause:
        'More new numbers in a minute or a day than a key may name, or too many that share one mask, as a search for the number behind it would.',
      fix: 'Wait as long as retryAfterMs says; numbers named before go on working. Operators: numbersPerMinute, numbersPerDay and numbersPerMask in DYPLS_LIMITS.',
    },
    zh: {
      meaning: '该调用方提交的不同号码已达上限，未向上游发起请求。',
      cause: '一分钟或一天内提交的新号码过多，或脱敏形式相同的号码过多（与逐个试探真实号码的行为相同）。',
      fix: '等待 retryAfterMs 指示的时间后重试；已提交过的号码不受影响。运维人员：调整 DYPLS_LIMITS 的 numbersPer* 上限。',
    },
  }),
  // Whether the pool exists is not said: it was not looked up.
  row('POOL_FORBIDDEN', 'PermissionDenied', 'NEVER', {
    en: {
      meaning: 'The credential of this request does not include the pool; the upstream was not asked.',
      cause:
        'The key or token is limited to certain pools, and the question names another one, or none and so concerns all of them.',
      fix: 'Use a pool of yours, or ask whoever gave out the credential to add the pool to it.',
    },
    zh: {
      meaning: '本次请求的凭证不包含该号池，未向上游发起请求。',
      cause: '密钥或令牌仅限部分号池，而请求指定了其他号池，或未指定号池（即涉及所有号池）。',
      fix: '请使用凭证范围内的号池，或联系凭证发放者添加该号池。',
    },
  }),
  row('CALL_NOT_JUDGED', 'PermissionDenied', 'NEVER', {
    en: {
      meaning: 'The call was not among those judged before execution, so it was not made.',
      cause: 'A bug of this server: an executor ran a field that the document, the scopes or the limits exclude.',
      fix: 'Report the document, without its values. DYPLS_JIT=off and DYPLS_FAST_PATH=off answer it the long way.',
    },
    zh: {
      meaning: '该调用不在执行前核准的范围内，因此未发起。',
      cause: '本服务的缺陷：执行器运行了被文档、权限或限额排除的字段。',
      fix: '请反馈该查询文档（不含取值）。设置 DYPLS_JIT=off 和 DYPLS_FAST_PATH=off 可改走完整流程。',
    },
  }),
  row('CREDENTIAL_REVOKED', 'PermissionDenied', 'NEVER', {
    en: {
      meaning: 'The credential of this request is no longer valid; the upstream was not asked any more.',
      cause: 'The key was revoked or expired after the request had been let in.',
      fix: 'Ask whoever gave out the credential for another one. What was done before it ended is done.',
    },
    zh: {
      meaning: '本次请求的凭证已失效，未再向上游发起请求。',
      cause: '请求进入后，其密钥被吊销或已过期。',
      fix: '请联系凭证发放者获取新凭证。失效前已完成的操作不受影响。',
    },
  }),
  row('CALL_NOT_RECORDED', 'NotFound', 'AFTER_BACKOFF', {
    en: {
      meaning: 'No receipt has told this server of such a call in this pool.',
      cause: 'The id is another one, its receipts have not come yet or no longer, or they are older than what is kept.',
      fix: 'Check callId against the console. Receipts come within seconds where they are switched on; see docs/receipts.md.',
    },
    zh: {
      meaning: '本服务尚未收到该号池中此通话的任何回执。',
      cause: 'callId 有误、回执尚未送达或已不再推送，或已超过保留期。',
      fix: '与控制台核对 callId。回执开通后通常数秒内送达，参见 docs/receipts.md。',
    },
  }),
  row('NO_STORE', 'StoreUnavailable', 'NEVER', {
    en: {
      meaning: 'This server keeps no receipts, so it knows of no calls.',
      cause: 'DYPLS_STORE is not set, and the PostgreSQL that npm brings is not installed or not used here.',
      fix: 'Operators: set DYPLS_STORE and switch receipts on; see docs/receipts.md.',
    },
    zh: {
      meaning: '本服务未保存回执，因此不了解任何通话。',
      cause: '未设置 DYPLS_STORE，且未安装或未使用 npm 附带的 PostgreSQL。',
      fix: '运维人员：设置 DYPLS_STORE 并开通回执，参见 docs/receipts.md。',
    },
  }),
  row('STORE_UNAVAILABLE', 'StoreUnavailable', 'AFTER_BACKOFF', {
    en: {
      meaning: 'The store of this server does not answer just now; nothing is said about the call.',
      cause: 'The database is starting, stopping, full or too slow, or the network to it is interrupted.',
      fix: 'Ask again after a pause. Operators: /readyz and the log name the reason.',
    },
    zh: {
      meaning: '本服务的存储暂时无应答，无法说明该通话的情况。',
      cause: '数据库正在启动、停止、已满或过慢，或与其之间的网络中断。',
      fix: '稍后重试。运维人员：/readyz 和日志中有具体原因。',
    },
  }),
  row('OUTCOME_UNKNOWN', 'OutcomeUnknown', 'NEVER', {
    en: {
      meaning: 'The change was sent but its answer was lost: it may or may not have happened.',
      cause:
        'A time-out or a broken connection after sending. Repeating could bind or buy twice, so it was not repeated.',
      fix: 'Look up the present state (the bindings of the X number, the numbers of the pool), then decide whether to send it again.',
    },
    zh: {
      meaning: '变更已发出但应答丢失：可能已生效，也可能未生效。',
      cause: '发出后超时或连接中断。重复执行可能导致重复绑定或重复购买，因此没有自动重试。',
      fix: '先查询当前状态（X 号码的绑定关系、号池中的号码），再决定是否重新发起。',
    },
  }),
]
