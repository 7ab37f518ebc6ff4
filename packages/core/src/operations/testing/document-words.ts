/**
 * Upstream documents for tests, as teams write them: a test says what a document declares, and a style says how it
 * is written. Three styles: the framework's reference style with its Document Control table; front matter with
 * tables of references; YAML.
 */

export type DocumentStyle = 'reference' | 'front-matter' | 'yaml';
export const documentStyles: readonly DocumentStyle[] = ['reference', 'front-matter', 'yaml'];

export type DocumentType = 'ADR' | 'REQ' | 'SPEC' | 'TASKS' | 'IPLAN';

export interface DocumentWords {
  readonly type: DocumentType;
  /** `REQ-01`, and the id that the file name has. */
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** What it stands on, in the fields of its style. */
  readonly cites: readonly string[];
  /** An IPLAN's TASKS. */
  readonly parent: string | null;
  /** Of TASKS: what must be finished before. */
  readonly dependsOn: readonly string[];
  /** Acceptance criteria: elements that a REQ defines, that TASKS lists, that an IPLAN picks up in its steps. */
  readonly criteria: readonly string[];
  readonly effort: string | null;
  readonly version: string;
  /** Files that the work makes. */
  readonly outputs: readonly string[];
  /** An IPLAN's steps: texts; those that begin with `✓` are ticked. */
  readonly steps: readonly string[];
  /** Paths, from the document, of files that it links to. */
  readonly links: readonly string[];
  readonly rules: readonly string[];
  /** The ids that title, front matter and Document Control say, where they are others. */
  readonly says?: { readonly title?: string; readonly control?: string };
  /** Another name for the file, without its ending. */
  readonly file?: string;
}

/** A file: its path from the root, and its text. */
export type Files = ReadonlyMap<string, string>;

const folders: Readonly<Record<DocumentType, string>> = {
  ADR: '05_ADR',
  REQ: '07_REQ',
  SPEC: '10_SPEC',
  TASKS: '11_TASKS',
  IPLAN: '12_IPLAN',
};
const layers: Readonly<Record<DocumentType, number>> = { ADR: 5, REQ: 7, SPEC: 10, TASKS: 11, IPLAN: 12 };

/** In every style an IPLAN has boxes to tick, so it is Markdown. */
function isYaml({ type }: DocumentWords, style: DocumentStyle): boolean {
  return style === 'yaml' && type !== 'IPLAN' ? true : style !== 'front-matter' && type === 'SPEC';
}

export function documentPath(words: DocumentWords, style: DocumentStyle): string {
  const name = words.file ?? `${words.id}_${words.name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`;
  return `docs/${folders[words.type]}/${name}.${isYaml(words, style) ? 'yaml' : 'md'}`;
}

export function documentText(words: DocumentWords, style: DocumentStyle): string {
  if (isYaml(words, style)) return yamlText(words);
  return style === 'front-matter' ? frontMatterText(words) : referenceText(words);
}

const rows = (pairs: readonly (readonly [string, string | null])[]) =>
  pairs.flatMap(([name, value]) => (value === null ? [] : [`| **${name}** | ${value} |`]));
const list = (values: readonly string[]) => (values.length === 0 ? null : values.join(', '));
const tagOf = (id: string) => (id.split(/[-.]/)[0] ?? '').toLowerCase();

function tags(cites: readonly string[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const id of cites) groups.set(tagOf(id), [...(groups.get(tagOf(id)) ?? []), id]);
  return [...groups].map(([tag, ids]) => `@${tag}: ${ids.join(', ')}`);
}

function referenceText(words: DocumentWords): string {
  const { type, id, name, status, cites, parent, dependsOn, effort, version, says } = words;
  const title = says?.title ?? id;
  return [
    '---',
    `title: "${title}: ${name}"`,
    'custom_fields:',
    `  artifact_type: ${type}`,
    `  layer: ${layers[type]}`,
    '---',
    '',
    `# ${title}: ${name}`,
    '',
    '## Document Control',
    '',
    '| Item | Details |',
    '|------|---------|',
    ...rows([
      ['ID', says?.control ?? (type === 'IPLAN' ? id : null)],
      ['Status', status],
      ['Version', version],
      ['Last Updated', '2026-03-01'],
      ['Author', 'Jon Eide'],
      ['Estimated Effort', effort],
      ['Dependencies', type === 'TASKS' ? (list(dependsOn) ?? 'None') : null],
      ['Blockers', type === 'TASKS' ? 'None' : null],
      ['Parent TASKS', parent],
      ['Related Artifacts', type === 'IPLAN' ? list(cites.filter((cited) => cited !== parent)) : null],
    ]),
    '',
    ...(cites.length === 0 && parent === null
      ? []
      : ['## Traceability Tags', '', '```markdown', ...tags([...(parent === null ? [] : [parent]), ...cites]), '```', '']),
    ...markdownBody(words),
  ].join('\n');
}

