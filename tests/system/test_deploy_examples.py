"""The worked examples for containers, Kubernetes, Puppet, Salt and device management: linted, and held against what the programs know."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import yaml

from tests.support.installed import program
from tests.support.lab import AGENT, COLLECTOR, ROOT, run

DEPLOY = ROOT / "deploy"


def environment_of_settings():
    keys = re.search(r"kKeys = \{(.*?)\};", (ROOT / "collector/settings.cc").read_text(), re.S).group(1)
    return {"DESIREPATH_" + key.upper().replace(".", "_") for key in re.findall(r'"([\w.]+)"', keys)}


class Containers(unittest.TestCase):
    def test_the_compose_file_closes_the_container(self):
        service = yaml.safe_load((DEPLOY / "container/compose.yaml").read_text())["services"]["collector"]
        self.assertEqual((True, ["ALL"], ["no-new-privileges:true"]), (service["read_only"], service["cap_drop"], service["security_opt"]))
        self.assertLessEqual(set(service["environment"]), environment_of_settings())
        self.assertIn("data:/var/lib/desirepath", service["volumes"])

    def test_the_containerfile_installs_what_the_tree_builds(self):
        text = (DEPLOY / "container/Containerfile").read_text()
        for script in re.findall(r"deploy/[\w./-]+", text):
            if not script.startswith("deploy/container"):
                self.assertTrue((ROOT / script).exists(), script)
        self.assertIn("USER desirepath\n", text)
        self.assertIn('CMD ["desirepath-collector", "status", "--health"]', text)

    def test_yaml_is_clean(self):
        rules = "{extends: default, rules: {line-length: {max: 140}, document-start: disable, braces: {max-spaces-inside: 1}, comments: {min-spaces-from-content: 1}}}"
        done = subprocess.run([program("yamllint"), "-d", rules, DEPLOY / "container", DEPLOY / "kubernetes", DEPLOY / "monitoring"],
                              capture_output=True, text=True)
        self.assertEqual("", done.stdout + done.stderr)


class Kubernetes(unittest.TestCase):
    def documents(self):
        for name in ("collector.yaml", "gate.yaml"):
            yield from yaml.safe_load_all((DEPLOY / "kubernetes" / name).read_text())

    def test_what_belongs_together_finds_each_other(self):
        labels = {document["metadata"]["name"]: document["spec"]["template"]["metadata"]["labels"] for document in self.documents()
                  if document["kind"] == "StatefulSet"}
        self.assertEqual({"desirepath-collector", "desirepath-gate"}, set(labels))
        for document in self.documents():
            selector = document["spec"].get("selector") or document["spec"].get("podSelector")
            self.assertEqual(labels[document["metadata"]["name"]], selector.get("matchLabels", selector), document["kind"])
            if document["kind"] == "Service":
                ports = {port["name"] for port in document["spec"]["ports"]}
                pod = next(other for other in self.documents() if other["kind"] == "StatefulSet" and
                           other["metadata"]["name"] == document["metadata"]["name"])
                self.assertLessEqual(ports, {port["name"] for port in pod["spec"]["template"]["spec"]["containers"][0]["ports"]})

    def test_every_container_is_closed(self):
        for document in self.documents():
            if document["kind"] != "StatefulSet":
                continue
            pod = document["spec"]["template"]["spec"]
            self.assertEqual((True, "RuntimeDefault"), (pod["securityContext"]["runAsNonRoot"], pod["securityContext"]["seccompProfile"]["type"]))
            self.assertFalse(pod["automountServiceAccountToken"])
            volumes = {volume["name"] for volume in pod["volumes"]} | {claim["metadata"]["name"] for claim in document["spec"]["volumeClaimTemplates"]}
            for container in pod["containers"] + pod.get("initContainers", []):
                context = container["securityContext"]
                self.assertEqual((False, True, ["ALL"]), (context["allowPrivilegeEscalation"], context["readOnlyRootFilesystem"],
                                                          context["capabilities"]["drop"]))
                self.assertLessEqual({mount["name"] for mount in container["volumeMounts"]}, volumes)

    def test_it_says_what_the_program_understands(self):
        help_of = {}
        for document in self.documents():
            if document["kind"] != "StatefulSet":
                continue
            for container in document["spec"]["template"]["spec"]["containers"]:
                self.assertLessEqual({entry["name"] for entry in container["env"]}, environment_of_settings())
                for words in (container["args"], container["readinessProbe"]["exec"]["command"][1:]):
                    text = help_of.setdefault(words[0], run(COLLECTOR, words[0], "--help").stdout)
                    for word in words[1:]:
                        self.assertTrue(not word.startswith("--") or word in text, words)


class Puppet(unittest.TestCase):
    def test_puppet_lint_has_nothing_to_say(self):
        done = subprocess.run([program("puppet-lint"), "--fail-on-warnings", DEPLOY / "puppet/desirepath/manifests"], capture_output=True, text=True)
        self.assertEqual((0, ""), (done.returncode, done.stdout), done.stderr)

    def test_its_settings_are_keys_that_there_are(self):
        for template, words in (("agent", (AGENT, "run")), ("collector", (COLLECTOR, "serve"))):
            text = (DEPLOY / f"puppet/desirepath/templates/{template}.toml.epp").read_text()
            text = re.sub(r"<%- \|.*?\| -%>\n", "", text)
            text = re.sub(r"<%= \$ledger_users.*?%>", '"alice"', text)
            values = {"shared": "false", "lab": "false", "log_format": "text", "role": "all", "department": "sales"}
            text = re.sub(r"<%= \$(\w+) %>", lambda match: values.get(match.group(1), "127.0.0.1:0"), text)
            with tempfile.NamedTemporaryFile("w", suffix=".toml") as settings:
                settings.write(text)
                settings.flush()
                run(*words, "--check-config", "--config", settings.name)

    def test_each_class_hands_its_template_what_it_wants(self):
        for name in ("agent", "collector"):
            manifest = (DEPLOY / f"puppet/desirepath/manifests/{name}.pp").read_text()
            template = (DEPLOY / f"puppet/desirepath/templates/{name}.toml.epp").read_text()
            wanted = set(re.findall(r"\$(\w+)", re.search(r"<%- \|(.*?)\|", template).group(1)))
            self.assertEqual(wanted, set(re.findall(r"^ {6,8}(\w+) +=> \$\w+,", manifest, re.M)))


class Salt(unittest.TestCase):
    def test_the_state_renders_and_its_settings_are_good(self):
        import jinja2
        agent = {"gate": "gate.example:8443", "token": "dp1.x", "department": "sales", "ledger_users": ["alice"]}
        environment = jinja2.Environment(autoescape=False)
        text = environment.from_string((DEPLOY / "salt/desirepath/agent.sls").read_text()).render(salt={"pillar.get": lambda name, default: agent})
        state = yaml.safe_load(text)
        self.assertEqual({"desirepath-agent", "/etc/desirepath/agent.toml", "enrol this device", "run the agent"}, set(state))
        contents = next(entry["contents"] for entry in state["/etc/desirepath/agent.toml"]["file.managed"] if "contents" in entry)
        with tempfile.NamedTemporaryFile("w", suffix=".toml") as settings:
            settings.write(contents)
            settings.flush()
            run(AGENT, "run", "--check-config", "--config", settings.name)


class DeviceManagement(unittest.TestCase):
    SCRIPT = DEPLOY / "mdm/install-agent.sh"

    def test_shellcheck_has_nothing_to_say(self):
        scripts = [self.SCRIPT, DEPLOY / "rpm/build-rpm"]
        done = subprocess.run([program("shellcheck"), *scripts], capture_output=True, text=True)
        self.assertEqual((0, ""), (done.returncode, done.stdout))

    def test_it_installs_once_and_changes_nothing_the_second_time(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-mdm-")
        self.addCleanup(folder.cleanup)
        root = pathlib.Path(folder.name)
        (root / "bin").mkdir()
        (root / "etc/desirepath").mkdir(parents=True)
        (root / "var/lib/desirepath-agent/uplink").mkdir(parents=True)
        script = self.SCRIPT.read_text().replace("/etc/", f"{root}/etc/").replace("/var/", f"{root}/var/")
        (root / "script").write_text(script)
        said = root / "said"
        for name, does in (("apt-get", f"touch {root}/installed"), ("systemctl", ":"), ("dpkg-query", f"[ -e {root}/installed ] && printf installed"),
                           ("desirepath-agent", f'[ "$1" != enroll ] || touch {root}/var/lib/desirepath-agent/uplink/device.pem')):
            shim = root / "bin" / name
            shim.write_text(f'#!/bin/sh\nprintf "%s\\n" "{name} $*" >>{said}\n{does}\n')
            shim.chmod(0o755)
        environment = {"PATH": f"{root}/bin:/usr/bin:/bin", "GATE": "gate.example:8443", "TOKEN": "dp1.x", "DEPARTMENT": "sales"}

        def does(*words, code=0, **more):
            said.write_text("")
            run("sh", root / "script", *words, env={**environment, **more}, code=code)
            return said.read_text()
        first = does()
        for words in ("apt-get install -y", "run --check-config", "enroll --gate gate.example:8443 --token dp1.x"):
            self.assertIn(words, first)
        second = does("install")
        for words in ("apt-get", "enroll", "reload"):
            self.assertNotIn(words, second)
        self.assertIn("reload-or-restart", does(DEPARTMENT="it"))
        self.assertIn("status --health", does("check"))
        does(DEPARTMENT="Sales; rm", code=2)
        does("uninstall", code=2)


if __name__ == "__main__":
    unittest.main()
