/** Upstream documents that could not be read: told, since no check looks at them. */
import { conflictSides } from '../model/conflict-sides.ts';
import type { UpstreamDocument } from '../upstream/upstream.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Sighting } from './sighting.ts';
import { beginning } from './sighting.ts';

/** Documents, or front matter, whose YAML does not parse. */
export function brokenYaml({ upstream }: RuleWorld): readonly Sighting[] {
  return upstream.documents.flatMap((document) =>
    document.facts.problems
      .filter(({ kind }) => kind === 'invalid-yaml')
      .map(
        ({ message, span }): Sighting => ({
          rule: 'invalid-yaml',
          message: `${document.id}: ${message}`,
          about: [document.path, message],
          place: () => document.placeOf(span),
          file: document.path,
          remedy: isInConflict(document)
            ? 'git left its conflict markers there: decide in an editor which side holds, and take them out (`tallyplan resolve` settles the plan and its ledgers)'
            : 'correct the YAML there; until then nothing that it declares counts',
        }),
      ),
  );
}

function isInConflict({ text }: UpstreamDocument): boolean {
  return text !== null && conflictSides(text) !== null;
}

/** Documents that are too large, or that the system does not let anybody read, and what was in the way of finding them. */
export function unreadDocuments({ upstream }: RuleWorld): readonly Sighting[] {
  const unread = upstream.documents.flatMap(({ path, facts }) =>
    facts.problems.filter(({ kind }) => kind !== 'invalid-yaml').map(({ message }) => ({ path, message })),
  );
  return [...unread, ...upstream.problems].map(
    ({ path, message }): Sighting => ({
      rule: 'unmapped',
      severity: 'warning',
      message: `${path}: ${message}`,
      about: [path, message],
      place: () => beginning,
      file: path,
      remedy: 'make it readable, or take it out of `documents` in .tallyplan/config.yaml',
    }),
  );
}
