"""The first start of deploy/kubernetes without a cluster: its own commands and settings, with volumes and secrets as a node lays them out.

A volume's root is root's and the group's (fsGroup), with lost+found in it; a secret's files are links to links, read-only.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

import yaml

from tests.support.lab import AGENT, COLLECTOR, ROOT, run, wait_for

MANIFESTS = ROOT / "deploy/kubernetes"


class Pod:
    """The StatefulSet of a manifest: who it runs as, its containers, and a node's folder for each of its volumes."""

    def __init__(self, name, folder):
        documents = yaml.safe_load_all((MANIFESTS / f"{name}.yaml").read_text())
        self.spec = next(one for one in documents if one["kind"] == "StatefulSet")["spec"]["template"]["spec"]
        self.account = self.spec["securityContext"]["runAsUser"]
        self.folder = folder / name
        self.folder.mkdir(mode=0o755)
        self.volume("data")
        # What the image has: the settings, as the package brings them. --config stands for the image's /etc.
        self.settings = self.folder / "etc/collector.toml"
        self.settings.parent.mkdir()
        shutil.copy(ROOT / "deploy/config/collector.toml", self.settings)
        (self.folder / "data/lost+found").mkdir(mode=0o700)
        self.volume("tmp")
        self.children = []

    def volume(self, name):
        path = self.folder / name
        path.mkdir()
        shutil.chown(path, "root", self.account)
        path.chmod(0o2775)
        return path

    def secret(self, name, files, place=""):
        """As the kubelet writes it: each name a link to ..data, which is a link that is swapped at an update."""
        path = self.folder / (place or name)
        path.mkdir(exist_ok=True)
        fresh = path / f"..{len(list(path.iterdir()))}"
        fresh.mkdir()
        for file in files:
            shutil.copy(file, fresh / file.name)
            shutil.chown(fresh / file.name, "root", self.account)
            (fresh / file.name).chmod(0o440)
            if not (path / file.name).is_symlink():
                (path / file.name).symlink_to(f"..data/{file.name}")
        (path / "..next").symlink_to(fresh.name)
        (path / "..next").rename(path / "..data")

    def container(self, name):
        return next(one for one in self.spec.get("initContainers", []) + self.spec["containers"] if one["name"] == name)

    def here(self, text):
        """A path in the pod as it is on this machine; ports of its own."""
        for mount in [mount for one in self.spec["initContainers"] + self.spec["containers"] for mount in one["volumeMounts"]]:
            text = re.sub(rf"(?<![\w/.]){mount['mountPath']}(?=/|$| )", str(self.folder / mount["name"]), text)
        return re.sub(r"^0\.0\.0\.0:\d+$", "127.0.0.1:0", text)

    def words(self, *words):
        account = str(self.account)
        settings = ["--config", str(self.settings)] if words[0] == "desirepath-collector" and not {"keygen", "sign"} & set(words) else []
        return ["setpriv", "--reuid", account, "--regid", account, "--clear-groups", *[self.here(word) for word in words], *settings]

    def environment(self, container, **more):
        named = {entry["name"]: self.here(entry["value"]) for entry in container.get("env", [])}
        return {"PATH": f"{COLLECTOR.parent}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", **named, **more}

    def exec(self, name, *words, code=0):
        container = self.container(name)
        return run(*self.words(*words), env=self.environment(container), code=code)

    def start(self, name, **more):
        container = self.container(name)
        command = container.get("command") or ["desirepath-collector", *container["args"]]
        with open(self.folder / f"{name}.log", "a") as log:
            child = subprocess.Popen(self.words(*command), stdout=log, stderr=log,
                                     env=self.environment(container, **more))
        self.children.append(child)
        return child

    def data(self):
        return self.folder / "data/desirepath"


