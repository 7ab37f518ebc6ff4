/** A plan for tests of gates. */

/** Two phases of table tasks; A-02 waits for A-01, B-02 for both. Then one task with checklists. */
export const quayText = `# Quay

### Phase 1: Ground

| Status | ID | Task | Priority | Dependents |
|---|---|---|---|---|
| NOT_STARTED | A-01 | Piles | P0 | A-02, B-02 |
| NOT_STARTED | A-02 | Deck | P0 | B-02 |

### Phase 2: Cranes

| Status | ID | Task | Priority | Dependents |
|---|---|---|---|---|
| NOT_STARTED | B-01 | Rails | P0 | |
| NOT_STARTED | B-02 | Crane | P0 | |

### Phase 3: Office

\`\`\`yaml
phase_3_tasks:
  - id: C-01
    service_name: "Ledger"
    priority: P0
    dependents: ""
    workflow:
      pre_check:
        status: NOT_STARTED
        checklist:
          - checked_deps: false
      implementation:
        status: NOT_STARTED
        started: null
        completed: null
      post_check:
        status: NOT_STARTED
        checklist:
          - tests_passing: false
          - session_logged: false
\`\`\`

## 3. Session Log

| Date | Task ID | Status | Notes |
|---|---|---|---|
`;
