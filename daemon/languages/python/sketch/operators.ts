import type { Guess, Guesses } from './guess.ts';

/** What an operator tells of its two sides, and what it gives. */
export function operated(operator: string, left: Guess, right: Guess, make: Guesses): Guess {
  switch (operator) {
    case '+':
      if (left.family === 'string' || right.family === 'string') return joined(left, right, make);
      left.join(right);
      left.hint('added');
      return left.family === null || left.family === right.family ? left : make.blank();
    case '-':
      if (left.family === 'set' || right.family === 'set') return alike(left, right);
      return arithmetic(left, right, make);
    case '*':
      return product(left, right, make);
    case '/':
      left.hint('number');
      right.hint('number');
      return make.of('float');
    case '%':
      if (left.family === 'string') return make.of('string');
      return whole(left, right, 1, make);
    case '//':
      return whole(left, right, 1, make);
    case '<<':
    case '>>':
      return whole(left, right, 2, make);
    case '&':
    case '|':
    case '^':
      if (left.family === 'set' || right.family === 'set') return alike(left, right);
      if (left.family === 'dict' || right.family === 'dict') return alike(left, right);
      return whole(left, right, 0.5, make);
    case '**':
      return arithmetic(left, right, make);
    default:
      return make.blank();
  }
}

/** Not joined: a text that a letter is added to is no letter. */
function joined(left: Guess, right: Guess, make: Guesses): Guess {
  for (const side of [left, right]) side.suppose('string');
  return make.of('string');
}

function alike(left: Guess, right: Guess): Guess {
  left.join(right);
  return left;
}

function arithmetic(left: Guess, right: Guess, make: Guesses): Guess {
  left.hint('number', 0.5);
  right.hint('number', 0.5);
  return resultOf(left, right, make);
}

/** `[0] * n`, `'-' * n`, `x * y`. */
function product(left: Guess, right: Guess, make: Guesses): Guess {
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (one.family !== 'sequence' && one.family !== 'string') continue;
    other.hint('integer');
    return one;
  }
  return arithmetic(left, right, make);
}

function whole(left: Guess, right: Guess, weight: number, make: Guesses): Guess {
  left.hint('integer', weight);
  right.hint('integer', weight);
  return make.of('integer');
}

/** A float on one side says a little of the other. */
function resultOf(left: Guess, right: Guess, make: Guesses): Guess {
  const isFloat = (guess: Guess): boolean => guess.score('float') > guess.score('integer');
  if (!isFloat(left) && !isFloat(right)) return make.of('number');
  left.hint('float', 0.5);
  right.hint('float', 0.5);
  return make.of('float');
}