@unittest.skipUnless(os.geteuid() == 0, "accounts and owners as a node sets them need root")
class FirstStart(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-node-", dir="/var/tmp")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o755)
        self.collector, self.gate = Pod("collector", self.folder), Pod("gate", self.folder)
        self.addCleanup(self.end)

    def end(self):
        for pod in (self.gate, self.collector):
            for child in pod.children:
                if child.poll() is None:
                    child.terminate()
                    child.wait(30)

    def publish_by_hand(self):
        """init, and README's steps 3 to 5 in the container that waits for them."""
        def collector(*words):
            return self.collector.exec("first", "desirepath-collector", *words).stdout
        self.assertIn("one-time password", collector("init", "--organisation", "Example Oy", "--time-zone", "Europe/Helsinki",
                                                     "--gate-name", "gate.example", "--gate-name", "desirepath-gate"))
        departments = self.folder / "collector/tmp/departments.csv"
        departments.write_text("id,name,parent,devices\nsales,Sales,,120\n")
        departments.chmod(0o644)
        collector("departments", "import", str(departments))
        draft, key = self.collector.data() / "policy/draft.policy", self.folder / "collector/tmp/staff.key"
        collector("policy", "keygen", "--as", "staff-rep", "--out", str(key))
        collector("policy", "draft", "--staff-key", f"{key}.pub")
        collector("policy", "sign", str(draft), "--as", "admin", "--key", str(self.collector.data() / "policy/admin.key"))
        collector("policy", "sign", str(draft), "--as", "staff-rep", "--key", str(key))
        collector("policy", "publish")

    def serve(self, pod, name, **more):
        child = pod.start(name, **more)
        log, endpoints = pod.folder / f"{name}.log", pod.data() / "run/endpoints.json"

        def listening():
            self.assertIsNone(child.poll(), log.read_text())
            return endpoints.exists() and json.loads(endpoints.read_text())
        found = wait_for(f"the {name}", listening)
        probe = pod.container(name)["startupProbe"]["exec"]["command"]
        try:
            wait_for("its health", lambda: pod.exec(name, *probe, code=None).stdout == "ok\n")
        except AssertionError:
            self.fail(pod.exec(name, "desirepath-collector", "status", code=None).stdout + log.read_text())
        return found

    def test_init_policy_secrets_gate_and_a_device(self):
        waiting = self.collector.start("first")
        self.publish_by_hand()
        self.assertIsNone(waiting.poll())
        self.assertEqual(0, waiting.wait(30))  # a policy is there
        tls = self.folder / "tls"
        tls.mkdir()
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=page",
            "-keyout", tls / "tls.key", "-out", tls / "tls.crt")
        self.collector.secret("page", [tls / "tls.crt", tls / "tls.key"], "etc/page")
        intake = self.serve(self.collector, "collector")["intake"]

        data = self.collector.data()
        self.gate.secret("pki", [data / "pki" / name for name in ("gate.pem", "gate.key", "ca.pem", "ca.key")])
        policy = [data / "policy" / name for name in ("bundle.pb", "signers")]
        self.gate.secret("policy", policy)
        for _ in range(2):  # a pod is started again, too
            self.assertEqual(0, self.gate.start("files").wait(30))
        port = self.serve(self.gate, "gate", DESIREPATH_GATE_COLLECTOR=intake)["gate"]

        token = re.search(r"dp1\.\S+", self.gate.exec("gate", "desirepath-collector", "token", "create").stdout)[0]
        run(AGENT, "enroll", "--gate", port, "--token", token, "--state", self.folder / "device")
        self.assertIn("enrolled      1", self.gate.exec("gate", "desirepath-collector", "device", "status").stdout)

        self.gate.secret("policy", policy)  # as every week, into the running pod
        self.assertTrue((self.gate.data() / "policy/bundle.pb").resolve().is_relative_to(self.gate.folder / "policy"))
        for pod in (self.gate, self.collector):
            self.assertIsNone(pod.children[-1].poll())
            pod.children[-1].send_signal(signal.SIGTERM)
            self.assertEqual(0, pod.children[-1].wait(30))


if __name__ == "__main__":
    unittest.main()
