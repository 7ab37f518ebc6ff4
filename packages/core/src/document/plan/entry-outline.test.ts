import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as library from 'yaml';
import type { ByteString } from '../../model/byte-string.ts';
import type { Task } from '../../model/plan.ts';
import { casesOf } from '../../model/testing/cases.ts';
import { readDocument } from '../read.ts';
import { Dice } from '../testing/dice.ts';
import { planText } from '../testing/plan-texts.ts';
import { alikeTasksYaml } from '../testing/yaml-texts.ts';

const numRuns = casesOf(process.env, 150, 400);
const texts = fc.array(fc.nat(0xffff), { maxLength: 100, size: 'max' }).map((tape) => {
  const dice = new Dice(tape);
  return dice.roll(4) > 0 ? (`\`\`\`yaml\n${alikeTasksYaml(dice)}\`\`\`\n` as ByteString) : planText(dice).text;
});
const read = (text: ByteString) => readDocument(text, { path: 'plan.md', library: () => library });
const details = ({ preCheck, implementation, postCheck }: Task) => ({ preCheck, implementation, postCheck });

test('the details of a task are the same, whether its entry is read at sight or in full', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const inFull = read(text);
      // Asking where a task stands reads its entry in full, and then the details come from there.
      for (const task of inFull.plan.tasks) inFull.sources.task(task);
      expect(read(text).plan.tasks.map(details)).toEqual(inFull.plan.tasks.map(details));
    }),
    { numRuns },
  );
});
