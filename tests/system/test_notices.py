"""Notices to those concerned: signed by two hands, carried to all, matched by each device with its own diary, and nothing comes back."""
import json

from tests.support.lab import AGENT, COLLECTOR, run, wait_for
from tests.support.resident import Resident

WORDS = ["--words-en", "Slack was breached. Change your password there.", "--words-fi", "Slack murrettiin. Vaihda salasanasi siellä.",
         "--words-de", "Slack wurde angegriffen. Ändern Sie dort Ihr Passwort."]


class Notices(Resident):
    def collector(self, *words, code=0):
        return run(COLLECTOR, "notice", *words, code=code)

    def in_folder(self, *words, code=0):
        return self.collector(*words, "--dir", self.folder / "collector", code=code)

    def draft(self, name, *words):
        path = self.folder / name
        self.in_folder("draft", "--out", path, *WORDS, *words)
        return path

    def send(self, path):
        self.collector("sign", path, "--key", self.folder / "collector/policy/staff.key")
        self.in_folder("send", path)

    def due(self, *words):
        return json.loads(self.ask("notices", "--json", *words))["notices"]

    def test_only_the_device_knows_whom_a_notice_concerns(self):
        self.serve()
        care = self.draft("care.notice", "--kind", "care", "--tool", "slack")
        other = self.draft("other.notice", "--kind", "care", "--tool", "miro")
        refused = self.in_folder("send", care, code=1).stderr
        self.assertIn("the staff side has not signed it", refused)
        wrong = self.collector("sign", care, "--key", self.folder / "collector/policy/admin.key", code=2).stderr
        self.assertIn("the policy names another key for the staff side", wrong)
        self.assertIn("staff side:  not signed yet", self.collector("review", care).stdout)
        self.send(care)
        self.send(other)
        self.assertIn("staff side:  signed", self.collector("review", care).stdout)

        self.start("--lab")
        due = wait_for("the notice", self.due, 60)
        self.assertEqual([(1, "care", ["Slack"])], [(one["number"], one["kind"], one["tools"]) for one in due])
        self.assertIn("Change your password", due[0]["words"])
        # A lab's day is two seconds long, so the next time is one window later.
        self.assertIn("Passwort", wait_for("it in German", lambda: self.due("--language", "de"), 60)[0]["words"])
        wait_for("it as text", lambda: "Slack was breached" in self.ask("notices"), 60)

        ledger = json.loads(self.ask("ledger", "--json"))
        self.assertEqual([1], [one["number"] for one in ledger["notices"]])
        self.assertIn("nothing was sent back", self.ask("ledger"))
        # No kind of fact tells of it, in whatever window it was shown.
        wait_for("a window told", self.facts, 120)
        self.assertFalse([fact for fact in self.facts() if "rule" in fact["kind"] or "notice" in fact["words"]])

        self.ask("understood", 1)
        self.assertTrue(json.loads(self.ask("ledger", "--json"))["notices"][0]["understood"])
        self.assertEqual([], self.due())
        refused = run(AGENT, "understood", 2, "--config", self.settings, code=1).stderr
        self.assertIn("was not shown here", refused)

    def test_a_withdrawn_one_is_shown_no_more(self):
        self.serve()
        rule = self.draft("rule.notice", "--kind", "rule", "--tool", "slack", "--legal-basis", "Works agreement 7", "--use-instead", "microsoft-teams")
        self.send(rule)
        self.start("--lab")
        due = wait_for("the rule", self.due, 60)
        self.assertEqual(("rule", "Works agreement 7", "Microsoft Teams"), (due[0]["kind"], due[0]["legal_basis"], due[0]["use_instead"]))
        self.in_folder("withdraw", 1)
        self.assertIn("no notice is with the devices", self.in_folder("list").stdout)
        bundle = self.state / "uplink/bundle.pb"
        self.assertNotIn(b"Slack was breached", bundle.read_bytes())
        self.assertIn("is not with the devices", self.in_folder("withdraw", 1, code=1).stderr)
        said = run(COLLECTOR, "audit", "export", "--dir", self.folder / "collector").stdout
        self.assertIn("notice-sent", said)
        self.assertIn("notice-withdrawn", said)

    def test_a_draft_says_what_is_wrong_with_it(self):
        for words, text in ((["--kind", "care", "--tool", "no-such-tool"], "is not in the catalog"),
                            (["--kind", "rule", "--tool", "slack"], "a rule needs its legal basis"),
                            (["--kind", "care", "--tool", "slack", "--within-days", "129"], "look back 1 to 128 days")):
            self.assertIn(text, self.in_folder("draft", *WORDS, *words, code=2).stderr)
