import type { Rule } from '../rewriting/rule.ts';
import { builtinAggregate, earlyExit } from './aggregates.ts';
import { modularPower, rangeMembership, smallPower, trialDivision } from './arithmetic.ts';
import { calleeCache } from './callee-cache.ts';
import { companionSet } from './companion-set.ts';
import { compiledPattern } from './compiled-pattern.ts';
import { dictComprehension, listComprehension, setComprehension } from './comprehensions.ts';
import { plainCopy } from './copies.ts';
import { countByScan, countTable, indexTable } from './count-index.ts';
import { countWithDefault, counter, grouping } from './counting.ts';
import { dequeQueue } from './deque-queue.ts';
import { dictItems, keysMembership } from './dict-views.ts';
import { flagBytes, stridedAssignment } from './flag-bytes.ts';
import { flattenChain } from './flatten-chain.ts';
import { frontInsertion } from './front-insertion.ts';
import { groupedFilter } from './grouped-filter.ts';
import { directAppend, sliceInlining } from './inlining.ts';
import { hashJoin } from './hash-join.ts';
import { sortedInsertion } from './insort.ts';
import { invariantHoisting } from './invariant-hoisting.ts';
import { lazyPipeline, lineByLine } from './laziness.ts';
import { listConcatenation } from './list-concatenation.ts';
import { literalMembership } from './literal-membership.ts';
import { globalBinding, methodBinding } from './local-binding.ts';
import { directIteration, pairedIteration, whileToRange } from './loop-forms.ts';
import { membershipSet } from './membership-set.ts';
import { memoization } from './memoization.ts';
import { priorityHeap } from './priority-heap.ts';
import { directDisplay, generatorArgument, listArgument, stoppingEarly } from './reducers.ts';
import { filteredRemoval } from './removal.ts';
import { reversedText } from './reversed-text.ts';
import { rollingRows } from './rolling-rows.ts';
import { rowBinding } from './row-binding.ts';
import { runningAggregate } from './running-aggregate.ts';
import { searchLoop } from './search-loop.ts';
import { sieve } from './sieve.ts';
import { sliceMembership } from './slice-membership.ts';
import { sliceRecursion } from './slice-recursion.ts';
import { prefixExtremes, prefixSums, sliceCopies } from './slices.ts';
import { sortedEnds } from './sorted-ends.ts';
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
  rangeMembership,
  whileToRange,
  hashJoin,
  groupedFilter,
  sliceMembership,
  countTable,
  indexTable,
  companionSet,
  membershipSet,
  literalMembership,
  sliceRecursion,
  memoization,
  calleeCache,
  sieve,
  trialDivision,
  modularPower,
  priorityHeap,
  dequeQueue,
  sortedInsertion,
  sortedEnds,
  sliceInlining,
  prefixSums,
  prefixExtremes,
  runningAggregate,
  filteredRemoval,
  reversedText,
  frontInsertion,
  flattenChain,
  stringBuilding,
  plainCopy,
  compiledPattern,
  sliceCopies,
  earlyExit,
  counter,
  countWithDefault,
  grouping,
  dictItems,
  pairedIteration,
  directIteration,
  builtinAggregate,
  directAppend,
  setComprehension,
  dictComprehension,
  listComprehension,
  directDisplay,
  rollingRows,
  stoppingEarly,
  generatorArgument,
  listArgument,
  stridedAssignment,
  flagBytes,
  lineByLine,
  lazyPipeline,
  invariantHoisting,
  rowBinding,
  smallPower,
  methodBinding,
  globalBinding,
];
