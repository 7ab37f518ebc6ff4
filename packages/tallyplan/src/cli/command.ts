/** What the command line offers: the operations, and the few commands that belong to the command line alone. */
import type { Outcome } from '@tallyplan/core/model/problem';
import { type Field, fieldsOf } from '@tallyplan/core/operations/fields';
import type { Example, Operation } from '@tallyplan/core/operations/operation';
import type { ChangedFile } from '@tallyplan/core/operations/store';
import { hostNames } from '../hosts/host-names.ts';
import type { CommonOptions } from './common-options.ts';
import type { Page } from './page.ts';
import type { Terminal } from './terminal.ts';

export type Command = OperationCommand | SurfaceCommand;

interface CommandBase {
  /** As it is typed; may hold a space: `add task`. */
  readonly name: string;
  readonly summary: string;
  readonly group: CommandGroup;
  readonly examples: readonly Example[];
  readonly fields: readonly Field[];
}
export interface OperationCommand extends CommandBase {
  readonly kind: 'operation';
  readonly operation: Operation;
}

/** A command of the surface itself: help, completion. It does not touch the plan through an operation of its own. */
export interface SurfaceCommand extends CommandBase {
  readonly kind: 'surface';
  /** Not offered by help and completion. */
  readonly hidden?: true;
  /** Needs none of the operations: a run of it loads none. */
  readonly alone?: true;
  run(request: Request, context: SurfaceContext): Promise<Outcome<Answer>>;
}

export interface SurfaceContext {
  /** The page that standard output is. */
  readonly page: Page;
  readonly commands: readonly Command[];
  readonly terminal: Terminal;
}

/** What was typed, understood. */
export interface Request {
  readonly command: Command;
  readonly common: CommonOptions;
  /** Values by the names of the command's fields; not yet checked against its schema. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a surface command answers: the result for `--json`, and the same for people. */
export interface Answer {
  readonly result: unknown;
  readonly text: string;
  readonly exit?: number;
  /** Of what is only tried: the files of people that it would change. */
  readonly changed?: readonly ChangedFile[];
}

export type CommandGroup = Operation['group'] | 'git' | 'help';

export const groupTitles: Readonly<Record<CommandGroup, string>> = {
  read: 'Where the plan stands',
  life: 'The life of a task',
  planning: 'Growing the plan',
  record: 'The plan and its ledger',
  audit: 'Proof',
  git: 'Branches',
  agents: 'Coding agents',
  help: 'Help',
};

const yes: Field = { name: 'yes', kind: 'flag', description: 'Write without asking.', required: false, choices: [], placeholder: '' };

const git: Field = {
  name: 'git',
  kind: 'flag',
  description: 'Install the merge driver, and a pre-commit hook where the repository keeps its hooks.',
  required: false,
  choices: [],
  placeholder: '',
};

const agents: Field = {
  name: 'agents',
  kind: 'list',
  description: `Write what coding agents need, for these hosts (${hostNames.join(', ')}); without a name, for those in use.`,
  required: false,
  choices: hostNames,
  placeholder: 'HOST',
  bare: true,
};

/** What the command line asks for beside an operation's own input, because only there a person sits opposite. */
const surfaceFields: Readonly<Record<string, readonly Field[]>> = {
  check: [
    {
      name: 'since',
      kind: 'text',
      description:
        'Prove as well that ledgers only grew since that revision, or since this branch left that one; judged by the policy of then.',
      required: false,
      choices: [],
      placeholder: 'GITREF',
    },
    {
      name: 'staged',
      kind: 'flag',
      description: 'Check what git has staged, which the next commit will hold, and not the files that lie there.',
      required: false,
      choices: [],
      placeholder: '',
    },
    {
      name: 'format',
      kind: 'choice',
      description: 'How to write it; json is the same as --json.',
      required: false,
      choices: ['human', 'json', 'sarif', 'github'],
      placeholder: 'human|json|sarif|github',
    },
  ],
  init: [git, agents, yes],
  fmt: [yes],
};

/** The command that an operation is on the command line. Its fields are read when they are asked for. */
export function commandOf(operation: Operation): OperationCommand {
  let fields: readonly Field[] | undefined;
  return {
    kind: 'operation',
    name: operation.name,
    summary: operation.summary,
    group: operation.group,
    examples: operation.examples,
    operation,
    get fields() {
      fields ??= [...fieldsOf(operation), ...(surfaceFields[operation.name] ?? [])];
      return fields;
    },
  };
}

/** Commands that people are shown. */
export function offered(commands: readonly Command[]): readonly Command[] {
  return commands.filter((command) => command.kind === 'operation' || !command.hidden);
}
