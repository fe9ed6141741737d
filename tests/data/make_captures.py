#!/usr/bin/env python3
"""Makes the captures of this folder: our own programs talking to our own servers between two network namespaces.

USAGE (as root)  make_captures.py [NAME…]
Needs openssl, curl, tcpdump, tshark, ethtool, chromium and ngtcp2's gtlsclient and gtlsserver.

The client's namespace resolves every name to the server's address by a DNS server of ours; nothing leaves the machine. The
link is a veth pair of MTU 1500 with segmentation offload off, so that a post-quantum ClientHello is split as it is on a
real wire. names.tsv is what tshark, an independent reader, finds in each file; the names that were asked for must be among
them. Application data is cut to its headers afterwards: the files hold handshakes whole, and the sizes of the rest.
"""
import contextlib
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CLIENT, SERVER = "desirepath-client", "desirepath-server"
CLIENT4, SERVER4, CLIENT6, SERVER6 = "10.77.0.1", "10.77.0.2", "fd77::1", "fd77::2"
WORK = {"docs.google.com": (1, 3, 18, 20, 40, 42), "app.slack.com": (2, 4, 11, 13, 28, 30, 47, 49),
        "www.notion.so": (5, 7, 22, 24), "miro.com": (9, 11, 36, 38), "trello.com": (12, 14, 44, 46),
        "www.figma.com": (16, 18, 52, 54), "chatgpt.com": (20, 22, 33, 35, 55, 57), "app.asana.com": (25, 27)}
FIELDS = {"tls": "tls.handshake.extensions_server_name", "dns": "dns.qry.name", "http": "http.host"}


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options)


def inside(space, *command):
    return ["ip", "netns", "exec", space, *command]


@contextlib.contextmanager
def network():
    """Two namespaces with a link between them, and the client's resolver pointing at the server."""
    resolver = pathlib.Path("/etc/netns") / CLIENT
    for space in (CLIENT, SERVER):
        subprocess.run(["ip", "netns", "del", space], capture_output=True)
    try:
        for space in (CLIENT, SERVER):
            run("ip", "netns", "add", space)
        run("ip", "link", "add", "dpc", "netns", CLIENT, "type", "veth", "peer", "name", "dps", "netns", SERVER)
        for space, link, four, six in ((CLIENT, "dpc", CLIENT4, CLIENT6), (SERVER, "dps", SERVER4, SERVER6)):
            run(*inside(space, "ip", "link", "set", "lo", "up"))
            run(*inside(space, "ethtool", "-K", link, "tso", "off", "gso", "off", "gro", "off"))
            run(*inside(space, "ip", "address", "add", four + "/24", "dev", link))
            run(*inside(space, "ip", "-6", "address", "add", six + "/64", "dev", link, "nodad"))
            run(*inside(space, "ip", "link", "set", link, "up"))
        resolver.mkdir(parents=True, exist_ok=True)
        (resolver / "resolv.conf").write_text(f"nameserver {SERVER4}\noptions attempts:1\n")
        yield
    finally:
        for space in (CLIENT, SERVER):
            subprocess.run(["ip", "netns", "del", space], capture_output=True)
        shutil.rmtree(resolver, ignore_errors=True)


