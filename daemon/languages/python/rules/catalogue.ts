import type { Rule } from '../rewriting/rule.ts';
import { companionSet } from './companion-set.ts';
import { listComprehension, setComprehension, dictComprehension } from './comprehensions.ts';
import { counter, countWithDefault, grouping } from './counting.ts';
import { sortedInsertion } from './insort.ts';
import { priorityHeap } from './priority-heap.ts';
import { directDisplay, generatorArgument, listArgument, stoppingEarly } from './reducers.ts';
import { sortedEnds } from './sorted-ends.ts';
import { countByScan, countTable, indexTable } from './count-index.ts';
import { dequeQueue } from './deque-queue.ts';
import { dictItems, keysMembership } from './dict-views.ts';
import { flattenChain } from './flatten-chain.ts';
import { frontInsertion } from './front-insertion.ts';
import { listConcatenation } from './list-concatenation.ts';
import { literalMembership } from './literal-membership.ts';
import { memoization } from './memoization.ts';
import { membershipSet } from './membership-set.ts';
import { reversedText } from './reversed-text.ts';
import { searchLoop } from './search-loop.ts';
import { sliceMembership } from './slice-membership.ts';
import { stringBuilding } from './string-building.ts';

/**
 * All rules in the order in which they are tried: those that change how much work there is stand
 * before those that make each step cheaper, and those that make room for others before these.
 */
export const catalogue: readonly Rule[] = [
  searchLoop,
  countByScan,
  keysMembership,
  listConcatenation,
  sliceMembership,
  countTable,
  indexTable,
  companionSet,
  membershipSet,
  literalMembership,
  memoization,
  priorityHeap,
  sortedInsertion,
  sortedEnds,
  dequeQueue,
  reversedText,
  frontInsertion,
  flattenChain,
  stringBuilding,
  counter,
  countWithDefault,
  grouping,
  dictItems,
  setComprehension,
  dictComprehension,
  listComprehension,
  directDisplay,
  stoppingEarly,
  generatorArgument,
  listArgument,
];
