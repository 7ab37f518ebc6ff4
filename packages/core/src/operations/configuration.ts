/**
 * `.tallyplan/config.yaml`: what a team may say about its plan, as read from the parsed file.
 *
 * The schema is strict: a key that is misspelt would silently leave a gate as it was.
 */
import * as v from 'valibot';
import { secondsOf } from '../model/duration.ts';
import type { EvidenceCommand, Policy } from '../model/policy.ts';
import { policies } from '../model/policy.ts';
import type { Status } from '../model/status.ts';
import { statuses } from '../model/status.ts';
import { nearest } from '../rules/find-task.ts';
import type { DocumentStatus, Profile } from '../upstream/profile.ts';
import { documentStatuses, profileFrom, usualProfile } from '../upstream/profile.ts';

/** From the root, with `/`, and not out of it. */
const glob = v.pipe(
  v.string(),
  v.check((pattern) => /^!?[^/\\!]/.test(pattern) && !/(?:^!?|\/)\.\.(?:\/|$)|\\|^!?[A-Za-z]:/.test(pattern)),
);
/** Seconds that an evidence command may take where the configuration does not say. */
const defaultTimeout = 600;

/** Every key that `config.yaml` may have; its JSON Schema ships with the package. Made when there is a file to check. */
export function configurationSchema() {
  known ??= makeSchema();
  return known;
}
let known: ReturnType<typeof makeSchema> | undefined;

function makeSchema() {
  const words = v.array(v.string());
  const command = v.union([
    v.pipe(
      v.string(),
      v.transform((run): EvidenceCommand => ({ run, timeout: defaultTimeout })),
    ),
    v.strictObject({ run: v.string(), timeout: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(86_400)), 600) }),
  ]);
  // Kept as it is written, so that the schema that ships says what a file may hold.
  const lease = v.pipe(
    v.string(),
    v.check((text) => secondsOf(text) !== null, 'expected a length of time: 30m, 2h, 1d'),
  );
  const secret = v.pipe(
    v.string(),
    v.check(isSecretPattern, 'expected a text with three letters at least and two * at most, such as ACME-*'),
  );
  return v.strictObject({
    /** Where the plan is, relative to the root. */
    plan: v.optional(v.string()),
    policy: v.optional(v.picklist(['standard', 'strict'])),
    order: v.optional(v.picklist(['sequence', 'ready'])),
    skip_ahead: v.optional(v.picklist(['with-reason', 'never'])),
    phase_gate: v.optional(v.boolean()),
    upstream: v.optional(v.picklist(['when-present', 'required'])),
    approval: v.optional(v.picklist(['warn', 'required'])),
    summary_length: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
    note_length: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000))),
    refused_phrases: v.optional(words),
    /** How long an agent has a task without a sign of life: 30m, 2h, 1d. */
    lease: v.optional(lease),
    evidence: v.optional(words),
    four_eyes: v.optional(v.boolean()),
    claimed_human: v.optional(v.picklist(['recorded', 'refused'])),
    waivable: v.optional(words),
    commands: v.optional(v.record(v.string(), command)),
    /** What is masked in the output of evidence, beside what looks like a secret to everybody. */
    secrets: v.optional(v.array(secret)),
    /** Status → further words that mean it. */
    status_words: v.optional(
      v.partial(v.strictObject(Object.fromEntries(statuses.map((status) => [status, words])) as Record<Status, typeof words>)),
    ),
    /** Globs of upstream documents. */
    documents: v.optional(v.array(glob)),
    /** Layer numbers and type names of upstream documents. */
    layers: v.optional(v.record(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9]*$/)), v.pipe(v.number(), v.minValue(0)))),
    /** What a status of an upstream document means → further words for it. */
    document_status_words: v.optional(
      v.partial(
        v.strictObject(Object.fromEntries(documentStatuses.map((status) => [status, words])) as Record<DocumentStatus, typeof words>),
      ),
    ),
  });
}
type Raw = v.InferOutput<ReturnType<typeof makeSchema>>;

/** A configuration, ready for use. */
export interface Settings {
  readonly plan: string | null;
  readonly policy: Policy;
  /** Word or icon → the status that it means, beside the ones that everybody uses. */
  readonly statusWords: Readonly<Record<string, Status>>;
  /** Globs of upstream documents, from the root; one that begins with `!` takes out again. */
  readonly documents: readonly string[];
  readonly profile: Profile;
  /** Texts that are masked in the output of evidence; `*` stands for any letters. */
  readonly secrets: readonly string[];
}

