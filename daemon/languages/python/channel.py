"""Talks to the probe, which is at the other end of descriptor 3; other programs follow this text."""

import os

CHANNEL = 3

_read = os.read
_write = os.write


def _receive(count):
    chunks = []
    while count:
        chunk = _read(CHANNEL, min(count, 1 << 20))
        if not chunk:
            os._exit(70)
        chunks.append(chunk)
        count -= len(chunk)
    return b''.join(chunks)


def _send(kind, payload=b''):
    view = memoryview(kind + len(payload).to_bytes(4, 'little') + payload)
    while view:
        view = view[_write(CHANNEL, view) :]


