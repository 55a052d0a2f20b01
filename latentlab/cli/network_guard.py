"""Refuses and counts every attempt of Python code to reach the network, from the moment it is set up."""

import sys

_WATCHED = (
    "socket.connect",
    "socket.sendto",
    "socket.sendmsg",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.gethostbyname",
)


class NetworkGuard:
    """An audit hook, which Python offers no way to remove: for a process that ends after its test.

    Sockets of this machine alone (named by a path) are let through, as a display may need them.
    """

    def __init__(self) -> None:
        self.attempts: list[str] = []
        self._active = True
        sys.addaudithook(self._judge)

    def rest(self) -> None:
        """Let everything through again."""
        self._active = False

    def _judge(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._active or event not in _WATCHED:
            return
        address = arguments[0] if event.startswith("socket.get") else arguments[1]
        if isinstance(address, (str, bytes)) and not event.startswith("socket.get"):
            return
        self.attempts.append(f"{event} {address}")
        raise OSError(f"the self-test refuses {event} {address}")
