# Cross out multiples in a list of flags, one by one.
# time O(n log log n), memory O(n)


def count_twin_primes(limit):
    is_prime = [True] * (limit + 1)
    for number in range(2, limit + 1):
        if is_prime[number]:
            for multiple in range(number * number, limit + 1, number):
                is_prime[multiple] = False
    count = 0
    for number in range(3, limit - 1):
        if is_prime[number] and is_prime[number + 2]:
            count += 1
    return count
