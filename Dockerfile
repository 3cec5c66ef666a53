# Pinned by version. Pinning by digest is stricter still, but a digest could not be looked up where this was written
# (2026-11): take it from `docker buildx imagetools inspect node:20.20-bookworm-slim` and append `@sha256:…` to both lines.
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json rolldown.config.mjs ./
COPY .ci/types.mjs .ci/cache.mjs ./.ci/
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20.20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# Owned by root and so not writable by the program.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 4000
# Alive is the event loop only: an upstream that is down is no reason to restart this. Not by `fetch`, which takes no bare
# IPv6 address and refuses some ports.
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "import('node:http').then(({ get }) => get({ host: process.env.HOST?.trim() || '127.0.0.1', port: process.env.PORT?.trim() || 4000, path: '/livez' }, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1)))"]
# No shell and no npm in between, so that SIGTERM reaches the program and requests in flight may finish.
CMD ["node", "dist/main.js"]
