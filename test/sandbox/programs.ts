/** What every test program begins with: the channel's side that a harness has. */
const prelude = `
import os, socket, sys, time
channel = socket.socket(fileno=3)
def receive(count):
    data = bytearray(count)
    view = memoryview(data)
    while count:
        got = channel.recv_into(view, count)
        if not got: sys.exit(90)
        view = view[got:]
        count -= got
    return bytes(data)
def send(kind, payload=b''):
    channel.sendall(kind + len(payload).to_bytes(4, 'little') + payload)
asked = False
def ask():
    global asked
    asked = True
    send(b'I')
    return receive(int.from_bytes(receive(4), 'little'))
def begin():
    send(b'B')
    assert receive(1) == b'b'
def end():
    send(b'E')
    assert receive(1) == b'e'
def say(text):
    if not asked: ask()
    send(b'O', text if isinstance(text, bytes) else str(text).encode())
def refused(action):
    try:
        action()
    except OSError as error:
        return error.__class__.__name__
    return 'allowed'
`;

/** A Python program with that prelude. */
export function program(body: string): string {
  return `${prelude}\n${body}`;
}
