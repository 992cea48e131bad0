# For each ring, go through the links that are left, and drop those that were used.
# time O(d e), memory O(e)


def fewest_hops(stations, links, start, goal):
    hops = [-1] * stations
    hops[start] = 0
    distance = 0
    open_links = links
    while hops[goal] < 0:
        distance += 1
        left = []
        ring = []
        for link in open_links:
            a, b = link
            if hops[a] < 0 and hops[b] < 0:
                left.append(link)
            elif hops[a] < 0:
                ring.append(a)
            elif hops[b] < 0:
                ring.append(b)
        if not ring:
            return -1
        for station in ring:
            hops[station] = distance
        open_links = left
    return hops[goal]
