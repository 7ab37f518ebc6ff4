/** What happened at Lindholm harbour in September 2026: who ran which command, when. */

const marit = { name: 'Marit Solberg', kind: 'human' };
const jon = { name: 'Jon Eide', kind: 'human' };
const agent = { name: 'quay-agent', kind: 'agent' };

/** Each step: the moment (UTC), who, and the arguments of `tallyplan`. */
export const story = [
  step('2026-09-07T08:12:00Z', marit, ['init', '--yes']),

  step('2026-09-08T07:30:00Z', jon, ['start', 'SETUP-01']),
  step('2026-09-08T14:05:00Z', jon, [
    'complete',
    'SETUP-01',
    ...['--summary', "Repository with node --test; a clone runs its tests in a second, at home and on the office's machine."],
  ]),
  step('2026-09-09T07:40:00Z', jon, ['start', 'SETUP-02']),
  step('2026-09-09T15:20:00Z', jon, [
    'complete',
    'SETUP-02',
    ...['--summary', '8,914 calls of 2025 taken over from the paper journal; ten of each month compared with the pages.'],
  ]),
  step('2026-09-10T07:35:00Z', jon, ['start', 'SETUP-03']),
  step('2026-09-11T13:50:00Z', jon, [
    'complete',
    'SETUP-03',
    ...['--summary', 'Server runs in the office, the spare machine starts from the same stick; both survive a pulled plug.'],
  ]),

  step('2026-09-14T07:45:00Z', jon, [
    'verify',
    'TASKS-01',
    'verified_req=REQ-01 read with Aila Niemi: three criteria, the survey of May is the yardstick',
    'verified_tasks=scope ends at the register; closures are TASKS-11, drawings nobody needs',
    'confirmed_arch=ADR-01 one process, one file a register; ADR-02 centimetres below chart datum',
    'checked_gaps=every field of SPEC-01 has a type and a range; retired may be null',
  ]),
  step('2026-09-14T08:10:00Z', jon, ['start', 'TASKS-01']),
  step('2026-09-16T15:40:00Z', jon, [
    'log',
    'TASKS-01',
    ...['--status', 'IN_PROGRESS', '--note', 'Codes, lengths and depths are checked; the survey needs its depths converted (ADR-02).'],
  ]),
  step('2026-09-18T14:30:00Z', jon, [
    'complete',
    'TASKS-01',
    ...['--summary', 'Berth register with 8 tests; all fourteen berths compared with the survey by Aila Niemi, F6 corrected.'],
  ]),

  step('2026-09-21T06:55:00Z', agent, [
    'verify',
    'TASKS-02',
    'verified_req=REQ-02: numbers with check digit, former names, search; all three criteria can be tested',
    'verified_tasks=TASKS-02 section 2 leaves owners out; import in two passes as in section 3',
    'confirmed_arch=ADR-01: the register is one file, held in memory; same shape as the berths',
    'checked_gaps=31 vessels have no number; REQ-02 gives them harbour numbers, so nothing is open',
  ]),
  step('2026-09-21T07:00:00Z', agent, ['start', 'TASKS-02']),
  step('2026-09-22T16:10:00Z', agent, [
    'log',
    'TASKS-02',
    ...['--status', 'IN_PROGRESS', '--note', 'Check digits, harbour numbers and names work; first pass of the import finds 338 vessels.'],
  ]),
  step('2026-09-24T13:25:00Z', agent, [
    'complete',
    'TASKS-02',
    ...['--summary', 'Vessel register with 4 tests; 338 vessels imported, six pairs under two names settled with the foreman.'],
  ]),

  step('2026-09-25T07:50:00Z', jon, [
    'verify',
    'TASKS-03',
    'verified_req=REQ-03 read: to the minute and centimetre, 15 cm against the gauge, no file without zero point',
    'verified_tasks=TASKS-03: import, height, comparison; surge stays with the duty officer',
    'confirmed_arch=ADR-02 chart datum inside, constants with their source; ADR-03 UTC inside',
    'checked_gaps=format of the file is stated in its first line; interpolation is in SPEC-02',
  ]),
  step('2026-09-25T08:00:00Z', jon, ['start', 'TASKS-03']),
  step('2026-09-28T09:15:00Z', jon, [
    'stop',
    'TASKS-03',
    '--question',
    'The table for 2027 counts from the national height system. Which constant leads to chart datum in the basin?',
  ]),

  step('2026-09-29T11:20:00Z', marit, [
    'defer',
    'TASKS-25',
    '--reason',
    'The receiver on the lighthouse is not delivered before spring; the season can begin without it.',
  ]),

  step('2026-09-30T07:55:00Z', jon, [
    'verify',
    'TASKS-06',
    'verified_req=REQ-11 read: one day of loss, two hours to be back, the drill is the proof',
    'verified_tasks=TASKS-06: nightly copy, desk, drill; the operating system is not part of it',
    'confirmed_arch=ADR-01 makes one folder of files; the copy is of that folder',
    'checked_gaps=places, times and keeping are in SPEC-06; account and disc are there',
  ]),
  step('2026-09-30T08:05:00Z', jon, [
    'start',
    'TASKS-06',
    '--skip-ahead',
    'The office wants copies before the autumn storms; sign-in can wait a week.',
  ]),
  step('2026-10-01T15:30:00Z', jon, [
    'log',
    'TASKS-06',
    ...['--status', 'IN_PROGRESS', '--note', 'Copy to the mainland and to the disc in the safe work; desk and drill are left.'],
  ]),
];

function step(at, actor, command) {
  return { at, actor, command };
}
