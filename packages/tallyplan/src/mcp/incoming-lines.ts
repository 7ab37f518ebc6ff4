/**
 * The lines that a client sends, before the protocol's SDK sees them. It passes over what is no message, or ends the
 * connection for a line that is too long; but whoever sent it waits for an answer, and gets one here. A batch, which
 * clients of 2025-03-26 may send, goes on as the messages that it holds.
 */

import { Transform } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { isInitializeRequest, isJSONRPCNotification, isJSONRPCRequest, ProtocolErrorCode } from '@modelcontextprotocol/server';

/** As JSON-RPC has it: null where it can't be known which request it was. */
export interface ErrorResponse {
  readonly jsonrpc: '2.0';
  readonly id: string | number | null;
  readonly error: { readonly code: number; readonly message: string };
}

/** Characters. The SDK reads ten million bytes at most. */
const longest = 2_000_000;

/** @param answer takes what a line is answered that is no message. */
export function incomingLines(answer: (response: ErrorResponse) => void): Transform {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isTooLong = false;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (!isTooLong && line.length <= longest) for (const message of messagesIn(line, answer)) this.push(`${message}\n`);
        else answer(refused(null, ProtocolErrorCode.InvalidRequest, `the line is longer than ${longest} characters`));
        isTooLong = false;
      }
      // Of a line that goes on and on nothing is kept but that it does.
      isTooLong ||= rest.length > longest;
      if (isTooLong) rest = '';
      done();
    },
  });
}

function* messagesIn(line: string, answer: (response: ErrorResponse) => void): Generator<string> {
  if (line.trim() === '') return;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    answer(refused(null, ProtocolErrorCode.ParseError, `the line is not JSON: ${error instanceof Error ? error.message : String(error)}`));
    return;
  }
  const isBatch = Array.isArray(value) && value.length > 0;
  for (const message of isBatch ? (value as readonly unknown[]) : [value]) {
    if (!isMessage(message)) answer(refused(idOf(message), ProtocolErrorCode.InvalidRequest, notAMessage));
    else if (isUnderstood(message)) yield isBatch ? JSON.stringify(message) : line;
    else answer(refused(idOf(message), ProtocolErrorCode.InvalidParams, wrongParams(message)));
  }
}

const notAMessage =
  'this is no message of JSON-RPC 2.0: {"jsonrpc": "2.0", "id": <text or whole number>, "method": <text>, "params": <object>}';

type Fields = Readonly<Record<string, unknown>>;

const keys: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method', 'params', 'result', 'error']);

function isMessage(value: unknown): value is Fields {
  if (!isFields(value) || value.jsonrpc !== '2.0' || !Object.keys(value).every((key) => keys.has(key))) return false;
  if ('id' in value && !isId(value.id)) return false;
  if ('params' in value && !isFields(value.params)) return false;
  return 'method' in value ? typeof value.method === 'string' : 'result' in value || 'error' in value;
}

/** False for what the protocol's own server would pass over without a word, or would call a failure of its own. */
function isUnderstood(message: Fields): boolean {
  if (!('method' in message)) return true;
  return message.method === 'initialize' ? isInitializeRequest(message) : isJSONRPCRequest(message) || isJSONRPCNotification(message);
}

function wrongParams({ method }: Fields): string {
  return method === 'initialize'
    ? 'initialize takes {"protocolVersion": <text>, "capabilities": <object>, "clientInfo": {"name": <text>, "version": <text>}}'
    : 'params._meta has to be an object, and its progressToken a text or a whole number';
}

function idOf(value: unknown): string | number | null {
  return isFields(value) && (typeof value.id === 'string' || typeof value.id === 'number') ? value.id : null;
}

function isId(value: unknown): boolean {
  return typeof value === 'string' || Number.isSafeInteger(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(id: string | number | null, code: number, message: string): ErrorResponse {
  return { jsonrpc: '2.0', id, error: { code, message } };
}
