/** The pages that explain the rules: `docs/rules/RULE.md`, which ship with the package. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleName } from '@tallyplan/core/model/rule-names';
import { packageFolder } from '../package-folder.ts';

/** The Markdown page of a rule, or null where there is none. */
export function rulePage(rule: RuleName): string | null {
  const file = folders.map((folder) => join(folder, `${rule}.md`)).find((candidate) => existsSync(candidate));
  return file === undefined ? null : readFileSync(file, 'utf8');
}

/** As published; in a checkout that is not built, the pages themselves. */
const folders = [join(packageFolder, 'rules'), join(packageFolder, '../../docs/rules')];
