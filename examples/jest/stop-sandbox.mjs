export default () => globalThis.dypls.close()
