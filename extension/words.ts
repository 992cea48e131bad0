import type { Objective } from '../protocol/comparison.ts';
import type { Isolation } from '../protocol/measurement.ts';
import type { Say } from './say.ts';

/** The objectives and kinds of isolation as the interface calls them. */
export function objectiveName(objective: Objective, say: Say): string {
  const names = { time: say('runtime'), memory: say('memory'), integral: say('integral') };
  return names[objective];
}

export function isolationName(isolation: Isolation, say: Say): string {
  const names = {
    container: say('a container'),
    bubblewrap: say('a bubblewrap sandbox'),
    none: say('no sandbox'),
  };
  return names[isolation];
}
