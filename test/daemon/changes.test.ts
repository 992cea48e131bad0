import { describe, expect, it } from 'vitest';
import { asOne, ChangeFeed } from '../../daemon/changes.ts';
import type { Changed } from '../../protocol/history.ts';

const change = (what: Changed['what'], run: string | null = 'one', path = '/a.py'): Changed => ({
  run,
  path,
  what,
});

/** A client that reads when the test says so. */
function client() {
  const sent: Changed[] = [];
  let read: () => void = () => undefined;
  const feed = new ChangeFeed((changed) => {
    sent.push(changed);
    return new Promise<void>((resolve) => (read = resolve));
  });
  return {
    feed,
    sent,
    read: async () => (read(), await Promise.resolve(), await Promise.resolve()),
  };
}

describe('a feed', () => {
  it('tells of one change at a time to a client that reads', async () => {
    const { feed, sent, read } = client();
    for (const what of ['begun', 'measured', 'ended'] as const) {
      feed.tell(change(what));
      await read();
    }
    expect(sent.map(({ what }) => what)).toEqual(['begun', 'measured', 'ended']);
  });

  it('makes one of all that happens while the client does not read', async () => {
    const { feed, sent, read } = client();
    feed.tell(change('begun'));
    for (let n = 0; n < 10_000; n += 1) feed.tell(change('attempt'));
    expect(sent).toEqual([change('begun')]);
    await read();
    expect(sent).toEqual([change('begun'), change('attempt')]);
    await read();
    expect(sent).toHaveLength(2);
  });

  it('outlives a message that could not be sent', async () => {
    const sent: string[] = [];
    const feed = new ChangeFeed(({ what }) => {
      sent.push(what);
      return Promise.reject(new Error('the client is gone'));
    });
    feed.tell(change('begun'));
    feed.tell(change('ended'));
    await new Promise(setImmediate);
    expect(sent).toEqual(['begun', 'ended']);
  });
});

describe('two changes as one', () => {
  it.each([
    ['of one run', change('begun'), change('attempt'), change('begun')],
    ['of two runs', change('ended'), change('attempt', 'two'), change('ended', null)],
    [
      'of two files',
      change('attempt'),
      change('deleted', 'two', '/b.py'),
      { run: null, path: null, what: 'deleted' },
    ],
    ['of many', change('ended', null), change('measured', null), change('ended', null)],
  ] as const)('%s', (_name, first, second, expected) => {
    expect(asOne(first, second)).toEqual(expected);
  });
});
