"""The programs whose logs `ingest` reads, as Debian ships them: each on a free port of loopback, in a folder of its own."""
import os
import pathlib
import socket
import subprocess
import threading

from tests.support.dns_question import free_port, question
from tests.support.installed import program
from tests.support.lab import wait_for

PROGRAMS = {"dnsmasq": "dnsmasq", "unbound": "unbound", "bind": "named", "squid": "squid"}


class Server:
    """One of them, running; `log` is what it writes."""

    def __init__(self, name, folder):
        self.folder = pathlib.Path(folder)
        os.chmod(self.folder, 0o777)  # they become accounts of their own
        self.log = self.folder / "log"
        self.log.touch()
        os.chmod(self.log, 0o666)
        self.port = free_port(socket.SOCK_STREAM if name == "squid" else socket.SOCK_DGRAM)
        words = getattr(self, name)()
        with open(self.folder / "errors", "wb") as errors:
            self.child = subprocess.Popen([program(PROGRAMS[name]), *map(str, words)], cwd=self.folder, stdin=subprocess.DEVNULL,
                                          stdout=subprocess.DEVNULL, stderr=errors)

    def close(self):
        self.child.terminate()
        try:
            self.child.wait(20)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait(20)

    def conf(self, text):
        path = self.folder / "conf"
        path.write_text(text)
        os.chmod(path, 0o644)
        return path

    def dnsmasq(self):
        return ["--keep-in-foreground", "--conf-file=/dev/null", f"--port={self.port}", "--listen-address=127.0.0.1", "--bind-interfaces",
                "--no-resolv", "--no-hosts", "--address=/#/192.0.2.1", "--log-queries", f"--log-facility={self.log}", "--user=root",
                f"--pid-file={self.folder}/pid"]

    def unbound(self):
        conf = self.conf(f"""server:
  interface: 127.0.0.1@{self.port}
  do-daemonize: no
  chroot: ""
  username: ""
  pidfile: "{self.folder}/pid"
  directory: "{self.folder}"
  use-syslog: no
  logfile: "{self.log}"
  log-queries: yes
  local-zone: "." redirect
  local-data: ". A 192.0.2.1"
""")
        return ["-d", "-c", conf]

    def bind(self):
        conf = self.conf(f"""options {{
  directory "{self.folder}"; pid-file none; session-keyfile none; listen-on port {self.port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
  recursion no; allow-query {{ any; }}; dnssec-validation no; managed-keys-directory "{self.folder}";
}};
controls {{ }};
logging {{
  channel asked {{ file "{self.log}"; print-time yes; print-category yes; print-severity yes; }};
  category queries {{ asked; }};
}};
""")
        return ["-f", "-4", "-c", conf]

    def squid(self):
        (self.folder / "hosts").write_text("127.0.0.1 docs.google.com\n")
        conf = self.conf(f"""http_port 127.0.0.1:{self.port}
pid_filename {self.folder}/pid
cache_log {self.folder}/cache.log
cache deny all
hosts_file {self.folder}/hosts
http_access allow all
shutdown_lifetime 0 seconds
logformat desirepath %ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %>st
access_log stdio:{self.log} desirepath
logfile_rotate 0
buffered_logs off
coredump_dir {self.folder}
""")
        return ["-N", "-f", conf]

    def ask(self, name):
        """A question, asked until it stands in the log."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.connect(("127.0.0.1", self.port))
            client.settimeout(0.2)

            def asked():
                assert self.child.poll() is None, (self.folder / "errors").read_text()
                try:
                    client.send(question(name))
                    client.recv(512)
                except OSError:
                    pass
                return name in self.log.read_text(errors="replace")
            wait_for("the question in the log", asked)

    def tunnel(self, name, octets, peer):
        """A CONNECT through the proxy to `peer`, which takes `octets` and answers as many."""
        def connected():
            assert self.child.poll() is None, (self.folder / "errors").read_text()
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=10)
            except OSError:
                return None
        with wait_for("the proxy", connected) as client:
            client.sendall(b"CONNECT %s:%d HTTP/1.1\r\nHost: %s\r\n\r\n" % (name.encode(), peer.port, name.encode()))
            answer = client.recv(4096)
            assert b" 200 " in answer, answer
            client.sendall(bytes(octets))
            left = octets
            while left:
                got = len(client.recv(65536))
                assert got, "the tunnel broke off"
                left -= got


class Echo:
    """A peer behind the proxy: gives back what it gets."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.echo, args=(peer,), daemon=True).start()

    @staticmethod
    def echo(peer):
        with peer:
            try:
                while octets := peer.recv(65536):
                    peer.sendall(octets)
            except OSError:
                pass

    def close(self):
        self.listener.close()
