/**
 * Draws docs/images/terminal.svg: what the built command really answers on a copy of the example.
 * Each character takes one column, which holds for all that it writes there.
 *
 *   node scripts/terminal-picture.mjs
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const command = join(root, 'packages/tallyplan/bin/tallyplan.js');
const columns = 98;
/** What is typed in the picture. */
const typed = [['status'], ['start', 'TASKS-03']];

/** Pixels. */
const cell = { width: 8.4, height: 19 };
const margin = 18;
const colours = { paper: '#16181d', ink: '#d7dae0', 31: '#f07178', 32: '#8ac97a', 33: '#e6b455', 36: '#6cb6d9' };

const folder = mkdtempSync(join(tmpdir(), 'tallyplan-picture-'));
try {
  cpSync(join(root, 'examples/harbour'), folder, { recursive: true });
  const lines = typed.flatMap((args) => [`\u001b[1m$ tallyplan ${args.join(' ')}\u001b[22m`, ...answer(args, folder), '']).slice(0, -1);
  mkdirSync(join(root, 'docs/images'), { recursive: true });
  writeFileSync(join(root, 'docs/images/terminal.svg'), draw(lines));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function answer(args, cwd) {
  const { PATH } = process.env;
  const env = { PATH, HOME: cwd, TZ: 'UTC', LANG: 'C.UTF-8', FORCE_COLOR: '1', COLUMNS: String(columns), TALLYPLAN_ACTOR: 'Jon Eide' };
  const { stdout, stderr } = spawnSync(process.execPath, [command, ...args], { cwd, env, encoding: 'utf8' });
  return `${stdout}${stderr}`.trimEnd().split('\n');
}

function draw(lines) {
  const width = Math.ceil(columns * cell.width + 2 * margin);
  const height = Math.ceil(lines.length * cell.height + 2 * margin);
  const rows = lines.map((line, row) => drawLine(line, margin + (row + 0.75) * cell.height)).filter((text) => text !== '');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="tallyplan in a terminal">`,
    `<rect width="${width}" height="${height}" rx="8" fill="${colours.paper}"/>`,
    `<g fill="${colours.ink}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** One text element a line; each run of one style begins at its own column, so that no font can shift the next. */
function drawLine(line, y) {
  let column = 0;
  let style = {};
  const runs = [];
  for (const { code, text } of runsOf(line)) {
    style = styled(style, code);
    const x = (margin + column * cell.width).toFixed(1);
    if (text.trim() !== '') runs.push(`<tspan x="${x}"${attributes(style)}>${escaped(text)}</tspan>`);
    column += [...text].length;
  }
  return runs.length === 0 ? '' : `<text y="${y.toFixed(1)}">${runs.join('')}</text>`;
}

/** A line cut at its escape sequences: each text with the code before it. */
function runsOf(line) {
  const [first, ...rest] = line.split('\u001b[');
  const cut = rest.map((part) => ({ code: Number.parseInt(part, 10), text: part.slice(part.indexOf('m') + 1) }));
  return [{ code: 0, text: first }, ...cut];
}

function styled(style, code) {
  if (code === 0) return style;
  if (code === 1) return { ...style, strong: true };
  if (code === 2) return { ...style, faint: true };
  if (code === 22) return { ...style, strong: false, faint: false };
  return { ...style, colour: colours[code] };
}

function attributes({ strong, faint, colour }) {
  return `${strong ? ' font-weight="bold"' : ''}${faint ? ' fill-opacity="0.55"' : ''}${colour === undefined ? '' : ` fill="${colour}"`}`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
