"""Which ways out of its branches a call takes, for exploring.py.

A branch is a conditional jump in the bytecode of the user's file; it has two ways out, and each is
a number that is the same in every process: the place of its code object in the file, the jump's
offset, and whether it jumps. So branches within one line count like any other.
"""

import dis
import sys

_Code = type((lambda: None).__code__)

# The way that an assertion's failure takes is no behaviour to be covered.
_FAILURE = ('LOAD_ASSERTION_ERROR', 'LOAD_COMMON_CONSTANT')


class _Branches:
    """The branches of one code object."""

    __slots__ = ('base', 'following', 'possible', 'open', 'starts')

    def __init__(self, index, code):
        self.base = index << 17
        # The offset after each conditional jump; where its prefixes begin counts as the jump.
        self.following = {}
        self.starts = {}
        self.possible = []
        instructions = [each for each in dis.get_instructions(code) if each.opname != 'CACHE']
        prefixes = []
        for at, each in enumerate(instructions[:-1]):
            name = each.opname
            if name == 'EXTENDED_ARG':
                prefixes.append(each.offset)
                continue
            if _is_branch(name) and (at == 0 or instructions[at - 1].opname != 'WITH_EXCEPT_START'):
                after = instructions[at + 1]
                if after.opname == 'NOT_TAKEN' and at + 2 < len(instructions):
                    after = instructions[at + 2]
                self.following[each.offset] = after.offset
                for prefix in prefixes:
                    self.starts[prefix] = each.offset
                self.starts[each.offset] = each.offset
                if not (name.startswith('POP_JUMP') and after.opname in _FAILURE):
                    self.possible.append(self.number(each.offset, False))
                self.possible.append(self.number(each.offset, True))
            prefixes = []
        self.open = set(self.possible)

    def number(self, offset, jumps):
        return self.base | (offset & 0xFFFF) << 1 | jumps


def _is_branch(name):
    return name == 'FOR_ITER' or ('JUMP' in name and '_IF_' in name)


def _codes(code):
    """All code objects in one, the same order every time."""
    found = [code]
    for each in found:
        found.extend(const for const in each.co_consts if type(const) is _Code)
    return found


class _Arcs:
    def __init__(self, module_code):
        # Of the functions: the module's own top level runs at the import.
        self.branches = {
            code: _Branches(index, code)
            for index, code in enumerate(_codes(module_code)[1:])
            if code.co_flags & 0x02 or code.co_name[0] == '<'
        }
        self.entered = set()
        self.fresh_codes = []
        self.taken = []

    def enter(self, code):
        if code not in self.entered:
            self.entered.add(code)
            self.fresh_codes.append(code)

    def take(self):
        """New ways taken since the last time, and all ways of code that was new."""
        taken = self.taken
        entered = [arc for code in self.fresh_codes for arc in self.branches[code].possible]
        self.taken, self.fresh_codes = [], []
        return taken, entered


class _TracedArcs(_Arcs):
    """By a trace function that sees every instruction: slow, and left out once all is known."""

    def start(self):
        sys.settrace(self.on_call)

    def stop(self):
        sys.settrace(None)

    def on_call(self, frame, event, argument):
        code = frame.f_code
        branches = self.branches.get(code)
        if branches is None:
            return None
        self.enter(code)
        if not branches.open:
            return None
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        return self.watcher(branches)

    def watcher(self, branches):
        jump = None
        starts, following = branches.starts, branches.following
        open_, taken = branches.open, self.taken

        def watch(frame, event, argument):
            nonlocal jump
            if event == 'opcode':
                offset = frame.f_lasti
                if jump is not None and offset != jump:
                    arc = branches.number(jump, offset != following[jump])
                    if arc in open_:
                        open_.discard(arc)
                        taken.append(arc)
                jump = starts.get(offset)
            elif event == 'exception':
                jump = None
            return watch

        return watch


class _MonitoredArcs(_Arcs):
    """By the interpreter's own events, each branch until both of its ways are known."""

    TOOL = 3

    def __init__(self, module_code):
        super().__init__(module_code)
        monitoring = sys.monitoring
        monitoring.use_tool_id(self.TOOL, 'afterburner')
        events = monitoring.events
        monitoring.register_callback(self.TOOL, events.PY_START, self.on_start)
        monitoring.register_callback(self.TOOL, events.BRANCH, self.on_branch)
        self.on = events.PY_START | events.BRANCH

    def start(self):
        monitoring = sys.monitoring
        for code in self.branches:
            monitoring.set_local_events(self.TOOL, code, self.on)

    def stop(self):
        monitoring = sys.monitoring
        for code in self.branches:
            monitoring.set_local_events(self.TOOL, code, 0)

    def on_start(self, code, offset):
        self.enter(code)
        return sys.monitoring.DISABLE

    def on_branch(self, code, offset, destination):
        branches = self.branches[code]
        following = branches.following.get(offset)
        if following is None:
            return sys.monitoring.DISABLE
        open_ = branches.open
        arc = branches.number(offset, destination != following)
        if arc in open_:
            open_.discard(arc)
            self.taken.append(arc)
        if branches.number(offset, False) in open_ or branches.number(offset, True) in open_:
            return None
        return sys.monitoring.DISABLE


def arcs_of(module_code):
    kind = _MonitoredArcs if hasattr(sys, 'monitoring') else _TracedArcs
    return kind(module_code)
