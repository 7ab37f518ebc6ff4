/**
 * What one upstream document declares: plain data, which an index can keep.
 *
 * Where something stands is a span of bytes of the document as it was read; `UpstreamDocument.placeOf` and
 * `quote` make a place and a quotation of it.
 */
import type { Span } from '../model/place.ts';
import type { DocumentKey, Target } from './document-id.ts';
import type { Approval, DocumentStatus } from './profile.ts';

export interface DocumentFacts {
  /** The document's own id, wherever it is said besides the file name. They should all agree (`id-mismatch`). */
  readonly ids: readonly DeclaredId[];
  /** Of the first heading, or the front matter's `title`; '' where there is neither. */
  readonly title: string;
  readonly status: DeclaredStatus | null;
  /** As written. */
  readonly version: string | null;
  readonly effort: Effort | null;
  /** Of declared fields only, in order; one for every id that is written. */
  readonly references: readonly Reference[];
  /** Documents that stand on this one, where it says so under a heading about what is downstream: no references of its own. */
  readonly downstream: readonly WrittenId[];
  /** In order: headings below the title, and the top keys of a YAML document. */
  readonly sections: readonly Section[];
  /** In order; each where it is first written. */
  readonly elements: readonly Element[];
  /** Ids of criteria that the text names outside code: `AC-001`, and elements of any document; each once. */
  readonly criteria: readonly Criterion[];
  readonly hasScope: boolean;
  readonly hasAcceptanceCriteria: boolean;
  /** Template text in declared fields. */
  readonly placeholders: readonly Placeholder[];
  /** Files that the document says the work makes, in backticks in a table or list of outputs. Paths as written, from the repository's root. */
  readonly outputs: readonly Output[];
  /** Links to other files of the repository. */
  readonly links: readonly Link[];
  /** Tasks that must be finished before, or that wait for this one. */
  readonly prerequisites: readonly Prerequisite[];
  /** An IPLAN's task list: the checkboxes of that section only. */
  readonly steps: readonly Step[];
  /** Where a short stub that says nothing else points to: as written. */
  readonly redirect: string | null;
  readonly problems: readonly ReadingProblem[];
}

export interface DeclaredId {
  readonly from: 'title' | 'front-matter' | 'document-control';
  readonly written: string;
  readonly key: DocumentKey;
  readonly span: Span;
}

export interface DeclaredStatus {
  readonly from: 'front-matter' | 'document-control' | 'line';
  /** As written, without decoration. */
  readonly word: string;
  /** null where the profile does not know the word, or the cell still holds the template's whole list (`Draft/Review/Approved`). */
  readonly means: DocumentStatus | null;
  readonly approval: Approval | null;
  readonly isPlaceholder: boolean;
  readonly span: Span;
}

export interface Effort {
  readonly written: string;
  /** The upper end of a range; null where no number of hours, days or weeks can be read. A day has 8 hours, a week 40. */
  readonly hours: number | null;
  readonly span: Span;
}

export interface Reference {
  readonly target: Target;
  readonly written: string;
  readonly from: ReferenceField;
  /** The field's own name: the tag's without `@`, in lower case ("req", "depends-tasks"), the row's ("Parent TASKS"), the key's. */
  readonly name: string;
  readonly span: Span;
}
export type WrittenId = Pick<Reference, 'target' | 'written' | 'span'>;
/** The kind of declared field that a reference stands in. */
export type ReferenceField = 'tag' | 'front-matter' | 'document-control' | 'traceability' | 'task-list' | 'blocks-line' | 'yaml';

export interface Section {
  /**
   * "3", "3.2"; where the heading has no number, `#` and its anchor (`#acceptance-criteria`); for a YAML document the top key.
   * A second section of one name has `~2` after it.
   */
  readonly number: string;
  readonly heading: string;
  /** From its heading to the next one of its level or above: it has its subsections in it. */
  readonly span: Span;
}

export interface Element {
  /** `REQ.01.06.02`, each number with two digits or more. */
  readonly key: string;
  readonly written: string;
  /** Number of the innermost section that it stands in; null where it stands in none. */
  readonly section: string | null;
  readonly span: Span;
}

export interface Criterion {
  /** `AC-001`, or an element's key. */
  readonly id: string;
  /** The element that is meant; null for an id that has meaning within a document only. */
  readonly target: Target | null;
  /** It stands in a section of acceptance criteria. */
  readonly isAcceptance: boolean;
  readonly span: Span;
}

export interface Placeholder {
  /** The declared field: "Status", "@req", "Dependencies". */
  readonly field: string;
  readonly written: string;
  readonly span: Span;
}

export interface Output {
  readonly path: string;
  readonly span: Span;
}

export interface Link {
  /** From the repository's root, with `/`; null where it leads out of the repository, or names no path. */
  readonly path: string | null;
  /** What a link of a wiki names: `[[REQ-02 Limits]]`. */
  readonly document?: DocumentKey;
  readonly written: string;
  readonly span: Span;
}

export interface Prerequisite {
  readonly target: Target;
  readonly written: string;
  /** `before`: it must be finished before this document's task starts. `after`: it waits for this one. */
  readonly order: 'before' | 'after';
  readonly from: PrerequisiteField;
  readonly span: Span;
}
export type PrerequisiteField =
  /** Document Control, row `Dependencies`. */
  | 'dependencies-row'
  /** Document Control, row `Blockers`. */
  | 'blockers-row'
  /** `@depends-tasks: TASKS-01`, or `@depends:` with a task. */
  | 'tag'
  /** A row of a table of references or dependencies: `| Depends | TASKS-01 | …`, `#### Upstream Dependencies`. */
  | 'table'
  /** The lists below `**Blocking Tasks**` and `**Dependent Tasks**`. */
  | 'task-list'
  /** `**Blocks**: TASKS-03`, `**Blocked By**: TASKS-01`. */
  | 'blocks-line';

export interface Step {
  /** From 1, in the order of the list: what `iplan tick ID 1-7` counts by. */
  readonly number: number;
  readonly text: string;
  readonly done: boolean;
  /** The one character between the brackets. */
  readonly mark: Span;
  readonly span: Span;
}

export interface ReadingProblem {
  readonly kind: 'invalid-yaml' | 'too-large' | 'not-readable';
  readonly message: string;
  readonly span: Span;
}

/** Facts that are still being gathered. */
type Gathering = {
  -readonly [Key in keyof DocumentFacts]: DocumentFacts[Key] extends readonly (infer Item)[] ? Item[] : DocumentFacts[Key];
};

/** What is known of a document of which nothing has been read. */
export const noFacts = (): Gathering => ({
  ids: [],
  title: '',
  status: null,
  version: null,
  effort: null,
  references: [],
  downstream: [],
  sections: [],
  elements: [],
  criteria: [],
  hasScope: false,
  hasAcceptanceCriteria: false,
  placeholders: [],
  outputs: [],
  links: [],
  prerequisites: [],
  steps: [],
  redirect: null,
  problems: [],
});
