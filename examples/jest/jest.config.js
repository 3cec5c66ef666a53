/** Jest loads CommonJS only; what is an ES module runs outside of it, in the files below, which Node loads itself. */
module.exports = { globalSetup: './start-sandbox.mjs', globalTeardown: './stop-sandbox.mjs', testEnvironment: 'node' }
