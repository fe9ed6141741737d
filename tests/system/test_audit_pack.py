"""The audit pack of the real program over published windows: signed, checked without it, and never a figure below k."""
import base64
import json
import shutil
import unittest

from tests.support.lab import COLLECTOR, Lab, run
from tests.support.person import Person

SCENARIO = {
    "seed": 11, "weeks": 3, "k": 10,
    "departments": [{"name": "Sales", "devices": 60}, {"name": "Design", "devices": 40}],
    "offered": [{"need": "whiteboard", "tool": "mural"}],
    "needs": [
        {"id": "a", "need": "whiteboard", "cause": "unknown", "affected": 40, "activity": 0.9, "tools": ["miro"], "onset_week": -4},
        {"id": "b", "need": "pdf-tools", "cause": "absent", "affected": 4, "activity": 0.9, "tools": ["ilovepdf"], "onset_week": -4}],
}


class AuditPack(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab(SCENARIO, backfill=3)
        cls.addClassCleanup(cls.lab.close)
        cls.lab.play()
        listed = json.loads(cls.lab.collector("window", "list", "--format", "json").stdout)["windows"]
        cls.names = sorted(one["name"] for one in listed if one["state"] == "published")
        cls.key = cls.lab.dir / "policy/curation.key.pub"

    def test_the_pack_is_made_signed_and_checked_by_who_has_the_public_key_alone(self):
        self.assertEqual(3, len(self.names))
        pack = self.lab.folder / "audit.json"
        self.lab.collector("report", "audit", "--from", self.names[0], "--to", self.names[-1], "--format", "json", "--out", pack)
        made = json.loads(pack.read_text())
        self.assertEqual(self.names, made["windows"])
        bounds = {one["tool"]: one for one in made["tools"]}
        self.assertEqual(3, bounds["miro"]["windows_with_a_figure"])
        self.assertGreaterEqual(bounds["miro"]["low"], 10)
        self.assertNotIn("ilovepdf", bounds)  # four devices: only the sentence on all others is about them
        for one in made["tools"]:
            self.assertTrue(one["low"] >= 10 or (one["low"], one["high"]) == (0, 9), one)
        self.assertEqual((12, True, True), (len(made["questions"]), made["chain"]["whole"], made["proof"]["kept"]))
        head = run(COLLECTOR, "verify", "--noted", made["chain"]["head"], "--dir", self.lab.dir).stdout
        self.assertIn("audit chain: whole", head)

        elsewhere = self.lab.folder / "elsewhere"
        elsewhere.mkdir()
        for name in ("audit.json", "audit.json.signature"):
            shutil.copy(self.lab.folder / name, elsewhere)
        self.assertIn("sound", run(COLLECTOR, "report", "audit-check", elsewhere / "audit.json", "--key", self.key).stdout)
        (elsewhere / "audit.json").write_text(pack.read_text().replace('"kept":true', '"kept":trux'))
        self.assertIn("altered", run(COLLECTOR, "report", "audit-check", elsewhere / "audit.json", "--key", self.key, code=2).stderr)
        self.assertIn("another key", run(COLLECTOR, "report", "audit-check", pack, "--key", self.lab.dir / "policy/admin.key.pub", code=2).stderr)
        self.assertIn("audit-pack-made", run(COLLECTOR, "audit", "export", "--dir", self.lab.dir).stdout)

    def test_the_page_gives_the_same_with_its_signature_and_only_to_whom_it_may(self):
        auditor = Person.of_role(self.lab.endpoints["web"], self.lab.dir, "auditor")
        viewer = Person.of_role(self.lab.endpoints["web"], self.lab.dir, "viewer")
        asked = {"from": self.names[0], "to": self.names[1], "format": "pdf", "language": "fi"}
        self.assertEqual(403, viewer.ask("POST", "/api/v1/audit/packs", asked)[0])
        status, made = auditor.ask("POST", "/api/v1/audit/packs", asked)
        self.assertEqual(200, status, made)
        pack = self.lab.folder / made["name"]
        pack.write_bytes(base64.urlsafe_b64decode(made["octets"] + "=="))
        (self.lab.folder / made["signature_name"]).write_text(made["signature"])
        self.assertEqual(b"%PDF-", pack.read_bytes()[:5])
        self.assertIn("sound", run(COLLECTOR, "report", "audit-check", pack, "--key", self.key).stdout)
        for wrong, text in (({"from": "nonsense"}, "window"), ({"from": self.names[2], "to": self.names[0]}, "not after"), ({"format": "doc"}, "pdf or json")):
            status, refused = auditor.ask("POST", "/api/v1/audit/packs", {**asked, **wrong})
            self.assertEqual(400, status, refused)
            self.assertIn(text, refused["detail"])
        status, seen = auditor.ask("GET", "/api/v1/audit")
        self.assertIn("audit-pack-made", [one["action"] for one in seen["entries"]])


if __name__ == "__main__":
    unittest.main()
