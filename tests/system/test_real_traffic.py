"""Real programs on a real wire: a browser, curl and openssl talk TLS 1.3 and HTTP/3 to servers in a namespace of the test.

Every name they ask for, and no other, is found live through the kernel's filter and in the capture that tcpdump made meanwhile.
Chromium offers a post-quantum key share: its hello is longer than a segment and than a datagram. tshark says which were split.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

from tests.support import network
from tests.support.lab import AGENT, ROOT, run, wait_for

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
MISSING = [word for word in (CHROMIUM, "curl", "openssl", "tcpdump", "tshark", "/usr/sbin/gtlsserver") if not shutil.which(word)]
WHY_NOT = network.why_not() or (MISSING and "not installed: " + " ".join(MISSING))
SERVER, SERVER6 = network.SERVER, "fd77::1"
PAGE = "<html><body>hello</body></html>"
DATAGRAM = 1300  # Chromium's Initials are 1,250 octets
# Of two links the card of one cuts segments (TSO): there a hello is captured whole. The other leaves that to the kernel.
CUTTING, PLAIN_CARD = "wifi", "cable"
CUT_BY_THE_KERNEL = """
import array, fcntl, socket, struct, sys
SIOCETHTOOL, ETHTOOL_STSO = 0x8946, 0x1F
value = array.array("I", [ETHTOOL_STSO, 0])
fcntl.ioctl(socket.socket(), SIOCETHTOOL, struct.pack("16sQ16x", sys.argv[1].encode(), value.buffer_info()[0]))
"""

SPLIT = ("split-one.example", "split-two.example")
WHOLE = ("whole.example",)
QUIC = ("quic-one.example", "quic-two.example", "quic-six.example")
PLAIN = ("curl-h2.example", "curl-six.example", "openssl.example")
DNS = ("asked-first.example", "asked-second.example")
ASKED = {("tls", name) for name in SPLIT + WHOLE + PLAIN} | {("quic", name) for name in QUIC} | {("dns", name) for name in DNS}


def names(lines):
    """What `observe` found, as {(source, name)}."""
    return {(record["source"], record["name"]) for record in map(json.loads, lines) if "source" in record}


def flows(lines):
    return [record for record in map(json.loads, lines) if "flow" in record]


@unittest.skipIf(WHY_NOT, WHY_NOT)
class RealTraffic(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-traffic-", ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.net = network.Network(answers=False)
        self.addCleanup(self.net.close)
        for link in (CUTTING, PLAIN_CARD):
            self.net.plug(link)
        for space, link, address in ((self.net.device, PLAIN_CARD, "fd77::2"), (self.net.world, "to-" + PLAIN_CARD, SERVER6)):
            self.net.ip("-n", space, "-6", "address", "add", address + "/64", "dev", link, "nodad")
        run(*self.net.inside(self.net.device, sys.executable, "-c", CUT_BY_THE_KERNEL, PLAIN_CARD))
        self.serve()

    def begin(self, space, *words, output="output"):
        """Starts a program whose output goes to a file, so that nothing waits for a pipe that a grandchild holds open."""
        with open(self.folder / output, "w") as out, open(self.folder / (output + ".said"), "w") as said:
            child = subprocess.Popen(self.net.inside(space, *words), stdin=subprocess.DEVNULL, stdout=out, stderr=said,
                                     start_new_session=True, cwd=self.folder)
        self.addCleanup(self.end, child, signal.SIGKILL)
        return child

    @staticmethod
    def end(child, how):
        try:
            os.killpg(child.pid, how)
        except ProcessLookupError:
            pass
        return child.wait(20)

    def complete(self, seconds, *words):
        """Runs a program in the device and returns its output; one that takes longer is ended, and all it started."""
        child = self.begin(self.net.device, *words)
        try:
            code = child.wait(seconds)
        finally:
            self.end(child, signal.SIGKILL)
        said = (self.folder / "output.said").read_text(errors="replace")
        self.assertEqual(0, code, f"{words}: {said[-2000:]}")
        return (self.folder / "output").read_text(errors="replace")

    def said(self, output):
        return (self.folder / output).read_text(errors="replace")

    def serve(self):
        (self.folder / "index.html").write_text(PAGE)
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
            "/CN=server.example", "-keyout", self.folder / "key.pem", "-out", self.folder / "certificate.pem")
        key = run("openssl", "x509", "-in", self.folder / "certificate.pem", "-pubkey", "-noout").stdout
        self.key_hash = run("sh", "-c", "openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | openssl base64", input=key).stdout.strip()
        self.begin(self.net.world, sys.executable, ROOT / "tests/data/servers.py", "serve", "key.pem", "certificate.pem", output="servers")
        for number, address in enumerate((SERVER, SERVER6)):
            self.begin(self.net.world, "/usr/sbin/gtlsserver", "-q", address, 443, "key.pem", "certificate.pem", output=f"quic-{number}")
        for kind, sockets in (("-tln", (":443", ":53")), ("-uln", (SERVER + ":443", f"[{SERVER6}]:443"))):
            wait_for(f"the servers on {sockets}", lambda: all(
                socket + " " in run(*self.net.inside(self.net.world, "ss", kind)).stdout for socket in sockets))

    def browse(self, name, address=SERVER, quic=False):
        """Chromium opens a page and ends; only this name leads anywhere, so nothing in its background is on the wire."""
        flags = [f"--origin-to-force-quic-on={name}:443", "--enable-quic"] if quic else ["--disable-quic"]
        with tempfile.TemporaryDirectory(dir=self.folder, ignore_cleanup_errors=True) as profile:
            shown = self.complete(
                60, CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
                "--disable-default-apps", "--disable-breakpad", "--disable-dev-shm-usage", "--timeout=20000", "--dump-dom",
                f"--ignore-certificate-errors-spki-list={self.key_hash}", "--disable-features=OptimizationHints,MediaRouter,AsyncDns",
                f"--host-resolver-rules=MAP {name} {address},MAP * ~NOTFOUND", *flags, f"https://{name}/index.html")
        self.assertIn("hello", shown, name)

    def talk(self):
        self.net.lead_everywhere(CUTTING)
        for name in WHOLE:
            self.browse(name)
        self.net.lead_everywhere(PLAIN_CARD)
        for name in SPLIT:
            self.browse(name)
        for name in QUIC:
            self.browse(name, f"[{SERVER6}]" if "six" in name else SERVER, quic=True)
        for name, address in (("curl-h2.example", SERVER), ("curl-six.example", f"[{SERVER6}]")):
            self.assertIn("hello", self.complete(30, "curl", "-sk", "--tlsv1.3", "--resolve", f"{name}:443:{address}",
                                                 f"https://{name}/"))
        self.assertIn("TLSv1.3", self.complete(30, "openssl", "s_client", "-tls1_3", "-connect", SERVER + ":443", "-servername",
                                               "openssl.example"))
        self.complete(30, sys.executable, ROOT / "tests/data/servers.py", "ask-tcp", SERVER, *DNS)

    def test_every_name_that_is_asked_for_and_no_other(self):
        captures = [self.folder / (link + ".pcap") for link in (CUTTING, PLAIN_CARD)]
        dumps = [self.begin(self.net.device, "tcpdump", "-i", path.stem, "--immediate-mode", "-U", "-s", 0, "-Z", "root", "-w", path,
                            output=path.stem) for path in captures]
        live = self.begin(self.net.device, AGENT, "observe", "--interface", CUTTING, "--interface", PLAIN_CARD, "--flows",
                          "--format", "jsonl", output="live")
        for path in captures:
            wait_for("tcpdump", lambda: "listening on" in self.said(path.stem + ".said"))
        wait_for("the interfaces", lambda: "Seccomp:\t2" in pathlib.Path(f"/proc/{live.pid}/status").read_text())
        self.talk()
        wait_for("the names, live", lambda: ASKED <= names(self.said("live").splitlines()[:-1]))
        self.assertEqual(0, self.end(live, signal.SIGINT))
        for dump in dumps:
            self.end(dump, signal.SIGINT)

        seen = self.said("live").splitlines()
        self.assertEqual(ASKED, names(seen))
        self.assertIn("dropped by the kernel 0", self.said("live.said"))
        self.assertEqual([], [flow for flow in flows(seen) if flow["name_source"] == "none" and ":443" in flow["flow"]["server"]])
        for words in ((), ("--kernel-filter",)):
            self.assertEqual(ASKED, names(run(AGENT, "observe", "--format", "jsonl", *words, *captures).stdout.splitlines()), words)
        self.assert_hellos_were_split(captures)

    def assert_hellos_were_split(self, captures):
        """By tshark: what this test is for did happen."""
        fields = ("tls.handshake.extensions_server_name", "tls.handshake.length", "tcp.segment.count", "udp.length")
        shown = "".join(run("tshark", "-r", capture, "-Y", "tls.handshake.type == 1", "-T", "fields",
                            *(word for field in fields for word in ("-e", field))).stdout for capture in captures)
        hellos = {}
        for name, length, parts, datagram in (line.split("\t") for line in shown.splitlines()):
            hellos.setdefault(name, []).append((int(length), int(parts or 1), int(datagram or 0)))
        for name in SPLIT:
            self.assertTrue(all(length > 1500 and parts > 1 for length, parts, _ in hellos[name]), hellos[name])
        for name in WHOLE:
            self.assertTrue(all(length > 1500 and parts == 1 for length, parts, _ in hellos[name]), hellos[name])
        for name in QUIC:
            self.assertTrue(all(length > 1500 > DATAGRAM > datagram > 0 for length, _, datagram in hellos[name]), hellos[name])


if __name__ == "__main__":
    unittest.main()
