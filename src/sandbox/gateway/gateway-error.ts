/** The gateway's no: an HTTP status of its own and a body with Code and Message. */
export type GatewayError = {
  readonly code: string
  readonly status: number
  readonly message: string
  /** Sent as `x-acs-retry-after`. */
  readonly retryAfterMs?: number | undefined
}

/** What the gateway is known to say per code: status and sample message of the upstream facts (errors.json). */
const gatewayWords: Readonly<Record<string, readonly [status: number, message: string]>> = {
  'Forbidden.RAM': [403, "User not authorized to operate on the specified resource, or this API doesn't support RAM."],
  IncompleteSignature: [400, 'The request signature does not conform to Aliyun standards.'],
  InternalError: [500, 'The request processing has failed due to some unknown error.'],
  'InvalidAccessKeyId.Inactive': [400, 'Specified access key is disabled.'],
  'InvalidAccessKeyId.NotFound': [404, 'Specified access key is not found.'],
  'InvalidAction.NotFound': [404, 'Specified api is not found, please check your url and method.'],
  'InvalidApi.NotFound': [404, 'Specified api is not found, please check your url and method.'],
  'InvalidParameter.Format': [400, 'Specified parameter Format is not valid.'],
  'InvalidProduct.NotFound': [404, 'Specified product is not found, please check your url.'],
  'InvalidProtocol.NeedSsl': [404, 'Your request is denied as lack of ssl protect.'],
  'InvalidSecurityToken.Expired': [400, 'Specified SecurityToken is expired.'],
  'InvalidSecurityToken.MismatchWithAccessKey': [400, 'Specified SecurityToken does not match the AccessKeyId.'],
  InvalidSignatureMethod: [400, 'Specified parameter SignatureMethod is not valid.'],
  InvalidSignatureVersion: [400, 'Specified parameter SignatureVersion is not valid.'],
  'InvalidTimeStamp.Expired': [400, 'Specified time stamp or date value is expired.'],
  'InvalidTimeStamp.Format': [400, 'Specified time stamp or date value is not well formatted.'],
  InvalidVersion: [404, 'Specified parameter Version is not valid.'],
  MissingSecurityToken: [400, 'SecurityToken is mandatory for this action.'],
  RequestTooLarge: [413, 'The request is too large.'],
  ServiceUnavailable: [503, 'The request has failed due to a temporary failure of the server.'],
  SignatureDoesNotMatch: [400, 'Specified signature is not matched with our calculation.'],
  SignatureNonceUsed: [400, 'Specified signature nonce was used already.'],
  'Throttling.Api': [400, 'Request was denied due to api flow control.'],
  'Throttling.User': [400, 'Request was denied due to user flow control.'],
  UnsupportedHTTPMethod: [400, 'This http method is not supported.'],
}

/** A refusal in the gateway's words; a code it is not known for is 400 and says its own name. */
export const gatewayError = (code: string, message?: string): GatewayError => {
  const [status, words] = (Object.hasOwn(gatewayWords, code) ? gatewayWords[code] : undefined) ?? [400, code]
  return { code, status, message: message ?? words }
}

export const missing = (name: string): GatewayError =>
  gatewayError(`Missing${capital(name)}`, `${name} is mandatory for this action.`)

export const invalid = (name: string): GatewayError =>
  gatewayError(`Invalid${capital(name)}`, `Specified parameter ${name} is not valid.`)

const capital = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1)

const businessWords: Readonly<Record<string, string>> = {
  'Insufficient.Balance': '余额不足',
  'Permission.NotAuthorized': '未授权',
  'Product.Unsubscript': '未订购产品',
  'Ram.PermissionDeny': 'RAM权限不足',
  'System.LimitControl': '系统流控',
  'Unknown.ResourceOwnerId': '资源不属于当前用户',
  'isp.DAO_EXCEPTION': '数据库异常',
  'isp.GATEWAY_ERROR': '调用发送应用模块失败',
  'isp.RAM_PERMISSION_DENY': 'RAM权限DENY',
  'isp.SYSTEM_ERROR': '系统错误',
  'isp.UNKNOWN_ERR_CODE': '运营商未知错误',
  'isp.VENDOR_UNAVAILABLE': '运营商降级',
  'isv.ACCOUNT_ABNORMAL': '账户异常',
  'isv.ACCOUNT_NOT_EXISTS': '账户不存在',
  'isv.BIND_CONFLICT': '绑定冲突',
  'isv.BUY_NUM_OVER_LIMIT': '号码购买量超过限制',
  'isv.EXPIRE_DATE_ILLEGAL': '过期时间非法',
  'isv.FLOW_LIMIT': '业务流控',
  'isv.FORBIDDEN_ACTION': '无权操作',
  'isv.ILLEGAL_ARGUMENT': '参数非法',
  'isv.INVALID_PARAMETERS': '参数格式不正确',
  'isv.MOBILE_NUMBER_ILLEGAL': '号码格式非法',
  'isv.NO_AVAILABLE_NUMBER': '无可用号码',
  'isv.NO_NOT_EXIST': '号码不存在',
  'isv.NO_USED_BY_OTHERS': '号码被其他业务方占用',
  'isv.OUT_OF_SERVICE': '业务停机',
  'isv.PARTNER_IS_CLOSED': 'partner被关停',
  'isv.PARTNER_NOT_EXIST': '未知合作伙伴',
  'isv.POOLKEY_NOT_EXISTS': '号池不存在',
  'isv.PRODUCT_UNSUBSCRIBE': '产品未开通',
  'isv.PRODUCT_UN_SUBSCRIPT': '未开通云通信产品的阿里云客户',
  'isv.SUBS_NOT_BELONG': '绑定关系不归属当前客户',
  'isv.SUBS_NOT_EXIST': '绑定关系不存在',
  'isv.UPDATE_CONFLICT': '更新绑定关系冲突',
  'isv.VENDOR_BIND_FAILED': '运营商绑定失败',
  FlowLimited: '业务流控',
  POOLKEY_NOT_EXIST: '号池不存在',
}

/** The short Chinese words beside a business code; an unknown code says its own name. */
export const businessMessage = (code: string): string =>
  (Object.hasOwn(businessWords, code) ? businessWords[code] : undefined) ?? code

/** Business codes arrive in an HTTP 200 answer, all others with a status of the gateway's. */
export const isBusinessCode = (code: string): boolean => /^is[pv]\./.test(code)
