"""Must-act rules of the real program: two people with their own passwords, and block lists that the real servers read."""
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import unittest

from tests.support.dns_question import ask, free_port
from tests.support.installed import program
from tests.support.lab import COLLECTOR, run, wait_for
from tests.support.person import Person

PASSWORD = "a few good words"
WORDS = ["--words-en", "Use ours until the contract is there.", "--words-fi", "Käytä omaamme, kunnes sopimus on.",
         "--words-de", "Bis zum Vertrag unseres nehmen."]


class Rules(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-rules-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o755)  # squid's own account reads its configuration
        self.dir = self.folder / "collector"
        run(COLLECTOR, "init", self.dir, "--lab")
        server = self.start(COLLECTOR, "serve", "--dir", self.dir)
        endpoints = self.dir / "run/endpoints.json"
        self.web = json.loads(wait_for("the page", lambda: server.poll() is None and endpoints.exists() and endpoints.read_text()))["web"]
        for name, role in (("aino", "auditor"), ("berta", "auditor"), ("sofia", "staff-rep"), ("vera", "viewer")):
            self.person(name, role)

    def start(self, *words):
        child = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.end, child)
        return child

    @staticmethod
    def end(child):
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
        child.wait(30)

    def person(self, name, role):
        """Somebody with a password of the own, as the page makes them choose."""
        made = run(COLLECTOR, "user", "add", name, "--role", role, "--dir", self.dir).stdout
        one_time = made.splitlines()[0].rsplit(" ", 1)[1]
        refused = self.collector("rules", "withdraw", 1, "--as", name, "--reason", "too early", says=one_time, code=1).stderr
        self.assertIn("signs in on the page first", refused)
        person = Person(self.web, run(COLLECTOR, "user", "link", name, "--dir", self.dir).stdout)
        self.assertEqual(200, person.ask("PUT", "/api/v1/session/password", {"old_password": one_time, "new_password": PASSWORD})[0])

    def collector(self, *words, says=PASSWORD, code=0):
        return run(COLLECTOR, *words, "--dir", self.dir, code=code, input=says + "\n")

    def rule(self, *tools):
        """A rule that blocks these, drafted by one and approved by another."""
        named = [word for tool in tools for word in ("--tool", tool)]
        drafted = self.collector("rules", "draft", "--as", "aino", *named, *WORDS, "--legal-basis", "Works agreement 7", "--use-instead", "nextcloud",
                                 "--owner", "legal@example.test", "--blocks", "--days", 30).stdout
        number = drafted.split()[1]
        self.collector("rules", "approve", number, "--as", "berta")
        return number

    def exported(self, format_):
        path = self.folder / ("list." + format_)
        self.collector("rules", "export", "--format", format_, "--out", path)
        path.chmod(0o644)
        return path

    def test_two_people_with_their_own_passwords_and_nobody_else(self):
        drafting = ["rules", "draft", "--tool", "wetransfer", *WORDS, "--legal-basis", "Works agreement 7", "--owner", "legal", "--blocks"]
        self.assertIn("this is for the role auditor", self.collector(*drafting, "--as", "vera", code=1).stderr)
        self.collector(*drafting, "--as", "aino", says="not the password", code=1)
        self.assertIn("no rule was ever drafted", self.collector("rules", "list").stdout)
        self.assertIn("second person approves it", self.collector(*drafting, "--as", "aino").stdout)
        self.assertIn("ask a second person", self.collector("rules", "approve", 1, "--as", "aino", code=1).stderr)
        self.assertNotIn("wetransfer.com CNAME", self.exported("rpz").read_text())
        self.assertIn("approved by berta", self.collector("rules", "approve", 1, "--as", "berta").stdout)
        self.assertIn("wetransfer.com CNAME .", self.exported("rpz").read_text())
        listed = json.loads(self.collector("rules", "list", "--format", "json").stdout)["rules"]
        self.assertEqual([("approved", False)], [(one["state"], one["with_devices"]) for one in listed])
        # The staff side signs what was approved; another notice under its number is refused.
        draft = self.folder / "1.notice"
        self.collector("rules", "notice", 1, "--out", draft)
        run(COLLECTOR, "notice", "sign", draft, "--key", self.dir / "policy/staff.key")
        (self.dir / "policy/staff.key").rename(self.folder / "staff.key")
        self.assertIn("has not signed it", self.collector("rules", "hand-out", 1, "--as", "sofia", code=1).stderr)
        self.assertIn("with the devices", self.collector("rules", "hand-out", 1, draft, "--as", "sofia").stdout)
        self.collector(*drafting, "--as", "aino")
        self.collector("rules", "approve", 2, "--as", "berta")
        self.assertIn("another notice", self.collector("rules", "hand-out", 2, draft, "--as", "sofia", code=2).stderr)
        self.assertIn("Use ours", run(COLLECTOR, "notice", "list", "--dir", self.dir).stdout)
        self.collector("rules", "withdraw", 1, "--reason", "the contract came", "--as", "sofia")
        self.assertIn("no notice is with the devices", run(COLLECTOR, "notice", "list", "--dir", self.dir).stdout)
        deeds = [json.loads(line) for line in run(COLLECTOR, "audit", "export", "--dir", self.dir).stdout.splitlines()]
        said = [(one["by"], one["action"]) for one in deeds if one["action"].startswith(("rule", "notice"))]
        self.assertEqual([("aino", "rule-drafted"), ("berta", "rule-approved"), ("sofia", "notice-sent"), ("aino", "rule-drafted"),
                          ("berta", "rule-approved"), ("sofia", "rule-withdrawn")], said)

    def test_host_names_for_the_own_logs_take_both_sides(self):
        asked = ["tools", "handover", "wetransfer", "--case", "2027/14", "--basis", "GDPR 6(1)c, section 98"]
        first = self.collector(*asked, "--as", "aino")
        self.assertEqual("", first.stdout)
        self.assertIn("--as the staff representative", first.stderr)
        self.assertEqual("", self.collector(*asked, "--as", "aino").stdout)
        self.collector(*asked, "--as", "vera", code=1)
        names = self.collector(*asked, "--as", "sofia").stdout.split()
        self.assertIn("wetransfer.com", names)
        self.assertIn("*.we.tl", names)
        self.assertEqual(names, self.collector(*asked, "--as", "aino").stdout.split())
        self.assertEqual(2, self.collector(*asked[:3], "--case", "Maija M.", *asked[5:], "--as", "aino", code=2).returncode)

    def test_a_response_policy_zone_that_bind_takes_and_unbound_lives_by(self):
        self.rule("wetransfer", "microsoft-excel-online", "google-docs")
        zone = self.exported("rpz")
        checked = run(program("named-checkzone"), "-i", "none", "rpz.desirepath", zone)
        self.assertIn("OK", checked.stdout)
        port = free_port(socket.SOCK_DGRAM)
        known = ["www.example.test", "drive.google.com", "wetransfer.com.example.test"]
        settings = self.folder / "unbound.conf"
        settings.write_text('server:\n  interface: 127.0.0.1\n  port: %d\n  do-daemonize: no\n  chroot: ""\n  username: ""\n  directory: "%s"\n  pidfile: ""\n'
                            '  use-syslog: no\n  module-config: "respip iterator"\n%s' % (port, self.folder, "".join(
                                '  local-data: "%s. A 192.0.2.7"\n' % name for name in known)) +
                            'remote-control:\n  control-enable: no\nrpz:\n  name: rpz.desirepath\n  zonefile: "%s"\n' % zone)
        server = self.start(program("unbound"), "-d", "-c", settings)
        wait_for("unbound", lambda: server.poll() is None and ask(port, "www.example.test") is not None)
        for name in known:
            self.assertEqual((0, 1), ask(port, name), name)
        for name in ("wetransfer.com", "anything.below.wetransfer.com", "we.tl"):
            self.assertEqual((3, 0), ask(port, name), name)

    def test_squid_refuses_what_the_rule_names_and_passes_the_rest(self):
        self.rule("wetransfer", "microsoft-excel-online")
        port = free_port()
        settings = self.folder / "squid.conf"
        settings.write_text("http_port 127.0.0.1:%d\npid_filename none\naccess_log none\ncache_log %s\ncache_store_log none\ncoredump_dir /tmp\n"
                            "shutdown_lifetime 1 seconds\ndns_nameservers 127.0.0.1\nhosts_file none\nicp_port 0\nvisible_hostname test\n"
                            "include %s\nhttp_access allow all\n" % (port, "/dev/null", self.exported("squid")))
        parsed = run(program("squid"), "-k", "parse", "-f", settings)
        self.assertNotRegex(parsed.stderr, "ERROR|WARNING|FATAL")
        server = self.start(program("squid"), "-N", "-f", settings)

        def status(name):
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=20) as peer:
                    peer.sendall(b"CONNECT %s:443 HTTP/1.1\r\nHost: %s:443\r\n\r\n" % (name.encode(), name.encode()))
                    return peer.recv(64).split(b" ")[1]
            except (OSError, IndexError):
                return None
        wait_for("squid", lambda: server.poll() is None and status("wetransfer.com"))
        for name in ("wetransfer.com", "eu.wetransfer.com", "we.tl", "x-excel.officeapps.live.com"):
            self.assertEqual(b"403", status(name), name)
        for name in ("wetransfer.com.invalid", "notwetransfer.invalid", "x-word.officeapps.invalid"):
            self.assertNotEqual(b"403", status(name), name)

    def test_packet_filter_and_the_names_that_fill_it(self):
        self.rule("wetransfer")
        rules, names = self.exported("nftables"), self.exported("dnsmasq")
        # In a network of its own: what is checked touches nobody's filter.
        apart = ("unshare", "--net") if os.geteuid() == 0 else ("unshare", "--user", "--map-root-user", "--net")
        run(*apart, program("nft"), "-c", "-f", rules)
        listed = run(*apart, "sh", "-c", '"$0" -f "$1" && "$0" -f "$1" && "$0" list ruleset',
                     program("nft"), rules).stdout
        self.assertIn("ip daddr @refused4 ip daddr != @passed4 reject", listed)
        run(program("dnsmasq"), "--test", "--conf-file=%s" % names)
        self.assertIn("nftset=/wetransfer.com/", names.read_text())
        self.assertEqual([line for line in names.read_text().splitlines() if not line.startswith("#")],
                         [line[4:] for line in rules.read_text().splitlines() if line.startswith("#   ")])


if __name__ == "__main__":
    unittest.main()
