/** Lines from a client: which go on as they are, and what the others are answered. */
import { describe, expect, it } from 'vitest';
import { type ErrorResponse, incomingLines } from './incoming-lines.ts';

/** What goes on, line by line, and what is answered, of a text that comes in pieces of that size. */
async function through(
  text: string,
  size = 1_000_000,
): Promise<{ readonly passed: readonly string[]; readonly answered: ErrorResponse[] }> {
  const answered: ErrorResponse[] = [];
  const stream = incomingLines((response) => answered.push(response));
  const bytes = Buffer.from(text);
  const passed: string[] = [];
  stream.on('data', (chunk: Buffer) => passed.push(chunk.toString('utf8')));
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    if (!stream.write(piece)) await new Promise((resolve) => stream.once('drain', resolve));
  }
  await new Promise<void>((resolve) => {
    stream.once('end', () => resolve());
    stream.end();
  });
  return { passed: passed.join('').split('\n').slice(0, -1), answered };
}

const ping = (id: string | number) => JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' });

describe('what a client sends', () => {
  it.each([1, 2, 7, 1000])('goes on as it is, in pieces of %d bytes', async (size) => {
    const lines = [ping(1), ping('zwölf – ✓'), '{"jsonrpc":"2.0","method":"notifications/initialized"}', `${ping(2)}\r`];
    const { passed, answered } = await through(`${lines.join('\n')}\n\n  \n`, size);
    expect(passed).toEqual(lines);
    expect(answered).toEqual([]);
  });

  it.each([
    ['no JSON', '{"jsonrpc":', { id: null, code: -32700 }],
    ['an empty batch', '[]', { id: null, code: -32600 }],
    ['no object', '"ping"', { id: null, code: -32600 }],
    ['another protocol', '{"jsonrpc":"1.0","id":7,"method":"ping"}', { id: 7, code: -32600 }],
    ['an id that is none', '{"jsonrpc":"2.0","id":null,"method":"ping"}', { id: null, code: -32600 }],
    ['an id that is no whole number', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', { id: 1.5, code: -32600 }],
    ['a method that is no text', '{"jsonrpc":"2.0","id":"a","method":5}', { id: 'a', code: -32600 }],
    ['parameters in a list', '{"jsonrpc":"2.0","id":9,"method":"ping","params":[]}', { id: 9, code: -32600 }],
    ['what is known of it in no object', '{"jsonrpc":"2.0","id":9,"method":"ping","params":{"_meta":"x"}}', { id: 9, code: -32602 }],
    ['a token that is none', '{"jsonrpc":"2.0","id":9,"method":"ping","params":{"_meta":{"progressToken":{}}}}', { id: 9, code: -32602 }],
    ['a beginning without a version', '{"jsonrpc":"2.0","id":9,"method":"initialize","params":{}}', { id: 9, code: -32602 }],
    ['what no message has', '{"jsonrpc":"2.0","id":9,"method":"ping","more":1}', { id: 9, code: -32600 }],
  ])('is answered where it is %s, and the next goes on', async (_, line, { id, code }) => {
    const { passed, answered } = await through(`${line}\n${ping(2)}\n`);
    expect(answered).toMatchObject([{ jsonrpc: '2.0', id, error: { code } }]);
    expect(passed).toEqual([ping(2)]);
  });

  it('goes on message by message where it is a batch', async () => {
    const { passed, answered } = await through(`[${ping(1)},5,${ping(2)}]\n`);
    expect(passed).toEqual([ping(1), ping(2)]);
    expect(answered).toMatchObject([{ id: null, error: { code: -32600 } }]);
  });

  it('is answered where a line is too long, once, and the next goes on', async () => {
    const { passed, answered } = await through(`${ping('x'.repeat(9_000_000))}\n${ping(2)}\n`, 65_536);
    expect(answered).toMatchObject([{ id: null, error: { code: -32600, message: expect.stringContaining('longer than') } }]);
    expect(passed).toEqual([ping(2)]);
  });
});
