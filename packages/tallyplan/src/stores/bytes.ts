/** Between the bytes of a file and the core's ByteString: one character a byte. */
import type { ByteString } from '@tallyplan/core/model/byte-string';

export function byteString(bytes: Buffer): ByteString {
  return bytes.toString('latin1') as ByteString;
}

export function bytesOf(text: ByteString): Buffer {
  return Buffer.from(text, 'latin1');
}
