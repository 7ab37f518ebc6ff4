import { describe, expect, test } from 'vitest';
import { statuses } from '../model/status.ts';
import { statusInStyleOf } from './status-style.ts';
import { statusVocabulary, usualIcons } from './status-words.ts';

const usual = statusVocabulary();

describe('what a text means', () => {
  test.each([
    ['NOT_STARTED', 'NOT_STARTED'],
    ['not started', 'NOT_STARTED'],
    ['Not-Started', 'NOT_STARTED'],
    ['pending', 'NOT_STARTED'],
    ['TODO', 'NOT_STARTED'],
    ['In  Progress', 'IN_PROGRESS'],
    ['wip', 'IN_PROGRESS'],
    ['**BLOCKED**', 'BLOCKED'],
    ['`done`', 'COMPLETED'],
    ['_Complete_', 'COMPLETED'],
    ['~~deferred~~', 'DEFERRED'],
    ['🔴', 'NOT_STARTED'],
    ['⬜', 'NOT_STARTED'],
    ['🟡', 'IN_PROGRESS'],
    ['🔄', 'IN_PROGRESS'],
    ['🚧', 'IN_PROGRESS'],
    ['⛔', 'BLOCKED'],
    ['🚫', 'BLOCKED'],
    ['✅', 'COMPLETED'],
    ['✔️', 'COMPLETED'],
    ['🟢', 'COMPLETED'],
    ['⏸️', 'DEFERRED'],
    ['✅ Done', 'COMPLETED'],
    ['Done ✅', 'COMPLETED'],
    ['done <!-- really -->', 'COMPLETED'],
    ['✅✔', 'COMPLETED'],
  ])('%j means %s', (text, status) => {
    expect(usual.statusOf(text)).toBe(status);
  });

  test('the word decides where it stands beside an icon', () => {
    expect(usual.statusOf('🔴 Completed')).toBe('COMPLETED');
    expect(usual.statusOf('✅ perhaps')).toBeNull();
  });

  test.each(['⏳', '', '  ', 'soon', 'DONE!', '✅🔴', '-'])('%j cannot be told', (text) => {
    expect(usual.statusOf(text)).toBeNull();
  });

  test('a configuration adds words and icons', () => {
    const vocabulary = statusVocabulary({ Fertig: 'COMPLETED', '⏳': 'IN_PROGRESS' });
    expect(vocabulary.statusOf('✅ fertig')).toBe('COMPLETED');
    expect(vocabulary.statusOf('⏳')).toBe('IN_PROGRESS');
  });

  test.each([
    ['⏳ = pending', 'NOT_STARTED'],
    ['Legend: ✅ = done, ⏳ = `In Progress`; 🔴 = blocked', 'IN_PROGRESS'],
    ['- **⏳**: deferred', 'DEFERRED'],
  ])('the legend %j decides, before the configuration', (legend, status) => {
    const vocabulary = statusVocabulary({ '⏳': 'COMPLETED' }, { legend: () => [legend], inUse: () => [] });
    expect(vocabulary.statusOf('⏳')).toBe(status);
  });

  test('a sentence is no legend', () => {
    const vocabulary = statusVocabulary({}, { legend: () => ['⏳ = pending since May'], inUse: () => [] });
    expect(vocabulary.statusOf('⏳')).toBeNull();
  });

  test('a legend is not looked for where every status is a word', () => {
    const vocabulary = statusVocabulary(
      {},
      {
        legend: () => {
          throw new Error('not asked for');
        },
        inUse: () => [],
      },
    );
    expect(vocabulary.statusOf('Completed')).toBe('COMPLETED');
  });
});

describe('the nearest value of what cannot be told', () => {
  test.each([
    ['COMPLTED', 'COMPLETED'],
    ['IN PROGRES', 'IN_PROGRESS'],
    ['blocked by ops', 'BLOCKED'],
    ['✅ perhaps', 'COMPLETED'],
    ['Planned', 'NOT_STARTED'],
    ['in review', 'IN_PROGRESS'],
    ['finished', 'COMPLETED'],
    ['on hold, later', 'DEFERRED'],
    ['half done', 'IN_PROGRESS'],
    ['review done', 'COMPLETED'],
    ['ready for review', 'IN_PROGRESS'],
    ['not startd', 'NOT_STARTED'],
    ['notstarted', 'NOT_STARTED'],
    ['in progresing', 'IN_PROGRESS'],
    ['doen', 'COMPLETED'],
    ['complte', 'COMPLETED'],
    ['tod', 'NOT_STARTED'],
    ['wpi', 'IN_PROGRESS'],
  ])('%j is nearest to %s', (text, status) => {
    expect(usual.nearest(text)).toBe(status);
  });

  test.each([
    '',
    '-',
    'none',
    'n/a',
    'постпонед',
    'banana',
    'Sprint 4',
    'gone',
    'not done',
    'Not Completed',
    'incomplete',
    'unblocked',
    'un-done',
    "isn't completed",
    'isn’t done yet',
    'to be done',
    'approved',
    '42 %',
  ])('%j is like none', (text) => {
    expect(usual.nearest(text)).toBeNull();
  });

  test('words of the configuration are near, and told', () => {
    const vocabulary = statusVocabulary({ Fertig: 'COMPLETED' });
    expect(vocabulary.nearest('Fertg')).toBe('COMPLETED');
    expect(vocabulary.words).toEqual([...statuses, 'pending', 'todo', 'wip', 'complete', 'done', 'Fertig']);
    expect(vocabulary.words.map((word) => vocabulary.statusOf(word))).not.toContain(null);
  });
});

