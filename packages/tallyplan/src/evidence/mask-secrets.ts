/** Output that goes into a ledger goes into git: what looks like a secret is masked first. */

const mask = '***';
const secretName = /TOKEN|SECRET|PASSW|API_?KEY|PRIVATE|CREDENTIAL/i;
/** Shorter values would mask half of the output. */
const leastLength = 6;

/** Forms of well-known tokens: GitHub, AWS, Slack, JSON web tokens. */
const tokens = /\b(?:gh[pousr]_\w{20,}|AKIA[0-9A-Z]{16}|xox[abprs]-[\w-]{10,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,})/g;
/** `password: …`, `API_TOKEN=…`, `Authorization: Bearer …`, `api_key=…` */
const assigned = /((?:password|passwd|secret|token|api[_-]?key)["']?\s*[:=]\s*|\bbearer\s+)(?:"[^"\n]+"|'[^'\n]+'|[^\s"']{4,})/gi;

/**
 * @param environment variables whose names speak of secrets: their values are masked wherever they stand.
 * @param patterns what else a team calls a secret: texts in which `*` stands for any letters but blanks and quotes.
 */
export function maskSecrets(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
  patterns: readonly string[] = [],
): string {
  const values = Object.entries(environment).flatMap(([name, value]) =>
    secretName.test(name) && value !== undefined && value.length >= leastLength ? [value] : [],
  );
  const masked = values.reduce((rest, value) => rest.replaceAll(value, mask), text);
  const known = masked.replace(tokens, mask).replace(assigned, `$1${mask}`);
  return patterns.reduce((rest, pattern) => rest.replace(expressionOf(pattern), mask), known);
}

/** The stretch behind a `*` is bounded, so that no pattern makes masking slow. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(parts.join('[^\\s"\']{0,200}'), 'g');
}
