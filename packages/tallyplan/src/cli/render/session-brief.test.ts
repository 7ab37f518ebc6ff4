import type { BriefResult } from '@tallyplan/core/operations/session-brief';
import { describe, expect, it } from 'vitest';
import { examplePage } from '../golden.ts';
import { renderSessionBrief } from './session-brief.ts';

const command = 'tallyplan complete TASKS-02 --summary "<what was done and how it was checked>"';
const brief: BriefResult = {
  actor: 'Ragnhild Lindholm-Østergaard',
  session: null,
  open: [],
  more: 0,
  log: [{ date: '2026-11-20', task: 'TASKS-01', status: 'COMPLETED', notes: 'Register of vessels, with the former names of each' }],
  stops: [],
  moreStops: 0,
  why: 'TASKS-02 is yours since 2026-11-20 08:00Z; your own open task comes first, whatever else is ready',
  next: [{ command }],
};

describe('session brief', () => {
  it('fits a screen, save for the commands', () => {
    const screen = examplePage({ width: 60 });
    const lines = renderSessionBrief(brief, screen).split('\n');
    expect(lines.filter((line) => line.length > 60)).toEqual([`- ${command}`]);
    expect(lines.filter((line) => line.startsWith('  '))).not.toEqual([]);
  });

  it('leaves out what a log row of a plan of one task does not say', () => {
    const [row] = brief.log;
    const told = renderSessionBrief({ ...brief, log: row === undefined ? [] : [{ ...row, task: '' }] });
    expect(told).toContain('- 2026-11-20 COMPLETED «');
  });

  it('is one line each for a context', () => {
    expect(renderSessionBrief(brief).split('\n')).toHaveLength(8);
    expect(renderSessionBrief(brief, examplePage({ width: Number.POSITIVE_INFINITY }))).toBe(renderSessionBrief(brief));
  });
});
