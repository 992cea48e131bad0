import { describe, expect, it, test } from 'vitest';
import { hostDoubts, type HostSnapshot } from '../../daemon/core/host-doubts.ts';
import { hostFindings, type HostState } from '../../daemon/core/host-findings.ts';
import {
  parseCoreList,
  parseCount,
  parseLoad,
  parseSelected,
  parseStat,
  parseSwap,
  parseSwapped,
  parseThrottling,
  parseTurbo,
  parseVirtual,
  throttlingPaths,
} from '../../daemon/core/host.ts';

const stat = `cpu  300 10 50 1600 20 5 15 100 0 0
cpu0 100 10 20 800 10 5 5 50 0 0
cpu1 200 0 30 800 10 0 10 50 7 0
intr 99 1 2
ctxt 5
`;

test.each([
  ['0', [0]],
  ['0-3', [0, 1, 2, 3]],
  ['0-1,4,6-7', [0, 1, 4, 6, 7]],
])('cores %s', (list, cores) => {
  expect(parseCoreList(list)).toEqual(cores);
});

describe('what the kernel says', () => {
  it('of each core: busy, stolen and all ticks, guests counted once', () => {
    expect([...parseStat(stat)]).toEqual([
      [0, { busy: 140, stolen: 50, all: 1000 }],
      [1, { busy: 240, stolen: 50, all: 1100 }],
    ]);
  });

  it('is read where it is short, as on old kernels', () => {
    expect(parseStat('cpu0 1 2 3 4\n').get(0)).toEqual({ busy: 6, stolen: 0, all: 10 });
  });

  it.each([
    ['the load', parseLoad('4.10 4.37 6.70 3/435 12501\n'), 4.1],
    ['pages swapped', parseSwapped('nr_free 7\npswpin 3\npswpout 40\npswpoutx 9\n'), 43],
    ['the choice in brackets', parseSelected('always [madvise] never\n'), 'madvise'],
    ['a number', parseCount('2\n'), 2],
    ['a hypervisor', parseVirtual('processor: 0\nflags\t\t: fpu hypervisor sse\n'), true],
    ['none', parseVirtual('flags : fpu sse\n'), false],
    ['nothing, on processors without the flag', parseVirtual('Features: fp asimd\n'), null],
    ["Intel's turbo on", parseTurbo('0\n', null), true],
    ["Intel's turbo off", parseTurbo('1\n', '1'), false],
    ['boost on', parseTurbo(null, '1\n'), true],
    ['boost off', parseTurbo(null, '0\n'), false],
  ])('%s', (_, value, expected) => {
    expect(value).toBe(expected);
  });

  it('of swap', () => {
    expect(parseSwap('MemTotal: 9 kB\nSwapTotal:     2048 kB\nSwapFree:  1024 kB\n')).toEqual({
      totalBytes: 2 ** 21,
      usedBytes: 2 ** 20,
    });
  });

  it.each([
    ['the second version', 'usage_usec 9\nnr_throttled 3\nthrottled_usec 1500\n', 1_500_000],
    ['the first version', 'nr_periods 9\nnr_throttled 3\nthrottled_time 1500\n', 1500],
  ])('of a CPU quota, in %s', (_, text, ns) => {
    expect(parseThrottling(text)).toEqual({ times: 3, ns });
  });

  it('is unknown where there is no such text', () => {
    expect(parseStat(null).size).toBe(0);
    const parsers = [parseLoad, parseSwapped, parseSelected, parseCount, parseVirtual, parseSwap];
    for (const parse of [...parsers, parseThrottling]) {
      expect(parse(null)).toBeNull();
      expect(parse('')).toBeNull();
      expect(parse('something else entirely\n')).toBeNull();
    }
    expect(parseThrottling('usage_usec 9\n')).toBeNull();
    expect(parseTurbo(null, null)).toBeNull();
  });
});

test('the own group comes before those above it', () => {
  expect(throttlingPaths('0::/a.slice/b.scope\n')).toEqual([
    '/sys/fs/cgroup/a.slice/b.scope/cpu.stat',
    '/sys/fs/cgroup/cpu.stat',
    '/sys/fs/cgroup/cpu/cpu.stat',
    '/sys/fs/cgroup/cpu,cpuacct/cpu.stat',
  ]);
  expect(throttlingPaths('5:cpuset:/x\n4:cpu,cpuacct:/docker/1\n')[0]).toBe(
    '/sys/fs/cgroup/cpu,cpuacct/docker/1/cpu.stat',
  );
  expect(throttlingPaths(null)[0]).toBe('/sys/fs/cgroup/cpu.stat');
});

function snapshot(change: Partial<HostSnapshot> = {}): HostSnapshot {
  return {
    core: 1,
    ticks: ticks(0, 0),
    siblings: [],
    load: 0.5,
    swappedPages: 10,
    throttling: { times: 0, ns: 0 },
    heatEvents: 0,
    ...change,
  };
}

/** Of two cores, 1000 ticks after nothing. */
function ticks(busyOther: number, stolen: number, all = 0): HostSnapshot['ticks'] {
  return new Map([
    [0, { busy: busyOther, stolen: 0, all }],
    [1, { busy: 0, stolen, all }],
  ]);
}

