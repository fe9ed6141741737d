"""A way to the gate that a test can cut: while it is cut nothing comes through and nobody is told, as on a network that is gone."""
import contextlib
import select
import socket
import threading


class WireCut:
    """Listens on a free port of loopback (`address`) and passes octets to `target` (HOST:PORT) and back."""

    def __init__(self, target):
        self.target = target
        self.whole = threading.Event()
        self.whole.set()
        self.ends = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self.listener.getsockname()[1]
        self.passed = 0  # connections
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self):
        self.whole.clear()

    def mend(self):
        self.whole.set()

    def close(self):
        self.ends = True
        self.whole.set()
        self.listener.close()

    def _listen(self):
        while not self.ends:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client):
        with client, contextlib.suppress(OSError):
            self.whole.wait()  # the answer to its SYN was this listener's; nothing more comes while it is cut
            self.passed += 1
            host, port = self.target.rsplit(":", 1)
            with socket.create_connection((host, int(port)), timeout=10) as gate:
                other = {client: gate, gate: client}
                while not self.ends:
                    for end in select.select([client, gate], [], [], 0.2)[0]:
                        octets = end.recv(65536)
                        if not octets:
                            return
                        self.whole.wait()
                        other[end].sendall(octets)
