# Keep the last two rows of the table.
# time O(n m), memory O(m)


def longest_shared_order(left, right):
    previous = [0] * (len(right) + 1)
    for a in left:
        row = [0]
        for j in range(len(right)):
            if a == right[j]:
                row.append(previous[j] + 1)
            else:
                row.append(max(row[j], previous[j + 1]))
        previous = row
    return previous[-1]
