/** What most hosts read. */

import type { Insertion } from '../install/insertion.ts';
import { markdownComment, markedBlock } from '../install/marked-block.ts';
import { wholeFile } from '../install/whole-file.ts';
import { agentsBlock, skillPage } from './agents-text.ts';
import type { Repository } from './repository.ts';

/** https://agents.md */
export function agentsFile({ plan }: Repository): Insertion {
  return markedBlock({
    file: 'AGENTS.md',
    does: 'what every agent is told of the plan',
    comment: markdownComment,
    content: agentsBlock(plan),
  });
}

/** @param folder where a host looks for skills: `.agents/skills`. */
export function skillFile(folder: string, { plan }: Repository): Insertion {
  return wholeFile({ file: `${folder}/tallyplan/SKILL.md`, does: 'a skill: how to work on the plan', content: skillPage(plan) });
}
