/** The policy: what `config.yaml` may change about the rules. Gates use the last one that a person accepted. */
export interface Policy {
  readonly name: 'standard' | 'strict';
  /** `sequence`: only the first of the queue starts; `ready`: any ready task does. */
  readonly order: 'sequence' | 'ready';
  readonly skipAhead: 'with-reason' | 'never';
  readonly phaseGate: boolean;
  readonly upstream: 'when-present' | 'required';
  readonly approval: 'warn' | 'required';
  /** Least length of a completion summary, in characters. */
  readonly summaryLength: number;
  /** Least length of an attestation note and of a reason, in characters. */
  readonly noteLength: number;
  /** Summaries that say nothing, compared without case and punctuation. */
  readonly refusedPhrases: readonly string[];
  /** Seconds that an agent has a task without a sign of life, where it does not say otherwise. */
  readonly lease: number;
  /** Names of evidence commands that `complete` needs. */
  readonly evidence: readonly string[];
  /** Answers to a STOP, and waivers, must come from another than the one who asked. */
  readonly fourEyes: boolean;
  /** What `--kind human` inside a detected agent's environment does. */
  readonly claimedHuman: 'recorded' | 'refused';
  /** Rules that may be waived at all; null: every waivable one. */
  readonly waivable: readonly string[] | null;
  /** Commands that may serve as evidence: name → command line and time limit in seconds. */
  readonly commands: Readonly<Record<string, EvidenceCommand>>;
}

export interface EvidenceCommand {
  readonly run: string;
  /** Seconds; the command is ended after that. */
  readonly timeout: number;
}

const nothingSaid = [
  'done',
  'ok',
  'okay',
  'complete',
  'completed',
  'finished',
  'fixed',
  'works',
  'implemented',
  'all good',
  'all done',
  'task completed',
  'work done',
  'as planned',
  'see commit',
  'tbd',
  'n/a',
];

/** The two policies that ship; `policy: strict` in the configuration chooses the second, single keys override either. */
export const policies: Readonly<Record<Policy['name'], Policy>> = {
  standard: {
    name: 'standard',
    order: 'sequence',
    skipAhead: 'with-reason',
    phaseGate: false,
    upstream: 'when-present',
    approval: 'warn',
    summaryLength: 20,
    noteLength: 10,
    refusedPhrases: nothingSaid,
    lease: 7200,
    evidence: [],
    fourEyes: false,
    claimedHuman: 'recorded',
    waivable: null,
    commands: {},
  },
  strict: {
    name: 'strict',
    order: 'sequence',
    skipAhead: 'never',
    phaseGate: true,
    upstream: 'required',
    approval: 'required',
    summaryLength: 40,
    noteLength: 20,
    refusedPhrases: nothingSaid,
    lease: 7200,
    evidence: ['tests'],
    fourEyes: true,
    claimedHuman: 'refused',
    waivable: null,
    commands: {},
  },
};
