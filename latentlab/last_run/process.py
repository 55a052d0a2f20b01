"""Tells whether a process still lives, also where its number has gone to another one since."""

import os
import socket
import struct
import sys
from contextlib import suppress
from pathlib import Path

_LARGEST_NUMBER = 2**31 - 1


def birth_of(pid: int) -> str | None:
    """When the process began, in the system's own words: the same as long as it lives, another for the next.

    None where there is no such process; empty where it lives, but the system does not tell since when.
    """
    if not 0 < pid <= _LARGEST_NUMBER:
        return None
    try:
        return _birth_of(pid)
    except (ProcessLookupError, FileNotFoundError):
        return None
    except (OSError, ValueError, IndexError, AttributeError, struct.error):
        return ""


def lives(pid: int, birth: str) -> bool:
    """Whether the process that began at `birth` lives; an empty `birth` stands for any of that number."""
    found = birth_of(pid)
    return found is not None and (not found or not birth or found == birth)


def boot() -> str:
    """A name for the time since the machine was switched on; empty where the system has none."""
    with suppress(OSError, AttributeError):
        return _boot()
    return ""


def host() -> str:
    """The machine's name in its network: several may share one home."""
    return socket.gethostname()


if sys.platform == "win32":  # not verified: there was no Windows to run it on
    import ctypes
    from ctypes import wintypes

    _QUERY_LIMITED_INFORMATION, _STILL_ACTIVE, _NO_SUCH_PROCESS = 0x1000, 259, 87

    def _birth_of(pid: int) -> str:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = wintypes.HANDLE(kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid))
        if not handle:
            if ctypes.get_last_error() == _NO_SUCH_PROCESS:
                raise ProcessLookupError(pid)
            return ""
        try:
            status, times = wintypes.DWORD(), [wintypes.FILETIME() for _ in range(4)]
            kernel.GetExitCodeProcess(handle, ctypes.byref(status))
            if status.value != _STILL_ACTIVE:
                raise ProcessLookupError(pid)
            kernel.GetProcessTimes(handle, *(ctypes.byref(time) for time in times))
            return str(times[0].dwHighDateTime << 32 | times[0].dwLowDateTime)
        finally:
            kernel.CloseHandle(handle)

    def _boot() -> str:
        return ""

elif sys.platform == "darwin":  # not verified: there was no macOS to run it on
    import ctypes
    import ctypes.util

    _BSD_INFO, _SIZE, _STATUS_AT, _START_AT, _ZOMBIE = 3, 136, 4, 120, 5

    def _birth_of(pid: int) -> str:
        os.kill(pid, 0)  # asks, and does nothing
        system = ctypes.CDLL(ctypes.util.find_library("proc") or "/usr/lib/libproc.dylib")
        told = ctypes.create_string_buffer(_SIZE)
        if system.proc_pidinfo(pid, _BSD_INFO, ctypes.c_uint64(0), told, _SIZE) != _SIZE:
            return ""
        if struct.unpack_from("=I", told, _STATUS_AT)[0] == _ZOMBIE:
            raise ProcessLookupError(pid)
        return "{}.{:06}".format(*struct.unpack_from("=QQ", told, _START_AT))

    def _boot() -> str:
        system = ctypes.CDLL(None)
        told, size = ctypes.create_string_buffer(64), ctypes.c_size_t(64)
        failed = system.sysctlbyname(
            b"kern.bootsessionuuid", told, ctypes.byref(size), None, ctypes.c_size_t(0)
        )
        return "" if failed else told.value.decode("ascii", "replace")

else:

    def _birth_of(pid: int) -> str:
        if not Path("/proc/self/stat").exists():
            with suppress(PermissionError):  # it lives, and belongs to somebody else
                os.kill(pid, 0)  # asks, and does nothing
            return ""
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
        if fields[0] in ("Z", "X", "x"):  # dead, and only waiting to be heard of
            raise ProcessLookupError(pid)
        return fields[19]  # clock ticks from the boot to its start

    def _boot() -> str:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