describe('a new status in the style of the old', () => {
  test.each([
    ['NOT_STARTED', 'IN_PROGRESS', 'IN_PROGRESS'],
    ['Not Started', 'IN_PROGRESS', 'In Progress'],
    ['Not started', 'IN_PROGRESS', 'In progress'],
    ['not-started', 'IN_PROGRESS', 'in-progress'],
    ['NOT STARTED', 'IN_PROGRESS', 'IN PROGRESS'],
    ['Completed', 'IN_PROGRESS', 'In Progress'],
    ['pending', 'IN_PROGRESS', 'in_progress'],
    ['todo', 'COMPLETED', 'done'],
    ['wip', 'NOT_STARTED', 'todo'],
    ['**in progress**', 'COMPLETED', '**completed**'],
    ['🔴', 'COMPLETED', '🟢'],
    ['🔴', 'BLOCKED', '⛔'],
    ['**🔄**', 'COMPLETED', '**✅**'],
    ['⏸️', 'COMPLETED', '🟢️'],
    ['🔴 Not Started', 'IN_PROGRESS', '🟡 In Progress'],
    ['Not Started 🔴', 'COMPLETED', 'Completed 🟢'],
    ['`pending`', 'BLOCKED', '`blocked`'],
    ['soon', 'COMPLETED', 'completed'],
    ['**⏳**', 'COMPLETED', '**🟢**'],
    ['', 'COMPLETED', 'COMPLETED'],
    ['-', 'BLOCKED', 'BLOCKED'],
    ['**-**', 'BLOCKED', 'BLOCKED'],
    ['done', 'COMPLETED', 'done'],
    ['todo <!-- ask Ines -->', 'IN_PROGRESS', 'wip <!-- ask Ines -->'],
  ] as const)('%j becomes %s as %j', (written, status, expected) => {
    expect(statusInStyleOf(written, status, usual)).toBe(expected);
  });

  test('what the document says already is said again', () => {
    const inUse = () => ['✅', '**Done**', 'Fertig', '🔴', 'Done'];
    const vocabulary = statusVocabulary({ fertig: 'COMPLETED' }, { legend: () => [], inUse });
    expect(statusInStyleOf('🔴', 'COMPLETED', vocabulary)).toBe('✅');
    expect(statusInStyleOf('**Todo**', 'COMPLETED', vocabulary)).toBe('**Done**');
  });

  test('an icon that the legend has given another meaning is not used for its usual one', () => {
    const vocabulary = statusVocabulary({}, { legend: () => ['🟢 = in progress, 🟡 = blocked'], inUse: () => [] });
    expect(statusInStyleOf('🔴', 'COMPLETED', vocabulary)).toBe('✅');
    expect(statusInStyleOf('🔴', 'IN_PROGRESS', vocabulary)).toBe('🔄');
  });

  test('several icons give way to the word, between the marks that they stood in', () => {
    expect(statusInStyleOf('**✅✅**', 'BLOCKED', statusVocabulary())).toBe('**BLOCKED**');
    expect(statusInStyleOf('✅✅', 'BLOCKED', statusVocabulary())).toBe('BLOCKED');
    expect(statusInStyleOf('50 %', 'BLOCKED', statusVocabulary())).toBe('BLOCKED');
  });

  test('where no icon is left, the word stands', () => {
    const words = Object.fromEntries(usualIcons.map((icon) => [icon, 'DEFERRED' as const]));
    expect(statusInStyleOf('🔴', 'COMPLETED', statusVocabulary(words))).toBe('COMPLETED');
  });

  test('it always means the status, whatever stood there', () => {
    const texts = [
      '🔴',
      '**x**',
      'In Progress',
      '✅ Done',
      '⏳ waiting',
      '`WIP`',
      'a | b',
      '<!-- x -->',
      '~~todo~~',
      '🟡🔴',
      'done / pending',
    ];
    for (const text of texts) for (const status of statuses) expect(usual.statusOf(statusInStyleOf(text, status, usual))).toBe(status);
  });
});
