"""The page's port from a service manager (socket activation), and a reload that ends no connection."""
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import unittest

from tests.support.lab import COLLECTOR, run, wait_for


class PageSocket(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-socket-")
        self.addCleanup(folder.cleanup)
        self.dir = pathlib.Path(folder.name) / "collector"
        run(COLLECTOR, "init", self.dir, "--lab", "--k", 1)

    def serve(self, listener):
        """As systemd does it: the socket is descriptor 3, and two variables say so."""
        words = ["/bin/sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh", str(COLLECTOR), "serve", "--dir", str(self.dir)]
        child = subprocess.Popen(words, env={**os.environ, "LISTEN_FDS": "1"}, stderr=subprocess.PIPE, text=True,
                                 pass_fds=(3,), preexec_fn=lambda: os.dup2(listener.fileno(), 3, inheritable=True))
        self.addCleanup(child.stderr.close)
        return child

    def end(self, child):
        child.terminate()
        self.assertEqual(0, child.wait(30))

    def test_a_restart_refuses_nobody(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
            first = self.serve(listener)
            wait_for("the page", lambda: (self.dir / "run/endpoints.json").exists())
            self.assertEqual(f"http://127.0.0.1:{port}", json.loads((self.dir / "run/endpoints.json").read_text())["web"])
            self.assertEqual(200, self.ask(port))
            self.end(first)
            waiting = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            waiting.request("GET", "/healthz")  # nobody serves now: the port holds it
            second = self.serve(listener)
            self.assertEqual(200, waiting.getresponse().status)
            waiting.close()
            self.end(second)

    @staticmethod
    def ask(port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status
        finally:
            connection.close()

    def test_plain_http_is_refused_on_an_inherited_address_too(self):
        with socket.create_server(("0.0.0.0", 0)) as listener:
            child = self.serve(listener)
            self.assertNotEqual(0, child.wait(30))
            self.assertIn("loopback", child.stderr.read())

    def test_a_reload_ends_no_connection(self):
        child = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.dir)], stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, child)
        wait_for("the page", lambda: (self.dir / "run/endpoints.json").exists())
        host = json.loads((self.dir / "run/endpoints.json").read_text())["web"].removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=20)
        self.addCleanup(connection.close)
        connection.connect()
        before = connection.sock.getsockname()
        for _ in range(3):
            connection.request("GET", "/api/v1/version")
            answer = connection.getresponse()
            self.assertEqual(200, answer.status)
            self.assertIn("version", json.loads(answer.read()))
            child.send_signal(signal.SIGHUP)
        self.assertEqual(before, connection.sock.getsockname())


if __name__ == "__main__":
    unittest.main()
