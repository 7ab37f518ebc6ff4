/** The lines of a new task where there is no other to copy from: the shape of the reference family, B. */

import { referenceTask } from '../../model/apply.ts';
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { NewTask } from '../../model/change.ts';
import type { Checklist } from '../../model/plan.ts';
import { writeText, writeWord } from './yaml-scalar.ts';

/** The dash in column 0, without line endings. */
export function referenceEntry({ id, name, priority, dependents, dependsOn, iplanId }: NewTask): readonly string[] {
  const quoted = (text: string) => writeText(text, 'double-quoted');
  const lines = [
    `- id: ${writeWord(id, 'plain')}`,
    `  service_name: ${quoted(name)}`,
    ...(priority === '' ? [] : [`  priority: ${writeWord(priority, 'plain')}`]),
    `  dependents: ${quoted(dependents)}`,
    ...(dependsOn === '' ? [] : [`  depends_on: ${quoted(dependsOn)}`]),
    '  workflow:',
    ...checklist('pre_check', referenceTask.preCheck),
    '    tasks:',
    '      status: NOT_STARTED',
    ...(iplanId === null ? [] : [`      iplan_id: ${writeWord(iplanId, 'plain')}`, '      iplan_status: NOT_STARTED']),
    ...checklist('post_check', referenceTask.postCheck),
  ];
  return lines.map(encodeUtf8);
}

function checklist(key: string, { items }: Checklist): readonly string[] {
  return [`    ${key}:`, '      status: NOT_STARTED', '      checklist:', ...items.map((item) => `        - ${item.key}: false`)];
}