export type SettingsOutcome =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly messages: readonly string[] };

/** The settings of a repository without a configuration. */
export const defaultSettings: Settings = {
  plan: null,
  policy: policies.standard,
  statusWords: {},
  documents: ['docs/**'],
  profile: usualProfile,
  secrets: [],
};

/** Settings from the data of a configuration file (null: an empty one). Messages name the key and what it may be. */
export function settingsFrom(data: unknown): SettingsOutcome {
  const given = data ?? {};
  // A list passes for an object whose keys are numbers.
  if (typeof given !== 'object' || Array.isArray(given)) {
    const found = Array.isArray(given) ? 'a list' : JSON.stringify(given);
    return { ok: false, messages: [`the configuration: expected keys with their values, found ${found}`] };
  }
  const parsed = v.safeParse(configurationSchema(), given);
  if (!parsed.success) return { ok: false, messages: parsed.issues.map(tellIssue) };
  return {
    ok: true,
    settings: {
      plan: parsed.output.plan ?? null,
      policy: policyFrom(parsed.output),
      statusWords: statusWordsFrom(parsed.output),
      documents: parsed.output.documents ?? defaultSettings.documents,
      profile: profileOf(parsed.output),
      secrets: parsed.output.secrets ?? [],
    },
  };
}

/** What is shorter masks half of the output, and what has more stars takes long to look for. */
function isSecretPattern(pattern: string): boolean {
  return pattern.replaceAll('*', '').length >= 3 && pattern.split('*').length <= 3;
}

function tellIssue(issue: v.BaseIssue<unknown>): string {
  const path = String(v.getDotPath(issue));
  const known = Object.keys(configurationSchema().entries);
  if (issue.type === 'strict_object' && !known.includes(path)) {
    const hint = nearest(path, known);
    return `${path} is no key of the configuration${hint === null ? ` (${known.join(', ')})` : `; did you mean ${hint}?`}`;
  }
  return `${path}: expected ${issue.expected ?? 'another value'}, found ${issue.received}`;
}

function policyFrom(raw: Raw): Policy {
  const base = policies[raw.policy ?? 'standard'];
  return {
    name: base.name,
    order: raw.order ?? base.order,
    skipAhead: raw.skip_ahead ?? base.skipAhead,
    phaseGate: raw.phase_gate ?? base.phaseGate,
    upstream: raw.upstream ?? base.upstream,
    approval: raw.approval ?? base.approval,
    summaryLength: raw.summary_length ?? base.summaryLength,
    noteLength: raw.note_length ?? base.noteLength,
    refusedPhrases: raw.refused_phrases ?? base.refusedPhrases,
    lease: secondsOf(raw.lease ?? '') ?? base.lease,
    evidence: raw.evidence ?? base.evidence,
    fourEyes: raw.four_eyes ?? base.fourEyes,
    claimedHuman: raw.claimed_human ?? base.claimedHuman,
    waivable: raw.waivable ?? base.waivable,
    commands: raw.commands ?? base.commands,
  };
}

function statusWordsFrom({ status_words: given }: Raw): Readonly<Record<string, Status>> {
  return Object.fromEntries(statuses.flatMap((status) => (given?.[status] ?? []).map((word) => [word, status] as const)));
}

function profileOf({ layers, document_status_words: statusWords }: Raw): Profile {
  return layers === undefined && statusWords === undefined ? usualProfile : profileFrom({ layers, statusWords });
}

/** What `init` writes: the policy by name, and in comments what could be said besides. */
export function newConfiguration(plan: string, policy: Policy['name']): string {
  return `# Tallyplan: what this repository says about its plan. Changes of policy count once a person accepts them
# (tallyplan config accept). Every key: docs of Tallyplan, "The configuration".
plan: ${JSON.stringify(plan)}
policy: ${policy}
# order: sequence            # sequence: the first of the queue starts; ready: any ready task
# phase_gate: false          # true: a phase waits until the one before it is finished
# lease: 2h                  # how long an agent has a task without a sign of life
# commands:                  # commands that may serve as evidence
#   tests: npm test
# evidence: [tests]          # evidence that a completion needs
# status_words:              # words for statuses beside the usual ones
#   COMPLETED: [fertig]
`;
}
