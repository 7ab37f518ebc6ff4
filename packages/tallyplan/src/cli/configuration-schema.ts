/** The JSON Schema of `.tallyplan/config.yaml`: editors check and complete the file with it. */
import { statuses } from '@tallyplan/core/model/status';
import { documentStatuses } from '@tallyplan/core/upstream/profile';
import { type JsonSchema, list, mapping, object, oneOf, text, yesNo } from './json-schema.ts';

const told = (schema: JsonSchema, description: string): JsonSchema => ({ ...schema, description });
const length = { type: 'integer', minimum: 1, maximum: 10_000 };
const command = {
  anyOf: [text, object({ run: text }, { timeout: { type: 'number', minimum: 1, maximum: 86_400, description: 'Seconds.' } })],
};

export const configurationJsonSchema = object(
  {},
  {
    plan: told(text, 'Where the plan is, relative to the root.'),
    policy: told(oneOf(['standard', 'strict']), 'The policy to start from; every other key changes one thing of it.'),
    order: told(oneOf(['sequence', 'ready']), 'sequence: only the first of the queue starts; ready: any ready task does.'),
    skip_ahead: told(oneOf(['with-reason', 'never']), 'Whether a task may pass the sequence.'),
    phase_gate: told(yesNo, 'A phase waits until the one before it is finished.'),
    upstream: told(oneOf(['when-present', 'required']), 'Whether upstream documents must exist.'),
    approval: told(oneOf(['warn', 'required']), 'Whether upstream documents must be approved.'),
    summary_length: told(length, 'Least length of a completion summary, in characters.'),
    note_length: told(length, 'Least length of notes and reasons, in characters.'),
    refused_phrases: told(list(text), 'Summaries that say nothing.'),
    lease: told(
      { type: 'string', pattern: '^\\s*\\d{1,8}\\s*[smhdSMHD]\\s*$' },
      'How long an agent has a task without a sign of life: 30m, 2h, 1d.',
    ),
    evidence: told(list(text), 'Names of the commands whose evidence a completion needs.'),
    four_eyes: told(yesNo, 'Answers to a STOP, and waivers, come from another than the one who asked.'),
    claimed_human: told(oneOf(['recorded', 'refused']), "What --kind human inside an agent's environment does."),
    waivable: told(list(text), 'The rules that may be waived at all.'),
    commands: told(mapping(command), 'Commands that may serve as evidence, by name.'),
    secrets: told(list(text), 'Texts that are masked in the output of evidence; * stands for any letters.'),
    status_words: told(object({}, Object.fromEntries(statuses.map((status) => [status, list(text)]))), 'Further words that mean a status.'),
    documents: told(list(text), 'Globs of upstream documents; one that begins with ! takes out again.'),
    layers: told(mapping({ type: 'number', minimum: 0 }), 'Layers of upstream documents, by type.'),
    document_status_words: told(
      object({}, Object.fromEntries(documentStatuses.map((status) => [status, list(text)]))),
      'Further words for the status of an upstream document, by what they mean.',
    ),
  },
);
