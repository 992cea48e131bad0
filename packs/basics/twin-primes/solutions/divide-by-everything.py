# Divide each number by all numbers up to its root.
# time O(n^1.5), memory O(1)


def count_twin_primes(limit):
    count = 0
    for number in range(3, limit - 1):
        if is_prime(number) and is_prime(number + 2):
            count += 1
    return count


def is_prime(number):
    divisor = 2
    while divisor * divisor <= number:
        if number % divisor == 0:
            return False
        divisor += 1
    return True
