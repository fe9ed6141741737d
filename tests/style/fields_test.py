"""Every field that leaves a device stands in the register, with a review that still holds."""
import datetime
import importlib.util
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONTRACT = ROOT / "proto/desirepath/v1"
# The messages an agent or its uplink sends; what comes back is not about the device.
SENT = {"fact.proto": {"Fact"},
        "gate.proto": {"SubmitRequest", "GetPolicyRequest", "GetTrustRequest", "EnrollRequest", "RenewRequest"}}
SENSITIVITY = {"none", "low", "medium", "high", "reserved"}
MESSAGE = re.compile(r"^message (\w+) \{([^}]*)\}", re.M)
FIELD = re.compile(r"^\s*(?:repeated |optional )?[\w.]+ (\w+) = \d+;", re.M)


def writer():
    spec = importlib.util.spec_from_file_location("write_readme", ROOT / "proto/fields/write_readme.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fields_of_the_contract():
    for name, messages in SENT.items():
        text = (CONTRACT / name).read_text(encoding="utf-8")
        found = {message: body for message, body in MESSAGE.findall(text)}
        for message in messages:
            for field in FIELD.findall(found[message]):
                yield "%s.%s" % (message, field)
    yield from re.findall(r"^\s*FACT_KIND_(\w+) = \d+;", (CONTRACT / "fact.proto").read_text(encoding="utf-8"), re.M)


class Fields(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = {row["field"]: row for row in writer().rows()}
        cls.registered = {name for name, row in cls.rows.items() if row["purpose"]}

    def test_the_contract_and_the_register_name_the_same_fields(self):
        contract = set(fields_of_the_contract())
        self.assertGreater(len(contract), 25)
        self.assertEqual([], sorted(contract - self.registered), "not registered: add them to proto/fields/fields.tsv and have them reviewed")
        self.assertEqual([], sorted(self.registered - contract), "registered, but no message has them any more")

    def test_requests_are_the_gates_whole(self):
        text = (CONTRACT / "gate.proto").read_text(encoding="utf-8")
        requests = set(re.findall(r"rpc \w+\((?:stream )?(\w+)\)", text))
        self.assertEqual(requests, SENT["gate.proto"])

    def test_each_review_is_whole_and_has_not_expired(self):
        today = datetime.date.today()
        for name in sorted(self.registered):
            row = self.rows[name]
            self.assertIn(row["sensitivity"], SENSITIVITY, name)
            self.assertTrue(row["reviewer"], name)
            ends = datetime.date.fromisoformat(row["expires"])
            self.assertGreaterEqual(ends, today, "%s: its review has expired; review it and set a new date" % name)
            self.assertLess(ends, today + datetime.timedelta(days=2 * 366), "%s: a review holds two years at most" % name)

    def test_the_documentation_is_made_from_the_register(self):
        made = (ROOT / "proto/fields/README.md").read_text(encoding="utf-8")
        self.assertEqual(writer().readme(), made, "run proto/fields/write_readme.py")


if __name__ == "__main__":
    unittest.main()
