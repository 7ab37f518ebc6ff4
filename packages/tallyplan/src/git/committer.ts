/** The name that git would commit by, wherever it comes from (environment, configuration, the account); null where there is none. */
import { gitText } from './run-git.ts';

export function committer(folder: string): string | null {
  const name = /^(.*) <[^<>]*> \d+ [+-]\d{4}\s*$/.exec(gitText(folder, ['var', 'GIT_COMMITTER_IDENT']) ?? '')?.[1] ?? '';
  return name === '' ? null : name;
}
