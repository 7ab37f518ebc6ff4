/** How the command is cut: which piece has which modules, what is loaded late, and what must stay apart. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const cli = 'tallyplan/src/cli';
const mcp = 'tallyplan/src/mcp';
const operations = 'core/src/operations';
const committing = ['commit', 'document-splice', 'git-tracks', 'lock', 'recovery'].map((name) => `tallyplan/src/stores/${name}`);
/** Edits that most changes do without: of the plan's own structure, and where a document lacks what is usual. */
const seldomEdits = ['add-phase', 'add-task', 'listed-log-row', 'move-task', 'new-log', 'set-field', 'tracked-line'].map(
  (name) => `core/src/document/editing/${name}`,
);
const aboutDocuments = ['rules/consistency/consistency', 'rules/document-change', 'upstream/read-facts', 'upstream/other-languages'].map(
  (name) => `core/src/${name}`,
);
/**
 * The pieces of the command, so that a run loads and compiles what it uses and little else: few files, since each
 * costs a third of a millisecond, and none with much that most of its users don't need.
 *
 * A module goes into the first piece that names it, or that names a module which imports it; what is imported
 * with `import()` is no part of the importer. What is left is divided by itself: `shared` has what more than one
 * module that is imported with `import()` needs, and each of these is a piece with what it alone needs; the
 * operation and the renderer of one command are one piece together. So to add a piece (a server, say) is
 * to write `import()` where it begins; it is listed here only if it shall hold what others need too.
 */
const pieces = {
  /** What every run needs: argv, the table of commands, the ways to answer. */
  cli: [`${cli}/main`],
  /** What every operation needs, also one whose answer is remembered: the plan is found, the answer told. */
  ask: [`${cli}/perform-request`, `${cli}/tell`, `${operations}/next`, `${cli}/render/next`, `${cli}/answers-about`],
  /** What reads: the plan, the ledgers; and the rules. */
  plan: ['tallyplan/src/stores/file-store', `${operations}/next-answer`, `${operations}/select-tasks`],
  /** What the hooks of agents' hosts need, which run before every edit. */
  hook: ['tallyplan/src/cli/commands/answer-hook'],
  /** What every change needs, down to the commit, and the changes that most commands are. */
  change: [
    'tallyplan/src/stores/prepare',
    ...committing,
    'core/src/document/plan/last-updated',
    ...['block', 'complete', 'defer', 'log', 'start', 'undo', 'verify'].map((name) => `${operations}/${name}`),
  ],
  /** What changes the plan itself. */
  planning: [...['add-phase', 'add-task', 'move', 'remove', 'rename', 'set'].map((name) => `${operations}/${name}`), ...seldomEdits],
  /** What is read of documents, and what is wrong between them. */
  documents: aboutDocuments,
  /** What looks at everything: the findings of `check`, which some changes ask for too. */
  findings: ['core/src/rules/findings', 'core/src/rules/since-findings', 'tallyplan/src/git/merge-driver'],
  audit: [`${operations}/audit-verify`, `${operations}/audit-show`],
  /** The server for coding agents up to its first answer, with the SDK of its protocol; and what its calls need. */
  mcp: [`${mcp}/serve-stdio`],
  'mcp-calls': ['open-sitting', 'call-tool', 'tool-schema', 'progress', 'resources', 'prompts', 'end-sitting'].map(
    (name) => `${mcp}/${name}`,
  ),
  /** What is put into the files of other tools, and taken out again, with the readers of their formats. */
  hosts: ['tallyplan/src/hosts/agents-installer'],
};

/**
 * Modules that are loaded when one of their functions is called for the first time, by whoever imports them; those of
 * one line together. They can export functions alone. Which piece has them is said above.
 */
export const late = {
  // What an operation answers with: an answer that is remembered does without.
  answer: [`${operations}/next-answer`],
  claim: [`${operations}/claim-next`],
  // What only changes do.
  commit: [...committing, 'core/src/document/plan/last-updated'],
  // What is read of documents, and what is wrong between them.
  documents: aboutDocuments,
  edits: [...seldomEdits, 'core/src/document/status-style'],
  // What plans of the usual kind have none of.
  rare: ['core/src/document/plan/broken-block', 'core/src/document/plan/flaws', 'core/src/text/yaml/read-by-library'],
  resolve: ['tallyplan/src/stores/rewrite-files'],
};

/** What the pieces must not hold that every run loads, or every question, or every change. */
export const strangersOf = {
  'cli.cjs': /[\\/]core[\\/]src[\\/](?:document|ledger|text)[\\/]|[\\/]stores[\\/]file-store/,
  'ask.cjs': /[\\/]core[\\/]src[\\/](?:document|graph)[\\/]|[\\/]stores[\\/]file-store/,
  'change.cjs': /[\\/]editing[\\/](?:add|move|new)-|[\\/]operations[\\/](?:add-task|record|restore)\.ts/,
};

/** The pieces as the bundler is told of them, the most wanted first. */
export function groups() {
  return [...groupsOf(pieces), { name: 'shared', test: /[\\/]packages[\\/]/, minShareCount: 2 }, ...groupsOfCommands()];
}

/** The operation of a command and the renderer of its result, where it has one of its own. */
function groupsOfCommands() {
  const renderers = readdirSync(join(root, 'packages', cli, 'render'));
  return readdirSync(join(root, 'packages', operations))
    .filter((file) => renderers.includes(file))
    .map((file) => ({
      name: basename(file, '.ts'),
      test: (id) => basename(id) === file && /[\\/](?:operations|render)[\\/]/.test(id),
    }));
}

/** The earlier in the table, the higher the priority. */
function groupsOf(table) {
  return Object.entries(table).map(([name, modules], index) => {
    const paths = new Set(modules.map(pathOf));
    return { name, test: (id) => paths.has(id), priority: 1 + Object.keys(table).length - index };
  });
}

/** The file of a module of the tables. */
export function pathOf(module) {
  return join(root, 'packages', `${module}.ts`);
}
