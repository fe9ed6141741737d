"""Backup while frames arrive, restore elsewhere: nothing acknowledged before is lost, and nothing comes back that a freeze destroyed."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import unittest
import urllib.request
from unittest import mock

from tests.support.lab import COLLECTOR, Lab, run, wait_for

DEVICES = 400
SLOT, HEADER = 376, 32
CHUNK = 1 << 20


def organisation():
    return {"seed": 11, "weeks": 2, "k": 10,
            "departments": [{"name": "North", "devices": DEVICES // 2}, {"name": "South", "devices": DEVICES - DEVICES // 2}],
            "offered": [{"need": "team-chat", "tool": "microsoft-teams"}],
            "needs": [{"id": "a", "need": "ai-assistant", "cause": "absent", "affected": DEVICES // 2, "activity": 0.9,
                       "tools": ["chatgpt"], "onset_week": -4}]}


def entries(file):
    with sqlite3.connect("file:%s?mode=ro" % file, uri=True) as archive:
        return {name: bool(wrapped) for name, wrapped in archive.execute("SELECT name, length(wrapped) FROM entry")}


def query(file, sql):
    database = sqlite3.connect("file:%s?mode=ro" % file, uri=True)
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


def waiting_frames(spool):
    """Frames in the segments of a spool, by the marks of their slots (collector/gate/segment_format.h)."""
    frames = 0
    for path in spool.iterdir():
        octets = path.read_bytes()
        frames += sum(struct.unpack_from("<I", octets, at)[0] != 0 for at in range(HEADER, len(octets) - SLOT + 1, SLOT))
    return frames


def digest(octets):
    """The checksum of an entry (collector/store/archive.cc)."""
    state = bytes(32)
    for at in range(0, len(octets), CHUNK):
        one = hashlib.blake2b(octets[at:at + CHUNK], digest_size=32).digest()
        state = hashlib.blake2b(state + one, digest_size=32).digest()
    return state


class UnderLoad(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with mock.patch.dict(os.environ, DESIREPATH_METRICS_LISTEN="127.0.0.1:0"):
            cls.lab = Lab(organisation(), backfill=2)
        cls.addClassCleanup(cls.lab.close)
        wait_for("the metrics", lambda: "metrics are at" in cls.lab.log_text())
        cls.metrics = re.search(r"metrics are at (\S+)", cls.lab.log_text()).group(1)
        cls.file, cls.plain = cls.lab.folder / "with.backup", cls.lab.folder / "plain.backup"
        cls.heir = cls.lab.folder / "heir.key"
        key = run(COLLECTOR, "restore", "--prepare", cls.heir).stdout.strip()
        fleet = subprocess.Popen(cls.lab.fleet_command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for("frames", lambda: cls.accepted() > 4000, 120)
        cls.before = cls.accepted()
        cls.lab.collector("backup", cls.file, "--to", key)
        cls.after = cls.accepted()
        assert fleet.poll() is None and cls.after > cls.before, "no frame came meanwhile: give the lab more devices"
        cls.enrolled_before = cls.enrolled()
        cls.lab.collector("backup", cls.plain)
        cls.enrolled_after = cls.enrolled()
        fleet.kill()
        fleet.wait()
        cls.planted = query(cls.lab.dir / "window.db", "SELECT first FROM nonce LIMIT 1")[0][0]
        cls.secrets = [row[0] for row in query(cls.lab.dir / "keys.db", "SELECT secret FROM sealing_key")]

    @classmethod
    def enrolled(cls):
        return query(cls.lab.dir / "gate.db", "SELECT count(*) FROM device")[0][0]

    @classmethod
    def accepted(cls):
        with urllib.request.urlopen(cls.metrics, timeout=10) as answer:
            text = answer.read().decode()
        return int(re.search(r'desirepath_gate_frames_total\{outcome="accepted"\} (\d+)', text).group(1))

    def restored(self, *words, file=None, code=0):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-restored-")
        self.addCleanup(folder.cleanup)
        target = pathlib.Path(folder.name) / "collector"
        done = run(COLLECTOR, "restore", file or self.file, "--dir", target, *words, code=code)
        return target, done

    def heir_copy(self):
        """Restoring destroys the key; each test has its own."""
        key = pathlib.Path(tempfile.mkdtemp(dir=self.lab.folder)) / "heir.key"
        shutil.copy(self.heir, key)
        return key

    def test_nothing_acknowledged_is_lost_and_nothing_is_doubled(self):
        key = self.heir_copy()
        target, done = self.restored("--key", key, "--unpublished")
        self.assertIn("open windows are taken over", done.stdout)
        self.assertFalse(key.exists())
        counted = query(target / "window.db", "SELECT coalesce(sum(facts + dummies + repeats), 0) FROM arrived")[0][0]
        counted += query(target / "window.db", "SELECT coalesce(sum(count), 0) FROM rejected")[0][0]
        waiting = waiting_frames(target / "spool")
        # A segment on its way may be in both; it is told twice, counted once.
        repeats = query(target / "window.db", "SELECT coalesce(sum(length(nonces)), 0) / 16 FROM nonce")[0][0]
        facts = query(target / "window.db", "SELECT coalesce(sum(facts), 0) FROM arrived")[0][0]
        self.assertEqual(facts, repeats)
        print("acknowledged %d before and %d after; restored %d counted, %d waiting" % (self.before, self.after, counted, waiting))
        self.assertGreaterEqual(counted + waiting, self.before)
        self.assertLessEqual(counted, self.after)
        self.assertEqual(len(self.secrets), query(target / "keys.db", "SELECT count(*) FROM sealing_key")[0][0])
        self.serves(target)

    def serves(self, target):
        serving = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(target)], stderr=subprocess.DEVNULL)
        try:
            wait_for("it to serve", lambda: (target / "run/condition.json").exists())
            wait_for("health", lambda: run(COLLECTOR, "status", "--health", "--dir", target, code=None).stdout == "ok\n")
        finally:
            serving.terminate()
            self.assertEqual(0, serving.wait(30))
        self.assertIn("whole", run(COLLECTOR, "verify", "--dir", target).stdout)

    def test_a_window_that_was_due_is_not_taken_over(self):
        # These windows lie in the past: the machine before may have published them.
        target, done = self.restored("--key", self.heir_copy())
        self.assertIn("without figures stay the windows", done.stdout)
        self.assertEqual([(0,)], query(target / "window.db", "SELECT count(*) FROM cell"))
        self.assertEqual([(0,)], query(target / "window.db", "SELECT count(*) FROM nonce"))
        self.serves(target)

    def test_a_backup_without_an_heir_has_nothing_that_a_freeze_destroys(self):
        names = entries(self.plain)
        self.assertFalse([name for name in names if name.startswith("open/")])
        self.assertEqual({"gate.db", "curation.db", "collector.toml"}, {name for name in names if "/" not in name} - {"published.db"})
        self.assertLessEqual({"policy/admin.key", "policy/bundle.pb", "pki/ca.key", "pki/gate.pem"}, set(names))
        self.assertFalse(any(names.values()))
        target, done = self.restored(file=self.plain)
        self.assertEqual([(0,)], query(target / "gate.db", "SELECT count(*) FROM quota"))
        # Devices went on enrolling while the backup was made.
        kept = query(target / "gate.db", "SELECT count(*) FROM device")[0][0]
        self.assertGreater(self.enrolled_before, 0)
        self.assertGreaterEqual(kept, self.enrolled_before)
        self.assertLessEqual(kept, self.enrolled_after)
        self.assertIn("without figures stay the windows", done.stdout)
        self.serves(target)

    def test_neither_file_shows_a_nonce_a_count_or_a_secret_key(self):
        for file in (self.plain, self.file):
            octets = file.read_bytes()
            self.assertEqual(0o600, file.stat().st_mode & 0o777)
            self.assertNotIn(self.planted, octets)
            for secret in self.secrets:
                self.assertNotIn(secret, octets)
        self.assertTrue(all(sealed == name.startswith("open/") for name, sealed in entries(self.file).items()))

    def test_without_the_heirs_key_open_windows_stay_closed(self):
        target, done = self.restored()
        self.assertNotIn("taken over", done.stdout)
        self.assertEqual([(0,)], query(target / "keys.db", "SELECT count(*) FROM sealing_key"))
        other = self.lab.folder / "other.key"
        run(COLLECTOR, "restore", "--prepare", other)
        target, done = self.restored("--key", other, code=1)
        self.assertIn("another key", done.stderr)
        self.assertFalse(target.exists())
        self.assertTrue(other.exists())

    def test_sessions_do_not_come_along(self):
        self.lab.get("/api/v1/needs")
        file = self.lab.folder / "signed-in.backup"
        self.lab.collector("backup", file)
        self.assertNotEqual([(0,)], query(self.lab.dir / "curation.db", "SELECT count(*) FROM session"))
        target, _ = self.restored(file=file)
        self.assertEqual([(0,)], query(target / "curation.db", "SELECT count(*) FROM session"))
        self.assertEqual(query(self.lab.dir / "curation.db", "SELECT name, role FROM user"),
                         query(target / "curation.db", "SELECT name, role FROM user"))

    def test_it_is_written_into_the_chain(self):
        lines = self.lab.collector("audit", "export").stdout
        self.assertIn('"backup-taken"', lines)
        target, _ = self.restored(file=self.plain)
        self.assertIn('"restored"', run(COLLECTOR, "audit", "export", "--dir", target).stdout)

    def test_a_running_collector_is_not_restored_over(self):
        done = run(COLLECTOR, "restore", self.plain, "--dir", self.lab.dir, code=1)
        self.assertIn("stop that one first", done.stderr)

    def test_it_passes_through_pipes(self):
        with open(self.lab.folder / "piped", "wb") as out:
            subprocess.run([COLLECTOR, "backup", "-", "--dir", self.lab.dir], stdout=out, stderr=subprocess.DEVNULL, check=True)
        folder = tempfile.TemporaryDirectory(prefix="desirepath-restored-")
        self.addCleanup(folder.cleanup)
        with open(self.lab.folder / "piped", "rb") as file:
            subprocess.run([COLLECTOR, "restore", "-", "--dir", folder.name], stdin=file, stdout=subprocess.DEVNULL, check=True)
        self.assertTrue((pathlib.Path(folder.name) / "policy/bundle.pb").exists())
        self.assertFalse(list((self.lab.dir / "run").glob("*backup*")))

    def changed(self, change):
        file = self.lab.folder / "changed.backup"
        file.unlink(missing_ok=True)
        shutil.copy(self.plain, file)
        archive = sqlite3.connect(file)
        change(archive)
        archive.commit()
        archive.close()
        return file

    def test_a_damaged_file_is_refused_and_nothing_is_written(self):
        def damage(archive):
            data = bytearray(archive.execute("SELECT data FROM chunk WHERE entry = 'pki/ca.key'").fetchone()[0])
            data[40] ^= 1
            archive.execute("UPDATE chunk SET data = ? WHERE entry = 'pki/ca.key'", (bytes(data),))
        file = self.changed(damage)
        target, done = self.restored(file=file, code=1)
        self.assertIn("pki/ca.key: its checksum does not hold", done.stderr)
        self.assertFalse(target.exists())
        self.assertIn("pki/ca.key", run(COLLECTOR, "verify", "--backup", file, "--dir", self.lab.dir, code=1).stderr)
        self.assertIn("hold", run(COLLECTOR, "verify", "--backup", self.plain, "--dir", self.lab.dir).stdout)
        self.assertIn("hold", run(COLLECTOR, "verify", "--backup", self.file, "--key", self.heir, "--dir", self.lab.dir).stdout)

    def test_what_a_newer_version_wrote_is_refused_with_the_mend(self):
        file = self.changed(lambda archive: archive.execute("PRAGMA user_version = 99"))
        target, done = self.restored(file=file, code=1)
        self.assertIn("upgrade desirepath-collector", done.stderr)

        def newer_gate(archive):
            data = b"".join(row[0] for row in archive.execute("SELECT data FROM chunk WHERE entry = 'gate.db' ORDER BY number"))
            copy = self.lab.folder / "newer.db"
            copy.write_bytes(data)
            database = sqlite3.connect(copy)
            database.execute("PRAGMA user_version = 99")
            database.close()
            data = copy.read_bytes()
            archive.execute("DELETE FROM chunk WHERE entry = 'gate.db'")
            for number, at in enumerate(range(0, len(data), CHUNK)):
                archive.execute("INSERT INTO chunk(entry, number, data) VALUES ('gate.db', ?, ?)", (number, data[at:at + CHUNK]))
            archive.execute("UPDATE entry SET octets = ?, digest = ? WHERE name = 'gate.db'", (len(data), digest(data)))
        target, done = self.restored(file=self.changed(newer_gate), code=1)
        self.assertIn("upgrade desirepath-collector", done.stderr)
        self.assertFalse(target.exists())


if __name__ == "__main__":
    unittest.main()
