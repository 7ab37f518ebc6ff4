/** What a reader of YAML tells its listener, in the order of the text. Offsets are bytes of the document. */
export interface YamlListener {
  /** A block mapping whose keys stand in `column`. */
  openMap(at: number, column: number): void;
  /** A list whose dashes stand in `column`; `[…]` on one line is a list too. */
  openList(at: number, column: number): void;
  /** The innermost open collection ends; `end` is after its last line, or after the `]`. */
  close(end: number): void;
  key(start: number, end: number): void;
  /**
   * An entry of a list begins at its dash. A listener that knows the whole entry at sight answers with the
   * end of its last line, and hears nothing of what stands in it; else with -1.
   */
  item(at: number): number;
  /** A value as it is written, quotes included; empty (start = end) where there is none. */
  scalar(start: number, end: number, style: ScalarStyle): void;
  /** A key that its mapping already has. It is told before `key`. */
  duplicateKey(start: number, end: number): void;
}

/** `literal` is a block scalar, folded or not; `other` comes from the library alone. */
export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'empty' | 'other';
