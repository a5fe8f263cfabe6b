# SPDX-License-Identifier: MIT
# For gdb attached to the simulator: the stack and the variables of a simulated process.
#
#   gdb -p PID -x sim/process/gdb/shrimp.py
#   (gdb) shrimp rank 1     symbols, registers and stack of rank 1, where it gave up the processor
#   (gdb) backtrace
#   (gdb) print variable
#   (gdb) shrimp back       the simulator's own registers; do this before you continue or detach
#
# A rank that is running when gdb stops it may be inside a hook, from where its stack cannot be told; `shrimp
# rank` then says so: continue, and interrupt again.
#
# A process lies in a window of host addresses of its own (sim/process/abi.h), which says what rank it is. Where
# it gave up the processor, its registers are on its stack as sim/process/runtime/hooks.S has saved them.
import gdb

WINDOW_BASE, WINDOW_BYTES, IMAGE_OFFSET = 0x200000000000, 0x100000000, 0x400000
HOOK_KIND, HOOK_PROCESS_STACK = 72, 80
TRAP, FAULT = 3, 5
RED_ZONE = 128
GENERAL = ["rax", "rbx", "rcx", "rdx", "rsi", "rdi", "rbp", "rsp", "rip"] + ["r%d" % i for i in range(8, 16)]


def word(address):
    memory = gdb.selected_inferior().read_memory(address, 8)
    return int.from_bytes(bytes(memory), "little")


def program_file(image):
    """The file behind the image, as the simulator has it open."""
    pid = gdb.selected_inferior().pid
    for line in open("/proc/%d/maps" % pid):
        fields = line.split()
        if int(fields[0].split("-")[0], 16) == image and len(fields) > 5:
            return "/proc/%d/map_files/%s" % (pid, fields[0]), int(fields[4]), pid
    return None, 0, pid


def open_file(inode, pid):
    """The same file among the open ones: map_files asks for more rights."""
    import os
    for fd in os.listdir("/proc/%d/fd" % pid):
        path = "/proc/%d/fd/%s" % (pid, fd)
        try:
            if os.stat(path).st_ino == inode and "memfd" in os.readlink(path):
                return path
        except OSError:
            pass
    return None


def saved_registers(hook):
    """By hooks.S: shrimp_leave's registers; above them those of a trap's caller or of a hook."""
    at = word(hook + HOOK_PROCESS_STACK) + 8 + 16
    r = {}
    for name in ["r15", "r14", "r13", "r12", "rbx", "rbp"]:
        r[name] = word(at)
        at += 8
    if word(hook + HOOK_KIND) == TRAP:
        r["rip"], r["rsp"] = word(at + 8), at + 16
        return r
    frame, r["rbx"] = r["rbp"], word(r["rbx"])
    for i, name in enumerate(["rbp", "r11", "r10", "r9", "r8", "rdi", "rsi", "rdx", "rcx", "rax"]):
        r[name] = word(frame + 8 * i)
    r["rip"], r["rsp"] = behind_hook(word(frame + 88)), frame + 96 + RED_ZONE
    return r


def behind_hook(pc):
    """A hook's call stands behind its function, where gdb cannot unwind, and jumps back into it."""
    code = bytes(gdb.selected_inferior().read_memory(pc, 13))
    if code[:8] != bytes.fromhex("488da42480000000"):  # lea 128(%rsp), %rsp
        return pc
    if code[8] == 0xE9:
        return pc + 13 + int.from_bytes(code[9:13], "little", signed=True)
    return pc + 10 + int.from_bytes(code[9:10], "little", signed=True) if code[8] == 0xEB else pc


class Shrimp(gdb.Command):
    """shrimp rank N: look at the simulated process of rank N. shrimp back: at the simulator again."""

    def __init__(self):
        super().__init__("shrimp", gdb.COMMAND_STACK)
        self.own = None
        self.known = set()

    def set_registers(self, values):
        gdb.execute("select-frame 0", to_string=True)
        for name, value in values.items():
            gdb.execute("set $%s = %d" % (name, value), to_string=True)

    def back(self):
        if self.own:
            self.set_registers(self.own)
        self.own = None

    def rank(self, number):
        self.back()
        image = WINDOW_BASE + number * WINDOW_BYTES + IMAGE_OFFSET
        _, inode, pid = program_file(image)
        path = open_file(inode, pid) if inode else None
        if path is None:
            raise gdb.GdbError("There is no process of rank %d; `info proc mappings` shows those at %#x and up." %
                               (number, WINDOW_BASE))
        if number not in self.known:
            gdb.execute("add-symbol-file %s -o %#x" % (path, image), to_string=True)
            self.known.add(number)
        own = {n: int(gdb.parse_and_eval("(long)$%s" % n)) for n in GENERAL}
        if 0 <= own["rsp"] - (image - IMAGE_OFFSET) < WINDOW_BYTES:  # it runs: the registers are its own
            if (gdb.selected_frame().name() or "shrimp_").startswith("shrimp_"):
                gdb.write("It is inside a hook or the run-time library; for its stack, continue and interrupt again.\n")
            gdb.execute("frame")
            return
        hook = hook_of(image)
        if word(hook + HOOK_KIND) == FAULT:
            raise gdb.GdbError("Rank %d has ended by a fault." % number)
        self.own = own
        self.set_registers(saved_registers(hook))
        gdb.execute("frame")

    def invoke(self, argument, from_tty):
        words = argument.split()
        if words == ["back"]:
            self.back()
        elif len(words) == 2 and words[0] == "rank" and words[1].isdigit():
            self.rank(int(words[1]))
        else:
            raise gdb.GdbError("shrimp rank N, or shrimp back")


def hook_of(image):
    """Of this copy of the program: struct shrimp_image says where it is."""
    for file in gdb.objfiles():
        symbol = file.lookup_global_symbol("shrimp_image")
        address = int(symbol.value().address) if symbol else 0
        if 0 <= address - image < WINDOW_BYTES:
            return word(address + 8)
    raise gdb.GdbError("The program has been stripped of its symbols.")


Shrimp()
