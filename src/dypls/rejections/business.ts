import { type Rejection, upstreamRow } from './rejection.ts'

const row = upstreamRow('BUSINESS')

/** What the service itself says, in an HTTP 200 answer; newer documents give some of these a status of their own. */
export const business: readonly Rejection[] = [
  row('isp.RAM_PERMISSION_DENY', 'PERMISSION', 'NEVER', [200, 400], {
    en: {
      meaning: 'The RAM identity behind the access key may not call this operation.',
      cause: 'Its policy lacks dypls:<operation>, or a policy that denies it applies.',
      fix: 'Ask the account’s administrator to allow dypls:<operation> for the RAM user or role this server signs as.',
    },
    zh: {
      meaning: 'RAM权限DENY：AccessKey 对应的 RAM 身份无权调用该接口。',
      cause: '授权策略缺少 dypls:<接口名>，或被某条 Deny 策略命中。',
      fix: '请账号管理员为本服务所用的 RAM 用户或角色授予 dypls:<接口名> 权限。',
    },
  }),
  row('isv.OUT_OF_SERVICE', 'ACCOUNT', 'NEVER', [200], {
    en: {
      meaning: 'The service is suspended for this account.',
      cause: 'Unpaid bills, almost always.',
      fix: 'Settle the account’s bills, then check in the console that the product is active again.',
    },
    zh: {
      meaning: '业务停机：该账号的服务已暂停。',
      cause: '绝大多数情况是账号欠费。',
      fix: '结清账号欠费，再到控制台确认产品已恢复。',
    },
  }),
  row('isv.PRODUCT_UN_SUBSCRIPT', 'ACCOUNT', 'NEVER', [200], {
    en: {
      meaning: 'The account has not activated Alibaba Cloud’s communication services.',
      cause: 'The access key belongs to an account that never activated them, often a test account.',
      fix: 'Activate phone number protection in the console, or sign with a key of the account that has it.',
    },
    zh: {
      meaning: '未开通云通信产品的阿里云客户：该账号没有开通云通信产品。',
      cause: 'AccessKey 属于从未开通该产品的账号，常见于测试账号。',
      fix: '在控制台开通号码隐私保护，或改用已开通账号的 AccessKey。',
    },
  }),
  row('isv.PRODUCT_UNSUBSCRIBE', 'ACCOUNT', 'NEVER', [200], {
    en: {
      meaning: 'Phone number protection is not activated for this account.',
      cause: 'It was never activated, or it was cancelled since.',
      fix: 'Activate it in the console of the account that owns the pool.',
    },
    zh: {
      meaning: '产品未开通：该账号未开通号码隐私保护。',
      cause: '从未开通，或开通后已退订。',
      fix: '使用号池所属账号登录控制台并开通产品。',
    },
  }),
  row('isv.ACCOUNT_NOT_EXISTS', 'ACCOUNT', 'NEVER', [200], {
    en: {
      meaning: 'The service knows no such account.',
      cause: 'The account behind the access key was closed, or never set up for communication services.',
      fix: 'Check in the RAM console which account the key belongs to; sign with a key of the one that owns the pool.',
    },
    zh: {
      meaning: '账户不存在：服务端查不到该账户。',
      cause: 'AccessKey 所属账号已注销，或从未开通过云通信业务。',
      fix: '在 RAM 控制台确认密钥所属账号，并改用号池所属账号的 AccessKey。',
    },
  }),
  row('isv.ACCOUNT_ABNORMAL', 'ACCOUNT', 'NEVER', [200], {
    en: {
      meaning: 'The account is in an abnormal state.',
      cause: 'Arrears, or passing trouble with the account on the platform’s side.',
      fix: 'Look for arrears and notices in the console. If there are none, wait some minutes, then open a ticket with the request id.',
    },
    zh: {
      meaning: '账户异常：账户当前状态不正常。',
      cause: '账号欠费，或平台侧账户状态的临时问题。',
      fix: '在控制台查看欠费与站内通知；若均正常，等待几分钟后再试，仍失败则携带请求 ID 提交工单。',
    },
  }),
  row('isp.SYSTEM_ERROR', 'INTERNAL', 'AFTER_BACKOFF', [200], {
    en: {
      meaning: 'The platform failed internally.',
      cause: 'A fault over there; the request may be fine, and may have run before it failed.',
      fix: 'Ask again after a pause; before repeating a change, look up whether it happened. If it lasts, open a ticket with the request id.',
    },
    zh: {
      meaning: '系统错误：平台内部处理失败。',
      cause: '平台侧故障；请求本身可能没有问题，失败前也可能已经执行。',
      fix: '稍后重试；写操作重试前先查询是否已生效。持续出现时请携带请求 ID 提交工单。',
    },
  }),
  row('isp.UNKNOWN_ERR_CODE', 'UNAVAILABLE', 'AFTER_BACKOFF', [200], {
    en: {
      meaning: 'The carrier answered with an error the platform does not know.',
      cause: 'A failure on the carrier’s side.',
      fix: 'Ask again after a pause. If only one X number is affected, bind with another one.',
    },
    zh: {
      meaning: '运营商未知错误：运营商返回了平台无法识别的错误。',
      cause: '运营商侧故障。',
      fix: '稍后重试；若仅个别 X 号码受影响，请换用其他号码绑定。',
    },
  }),
  row('isv.PARTNER_NOT_EXIST', 'CONFIGURATION', 'NEVER', [200], {
    en: {
      meaning: 'The platform has no customer record for this pool key and account.',
      cause: 'A wrong pool key, a pool of another account, or an account that was never set up as a partner.',
      fix: 'Compare the pool key with the console of the account whose key this server signs with.',
    },
    zh: {
      meaning: '未知合作伙伴：平台查不到该号池 Key 与账号对应的客户记录。',
      cause: '号池 Key（PoolKey）有误、号池属于其他账号，或账号没有合作伙伴记录。',
      fix: '登录本服务所用 AccessKey 所属账号的控制台，核对号池 Key。',
    },
  }),
  row('isv.NO_NOT_EXIST', 'NOT_FOUND', 'NEVER', [200], {
    en: {
      meaning: 'The number does not exist for this account.',
      cause: 'The X number was released, belongs to another account, or is miswritten.',
      fix: 'Check in the console that the account still owns the X number and that it lies in the pool named.',
    },
    zh: {
      meaning: '号码不存在：该账号下没有这个号码。',
      cause: 'X 号码已释放、属于其他账号，或填写有误。',
      fix: '在控制台确认该 X 号码仍归本账号所有，并且位于所填号池中。',
    },
  }),
  row('isv.ILLEGAL_ARGUMENT', 'INVALID_INPUT', 'NEVER', [200], {
    en: {
      meaning: 'The service does not accept a parameter.',
      cause: 'A value out of range, or a combination of values that the operation or the kind of pool does not take.',
      fix: 'Check each argument against its description and against the kind of pool; a repeat will not help.',
    },
    zh: {
      meaning: '参数非法：服务端不接受某个参数。',
      cause: '取值超出范围，或参数组合不适用于该接口或该类型的号池。',
      fix: '对照字段说明和号池类型逐个检查参数；原样重试无效。',
    },
  }),
  row('isp.DAO_EXCEPTION', 'INTERNAL', 'AFTER_BACKOFF', [200], {
    en: {
      meaning: 'The platform’s database failed.',
      cause: 'Trouble in the platform’s storage; a change may or may not have been kept.',
      fix: 'Ask again after a pause; before repeating a change, read the present state.',
    },
    zh: {
      meaning: '数据库异常：平台数据库发生故障。',
      cause: '平台存储层异常；写操作可能已落库，也可能没有。',
      fix: '稍后重试；写操作重试前先读取当前状态。',
    },
  }),
  row('isv.NO_AVAILABLE_NUMBER', 'EXHAUSTED', 'NEVER', [200], {
    en: {
      meaning: 'No X number can be assigned.',
      cause:
        'The pool is used up, each X in it is already bound with A or B, strict city matching finds none, or stock is out.',
      fix: 'End bindings that are over, buy numbers into the pool, or allow other cities in its settings. Before buying, check the stock.',
    },
    zh: {
      meaning: '无可用号码：没有可分配的 X 号码。',
      cause: '号池已用尽、池内每个 X 号码都已与 A 或 B 绑定、严格城市匹配无结果，或购买时库存不足。',
      fix: '解绑已结束的业务、为号池补充号码，或在号池设置中放开城市匹配；购买前先查询库存。',
    },
  }),
  row('isp.VENDOR_UNAVAILABLE', 'UNAVAILABLE', 'AFTER_BACKOFF', [200], {
    en: {
      meaning: 'The carrier is degraded, or the platform has cut it off.',
      cause: 'An outage or overload at the carrier.',
      fix: 'Ask again with growing pauses; before repeating a change, look up whether it happened.',
    },
    zh: {
      meaning: '运营商降级：运营商能力下降，或已被平台切断。',
      cause: '运营商侧故障或过载。',
      fix: '逐步拉长间隔后重试；写操作重试前先查询是否已生效。',
    },
  }),
  row('isv.FLOW_LIMIT', 'THROTTLED', 'AFTER_BACKOFF', [200], {
    en: {
      meaning: 'The account’s rate limit for this operation is exceeded.',
      cause: 'A burst, or several systems that share the account’s quota.',
      fix: 'Wait, then ask again unchanged and more evenly. If it is daily business, ask Alibaba Cloud for a larger quota.',
    },
    zh: {
      meaning: '业务流控：超过该账号在此接口上的频率限制。',
      cause: '突发流量，或多个系统共用同一账号的配额。',
      fix: '稍后原样重试并平滑请求；若为日常业务量，请向阿里云申请提高配额。',
    },
  }),
  row('isv.PARTNER_IS_CLOSED', 'ACCOUNT', 'NEVER', [200], {
    en: {
      meaning: 'The account’s partner record has been closed.',
      cause: 'The platform shut the business down, for example over arrears or compliance.',
      fix: 'Only Alibaba Cloud can reopen it: contact the account manager or open a ticket.',
    },
    zh: {
      meaning: 'partner被关停：该账号的合作伙伴记录已关闭。',
      cause: '平台关停了该业务，例如因欠费或合规问题。',
      fix: '只有阿里云可以恢复：联系客户经理或提交工单。',
    },
  }),
  row('isv.FORBIDDEN_ACTION', 'PERMISSION', 'NEVER', [200], {
    en: {
      meaning: 'The action is not allowed on this binding, number or pool.',
      cause:
        'An update of an expired binding, an X number that is not in the pool named, or a group in a pool that is not AXG.',
      fix: 'Expired: bind anew, it cannot be revived. Otherwise check that the X number and the kind of pool fit the action.',
    },
    zh: {
      meaning: '无权操作：不允许对该绑定、号码或号池执行此操作。',
      cause: '更新已过期的绑定、X 号码不在所填号池中，或在非 AXG 号池中创建号码组。',
      fix: '绑定已过期则需重新绑定，无法恢复；否则检查 X 号码与号池类型是否匹配该操作。',
    },
  }),
  row('isv.NO_USED_BY_OTHERS', 'CONFLICT', 'NEVER', [200], {
    en: {
      meaning: 'The number is in use by another business.',
      cause: 'The X number asked for is taken by another customer or another pool.',
      fix: 'Name another X number, or none at all, so that the pool picks a free one.',
    },
    zh: {
      meaning: '号码被其他业务方占用：该号码正被其他业务使用。',
      cause: '指定的 X 号码已被其他客户或其他号池占用。',
      fix: '更换 X 号码，或不指定 X 号码，由号池自动选择空闲号码。',
    },
  }),
  row('isv.VENDOR_BIND_FAILED', 'UNAVAILABLE', 'AFTER_BACKOFF', [200], {
    en: {
      meaning: 'The carrier did not make the binding.',
      cause: 'Trouble on the carrier’s side, sometimes with one X number only.',
      fix: 'Look up the bindings of the X number first. If there is none, bind again after a pause, best with another X.',
    },
    zh: {
      meaning: '运营商绑定失败：运营商未能建立绑定。',
      cause: '运营商侧故障，有时仅影响个别 X 号码。',
      fix: '先查询该 X 号码的绑定关系；确认未绑定后稍后重试，最好换一个 X 号码。',
    },
  }),
  row('isv.EXPIRE_DATE_ILLEGAL', 'INVALID_INPUT', 'NEVER', [200], {
    en: {
      meaning: 'The expiry is malformed or not more than one minute ahead.',
      cause: 'A moment that is past or close, often by a mix-up of time zones or a wrong clock.',
      fix: 'Send an expiry with its UTC offset that lies well over a minute ahead.',
    },
    zh: {
      meaning: '过期时间非法：格式错误，或距当前时间不足一分钟。',
      cause: '时间已过去或过近，常见原因是时区混淆或时钟不准。',
      fix: '传入带 UTC 偏移的过期时间，并确保明显晚于当前时间一分钟以上。',
    },
  }),
  row('isv.MOBILE_NUMBER_ILLEGAL', 'INVALID_INPUT', 'NEVER', [200], {
    en: {
      meaning: 'A phone number is malformed.',
      cause: 'A country code, blanks or hyphens, a missing digit, or a landline without its area code.',
      fix: 'Send digits only: 11 for a mobile, area code and number for a landline, no country code.',
    },
    zh: {
      meaning: '号码格式非法：电话号码格式不正确。',
      cause: '带有国家码、空格或连字符，位数缺失，或固话缺少区号。',
      fix: '只传数字：手机号 11 位，固话为区号加号码，不带国家码。',
    },
  }),
  row('isv.BIND_CONFLICT', 'CONFLICT', 'NEVER', [200], {
    en: {
      meaning: 'One of the numbers is already bound with this X.',
      cause: 'An earlier binding of A or B on the same X is in force, often that of a request whose answer was lost.',
      fix: 'Look up the binding ids of the X number, then use, change or end that binding, or let the pool choose another X.',
    },
    zh: {
      meaning: '绑定冲突：A 或 B 号码已与该 X 号码绑定。',
      cause: '同一 X 号码上 A 或 B 的旧绑定仍有效，往往来自一次应答丢失的请求。',
      fix: '查询该 X 号码的绑定 ID，沿用、修改或解除已有绑定，或由号池另选 X 号码。',
    },
  }),
  row('isv.SUBS_NOT_EXIST', 'NOT_FOUND', 'NEVER', [200], {
    en: {
      meaning: 'There is no such binding.',
      cause: 'It was ended or has lapsed, or pool key, X number and binding id do not belong together.',
      fix: 'Check that all three come from the same bind answer. If they do, the binding is over: bind anew.',
    },
    zh: {
      meaning: '绑定关系不存在：查不到该绑定。',
      cause: '绑定已解除或已失效，或号池 Key、X 号码与绑定 ID 不对应。',
      fix: '确认三者来自同一次绑定的返回结果；若一致，则绑定已结束，请重新绑定。',
    },
  }),
  row('isv.SUBS_NOT_BELONG', 'PERMISSION', 'NEVER', [200], {
    en: {
      meaning: 'The binding belongs to another customer account.',
      cause: 'A key of one account is used with a pool or a binding of another.',
      fix: 'Sign with a key of the account that made the binding; check for a mix-up of test and production.',
    },
    zh: {
      meaning: '绑定关系不归属当前客户：该绑定属于其他账号。',
      cause: '用一个账号的密钥访问了另一个账号的号池或绑定。',
      fix: '改用建立该绑定的账号的密钥，并检查是否混用了测试与生产环境。',
    },
  }),
  row('isv.BUY_NUM_OVER_LIMIT', 'EXHAUSTED', 'NEVER', [200], {
    en: {
      meaning: 'The purchase exceeds what the account may buy.',
      cause: 'More than 10000 numbers at once, or more than the account’s real-name verifications cover.',
      fix: 'Buy fewer at a time, or complete more real-name verifications in the console first.',
    },
    zh: {
      meaning: '号码购买量超过限制：超出该账号可购买的数量。',
      cause: '一次购买超过 10000 个，或超出已完成的实名认证所允许的数量。',
      fix: '减少单次购买数量，或先在控制台补充实名认证。',
    },
  }),
  row('isv.POOLKEY_NOT_EXISTS', 'CONFIGURATION', 'NEVER', [200], {
    en: {
      meaning: 'No pool has this key.',
      cause: 'A mistyped pool key, or a pool of another account or environment.',
      fix: 'Take the pool key (FC and digits) from the number pool page of the account this server signs for.',
    },
    zh: {
      meaning: '号池不存在：没有对应该 Key 的号池。',
      cause: '号池 Key 填写有误，或号池属于其他账号、其他环境。',
      fix: '到本服务签名账号的控制台号池管理页获取号池 Key（FC 加数字）。',
    },
  }),
  row('isp.GATEWAY_ERROR', 'UNAVAILABLE', 'AFTER_BACKOFF', [200], {
    en: {
      meaning: 'One part of the platform could not reach another.',
      cause: 'Trouble between the platform’s own modules, as a rule short.',
      fix: 'Ask again after a pause; before repeating a change, look up whether it happened.',
    },
    zh: {
      meaning: '调用发送应用模块失败：平台内部模块之间无法连通。',
      cause: '平台内部模块间的故障，通常持续时间较短。',
      fix: '稍后重试；写操作重试前先查询是否已生效。',
    },
  }),
  row('isv.INVALID_PARAMETERS', 'INVALID_INPUT', 'NEVER', [200], {
    en: {
      meaning: 'A parameter has the wrong format.',
      cause:
        'Mostly a setting written as JSON, such as the ringing tones, with a key or tone code that is not accepted.',
      fix: 'Check ringing tones, key-press prompts and batch entries first, then the format of the other arguments.',
    },
    zh: {
      meaning: '参数格式不正确：某个参数的格式有误。',
      cause: '多见于以 JSON 书写的配置，例如铃音设置中的键或铃音编码不被接受。',
      fix: '先检查铃音设置、按键提示和批量条目，再检查其余参数的格式。',
    },
  }),
  row('isv.UPDATE_CONFLICT', 'CONFLICT', 'NEVER', [200], {
    en: {
      meaning: 'The change clashes with another binding.',
      cause: 'The new A or B is already bound on the same X by another binding.',
      fix: 'Look up the bindings of the X number and end the other one, or bind the new pair on another X.',
    },
    zh: {
      meaning: '更新绑定关系冲突：修改与另一条绑定冲突。',
      cause: '新的 A 或 B 号码已在同一 X 号码上存在其他绑定。',
      fix: '查询该 X 号码的绑定关系并解除冲突的一条，或在其他 X 号码上绑定新的号码对。',
    },
  }),
  row('POOLKEY_NOT_EXIST', 'CONFIGURATION', 'NEVER', [400, 200], {
    en: {
      meaning: 'No pool has this key (spelling of the binding id look-up).',
      cause: 'A mistyped pool key, or the X number was looked up under another account’s pool.',
      fix: 'Compare the pool key with the console of the account this server signs for.',
    },
    zh: {
      meaning: '号池不存在（查询绑定 ID 接口的写法）。',
      cause: '号池 Key 填写有误，或在其他账号的号池下查询该 X 号码。',
      fix: '与本服务签名账号控制台中的号池 Key 核对。',
    },
  }),
  row('FlowLimited', 'THROTTLED', 'AFTER_BACKOFF', [400, 200], {
    en: {
      meaning: 'The rate limit of this operation is exceeded.',
      cause: 'Too many X number look-ups or recording links per second; 1000 each are documented.',
      fix: 'Wait, then ask again. Await the recording receipt instead of polling for links.',
    },
    zh: {
      meaning: '业务流控：超过该接口的频率限制。',
      cause: '每秒查询 X 号码详情或录音链接过多；文档限制均为 1000 次。',
      fix: '稍后重试；获取录音请等待录音回执，不要轮询。',
    },
  }),
  row('RamPermissionDenied', 'PERMISSION', 'NEVER', [400, 200], {
    en: {
      meaning: 'RAM does not allow this identity the operation.',
      cause: 'Its policy lacks the blacklist operations dypls:AddSecretBlacklist and dypls:DeleteSecretBlacklist.',
      fix: 'Ask the account’s administrator to add the missing action to the policy of this server’s RAM identity.',
    },
    zh: {
      meaning: 'RAM权限不足：RAM 不允许该身份调用此接口。',
      cause: '授权策略缺少黑名单操作 dypls:AddSecretBlacklist 和 dypls:DeleteSecretBlacklist。',
      fix: '请账号管理员在本服务 RAM 身份的策略中补充缺少的操作。',
    },
  }),
  row('Insufficient.Balance', 'ACCOUNT', 'NEVER', [400, 200], {
    en: {
      meaning: 'The account’s balance is too low for this waybill.',
      cause: 'A pick-up order costs more than what is left, or the account is in arrears.',
      fix: 'Top up the Alibaba Cloud account, then send the request again.',
    },
    zh: {
      meaning: '余额不足：账号余额不足以支付该运单。',
      cause: '取件订单费用超过剩余金额，或账号已欠费。',
      fix: '为阿里云账号充值后重新请求。',
    },
  }),
  row('Product.Unsubscript', 'ACCOUNT', 'NEVER', [400, 200], {
    en: {
      meaning: 'The account has not ordered the product behind the waybill operations.',
      cause: 'Number protection is in use, but pick-up waybills were never ordered with it.',
      fix: 'Order the product in the console, or ask the account manager how to get it.',
    },
    zh: {
      meaning: '未订购产品：该账号未订购运单接口对应的产品。',
      cause: '已使用号码隐私保护，但未订购取件运单服务。',
      fix: '在控制台订购，或向客户经理咨询开通方式。',
    },
  }),
  row('Ram.PermissionDeny', 'PERMISSION', 'NEVER', [400, 200], {
    en: {
      meaning: 'RAM denies this identity the waybill operation.',
      cause: 'The policy of the RAM user or role was written before waybills were used and does not name them.',
      fix: 'Ask the account’s administrator to allow dypls:<operation> for the waybill operations in use.',
    },
    zh: {
      meaning: 'RAM权限不足：RAM 拒绝该身份调用运单接口。',
      cause: 'RAM 用户或角色的策略早于运单功能的启用，未包含这些接口。',
      fix: '请账号管理员为所用运单接口授予 dypls:<接口名> 权限。',
    },
  }),
  row('System.LimitControl', 'THROTTLED', 'AFTER_BACKOFF', [400, 200], {
    en: {
      meaning: 'The waybill system holds requests back.',
      cause: 'More waybill requests per second than allowed; documents say 100 or 200.',
      fix: 'Wait, then ask again; queue orders instead of sending them all at once.',
    },
    zh: {
      meaning: '系统流控：运单系统限制了请求频率。',
      cause: '每秒运单请求超限；文档给出的上限为 100 或 200 次。',
      fix: '稍后重试；将订单排队发送，避免集中提交。',
    },
  }),
  row('Unknown.ResourceOwnerId', 'PERMISSION', 'NEVER', [400, 200], {
    en: {
      meaning: 'The waybill belongs to somebody else.',
      cause: 'It was created by another account than the one this server signs for.',
      fix: 'Use a server that signs for the account which created the order, and check the order id.',
    },
    zh: {
      meaning: '资源不属于当前用户：该运单归属其他账号。',
      cause: '运单由其他账号创建，而非本服务签名所用的账号。',
      fix: '使用创建该订单的账号进行签名，并核对订单 ID。',
    },
  }),
  row('Permission.NotAuthorized', 'PERMISSION', 'NEVER', [403, 200], {
    en: {
      meaning: 'This identity is not authorised for the waybill operation.',
      cause: 'The rights were never granted, or were withdrawn from the RAM user or role.',
      fix: 'Ask the account’s administrator to grant them, and to check that the account itself has the waybill service.',
    },
    zh: {
      meaning: '未授权：该身份未获授权调用运单接口。',
      cause: '从未授权，或 RAM 用户、角色的授权已被收回。',
      fix: '请账号管理员授权，并确认账号本身已开通运单服务。',
    },
  }),
  row('ProductUnsubscribe', 'CONFIGURATION', 'NEVER', [400, 200], {
    en: {
      meaning: 'No pool has this key: that is how the code is documented, whatever its name says.',
      cause: 'A mistyped pool key; known only from the SMS confirmation, which has been removed.',
      fix: 'Check the pool key. If it is right, check that the account has activated the product.',
    },
    zh: {
      meaning: '号池不存在：文档如此说明，尽管错误码字面是未订购产品。',
      cause: '号池 Key 填写有误；该码仅见于已下线的短信确认接口。',
      fix: '核对号池 Key；若无误，再确认账号已开通产品。',
    },
  }),
  row('PoolKeyNotFound', 'CONFIGURATION', 'NEVER', [400, 200], {
    en: {
      meaning: 'No pool has this key (spelling of the SMS confirmation).',
      cause: 'A mistyped or deleted pool; known only from an operation that has been removed.',
      fix: 'Take the pool key from the console of the account this server signs for.',
    },
    zh: {
      meaning: '号池不存在（短信确认接口的写法）。',
      cause: '号池 Key 填写有误或号池已删除；该码仅见于已下线的接口。',
      fix: '到本服务签名账号的控制台获取号池 Key。',
    },
  }),
  row('ContentUnsupported', 'INVALID_INPUT', 'NEVER', [400, 200], {
    en: {
      meaning: 'The content of the SMS is not supported.',
      cause: 'Text that is not forwarded; known only from the SMS confirmation, which has been removed.',
      fix: 'Send the SMS anew with a plain text.',
    },
    zh: {
      meaning: '内容不支持：短信内容不受支持。',
      cause: '短信文本无法转发；该码仅见于已下线的短信确认接口。',
      fix: '改用纯文本内容重新发送短信。',
    },
  }),
]
