/** `audit checkpoint`: the checkpoint itself, to be kept in a file as it is. */
import type { AuditCheckpointResult } from '@tallyplan/core/operations/audit-checkpoint';

export function renderAuditCheckpoint({ checkpoint }: AuditCheckpointResult): string {
  return `${JSON.stringify(checkpoint, null, 2)}\n`;
}
