"""Runs a command whose processes record a function's calls, and hands on what they wrote down.

Its text follows that of channel.py. Started as `python3 recorder.py COMMAND…` in place of the
command, with the probe at the other end of descriptor 3. The command gets neither that descriptor
nor anything else that it would not have, but for a folder in which its modules are looked for.
"""

import marshal
import os
import signal
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
SPOOL = os.path.join(FOLDER, 'calls')
SLOTS = 64
CALLS, INSIDE, TAKEN, LARGE, OPAQUE, NAMED = 0, 1, 2, 3, 4, 8
MOST_BYTES = 32 << 20
MOST_FILES = 2048
# What a process may claim: sums of it stay exact everywhere.
MOST_CALLS = 10**12


def _quote(text):
    from json import dumps

    return dumps(text)


def _run(argv, seconds):
    """How the command ended: its exit code, its signal, and whether it was stopped here."""
    paths = [FOLDER, *filter(None, [os.environ.get('PYTHONPATH')])]
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(paths))
    try:
        child = subprocess.Popen(argv, env=environment, start_new_session=True)
    except OSError as error:
        sys.stderr.write('%s: %s\n' % (argv[0], error.strerror))
        return 127 if isinstance(error, FileNotFoundError) else 126, 0, False
    try:
        code = child.wait(seconds)
        return (code, 0, False) if code >= 0 else (0, -code, False)
    except subprocess.TimeoutExpired:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except OSError:
            child.kill()
        child.wait()
        return 0, int(signal.SIGKILL), True


def _collect():
    """What all processes counted, and the lines that they wrote, each call once."""
    totals, refused, lines, known = [0] * NAMED, {}, [], set()
    processes, room = 0, MOST_BYTES
    names = sorted(os.listdir(SPOOL))[:MOST_FILES] if os.path.isdir(SPOOL) else []
    for name in names:
        if not name.endswith('.counts'):
            continue
        processes += 1
        path = os.path.join(SPOOL, name)
        counts = memoryview(_contents(path, 8 * SLOTS).ljust(8 * SLOTS, b'\0')).cast('Q')
        for place in range(NAMED):
            totals[place] += min(counts[place], MOST_CALLS)
        for line in _contents(path[: -len('counts')] + 'calls', room).split(b'\n')[:-1]:
            cells = line.split(b'\t')
            if cells[0] == b'u' and len(cells) == 3 and cells[1].isdigit():
                place = min(int(cells[1]), SLOTS - 1)
                refused[cells[2]] = refused.get(cells[2], 0) + min(counts[place], MOST_CALLS)
            elif cells[0] == b'c' and len(cells) == 7 and cells[1] not in known:
                known.add(cells[1])
                room -= len(line)
                if room < 0:
                    break
                lines.append(line)
    return totals, refused, lines, processes


def _contents(path, most):
    try:
        with open(path, 'rb') as file:
            return file.read(max(0, most))
    except OSError:
        return b''


def main():
    os.set_inheritable(CHANNEL, False)
    with open(os.path.join(FOLDER, 'plan'), 'rb') as file:
        plan = marshal.loads(file.read())
    code, ended_by, is_stopped = _run(sys.argv[1:], plan['seconds'])
    totals, refused, lines, processes = _collect()
    _send(b'I')
    _receive(int.from_bytes(_receive(4), 'little'))
    unread = ','.join(
        '[%s,%d]' % (_quote(_text(name)), count) for name, count in list(refused.items())[:50]
    )
    head = (
        '{"kind":"recorded","code":%d,"signal":%d,"isStopped":%s,"processes":%d,"calls":%d,'
        '"inner":%d,"taken":%d,"large":%d,"isOpaque":%s,"unreadable":[%s]}'
    ) % (
        code,
        ended_by,
        'true' if is_stopped else 'false',
        processes,
        totals[CALLS],
        totals[INSIDE],
        totals[TAKEN],
        totals[LARGE],
        'true' if totals[OPAQUE] else 'false',
        unread,
    )
    data = b'\n'.join([head.encode(), *lines, b'end'])
    for start in range(0, len(data), 1 << 20):
        _send(b'O', data[start : start + (1 << 20)])
    sys.stderr.flush()
    os._exit(code if ended_by == 0 else 128 + ended_by)


def _text(name):
    """As the processes quoted it, which is not to be trusted."""
    from json import loads

    try:
        read = loads(name.decode('utf-8', 'replace'))
    except ValueError:
        return '(?)'
    return read[:200] if isinstance(read, str) else '(?)'


if __name__ == '__main__':
    main()
