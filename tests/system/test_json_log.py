"""What both programs log as JSON over a device's life with its troubles: the documented fields, and no name of anything of a device."""
import json
import os
import re
import socket

from tests.support.lab import AGENT, COLLECTOR, ROOT, run, wait_for
from tests.system.test_interruptions import WORK, Device


class JsonLog(Device):
    def private(self):
        """Every name, tool and address that is in the capture; this machine's name, the account's, the device's number."""
        seen = [json.loads(line) for line in run(AGENT, "observe", "--format", "jsonl", WORK).stdout.splitlines()]
        words = {record[key] for record in seen for key in ("name", "tool", "need") if record.get(key)}
        words |= {record[key].rsplit(":", 1)[0] for record in seen for key in ("client", "server") if record.get(key)}
        self.assertGreater(len(words), 20)
        return words | {socket.gethostname(), "sales", "Sales", self.number}

    def test_its_fields_are_the_documented_ones_and_no_line_names_anything(self):
        self.stop(self.server)
        self.serve({**os.environ, "DESIREPATH_LOG_FORMAT": "json"})
        self.wire.target = self.endpoints["gate"]
        self.settings.write_text('log_format = "json"\n' + self.settings.read_text())
        self.number = self.enroll().rsplit(" ", 1)[-1].strip()
        self.assertRegex(self.number, r"\A[0-9a-f]{32}\Z")
        agent = self.start_agent()
        wait_for("a window on its way", self.sending, 90)
        run("prlimit", "--pid", agent.pid, "--fsize=0:0")  # as a full disk
        wait_for("the trouble", lambda: self.ask("status", "--health", code=None) == "disk\n", 60)
        run(COLLECTOR, "device", "revoke", self.number, "--dir", self.dir)
        wait_for("the refusal", lambda: "revoked" in self.ask("status", "--json"), 60)
        (self.dir / "policy/bundle.pb").write_bytes(b"nonsense")
        wait_for("its word of it", lambda: '"policy' in self.collector_log.read_text().splitlines()[-1], 60)
        documented = dict(re.findall(r"^\| `text` \((\w+)\), `message` \((\w+)\)", (ROOT / "deploy/monitoring/README.md").read_text(), re.M))
        self.assertEqual({"collector": "agent"}, documented)
        private = self.private()
        for path, field in ((self.collector_log, "text"), (self.folder / "agent.log", "message")):
            lines = [line for line in path.read_text().splitlines() if line.startswith("{")]
            self.assertGreaterEqual(len(lines), 1 if field == "message" else 4, path.read_text())
            for line in lines:
                entry = json.loads(line)
                self.assertEqual({"level", field}, set(entry), line)
                self.assertIn(entry["level"], ("info", "warning", "error"))
                said = {word for word in private if re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-])", entry[field])}
                self.assertEqual(set(), said, line)