describe('hostDoubts', () => {
  const kinds = (before: HostSnapshot | null, after: HostSnapshot | null): readonly string[] =>
    hostDoubts(before, after).map(({ kind }) => kind);

  it.each<[string, Partial<HostSnapshot>, Partial<HostSnapshot>, readonly string[]]>([
    ['nothing', {}, { ticks: ticks(100, 0, 1000) }, []],
    ['a load beyond the cores, before', { load: 2.1 }, {}, ['load']],
    ['a load that the measurement made', {}, { load: 2.1 }, []],
    ['a busy sibling', {}, { ticks: ticks(300, 0, 1000), siblings: [0] }, ['shared-core']],
    ['a sibling that only the probe uses', {}, { ticks: ticks(150, 0, 1000), siblings: [0] }, []],
    ['another core busy', {}, { ticks: ticks(900, 0, 1000) }, []],
    ['time stolen', {}, { ticks: ticks(0, 20, 1000) }, ['steal']],
    ['hardly any', {}, { ticks: ticks(0, 5, 1000) }, []],
    ['one tick of ten, too short to say', {}, { ticks: ticks(0, 1, 10) }, []],
    ['a quota', {}, { throttling: { times: 2, ns: 3e6 } }, ['throttled']],
    ['heat', {}, { heatEvents: 1 }, ['throttled']],
    ['swapping', {}, { swappedPages: 5000 }, ['swap']],
    ['a page or two', {}, { swappedPages: 12 }, []],
    [
      'nothing that can be seen',
      { ticks: new Map(), load: null, swappedPages: null, throttling: null, heatEvents: null },
      { ticks: new Map(), load: null, swappedPages: null, throttling: null, heatEvents: null },
      [],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(kinds(snapshot(before), snapshot(after))).toEqual(expected);
  });

  it('says nothing of a machine that it cannot see', () => {
    expect(kinds(null, snapshot({ load: 9 }))).toEqual([]);
    expect(kinds(snapshot({ load: 9 }), null)).toEqual([]);
  });

  it('counts what a restart set back as nothing', () => {
    expect(kinds(snapshot({ swappedPages: 9000 }), snapshot({ swappedPages: 0 }))).toEqual([]);
  });
});

const good: HostState = {
  cores: 2,
  governors: ['performance'],
  turbo: false,
  turboBy: 'no_turbo',
  siblings: new Map([[1, []]]),
  hugePages: 'madvise',
  swap: { totalBytes: 0, usedBytes: 0 },
  randomization: 2,
  load: 0.1,
  virtual: false,
  ticks: ticks(0, 0, 1000),
  throttling: { times: 0, ns: 0 },
  heatEvents: null,
};

describe('hostFindings', () => {
  it('has a word for each thing that is well, and no advice', () => {
    const findings = hostFindings(good);
    expect(findings).toHaveLength(9);
    for (const finding of findings) {
      expect(finding).toMatchObject({ topic: 'host', state: 'works', mend: null });
    }
  });

  it.each<[string, Partial<HostState>, RegExp, RegExp]>([
    ['a governor', { governors: ['performance', 'powersave'] }, /is powersave/, /cpupower/],
    ["Intel's turbo", { turbo: true }, /turbo is on/, /no_turbo/],
    ['boost', { turbo: true, turboBy: 'boost' }, /turbo is on/, /cpufreq\/boost/],
    ['a shared core', { siblings: new Map([[1, [0]]]) }, /1 with 0/, /smt\/control/],
    ['huge pages', { hugePages: 'always' }, /2 MiB/, /madvise/],
    ['swap in use', { swap: { totalBytes: 9e9, usedBytes: 3e9 } }, /3.00 GB/, /swapoff/],
    ['fixed addresses', { randomization: 0 }, /lucky layout/, /randomize_va_space=2/],
    ['a busy machine', { load: 1.5 }, /load 1.5 on 2 cores/, /quiet/],
    ['stolen time', { ticks: ticks(0, 100, 1000) }, /5.00%/, /machine of your own/],
    ['a quota', { throttling: { times: 7, ns: 2e9 } }, /7 times, for 2.0 s/, /quota/],
    ['heat', { heatEvents: 3 }, /heat/, /cool/],
  ])('%s is limited, with advice', (_, change, said, advice) => {
    const limited = hostFindings({ ...good, ...change }).filter(({ state }) => state === 'limited');
    expect(limited).toHaveLength(1);
    expect(limited[0]?.text).toMatch(said);
    expect(limited[0]?.mend).toMatch(advice);
    expect(limited[0]?.mend).toMatch(/\.$/);
  });

  it('names what cannot be seen in one line, without alarm', () => {
    const findings = hostFindings({
      ...good,
      governors: [],
      turbo: null,
      siblings: null,
      hugePages: null,
      swap: null,
      randomization: null,
      load: null,
      virtual: null,
      ticks: new Map(),
      throttling: null,
    });
    expect(findings).toEqual([
      {
        topic: 'host',
        state: 'works',
        text: expect.stringMatching(
          /^cannot be seen from here: frequency governor, turbo, .*, throttling$/,
        ) as string,
        mend: null,
      },
    ]);
  });
});
