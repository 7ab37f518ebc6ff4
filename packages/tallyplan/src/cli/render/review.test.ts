import type { ReviewResult } from '@tallyplan/core/operations/review';
import { describe, expect, it } from 'vitest';
import { examplePage, expectGoldenPages } from '../golden.ts';
import { renderReview } from './review.ts';

const at = (file: string, line: number, text: string) => ({ file, line, column: 1, text });
const result: ReviewResult = {
  task: 'TASKS-07',
  name: 'Berth booking',
  status: 'BLOCKED',
  message: 'TASKS-07: 1 contradiction; the work is stopped until a person answers',
  passed: false,
  stopped: true,
  documents: ['docs/11_TASKS/TASKS-07_berth_booking.md', 'docs/12_IPLAN/IPLAN-07_berth_booking.md'],
  findings: [
    {
      rule: 'iplan-misses-requirement',
      severity: 'error',
      message: 'TASKS-07 cites REQ.06.06.03, and IPLAN-07 never picks it up',
      here: at('docs/12_IPLAN/IPLAN-07_berth_booking.md', 1, 'IPLAN-07: Berth Booking'),
      there: at('docs/11_TASKS/TASKS-07_berth_booking.md', 63, 'REQ.06.06.03'),
      remedy: 'say in IPLAN-07 which step fulfils REQ.06.06.03, or take it out of TASKS-07',
      waived: false,
    },
    {
      rule: 'upstream-not-approved',
      severity: 'warning',
      message: 'TASKS-07 stands on SPEC-04, which is Draft',
      here: at('docs/11_TASKS/TASKS-07_berth_booking.md', 28, 'SPEC-04'),
      there: at('docs/10_SPEC/SPEC-04_booking_and_closures.yaml', 7, 'Draft'),
      remedy: 'have SPEC-04 approved first',
      waived: false,
    },
    {
      rule: 'placeholder-content',
      severity: 'error',
      message: 'TASKS-07: Author is still "TBD"',
      here: at('docs/11_TASKS/TASKS-07_berth_booking.md', 18, 'TBD'),
      there: null,
      remedy: 'fill in Author, or take it out',
      waived: true,
    },
  ],
  next: [{ command: 'tallyplan instruct TASKS-07 --text "<answer>"', who: 'person' }, { command: 'tallyplan next' }],
};

describe('a review', () => {
  it('shows both sides of each contradiction', async () => {
    await expectGoldenPages('review', renderReview, result);
  });

  it('says that the documents agree', () => {
    const agreed = {
      ...result,
      message: 'TASKS-07: 6 documents agree with each other',
      passed: true,
      stopped: false,
      findings: [],
      next: [],
    };
    expect(renderReview(agreed, examplePage())).toBe('✓ TASKS-07: 6 documents agree with each other\n');
  });
});
