import type { Messages } from '../../core/i18n/messages.ts'

/** How an installation ended, for whoever began it. */
export type InstallEnd =
  /** `openUrl` leads to Tanya in Slack. */
  | { readonly kind: 'done'; readonly workspace: string; readonly openUrl: string }
  | { readonly kind: 'cancelled' }
  /** The state is old, used, or of another browser. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'org-wide' }
  /** `code` is Slack's, such as `invalid_code`. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Slack or the database did not answer. */
  | { readonly kind: 'failed' }

const statuses: Readonly<Record<InstallEnd['kind'], number>> = {
  done: 200,
  cancelled: 200,
  expired: 400,
  'org-wide': 400,
  refused: 400,
  failed: 502,
}

/** Nothing is loaded, run or framed; the address, which held a code, goes nowhere. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const

/** The page in the reader's language, and its HTTP status. `again` is where another try begins. */
export function installPage(
  end: InstallEnd,
  say: Messages,
  again: string,
): { readonly status: number; readonly html: string } {
  const [text, link, to] = contentOf(end, say, again)
  const title = say.text(end.kind === 'done' ? 'install.done-title' : 'install.title')
  const html = `<!doctype html>
<html lang="${escapeHtml(say.region)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark }
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto 0; padding: 0 1.5rem }
h1 { font-size: 1.5rem }
a { display: inline-block; padding: .6rem 1.2rem; border-radius: .5rem; background: #1f3a5f; color: #fff; text-decoration: none }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<p><a href="${escapeHtml(to)}" rel="noreferrer">${escapeHtml(link)}</a></p>
</main>
</body>
</html>
`
  return { status: statuses[end.kind], html }
}

function contentOf(end: InstallEnd, say: Messages, again: string): readonly [string, string, string] {
  const retry = say.text('install.again')
  switch (end.kind) {
    case 'done':
      return [say.text('install.done', { workspace: end.workspace }), say.text('install.open'), end.openUrl]
    case 'refused':
      return [say.text('install.refused', { code: end.code }), retry, again]
    case 'cancelled':
    case 'expired':
    case 'org-wide':
    case 'failed':
      return [say.text(`install.${end.kind}`), retry, again]
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
