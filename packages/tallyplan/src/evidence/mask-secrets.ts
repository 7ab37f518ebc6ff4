/** Output that goes into a ledger goes into git: what looks like a secret is masked first. */

const mask = '***';
/** Names of variables that hold secrets. `PWD` alone is a folder. */
const secretName = /TOKEN|SECRET|PASSW|PASSPHRASE|API_?KEY|ACCESS_?KEY|PRIVATE|CREDENTIAL|_(?:KEY|PAT|PWD|DSN)$/i;
/** Shorter values would mask half of the output. */
const leastLength = 6;

/** Forms of well-known secrets, by who gives them out. */
const forms = [
  'gh[pousr]_\\w{20,}|github_pat_\\w{22,}', // GitHub
  'gl(?:pat|dt|rt|ptt|ft|cbt|imt|agent|oas|soat)-[\\w-]{20,}', // GitLab
  '(?:AKIA|ASIA)[0-9A-Z]{16}', // AWS
  'xox[a-z]-[\\w-]{10,}|xapp-[\\w-]{10,}|(?<=hooks\\.slack\\.com/services/)[\\w/]{20,}', // Slack
  'eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{5,}', // JSON web tokens
  'npm_\\w{30,}|pypi-[\\w-]{40,}|dckr_pat_[\\w-]{20,}', // registries
  'sk-[\\w-]{20,}|hf_\\w{30,}', // OpenAI, Anthropic, Hugging Face
  '[rs]k_(?:live|test)_\\w{16,}|whsec_[\\w+/=]{20,}', // Stripe
  'AIza[\\w-]{35}|ya29\\.[\\w-]{20,}', // Google
  'SG\\.[\\w-]{16,}\\.[\\w-]{16,}', // SendGrid
  'do[opr]_v1_[0-9a-f]{40,}', // DigitalOcean
  'AGE-SECRET-KEY-1\\w{50,}', // age
];
const tokens = new RegExp(`\\b(?:${forms.join('|')})`, 'g');
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)/g;
/** `postgres://ada:secret@host` */
const inAddress = /(\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s/:@]{0,200}:)[^\s/@]+(?=@)/gi;

const secretWord = '(?:password|passwd|passphrase|_pwd|secret(?:[_-]?key)?|token|credentials?|(?:api|access|account|private)[_-]?key)';
const value = `(?:"[^"\\n]+"|'[^'\\n]+'|[^\\s"']{4,})`;
/** `password: …`, `API_TOKEN=…`, `SECRET_KEY_BASE=…`, `--password …`, `Authorization: Bearer …`, a signature in an address */
const assigned = new RegExp(
  `(${secretWord}(?:[_-][\\w-]{1,40})?["']?\\s*[:=]\\s*|--${secretWord}[ \\t]+|\\bauthorization["']?\\s*[:=]\\s*["']?(?:\\w+[ \\t]+)?|\\bbearer\\s+|[?&](?:X-Amz-)?(?:sig|signature)=)${value}`,
  'gi',
);

/**
 * @param environment variables whose names speak of secrets: their values are masked wherever they stand.
 * @param patterns what else a team calls a secret: texts in which `*` stands for any letters but blanks and quotes.
 */
export function maskSecrets(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
  patterns: readonly string[] = [],
): string {
  const values = Object.entries(environment).flatMap(([name, held]) =>
    secretName.test(name) && held !== undefined && held.length >= leastLength ? [held] : [],
  );
  // A value may stand in another: what is left of the longer one would tell of it.
  const masked = values.sort((one, other) => other.length - one.length).reduce((rest, held) => rest.replaceAll(held, mask), text);
  const known = masked.replace(privateKey, mask).replace(inAddress, `$1${mask}`).replace(tokens, mask).replace(assigned, `$1${mask}`);
  return patterns.reduce((rest, pattern) => rest.replace(expressionOf(pattern), mask), known);
}

/** The stretch behind a `*` is bounded, so that no pattern makes masking slow. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(parts.join('[^\\s"\']{0,200}'), 'g');
}
