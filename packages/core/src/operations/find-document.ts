/** From an id or a path that somebody typed to the upstream document that is meant. */
import type { Outcome } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import { nearest } from '../rules/find-task.ts';
import { step } from '../rules/next-steps.ts';
import { readTarget } from '../upstream/document-id.ts';
import type { UpstreamDocument } from '../upstream/upstream.ts';
import type { World } from './operation.ts';

/** The document, and the sections of it that are meant; none named: all of it. */
export interface MeantDocument {
  readonly document: UpstreamDocument;
  readonly sections: readonly string[];
}

/**
 * By id, in any case and width, or by path.
 *
 * @param asking the call that asks for it, without the id: what a slip leads back to
 */
export function findDocument(world: World, named: string, asking: string): Outcome<MeantDocument> {
  const { upstream } = world;
  const there = upstream.at(named.replace(/^\.\//, '').replaceAll('\\', '/'));
  if (there !== null) return done({ document: there, sections: [] });
  const target = readTarget(paddedId(named), upstream.profile);
  if (target === null) return refused(unknownDocument(world, named, asking));
  const found = upstream.resolve(target);
  switch (found.kind) {
    case 'found':
      return done({ document: found.document, sections: found.sections });
    case 'missing':
      return refused(found.document === null ? unknownDocument(world, named, asking) : unknownPart(named, found.document, asking));
    case 'ambiguous':
      return done({ document: found.documents[0], sections: [] });
  }
}

/** `req-4` means REQ-04, `req.4.6.2` its element REQ.04.06.02. */
function paddedId(named: string): string {
  return named.replace(/^([A-Za-z][A-Za-z0-9]*[-.])(?=\d(?!\d))/, '$10');
}

function unknownDocument({ upstream }: World, named: string, asking: string) {
  const hint = nearest(named.toUpperCase(), [...new Set(upstream.ofType().map(({ id }) => id))]);
  return {
    rule: 'unknown-id' as const,
    message: `there is no upstream document ${named}${hint === null ? '' : `; did you mean ${hint}?`}`,
    have: [],
    missing: [named],
    next: [step(hint === null ? 'trace' : `${asking} ${hint}`)],
    waivable: false,
  };
}

/** The document is there, and the section or element of it that is asked for is not. */
function unknownPart(named: string, { id, path }: UpstreamDocument, asking: string) {
  return {
    rule: 'unknown-id' as const,
    message: `${id} is there, and has no ${named}`,
    file: path,
    have: [id],
    missing: [named],
    next: [step(`${asking} ${id}`)],
    waivable: false,
  };
}
