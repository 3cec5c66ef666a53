/** What the upstream calls this service: part of every signed request. */
export const product = { name: 'Dyplsapi', version: '2017-05-25', host: 'dyplsapi.aliyuncs.com' } as const
