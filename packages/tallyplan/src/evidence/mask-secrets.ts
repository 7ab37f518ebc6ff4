/** Output that goes into a ledger goes into git: what looks like a secret is masked first. */

const mask = '***';
const secretName = /TOKEN|SECRET|PASSW|API_?KEY|PRIVATE|CREDENTIAL/i;
/** Shorter values would mask half of the output. */
const leastLength = 6;

/** Forms of well-known tokens: GitHub, AWS, Slack, JSON web tokens. */
const tokens = /\b(?:gh[pousr]_\w{20,}|AKIA[0-9A-Z]{16}|xox[abprs]-[\w-]{10,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,})/g;
/** `password: …`, `Authorization: Bearer …`, `api_key=…` */
const assigned = /\b((?:password|passwd|secret|token|api[_-]?key)["']?\s*[:=]\s*|bearer\s+)(?:"[^"\n]+"|'[^'\n]+'|[^\s"']{4,})/gi;

/** @param environment variables whose names speak of secrets: their values are masked wherever they stand. */
export function maskSecrets(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  const values = Object.entries(environment).flatMap(([name, value]) =>
    secretName.test(name) && value !== undefined && value.length >= leastLength ? [value] : [],
  );
  const masked = values.reduce((rest, value) => rest.replaceAll(value, mask), text);
  return masked.replace(tokens, mask).replace(assigned, `$1${mask}`);
}
