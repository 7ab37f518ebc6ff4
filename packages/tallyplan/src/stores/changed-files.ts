/** The files that a change writes, for people to look at. Its record, the ledger and the baseline, is not among them. */
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { ChangedFile } from '@tallyplan/core/operations/store';
import { configurationName } from './configuration-file.ts';
import type { Prepared } from './prepare.ts';
import { folderName } from './store-folder.ts';
import { unifiedDiff } from './unified-diff.ts';

export function changedFiles({ before, edits, made, document }: Prepared, file: string): readonly ChangedFile[] {
  return [
    ...(edits.length === 0 ? [] : [changed(file, before.text, edits)]),
    ...(document === null ? [] : [changed(document.path, document.before, document.splice.edits)]),
    ...newFile(configurationName, made.configuration),
    ...newFile(`${folderName}/.gitignore`, made.ignore),
    ...newFile(`${folderName}/.gitattributes`, made.attributes),
  ];
}

function newFile(file: string, text: ByteString | undefined): readonly ChangedFile[] {
  return text === undefined ? [] : [changed(file, null, [{ start: 0, end: 0, text }])];
}

function changed(file: string, before: ByteString | null, edits: Prepared['edits']): ChangedFile {
  return { file, diff: () => unifiedDiff({ file, before, edits }) };
}
