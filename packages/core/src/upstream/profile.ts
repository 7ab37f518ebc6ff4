/**
 * The profile: which types of document there are, in which layer each stands, and what their status words mean.
 * `layers` and `document_status_words` in the configuration make another one.
 */

/** What a status word says of a document. */
export type DocumentStatus =
  | 'draft'
  | 'planned'
  | 'review'
  | 'approved'
  | 'in-progress'
  | 'completed'
  | 'blocked'
  | 'retired'
  | 'superseded';

/**
 * Whether a document may be built on. `approved`: yes, which includes that the work on it is under way, held up or done.
 * `pending`: not yet. `withdrawn`: not any more.
 */
export type Approval = 'approved' | 'pending' | 'withdrawn';

export interface Profile {
  /** Type of document, in capitals → the number of its layer. A document stands on those of lower layers. */
  readonly layers: ReadonlyMap<string, number>;
  /** Status word, in lower case and without decoration → what it means. */
  readonly statusWords: ReadonlyMap<string, DocumentStatus>;
}

export const documentStatuses = [
  'draft',
  'planned',
  'review',
  'approved',
  'in-progress',
  'completed',
  'blocked',
  'retired',
  'superseded',
] as const satisfies readonly DocumentStatus[];

export const approvalOf: Readonly<Record<DocumentStatus, Approval>> = {
  draft: 'pending',
  planned: 'pending',
  review: 'pending',
  approved: 'approved',
  'in-progress': 'approved',
  completed: 'approved',
  blocked: 'approved',
  retired: 'withdrawn',
  superseded: 'withdrawn',
};

/** The types that everybody has who says nothing else. */
const usualLayers: Readonly<Record<string, number>> = {
  BRD: 1,
  PRD: 2,
  EARS: 3,
  BDD: 4,
  ADR: 5,
  SYS: 6,
  REQ: 7,
  IMPL: 8,
  CTR: 9,
  SPEC: 10,
  TASKS: 11,
  IPLAN: 12,
};

const usualWords: Readonly<Record<DocumentStatus, readonly string[]>> = {
  draft: ['draft', 'proposed', 'wip', 'work in progress', 'new'],
  planned: ['planned', 'planning', 'pending', 'todo', 'not started', 'not_started', 'on hold'],
  review: ['review', 'in review', 'under review', 'reviewing', 'proposed for review'],
  approved: [
    'approved',
    'accepted',
    'active',
    'final',
    'baselined',
    'ratified',
    'ready',
    'ready for implementation',
    'published',
    'stable',
    'production',
  ],
  'in-progress': ['in progress', 'in_progress', 'in-progress', 'development', 'testing', 'implementing', 'started'],
  completed: ['completed', 'complete', 'done', 'implemented', 'verified', 'finished', 'closed'],
  blocked: ['blocked'],
  retired: ['retired', 'deprecated', 'rejected', 'withdrawn', 'obsolete', 'cancelled', 'canceled', 'archived', 'abandoned'],
  superseded: ['superseded', 'replaced'],
};

/** What a configuration may say of documents: `layers`, and further status words by what they mean. */
export interface ProfileSettings {
  readonly layers?: Readonly<Record<string, number>> | undefined;
  readonly statusWords?: Readonly<Partial<Record<DocumentStatus, readonly string[] | undefined>>> | undefined;
}

/** Layers that are given stand in place of the usual ones; status words are added to them, and win. Made when they are asked for. */
export function profileFrom({ layers = usualLayers, statusWords = {} }: ProfileSettings): Profile {
  let allLayers: Profile['layers'] | undefined;
  let allWords: Profile['statusWords'] | undefined;
  return {
    get layers() {
      allLayers ??= new Map(Object.entries(layers).map(([type, layer]) => [type.toUpperCase(), layer]));
      return allLayers;
    },
    get statusWords() {
      allWords ??= new Map([...wordsIn(usualWords), ...wordsIn(statusWords)]);
      return allWords;
    },
  };
}

function wordsIn(table: NonNullable<ProfileSettings['statusWords']>): readonly (readonly [string, DocumentStatus])[] {
  return documentStatuses.flatMap((status) => (table[status] ?? []).map((word) => [word.trim().toLowerCase(), status] as const));
}

export const usualProfile: Profile = profileFrom({});
