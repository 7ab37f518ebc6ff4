/** Keys of YAML and front matter whose values are what the document stands on. */

/** What the document stands on, by its type. */
const typeKey = /^(?:requirements?|reqs?|adrs?|specs?)$/;
const sourceKey = new RegExp(
  `^(?:${[
    'requirements?',
    'reqs?',
    'adrs?',
    'specs?',
    '(?:requirement|req|spec|adr|tasks|decision)_(?:ids|refs?)',
    'upstream\\w*',
    'parent\\w*',
    'sources?',
    'source_(?!doc$|code|file|path|url)\\w+',
    'depends_on\\w*',
    'blocked_by',
    'blocking_tasks',
    'prerequisite_tasks',
    'implements',
    'satisfies',
    'fulfil?ls',
    'reali[sz]es',
    'covers',
    'addresses',
    'requires',
    'derived_from',
    'based_on',
    'traces?(?:_(?:to|from))?',
    'traced_(?:to|from)',
    'traceability',
    'related_\\w+',
    'linked_(?:requirements|documents|artifacts)',
    '\\w+_references',
    'references',
    'refs',
    'cumulative_tags',
  ].join('|')})$`,
);

/** A key that only names a type says less than the one that it stands in; null where neither says anything. */
export function sourceOf(key: string, above: string | null): string | null {
  return sourceKey.test(key) && (above === null || !typeKey.test(key)) ? key : above;
}

/** What something was called before, or what it takes the place of, is not what it stands on. */
export function isFormerKey(key: string): boolean {
  return /^(?:replaces|replaced_\w+|supersedes|superseded_\w+|(?:former|previous|old|legacy)(?:_\w+)?|predecessors?)$/.test(key);
}

/** What must be finished before the document's own task. */
export function comesBefore(key: string): boolean {
  return /^(?:depends|blocked|blocking|prerequisite)/.test(key);
}

/** Rows of a Document Control that hold lists, as keys. */
export function isControlList(key: string): boolean {
  return /^(?:dependencies|blockers)$/.test(key);
}

/** Of a mapping in a list of sources: the key of what it is about. Others say what it is called, was, or is for. */
export function namesItem(key: string): boolean {
  return (
    typeKey.test(key) ||
    /^(?:(?:doc|document|artifact|task)_)?(?:ids?|refs?|reference|path|file|link)$|^(?:doc(?:ument)?|artifact|tasks?|source|target)$/.test(
      key,
    )
  );
}

/** What is said about a source, in words that may begin with another id: `note: REQ-77 was merged into it`. */
export function isRemarkKey(key: string): boolean {
  return /^(?:why|(?:note|reason|comment|remark)s?|rationale|description|summary|history|optional|soft|unblocks)$/.test(key);
}