function frontMatterText(words: DocumentWords): string {
  const { type, id, name, status, cites, parent, dependsOn, effort, version, says } = words;
  const title = says?.title ?? id;
  const spec = cites.find((cited) => cited.startsWith('SPEC-'));
  return [
    '---',
    `title: "${title}: ${name}"`,
    'custom_fields:',
    `  artifact_type: ${type}`,
    `  layer: ${layers[type]}`,
    ...(type === 'IPLAN' && parent !== null ? [`  parent_tasks: ${parent}`] : []),
    ...(type === 'TASKS' && spec !== undefined ? [`  parent_spec: ${spec}`] : []),
    '---',
    '',
    `# ${title}: ${name}`,
    '',
    '## Document Control',
    '',
    '| Field | Value |',
    '|-------|-------|',
    ...rows([
      [`${type} ID`, says?.control ?? id],
      ['Status', status],
      ['Version', version],
      ['Author', 'Jon Eide'],
      ['Estimated Effort', effort],
    ]),
    '',
    ...markdownBody(words),
    '## Traceability',
    '',
    '### Upstream Sources',
    '',
    '| Source Type | Document ID | Relationship |',
    '|-------------|-------------|--------------|',
    ...[...(parent === null ? [] : [parent]), ...cites].map((cited) => `| ${cited.split(/[-.]/)[0]} | ${cited} | Source |`),
    '',
    ...(dependsOn.length === 0 ? [] : [`- \`@depends-tasks: ${dependsOn.join(', ')}\``, '']),
  ].join('\n');
}

function markdownBody({ type, criteria, outputs, steps, links, rules }: DocumentWords): readonly string[] {
  return [
    '## 1. Scope',
    '',
    ...rules.map((rule) => `- ${rule}`),
    '',
    ...(type === 'IPLAN'
      ? [
          '## 2. Task List',
          '',
          ...steps.map((step, i) => `- [${step.startsWith('✓') ? 'x' : ' '}] **1.${i + 1}**: ${step.replace(/^✓ /, '')}`),
          ...criteria.map((criterion, i) => `- [ ] **2.${i + 1}**: fulfil (${criterion})`),
          '',
        ]
      : [
          '## 2. Acceptance Criteria',
          '',
          ...criteria.map((criterion, i) => `- ${type === 'TASKS' ? '[ ] ' : ''}**${criterion}**: criterion ${i + 1} holds`),
          '',
        ]),
    ...(outputs.length === 0
      ? []
      : [
          '## 3. Code Locations',
          '',
          '| Component | Path |',
          '|-----------|------|',
          ...outputs.map((path, i) => `| Part ${i + 1} | \`${path}\` |`),
          '',
        ]),
    ...links.map((path) => `See [the notes](${path}).`),
    '',
  ];
}

function yamlText({
  type,
  id,
  name,
  status,
  cites,
  parent,
  dependsOn,
  criteria,
  effort,
  version,
  outputs,
  rules,
  says,
}: DocumentWords): string {
  const cited = [...(parent === null ? [] : [parent]), ...cites];
  return [
    `# ${says?.title ?? id}: ${name}`,
    '',
    `id: ${says?.title ?? id}`,
    `title: "${name}"`,
    '',
    'document_control:',
    ...(says?.control === undefined ? [] : [`  ${type.toLowerCase()}_id: ${says.control}`]),
    `  status: "${status}"`,
    `  version: "${version}"`,
    ...(effort === null ? [] : [`  estimated_effort: "${effort}"`]),
    ...(dependsOn.length === 0 ? [] : [`  dependencies: "${dependsOn.join(', ')}"`]),
    '',
    ...(cited.length === 0 ? [] : ['traceability:', '  upstream:', ...tags(cited).map((tag) => `    - "${tag}"`), '']),
    'scope:',
    '  included:',
    ...rules.map((rule) => `    - "${rule}"`),
    '',
    'acceptance_criteria:',
    ...criteria.map((criterion) => `  - "${criterion}"`),
    '',
    ...(outputs.length === 0 ? [] : ['file_manifest:', '  files:', ...outputs.map((path) => `    - path: "${path}"`), '']),
  ].join('\n');
}
