/** What the codes in receipts mean. Each list is open: a code that is not in it is shown as it is, never guessed. */

export type Meaning = { readonly en: string; readonly zh: string }
/** By the code as text, which is also how a number prints. */
export type Codes = Readonly<Record<string, Meaning>>

const means = (en: string, zh: string): Meaning => ({ en, zh })

/** Null for a code that no document explains. */
export const meaningOf = (codes: Codes, code: number | string): Meaning | null =>
  Object.hasOwn(codes, String(code)) ? (codes[String(code)] ?? null) : null

/** The values of `call_type` by our words; the messages (2, 3, 5) stand in documents of 2019 only. */
export const callType = {
  A_CALLED: 0,
  A_WAS_CALLED: 1,
  SMS_SENT: 2,
  SMS_RECEIVED: 3,
  INTERCEPTED: 4,
  SMS_INTERCEPTED: 5,
} as const

export const callTypes: Codes = {
  0: means('A called the other party', 'A 呼叫对方'),
  1: means('the other party called A', '对方呼叫 A'),
  2: means('A sent a message', '短信发送'),
  3: means('A was sent a message', '短信接收'),
  4: means('the platform intercepted the call', '呼叫被平台拦截'),
  5: means('the platform intercepted the message', '短信被平台拦截'),
}

export const releaseDirection = { PLATFORM: 0, CALLER: 1, CALLED: 2 } as const

export const releaseDirections: Codes = {
  0: means('the platform ended the call', '平台释放'),
  1: means('the caller ended the call', '主叫挂断'),
  2: means('the called party ended the call', '被叫挂断'),
}

export const unconnectedCause = { NONE: 0, BLACKLISTED: 1, NO_BINDING: 2, RESTRICTED: 3, OTHER: 4 } as const

export const unconnectedCauses: Codes = {
  0: means('the platform put the call through', '平台正常接续'),
  1: means('the caller is blacklisted', '主叫在黑名单中'),
  2: means('no binding was found for this caller', '未找到绑定关系'),
  3: means('a restriction of the binding forbids the call', '绑定关系限制了呼叫'),
  4: means('the platform refused the call for another reason', '平台因其他原因未接续'),
}

export const smsType = { INTERCEPTED: 1, SMART_IN_2019: 2, SMART: 3 } as const

export const smsTypes: Codes = {
  1: means('a message that was intercepted', '拦截短信'),
  2: means('a smart message (documents of 2019)', '智能短信（2019 年文档）'),
  3: means('a smart message', '智能短信'),
}

export const smsStatuses: Codes = {
  1: means('sent', '发送成功'),
  2: means('failed', '发送失败'),
}

export const smsInterceptions: Codes = {
  NORMAL: means('held back as this pool holds back every message', '正常拦截'),
  SUBS_NOT_EXISTS: means('no binding was found', '绑定关系不存在'),
  CONTROL_DISABLE: means('a restriction forbids it', '被限制'),
  CALLED_NOT_EXISTS: means('the recipient is not known', '接收方不存在'),
}

export const deliveryCodes: Codes = {
  DELIVRD: means('delivered', '已送达'),
  REJECTD: means('rejected by the carrier', '被运营商拒绝'),
  UNDELIV: means('could not be delivered', '无法送达'),
  EXPIRED: means('not delivered in time', '超时未送达'),
  ACCEPTD: means('accepted by the carrier, not yet delivered', '运营商已接收'),
}

export const numberStatus = { ABNORMAL: 0, NORMAL_AGAIN: 1 } as const

export const numberStatuses: Codes = {
  0: means('the number is in trouble', '号码异常'),
  1: means('the number is normal again', '号码恢复正常'),
}

export const numberChanges: Codes = {
  1: means('added to the account', '新增'),
  2: means('removed from the account', '删除'),
}

export const carriers: Codes = {
  1: means('China Mobile', '中国移动'),
  2: means('China Unicom', '中国联通'),
  3: means('China Telecom', '中国电信'),
}

export const numberKinds: Codes = {
  Mobile: means('mobile number', '手机号'),
  Fixed: means('landline', '固话'),
}

export const parcelStates: Codes = {
  WAIT: means('waiting for the courier', '待揽收'),
  ACCEPT: means('accepted', '已接单'),
  GOT: means('picked up', '已揽收'),
  MODIFY_WEIGHT: means('weight changed', '重量修改'),
  TRANSPORT: means('in transit', '运输中'),
  DELIVERING: means('out for delivery', '派送中'),
  SIGN: means('signed for', '已签收'),
}