@contextlib.contextmanager
def program(space, *command):
    process = subprocess.Popen(inside(space, *command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


@contextlib.contextmanager
def capture(path, link="dpc"):
    dump = subprocess.Popen(inside(CLIENT, "tcpdump", "-i", link, "--immediate-mode", "-U", "-s", "0", "-w", str(path), "-q",
                                   "port 443 or port 53 or port 80 or port 3128 or port 8443"),
                            stderr=subprocess.PIPE, text=True)
    for line in dump.stderr:
        if "listening on" in line:
            break
    try:
        yield
        time.sleep(0.3)  # the last packets of closing connections
    finally:
        dump.terminate()
        dump.wait(10)


def cut(path):
    """Keeps of application data no more than its headers; handshakes, DNS and HTTP stay whole."""
    octets = path.read_bytes()
    out, at = [octets[:24]], 24
    while at + 16 <= len(octets):
        seconds, micros, captured, wire = struct.unpack_from("<IIII", octets, at)
        frame = octets[at + 16:at + 16 + captured]
        keep = kept(frame)
        out += [struct.pack("<IIII", seconds, micros, keep, wire), frame[:keep]]
        at += 16 + captured
    path.write_bytes(b"".join(out))


def kept(frame):
    offset = 18 if frame[12:14] == b"\x81\x00" else 14
    six = frame[offset - 2:offset] == b"\x86\xdd"
    protocol = frame[offset + 6] if six else frame[offset + 9]
    transport = offset + (40 if six else (frame[offset] & 15) * 4)
    if protocol == 17:  # QUIC short headers
        return transport + 16 if frame[transport + 8:transport + 9] and not frame[transport + 8] & 0x80 and \
            443 in struct.unpack_from(">HH", frame, transport) else len(frame)
    payload = transport + (frame[transport + 12] >> 4) * 4
    ports = struct.unpack_from(">HH", frame, transport)
    if not {443, 8443, 3128} & set(ports) or frame[payload:payload + 1] in (b"\x16", b"C", b"G", b"H", b""):
        return len(frame)
    hello_rest = ports[1] == 443 and frame[payload:payload + 3] != b"\x17\x03\x03" and len(frame) < 1200
    return len(frame) if hello_rest else min(len(frame), payload + 5)


def curl(*arguments):
    subprocess.run(inside(CLIENT, "curl", "-s", "-k", "-m", "10", "-o", "/dev/null", *arguments), check=False)


def browse(*urls, quic=False):
    """Chromium opens each page and closes; nothing in the background may go to the network."""
    for url in urls:
        profile = tempfile.mkdtemp()
        host = url.split("/")[2]
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--no-first-run",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
                 "--disable-default-apps", "--ignore-certificate-errors", "--timeout=3000", "--dump-dom",
                 f"--host-resolver-rules=MAP {host} {SERVER4},MAP * ~NOTFOUND",
                 "--disable-features=OptimizationHints,MediaRouter,AsyncDns"]
        if quic:
            flags += ["--enable-quic", f"--origin-to-force-quic-on={host}:443"]
        subprocess.run(inside(CLIENT, "timeout", "15", "chromium", *flags, url), capture_output=True)
        shutil.rmtree(profile, ignore_errors=True)


def make_tls():
    with capture(HERE / "captures/tls.pcap"):
        for name in ("docs.google.com", "app.slack.com", "eu.wetransfer.com"):
            curl("--http2", f"https://{name}/")
        curl("--tls-max", "1.2", "https://legacy.dropbox.com/")
        curl("-6", "https://www.figma.com/", "--resolve", f"www.figma.com:443:[{SERVER6}]")
    return ["docs.google.com", "app.slack.com", "eu.wetransfer.com", "legacy.dropbox.com", "www.figma.com"]


def make_split_hello():
    with capture(HERE / "captures/split-hello.pcap"):
        browse("https://www.notion.so/", "https://miro.com/")
    return ["www.notion.so", "miro.com"]


def make_quic():
    with capture(HERE / "captures/quic.pcap"):
        browse("https://drive.google.com/", quic=True)
        for name in ("www.youtube.com", "calendar.google.com"):
            subprocess.run(inside(CLIENT, "timeout", "5", "gtlsclient", "-q", "--exit-on-all-streams-close", name, "443",
                                   f"https://{name}/"), capture_output=True)
    return ["drive.google.com", "www.youtube.com", "calendar.google.com"]


def make_dns():
    with capture(HERE / "captures/dns.pcap"):
        for name in ("trello.com", "api.trello.com", "files.slack.com"):
            curl(f"http://{name}/")
        run(*inside(CLIENT, sys.executable, str(HERE / "servers.py"), "ask-tcp", SERVER4, "zoom.us", "us02web.zoom.us"))
    return ["trello.com", "api.trello.com", "files.slack.com", "zoom.us", "us02web.zoom.us"]


def make_proxy():
    with capture(HERE / "captures/proxy.pcap"):
        curl("-x", f"http://{SERVER4}:3128", "https://www.canva.com/")
        curl("-x", f"http://{SERVER4}:3128", "http://plain.example.org/page")
    return ["www.canva.com", "plain.example.org"]


def make_work():
    with capture(HERE / "captures/work.pcap"):
        plan = [f"{name}={','.join(map(str, moments))}" for name, moments in WORK.items()]
        run(*inside(CLIENT, sys.executable, str(HERE / "servers.py"), "work", SERVER4, "8443", *plan), timeout=120)
    return list(WORK)


MAKERS = {"tls": make_tls, "split-hello": make_split_hello, "quic": make_quic, "dns": make_dns, "proxy": make_proxy,
          "work": make_work}


def names_in(path):
    """What tshark reads: (source, name) pairs."""
    found = set()
    for source, field in FIELDS.items():
        shown = run("tshark", "-r", str(path), "-d", "tcp.port==8443,tls", "-T", "fields", "-E", "occurrence=a", "-e", "udp.port",
                    "-e", field).stdout
        for line in shown.splitlines():
            ports, _, names = line.partition("\t")
            kind = "quic" if source == "tls" and ports else source
            found |= {(kind, name.split(":")[0].lower()) for name in names.split(",") if name}
    return found


def main():
    wanted = sys.argv[1:] or list(MAKERS)
    (HERE / "captures").mkdir(exist_ok=True)
    rows = {}
    table = HERE / "names.tsv"
    if table.exists():
        for line in table.read_text().splitlines()[1:]:
            name, source, host = line.split("\t")
            rows.setdefault(name, set()).add((source, host))
    with network(), tempfile.TemporaryDirectory() as folder:
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
            "/CN=server.example", "-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem")
        pair = [f"{folder}/key.pem", f"{folder}/certificate.pem"]
        with program(SERVER, sys.executable, str(HERE / "servers.py"), "serve", *pair), \
                program(SERVER, "gtlsserver", "-q", "::", "443", *pair), program(SERVER, "gtlsserver", "-q", "0.0.0.0", "443", *pair):
            time.sleep(1)  # three servers come up; the captures show if one did not
            for name in wanted:
                asked = MAKERS[name]()
                path = HERE / f"captures/{name}.pcap"
                cut(path)
                found = names_in(path)
                missing = set(asked) - {host for _, host in found}
                if missing:
                    raise SystemExit(f"{path.name}: tshark does not see {sorted(missing)}")
                rows[path.name] = found
                print(path.name, path.stat().st_size, sorted(found))
    lines = ["\t".join((name, *pair)) for name in sorted(rows) for pair in sorted(rows[name])]
    table.write_text("capture\tsource\tname\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
