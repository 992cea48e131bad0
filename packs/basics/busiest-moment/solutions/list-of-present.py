# Keep a list of who is present, and rebuild it at each arrival.
# time O(n m), memory O(n)


def most_visitors_at_once(arrivals, stays):
    best = 0
    leaving = []
    for arrival, stay in sorted(zip(arrivals, stays)):
        leaving = [minute for minute in leaving if minute > arrival]
        leaving.append(arrival + stay)
        best = max(best, len(leaving))
    return best
