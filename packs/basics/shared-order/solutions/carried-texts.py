# Build the shared texts themselves row by row, and measure the last one.
# time O(n m k), memory O(m k)


def longest_shared_order(left, right):
    row = [''] * (len(right) + 1)
    for a in left:
        previous = row
        row = ['']
        for j, b in enumerate(right):
            if a == b:
                row.append(previous[j] + a)
            elif len(previous[j + 1]) >= len(row[j]):
                row.append(previous[j + 1])
            else:
                row.append(row[j])
    return len(row[-1])
