# One image recipe for every service: docker build -f deploy/service.Dockerfile --build-arg SERVICE=credit-record .
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete && find . -type d -empty -delete

FROM ${NODE_IMAGE} AS build
WORKDIR /app
ENV NX_DAEMON=false NX_TUI=false CI=true
COPY --from=manifests /app ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npx nx run-many -t build && npm prune --omit=dev --no-audit --no-fund \
 && rm -rf node_modules/typescript node_modules/typeorm/browser \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM ${NODE_IMAGE}
ARG SERVICE
ENV SERVICE=${SERVICE} NODE_ENV=production TZ=UTC MALLOC_ARENA_MAX=1 HOST=0.0.0.0 CREDIT_STATE_DIR=/state CREDIT_SECRETS_DIR=/state/secrets CREDIT_CITY_CONFIG=/app/deploy/sample-city/config
WORKDIR /app
RUN mkdir -p /state && chown node:node /state
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/libs libs
COPY --from=build /app/apps/${SERVICE} apps/${SERVICE}
COPY deploy/local deploy/local
COPY deploy/sample-city/config deploy/sample-city/config
USER node
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--heap-growing-percent=60", "--max-semi-space-size=8", "--max-old-space-size=1024", "--import", "./deploy/local/source-maps.mjs", "deploy/local/service-entry.mjs"]
