/** A new plan, in the reference format (family B): what `init` writes where there is none yet. */
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';

export interface NewPlan {
  readonly title: string;
  /** Names of the phases, in order; they are numbered from 1. */
  readonly phases: readonly string[];
  /** Calendar date, YYYY-MM-DD. */
  readonly date: string;
}

/** The text of a plan without tasks. Names are one line each; what is more than that becomes a blank. */
export function newPlanText({ title, phases, date }: NewPlan): ByteString {
  const named = phases.map((name, index) => phase(index + 1, line(name)));
  return encodeUtf8(
    [frontMatter(line(title)), head(line(title), date), trackingRules, '## 2. Phase Tracker', legend, '---', ...named, sessionLog].join(
      '\n\n',
    ),
  );
}

const line = (text: string) => text.replace(/\s+/gu, ' ').trim();

const frontMatter = (title: string) => `---
title: ${JSON.stringify(title)}
tags:
  - implementation-tracking
custom_fields:
  document_type: plan
  artifact_type: TASKS
---`;

const head = (title: string, date: string) => `# ${title}

> **Document Authority**: this is the live plan. It is edited by hand and by Tallyplan; what is done is proved by the ledger beside it.
> **Last Updated**: ${date}

## 1. Implementation Strategy

**Approach**: describe in a few lines in which order the work goes, and why.`;

const trackingRules = `---

## Mandatory Tracking Rules

**Rule 1: the session log follows at once.** A task that is completed gets its COMPLETED row, with what was built and how it was checked.

**Rule 2: the tracker follows at once.** Status, IPLAN status and completion date move together with the work.

**Rule 3: verification comes first.** Nothing starts before its pre-check is complete: requirements read, tasks and architecture confirmed, gaps looked for, upstream documents consistent, prerequisites done.

**Mandatory review**: an implementation plan that contradicts its requirements stops the work until a person answers.

---`;

const legend = '**Status values**: `NOT_STARTED` | `IN_PROGRESS` | `BLOCKED` | `COMPLETED` | `DEFERRED`';

const phase = (number: number, name: string) => `### Phase ${number}: ${name}
**Goal**: what is there when this phase is finished.

---`;

const sessionLog = `## 3. Session Log

| Date | Task ID | Status | Notes |
|:-----|:--------|:-------|:------|
`;
