"""A process takes away its own rights: memory, network, other programs; for good.

Linux on x86-64 and ARM64 gets a seccomp filter, https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import errno
import platform
import signal
import struct
import sys

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
SECCOMP_MODE_FILTER = 2
LOAD, EQUALS, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # instructions of classic BPF
ALLOW, DENY, KILL = 0x7FFF0000, 0x00050000 | errno.EACCES, 0x80000000
NUMBER, ARCHITECTURE = 0, 4  # offsets in struct seccomp_data
X32 = 0x40000000  # system calls of a second binary interface, not numbered as below

# socket, connect, accept, sendto, sendmsg, bind, listen, socketpair, accept4, sendmmsg, ptrace,
# execve, execveat, kill, io_uring_setup; fork and vfork where they exist
DENIED = {
    "x86_64": (0xC000003E, "41 42 43 44 46 49 50 53 288 307 101 59 322 62 425 57 58"),
    "aarch64": (0xC00000B7, "198 203 202 206 211 200 201 199 242 269 117 221 281 129 425"),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def confine(memory: int) -> bool:
    """Take rights away from this process and its threads to come; call it before any starts.

    Args:
        memory: bytes of address space.

    Returns:
        Whether the kernel refuses network and other programs from now on.
    """
    _limit(memory)
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return _filter(libc)


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has none
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))


def _filter(libc: ctypes.CDLL) -> bool:
    known = DENIED.get(platform.machine())
    if known is None:
        return False
    code = _instructions(known[0], tuple(map(int, known[1].split())))
    program = _Program(len(code) // 8, code)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0):
        return False
    return bool(libc.socket(2, 1, 0) == -1 and ctypes.get_errno() == errno.EACCES)


def _instructions(architecture: int, denied: tuple[int, ...]) -> bytes:
    """Return a filter: another architecture is killed, the denied calls fail, all else passes."""
    steps = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUALS, 1, 0, architecture),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, len(denied) + 1, 0, X32),
    ]
    steps += [(EQUALS, len(denied) - place, 0, number) for place, number in enumerate(denied)]
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, DENY)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
