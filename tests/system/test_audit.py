"""The audit chain of the real program: recomputed from an export without it, and tampering found by `verify` and on the page."""
import datetime
import hashlib
import json
import pathlib
import signal
import sqlite3
import subprocess
import tempfile
import unittest

from tests.support.lab import COLLECTOR, run, wait_for
from tests.support.person import Person


def recomputed(entry):
    """The hash of an exported entry by the recipe of collector/curation/audit_chain.h."""
    octets = bytes.fromhex(entry["previous"])
    at = int(datetime.datetime.fromisoformat(entry["at"].replace("Z", "+00:00")).timestamp())
    detail = json.dumps(entry["detail"], separators=(",", ":"), ensure_ascii=False)
    for text in (str(entry["number"]), str(at), entry["by"], entry["action"], entry["subject"], detail):
        octets += len(text.encode()).to_bytes(8, "little") + text.encode()
    return hashlib.blake2b(octets, digest_size=32).hexdigest()


class Audit(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-audit-")
        self.addCleanup(folder.cleanup)
        self.dir = pathlib.Path(folder.name) / "collector"
        run(COLLECTOR, "init", self.dir, "--lab")
        self.server = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.dir)],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.stop)
        endpoints = self.dir / "run/endpoints.json"
        self.web = json.loads(wait_for("the page", lambda: endpoints.exists() and endpoints.read_text()))["web"]

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        self.assertEqual(0, self.server.wait(20))

    def verify(self, *more, code=0):
        done = run(COLLECTOR, "verify", "--dir", self.dir, *more, code=code)
        return done.stdout + done.stderr

    def tamper(self, sql):
        with sqlite3.connect(self.dir / "curation.db") as database:
            database.executescript(sql)

    def exported(self):
        return [json.loads(line) for line in run(COLLECTOR, "audit", "export", "--dir", self.dir).stdout.splitlines()]

    def test_page_and_commands_write_one_chain_that_anybody_can_recompute(self):
        auditor = Person.of_role(self.web, self.dir, "auditor")
        admin = Person.of_role(self.web, self.dir, "admin")
        self.assertEqual(201, admin.ask("POST", "/api/v1/users", {"name": "nora", "role": "viewer"})[0])
        self.assertEqual(403, admin.ask("GET", "/api/v1/audit")[0])
        status, seen = auditor.ask("GET", "/api/v1/audit")
        self.assertEqual((200, True), (status, seen["chain"]["whole"]))
        self.assertEqual(["read-audit", "person-added", "sign-in-by-link", "link-made"],
                         [entry["action"] for entry in seen["entries"][:4]])
        entries = self.exported()
        self.assertEqual(list(range(1, len(entries) + 1)), [entry["number"] for entry in entries])
        previous = "0" * 64
        for entry in entries:
            self.assertEqual(previous, entry["previous"])
            self.assertEqual(recomputed(entry), entry["hash"])
            previous = entry["hash"]
        said = self.verify()
        self.assertIn("whole, %d entries, head %d:%s" % (len(entries), len(entries), previous), said)
        self.assertIn("published tables", said)
        status, lines = auditor.ask("GET", "/api/v1/audit/export?after=%d" % (len(entries) - 1))
        self.assertEqual(entries[-1]["hash"], json.loads(lines.splitlines()[0])["hash"])

    def test_what_a_command_changes_stands_in_the_chain(self):
        run(COLLECTOR, "token", "create", "--uses", "2", "--dir", self.dir)
        token = run(COLLECTOR, "token", "list", "--dir", self.dir).stdout.splitlines()[1].split()[0]
        run(COLLECTOR, "token", "revoke", token, "--dir", self.dir)
        run(COLLECTOR, "policy", "withdraw", "--key", self.dir / "policy/admin.key", "--dir", self.dir)
        run(COLLECTOR, "token", "revoke", "nothing", "--dir", self.dir, code=1)
        self.assertEqual([("join-token-made", ""), ("join-token-revoked", token), ("policy-withdrawn", "")],
                         [(entry["action"], entry["subject"]) for entry in self.exported()[-3:]])
        self.assertEqual(2, self.exported()[-3]["detail"]["devices"])

    def test_a_changed_removed_moved_inserted_or_cut_chain_is_found(self):
        for name in ("ann", "bea", "cat", "dan"):
            run(COLLECTOR, "user", "add", name, "--role", "viewer", "--dir", self.dir)
        noted = self.verify().split("head ")[1].split()[0]
        number = int(noted.split(":")[0])
        with sqlite3.connect(self.dir / "curation.db") as database:
            rows = database.execute("SELECT * FROM audit ORDER BY number").fetchall()
            head = database.execute("SELECT * FROM audit_head").fetchall()

        def restore():
            with sqlite3.connect(self.dir / "curation.db") as kept:
                kept.execute("DELETE FROM audit")
                kept.execute("DELETE FROM audit_head")
                kept.executemany("INSERT INTO audit VALUES (?,?,?,?,?,?,?,?)", rows)
                kept.executemany("INSERT INTO audit_head VALUES (?,?,?)", head)

        for sql, wanted in (
                ("UPDATE audit SET subject = 'eve' WHERE number = 2", "entry 2 was changed"),
                ("DELETE FROM audit WHERE number = 2", "entry 2 is missing"),
                ("UPDATE audit SET number = 99 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3;"
                 "UPDATE audit SET number = 3 WHERE number = 99", "entry 2 does not follow"),
                ("UPDATE audit SET number = -number WHERE number > 2; UPDATE audit SET number = 1 - number WHERE number < 0;"
                 "INSERT INTO audit SELECT 3, at, 'eve', action, subject, detail, hash, hash FROM audit WHERE number = 2", "entry 3"),
                ("DELETE FROM audit WHERE number = %d" % number, "entry %d is missing at the end" % number)):
            self.tamper(sql)
            self.assertIn(wanted, self.verify(code=1), sql)
            restore()
            self.assertIn("whole", self.verify("--noted", noted))
        self.tamper("DELETE FROM audit WHERE number > 2; UPDATE audit_head SET number = 2, hash = (SELECT hash FROM audit WHERE number = 2)")
        self.assertIn("whole", self.verify(), "by itself nothing is to be seen")
        self.assertIn("was noted and is missing", self.verify("--noted", noted, code=1))
        self.assertIn("a noted head is", self.verify("--noted", "x", code=2))


if __name__ == "__main__":
    unittest.main()
