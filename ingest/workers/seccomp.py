"""The system calls that a reading process may not make: a filter that the kernel runs before each of them.

What is refused fails with EPERM, and what is newer than this list with ENOSYS, so that libraries go on as
on an older kernel. Numbers: Linux's ``unistd.h`` of x86-64 and of the generic table (aarch64).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

ARCHITECTURES = {"x86_64": (0xC000_003E, 0), "aarch64": (0xC000_00B7, 1)}
"""``uname -m``: AUDIT_ARCH, column in the tables."""
SET_MODE_FILTER, THREADS_AND_SPEC_ALLOW = 1, 0b101
SECCOMP = (317, 277)

REFUSED: dict[str, tuple[int | None, int | None]] = {
    # connections
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "listen": (50, 201), "accept": (43, 202), "accept4": (288, 242), "sendto": (44, 206),
    "sendmmsg": (307, 269), "recvmmsg": (299, 243),
    # programs and other processes
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "migrate_pages": (256, 238), "move_pages": (279, 239),
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semctl": (66, 191), "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189),
    "msgrcv": (70, 188), "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    "setpriority": (141, 140), "ioprio_set": (251, 30), "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119), "sched_setaffinity": (203, 122), "sched_setattr": (314, 274),
    # memory that no limit counts
    "memfd_create": (319, 279),
    # changes to files and folders, by path or by descriptor
    "creat": (85, None), "link": (86, None), "linkat": (265, 37), "symlink": (88, None),
    "symlinkat": (266, 36), "rename": (82, None), "renameat": (264, 38), "renameat2": (316, 276),
    "unlink": (87, None), "unlinkat": (263, 35), "mkdir": (83, None), "mkdirat": (258, 34),
    "rmdir": (84, None), "mknod": (133, None), "mknodat": (259, 33), "truncate": (76, 45),
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "chown": (92, None),
    "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54), "utime": (132, None),
    "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88), "setxattr": (188, 5),
    "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15),
    "fremovexattr": (199, 16), "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262), "fanotify_mark": (301, 263), "io_setup": (206, 0), "io_submit": (209, 2),
    # other users, other views of the system
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143),
    "setresuid": (117, 147), "setresgid": (119, 149), "setgroups": (116, 159), "setfsuid": (122, 151),
    "setfsgid": (123, 152), "capset": (126, 91), "setpgid": (109, 154), "setsid": (112, 157),
    "personality": (135, 92), "unshare": (272, 97), "setns": (308, 268), "chroot": (161, 51),
    "pivot_root": (155, 41), "mount": (165, 40), "umount2": (166, 39), "swapon": (167, 224),
    "swapoff": (168, 225), "quotactl": (179, 60), "acct": (163, 89),
    # the kernel itself
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "sethostname": (170, 161),
    "setdomainname": (171, 162), "settimeofday": (164, 170), "clock_settime": (227, 112),
    "clock_adjtime": (305, 266), "adjtimex": (159, 171), "syslog": (103, 116), "vhangup": (153, 58),
    "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None), "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42),
}  # fmt: skip
FIRST_COMMON = 424
"""From here on numbers are the same everywhere, and all but these are refused."""
COMMON_ALLOWED = {
    "close_range": 436, "faccessat2": 439, "epoll_pwait2": 441, "futex_waitv": 449, "cachestat": 451,
    "map_shadow_stack": 453, "futex_wake": 454, "futex_wait": 455, "futex_requeue": 456, "mseal": 462,
}  # fmt: skip
OPEN, OPENAT, CLONE = (2, None), (257, 56), (56, 220)
KILL, TGKILL, SENDMSG, PRLIMIT = (62, 129), (234, 131), (46, 211), (302, 261)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | 0o20000000
"""Ways to open a file that may change something (the last one is O_TMPFILE's own bit)."""
CLONE_THREAD = 0x1_0000

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, FAIL = 0x7FFF_0000, 0x0005_0000
NUMBER, ARCHITECTURE = 0, 4


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One instruction; ``yes`` and ``no`` count the instructions that are skipped."""
    return struct.pack("HBBI", code, yes, no, value)


def _argument(position: int) -> bytes:
    """Load the low half of an argument: those that are compared are 32 bits wide."""
    return _step(LOAD, 16 + 8 * position)


REFUSE = _step(RETURN, FAIL | errno.EPERM)


def _refuse(number: int | None) -> bytes:
    return b"" if number is None else _step(EQUAL, number, no=1) + REFUSE


def _refuse_unless(number: int | None, position: int, *allowed: int) -> bytes:
    """Refuse a call whose argument is none of the allowed ones."""
    tests = [_step(EQUAL, value, yes=len(allowed) - at) for at, value in enumerate(allowed)]
    return _when(number, _argument(position) + b"".join(tests) + REFUSE)


def _refuse_bits(number: int | None, position: int, bits: int, *, wanted: bool) -> bytes:
    """Refuse a call whose argument has any of the bits, or (``wanted``) has none of them."""
    test = _step(ANY_BIT, bits, yes=1) if wanted else _step(ANY_BIT, bits, no=1)
    return _when(number, _argument(position) + test + REFUSE)


def _when(number: int | None, steps: bytes) -> bytes:
    """Steps for one call; afterwards the number is loaded again."""
    return b"" if number is None else _step(EQUAL, number, no=len(steps) // 8) + steps + _step(LOAD, NUMBER)


def program(architecture: int, column: int, line: int, pid: int) -> bytes:
    """The filter of a process that may write to the socket ``line`` and signal itself alone."""
    parts = [
        _step(LOAD, ARCHITECTURE), _step(EQUAL, architecture, yes=1), REFUSE, _step(LOAD, NUMBER),
        _step(AT_LEAST, FIRST_COMMON, no=len(COMMON_ALLOWED) + 2),
        *(_step(EQUAL, n, yes=len(COMMON_ALLOWED) - at) for at, n in enumerate(COMMON_ALLOWED.values())),
        _step(RETURN, FAIL | errno.ENOSYS),
        _step(RETURN, ALLOW),
        _refuse_bits(OPEN[column], 1, WRITING, wanted=False),
        _refuse_bits(OPENAT[column], 2, WRITING, wanted=False),
        _refuse_bits(CLONE[column], 0, CLONE_THREAD, wanted=True),
        _refuse_unless(KILL[column], 0, pid), _refuse_unless(TGKILL[column], 0, pid),
        _refuse_unless(SENDMSG[column], 0, line), _refuse_unless(PRLIMIT[column], 0, 0, pid),
        *(_refuse(numbers[column]) for numbers in REFUSED.values()),
        _step(RETURN, ALLOW),
    ]  # fmt: skip
    return b"".join(parts)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def install(line: int) -> None:
    """Refuse these calls to this process from now on. Raises OSError where there is no such filter."""
    if platform.machine() not in ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no filter for {platform.machine()}")
    architecture, column = ARCHITECTURES[platform.machine()]
    steps = program(architecture, column, line, os.getpid())
    filled = _Program(len(steps) // 8, steps)
    call = ctypes.CDLL(None, use_errno=True).syscall
    numbers = (SECCOMP[column], SET_MODE_FILTER, THREADS_AND_SPEC_ALLOW)
    if call(*map(ctypes.c_long, numbers), ctypes.byref(filled)) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
