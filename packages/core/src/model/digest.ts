/** SHA-256 of a text's bytes in lower-case hex. The core has no hash of its own: whoever runs it hands one in. */
import type { ByteString } from './byte-string.ts';

export type Digest = (bytes: ByteString) => string;
