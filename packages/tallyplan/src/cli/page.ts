/** What a renderer draws on: how wide, with which paint and signs, and how text is measured. */
import type { Environment } from '../actor.ts';
import { type Paint, painted, unpainted } from './paint.ts';
import { type Signs, signSets } from './signs.ts';
import type { Terminal } from './terminal.ts';
import { TextMeasure } from './text-measure.ts';

export interface Page {
  /** Columns; Infinity where nothing needs to fit, as in a pipe. */
  readonly width: number;
  readonly paint: Paint;
  readonly signs: Signs;
  readonly measure: TextMeasure;
}

/** The page that a stream of the terminal is. */
export function pageOf(terminal: Terminal, stream: 'output' | 'error', wantsColour: boolean): Page {
  const { environment } = terminal;
  return {
    width: widthFrom(environment) ?? terminal.columns(stream) ?? Number.POSITIVE_INFINITY,
    paint: wantsColour && showsColour(environment, terminal.isTerminal(stream)) ? painted : unpainted,
    signs: readsUnicode(environment, process.platform) ? signSets.unicode : signSets.ascii,
    measure: new TextMeasure(),
  };
}

/** Narrower than this, lines are broken by the terminal rather than made unreadable by us. */
const leastWidth = 20;

function widthFrom(environment: Environment): number | null {
  const columns = Number(environment.COLUMNS);
  return Number.isInteger(columns) && columns > 0 ? Math.max(columns, leastWidth) : null;
}

/** NO_COLOR wins over FORCE_COLOR, and both over what the stream is; one that is empty says nothing (no-color.org, force-color.org). */
export function showsColour(environment: Environment, isTerminal: boolean): boolean {
  if (isSaid(environment.NO_COLOR)) return false;
  const forced = environment.FORCE_COLOR;
  if (isSaid(forced)) return forced !== '0' && forced !== 'false';
  return isTerminal && environment.TERM !== 'dumb';
}

/** The locale decides, as POSIX orders its variables; Windows terminals always can. */
export function readsUnicode(environment: Environment, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return true;
  const locale = [environment.LC_ALL, environment.LC_CTYPE, environment.LANG].find(isSaid);
  return locale !== undefined && /utf-?8/i.test(locale);
}

function isSaid(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
