# syntax=docker/dockerfile:1
# The base is pinned by version; pin it by digest, too, where images are not rebuilt: node:24.21.0-alpine@sha256:…
FROM node:24.21.0-alpine AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# Nothing that runs in production needs a script to be installed; source maps and types are half of what is.
RUN npm ci --omit=dev --ignore-scripts \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM node:24.21.0-alpine
ENV NODE_ENV=production HOST=0.0.0.0 DATABASE_URL=file:/data/tanya.db
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json README.md LICENSE ./
COPY docs ./docs
COPY src ./src
# What Node compiles is kept in the image, by the user it is compiled for: containers start in half the time.
RUN mkdir node_modules/.cache && chown node:node node_modules/.cache \
  && su node -c "node -e \"import('./src/prepare.ts').then(() => import('./src/run.ts')).then(() => import('./src/core/store/sqlite.ts'))\"" \
  && chown -R root:root node_modules/.cache && chmod -R a+rX node_modules/.cache
# A named volume takes over whose folder it is.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# By Node itself: the image needs no other tool.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Answers that are being written get 25 s; `docker stop` waits for 10 unless told: see compose.yaml.
STOPSIGNAL SIGTERM
CMD ["node", "src/main.ts"]
