"""Metrics, health and status of the collector; alert rules and dashboard against the metrics that there are."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

from tests.support.installed import program
from tests.support.lab import COLLECTOR, ROOT, run, wait_for

MONITORING = ROOT / "deploy/monitoring"
NAME = re.compile(r"\b((?:desirepath|process)_\w+)")


class Monitoring(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-monitoring-")
        self.addCleanup(folder.cleanup)
        self.dir = pathlib.Path(folder.name) / "collector"
        run(COLLECTOR, "init", self.dir, "--lab", "--k", 1)
        settings = self.dir / "collector.toml"
        settings.write_text(settings.read_text().replace('# listen = "127.0.0.1:9464"', 'listen = "127.0.0.1:0"'))
        self.log = self.dir / "log"
        with open(self.log, "w") as log:
            self.serving = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.dir)], stderr=log)
        self.addCleanup(self.stop)
        wait_for("the metrics", lambda: "metrics are at" in self.log.read_text())
        self.base = re.search(r"metrics are at (\S+)/metrics", self.log.read_text()).group(1)
        wait_for("the first look", lambda: (self.dir / "run/condition.json").exists())

    def stop(self):
        self.serving.terminate()
        self.assertEqual(0, self.serving.wait(30))

    def get(self, address, base=None):
        try:
            with urllib.request.urlopen((base or self.base) + address, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def names(self):
        return set(re.findall(r"^# TYPE (\w+) ", self.get("/metrics")[1], re.M))

    def test_the_metrics_are_those_that_are_documented(self):
        wait_for("the keys", lambda: "desirepath_policy_end_timestamp_seconds" in self.names())
        text = (MONITORING / "README.md").read_text()
        documented = set(re.findall(r"^\| `(\w+)` \|", text[: text.index("## Agent")], re.M))
        self.assertEqual(documented, self.names())
        done = subprocess.run([program("promtool"), "check", "metrics"], input=self.get("/metrics")[1], text=True, capture_output=True)
        self.assertEqual((0, ""), (done.returncode, done.stdout + done.stderr))

    def test_there_is_nothing_else_at_that_address(self):
        self.assertEqual((200, "ok\n"), self.get("/healthz"))
        self.assertEqual(200, self.get("/readyz")[0])
        for address in ("/", "/api/v1/session", "/api/v1/fleet", "/index.html"):
            self.assertEqual(404, self.get(address)[0])

    def test_the_page_has_health_and_no_metrics(self):
        page = json.loads((self.dir / "run/endpoints.json").read_text())["web"]
        self.assertEqual((200, "ok\n"), self.get("/healthz", page))
        self.assertEqual(200, self.get("/readyz", page)[0])
        self.assertEqual(404, self.get("/metrics", page)[0])

    def test_what_is_wrong_is_said_everywhere(self):
        self.assertEqual("ok\n", run(COLLECTOR, "status", "--health", "--dir", self.dir).stdout)
        bundle = self.dir / "policy/bundle.pb"
        whole = bundle.read_bytes()
        bundle.write_bytes(b"nonsense")
        wait_for("bad health", lambda: self.get("/readyz")[0] == 503)
        self.assertIn('desirepath_problem{topic="policy"} 1', self.get("/metrics")[1])
        self.assertIn("\ndesirepath_healthy 0\n", self.get("/metrics")[1])
        self.assertEqual((200, "ok\n"), self.get("/healthz"))
        self.assertEqual("policy\n", run(COLLECTOR, "status", "--health", "--dir", self.dir, code=1).stdout)
        self.assertIn("policy", run(COLLECTOR, "status", "--dir", self.dir, code=1).stdout)
        bundle.write_bytes(whole)
        wait_for("good health", lambda: self.get("/readyz")[0] == 200)
        self.assertRegex(run(COLLECTOR, "status", "--dir", self.dir).stdout, r"(?s)health +ok\n.*policy +number 1, ends \d{4}.*MiB free of")

    def test_status_of_one_that_does_not_run(self):
        other = self.dir.parent / "other"
        run(COLLECTOR, "init", other, "--lab", "--k", 1)
        done = run(COLLECTOR, "status", "--health", "--dir", other, code=1)
        self.assertEqual("not-running\n", done.stdout)
        self.assertIn("no collector serves it", done.stderr)

    def test_two_do_not_serve_one_folder(self):
        done = run(COLLECTOR, "serve", "--dir", self.dir, code=1)
        self.assertIn("another process serves it", done.stderr)

    def test_the_fleet_is_counted_and_told(self):
        fleet = json.loads(run(COLLECTOR, "device", "status", "--json", "--dir", self.dir).stdout)
        self.assertEqual((0, 1, True), (fleet["enrolled"], fleet["k"], fleet["lab"]))
        self.assertEqual({"low": 0, "high": 0}, fleet["not_seen"])
        self.assertEqual({"gate.pem", "collector.pem", "ca.pem"}, {server["file"] for server in fleet["servers"]})
        self.assertIn("Which machine is silent is not told here", run(COLLECTOR, "device", "status", "--dir", self.dir).stdout)

    def test_a_site_is_no_department(self):
        departments = self.dir.parent / "departments.csv"
        departments.write_text("id,name,parent,devices\nsales,Sales,,20\n")
        other = self.dir.parent / "other"
        run(COLLECTOR, "init", other, "--lab", "--k", 1, "--departments", departments)
        for site in ("sales", "Sales"):
            done = run(COLLECTOR, "token", "create", "--site", site, "--dir", other, code=2)
        done = run(COLLECTOR, "token", "create", "--site", "sales", "--dir", other, code=2)
        self.assertIn("is a department", done.stderr)
        run(COLLECTOR, "token", "create", "--site", "helsinki", "--dir", other)
        self.assertIn("site helsinki", run(COLLECTOR, "token", "list", "--dir", other).stdout)


class Rules(unittest.TestCase):
    def documented(self):
        return set(re.findall(r"^\| `(\w+)` \|", (MONITORING / "README.md").read_text(), re.M))

    def test_dashboard_and_rules_ask_for_metrics_that_there_are(self):
        dashboard = json.loads((MONITORING / "grafana-dashboard.json").read_text())
        asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
        self.assertGreater(len(asked), 15)
        asked += re.findall(r"^ *expr: (.*)$", (MONITORING / "alerts.yml").read_text(), re.M)
        for expression in asked:
            for name in NAME.findall(expression):
                self.assertIn(name, self.documented(), expression)

    def test_panels_do_not_lie_on_each_other(self):
        taken = set()
        for panel in json.loads((MONITORING / "grafana-dashboard.json").read_text())["panels"]:
            place = panel["gridPos"]
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
            self.assertFalse(cells & taken, panel["title"])
            self.assertLessEqual(place["x"] + place["w"], 24)
            taken |= cells

    def test_the_rules_hold_and_fire(self):
        for words in (["check", "rules", "alerts.yml"], ["test", "rules", "alerts_test.yml", "alerts_days_test.yml"]):
            done = subprocess.run([program("promtool"), *words], cwd=MONITORING, capture_output=True, text=True)
            self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_every_rule_is_tried(self):
        rules = set(re.findall(r"alert: (\w+)", (MONITORING / "alerts.yml").read_text()))
        tests = "".join((MONITORING / name).read_text() for name in ("alerts_test.yml", "alerts_days_test.yml"))
        fired = set(re.findall(r"- alertname: (\w+)", tests))
        self.assertEqual(rules, fired)


if __name__ == "__main__":
    unittest.main()
