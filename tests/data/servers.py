#!/usr/bin/env python3
"""The servers and clients that make_captures.py lets talk to each other.

  servers.py serve KEY CERTIFICATE     DNS on 53, HTTP on 80, an HTTP proxy on 3128, TLS on 443 and 8443, on all addresses
  servers.py ask-tcp SERVER NAME…      asks DNS questions over TCP, two in one segment
  servers.py work SERVER PORT NAME=SECOND,…   keeps a TLS connection to each name and posts 6 kB at the given seconds
"""
import select
import socket
import socketserver
import ssl
import struct
import sys
import threading
import time

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n"
POST_OCTETS = 6000


def dns_answer(query):
    """An A record 10.77.0.2 for questions of type A, no record for others."""
    end = query.index(b"\0", 12) + 5
    question = query[12:end]
    is_a = question[-4:-2] == b"\0\1"
    record = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + socket.inet_aton("10.77.0.2")
    return query[:2] + b"\x81\x80\0\1" + struct.pack(">H", is_a) + b"\0\0\0\0" + question + (record if is_a else b"")


def serve_dns():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("0.0.0.0", 53))
    while True:
        query, peer = sock.recvfrom(2048)
        sock.sendto(dns_answer(query), peer)


class DnsOverTcp(socketserver.StreamRequestHandler):
    def handle(self):
        while len(head := self.rfile.read(2)) == 2:
            answer = dns_answer(self.rfile.read(struct.unpack(">H", head)[0]))
            self.wfile.write(struct.pack(">H", len(answer)) + answer)


class Http(socketserver.StreamRequestHandler):
    def handle(self):
        self.connection.settimeout(10)
        if self.rfile.readline():
            while self.rfile.readline().strip():
                pass
            self.wfile.write(PAGE)


class Proxy(socketserver.StreamRequestHandler):
    """CONNECT goes to the TLS server beside it; anything else is answered here."""

    def handle(self):
        line = self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        if not line.startswith(b"CONNECT"):
            self.wfile.write(PAGE)
            return
        self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with socket.create_connection(("127.0.0.1", 443)) as far:
            pipe(self.connection, far)


def pipe(near, far):
    while True:
        ready, _, _ = select.select([near, far], [], [], 10)
        if not ready:
            return
        for sock in ready:
            piece = sock.recv(65536)
            if not piece:
                return
            (far if sock is near else near).sendall(piece)


class Tls(socketserver.BaseRequestHandler):
    """Answers each request of a connection; a body is read and thrown away."""

    def handle(self):
        try:
            with CONTEXT.wrap_socket(self.request, server_side=True) as stream:
                stream.settimeout(90)
                with stream.makefile("rwb") as lines:
                    while lines.readline():
                        length = 0
                        while header := lines.readline().strip():
                            if header.lower().startswith(b"content-length:"):
                                length = int(header.split(b":")[1])
                        lines.read(length)
                        lines.write(PAGE.replace(b"Connection: close\r\n", b""))
                        lines.flush()
        except (OSError, ssl.SSLError, ValueError):
            pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    address_family = socket.AF_INET6

    def server_bind(self):
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()


def serve(key, certificate):
    global CONTEXT
    CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    CONTEXT.load_cert_chain(certificate, key)
    threading.Thread(target=serve_dns, daemon=True).start()
    for port, handler in ((53, DnsOverTcp), (80, Http), (3128, Proxy), (8443, Tls)):
        threading.Thread(target=Server(("::", port), handler).serve_forever, daemon=True).start()
    Server(("::", 443), Tls).serve_forever()


def ask_tcp(server, names):
    queries = b""
    for number, name in enumerate(names, 1):
        labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
        query = struct.pack(">HHHHHH", number, 0x0100, 1, 0, 0, 0) + labels + b"\0\0\1\0\1"
        queries += struct.pack(">H", len(query)) + query
    with socket.create_connection((server, 53)) as sock:
        sock.sendall(queries)
        sock.settimeout(5)
        while len(sock.recv(4096)) == 4096:
            pass


def work(server, port, plan):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    begun = time.monotonic()

    def visit(name, moments):
        raw = socket.create_connection((server, port))
        with context.wrap_socket(raw, server_hostname=name) as stream:
            for moment in moments:
                time.sleep(max(0.0, begun + moment - time.monotonic()))
                head = f"POST /save HTTP/1.1\r\nHost: {name}\r\nContent-Length: {POST_OCTETS}\r\n\r\n"
                stream.sendall(head.encode() + bytes(POST_OCTETS))
                stream.recv(4096)

    threads = []
    for part in plan:
        name, _, moments = part.partition("=")
        threads.append(threading.Thread(target=visit, args=(name, [int(moment) for moment in moments.split(",")])))
        threads[-1].start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(*sys.argv[2:])
    elif sys.argv[1] == "ask-tcp":
        ask_tcp(sys.argv[2], sys.argv[3:])
    else:
        work(sys.argv[2], int(sys.argv[3]), sys.argv[4:])
