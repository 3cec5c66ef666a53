const loopbackNames: readonly string[] = ['localhost', '::1', '[::1]']

/** Whether a host name or address can only mean this machine. */
export const isLoopback = (hostname: string): boolean =>
  loopbackNames.includes(hostname.toLowerCase()) || /^127(\.\d{1,3}){3}$/.test(hostname)

/** `127.0.0.1:9900` → `127.0.0.1`, `[::1]:9900` → `[::1]`. */
export const withoutPort = (host: string): string => host.replace(/:\d+$/, '')
