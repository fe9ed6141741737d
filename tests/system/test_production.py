"""deploy/PRODUCTION.md, step by step, then OPERATE.md: every command is run, and prints what the document shows.

In a mount and network namespace of its own with an empty /etc/desirepath and /var/lib. Not run but stood in for: `apt` (the programs of
the build are put in place) and `systemctl` (starts and ends them); tests/package does both for real.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

from tests.support.console_blocks import matches, steps
from tests.support.lab import AGENT, COLLECTOR, ROOT, UPLINK

DOCUMENTS = ("deploy/PRODUCTION.md", "deploy/OPERATE.md")  # in this order: the second takes up what the first has set up
SYSTEMCTL = """#!/bin/sh
# systemctl start|restart desirepath-NAME
name=$2
[ -e "$SHIMS/$name.pid" ] && kill "$(cat "$SHIMS/$name.pid")" && sleep 1
case $name in desirepath-collector) set -- desirepath-collector serve ;; desirepath-agent) set -- desirepath-agent run ;; *) exit 1 ;; esac
"$@" >"$SHIMS/$name.log" 2>&1 &
echo $! >"$SHIMS/$name.pid"
for _ in $(seq 200); do
  grep -qE 'the page is at|running' "$SHIMS/$name.log" && break
  kill -0 "$(cat "$SHIMS/$name.pid")" || { cat "$SHIMS/$name.log" >&2; exit 1; }
  sleep 0.1
done
"""


def inside(folder):
    """Runs in the namespaces: prints what went wrong, and exits with 1 for it."""
    folder = pathlib.Path(folder)
    shims = folder / "shims"

    def sh(*words):
        subprocess.run(words, check=True)
    sh("mount", "--make-rprivate", "/")
    for name in ("etc", "var/lib"):
        parts = folder / name.replace("/", "-")
        for part in ("upper", "work"):
            (parts / part).mkdir(parents=True)
        sh("mount", "-t", "overlay", "overlay", "-o", f"lowerdir=/{name},upperdir={parts}/upper,workdir={parts}/work", f"/{name}")
    sh("ip", "link", "set", "lo", "up")
    sh("ip", "link", "add", "wire", "type", "veth", "peer", "name", "other")
    sh("ip", "address", "add", "10.9.0.2/24", "dev", "wire")
    sh("ip", "link", "set", "wire", "up")
    sh("ip", "link", "set", "other", "up")
    sh("ip", "route", "add", "default", "via", "10.9.0.1")
    with open("/etc/hosts", "a") as hosts:
        hosts.write("127.0.0.1 gate.example\n")
    resolver = pathlib.Path("/etc/resolv.conf")  # a name server that nobody reaches would be waited for
    resolver.unlink(missing_ok=True)
    resolver.write_text("nameserver 127.0.0.1\n")
    for path in ("/etc/desirepath", "/var/lib/desirepath", "/var/lib/desirepath-agent"):
        pathlib.Path(path).mkdir()
    pathlib.Path("/etc/desirepath/collector.toml").write_text((ROOT / "deploy/config/collector.toml").read_text())
    shims.mkdir()
    for name, text in (("systemctl", SYSTEMCTL), ("apt", "#!/bin/sh\n")):
        (shims / name).write_text(text)
        (shims / name).chmod(0o755)
    for program in (AGENT, COLLECTOR, UPLINK):
        (shims / program.name).symlink_to(program)
    environment = {**os.environ, "PATH": f"{shims}:{os.environ['PATH']}", "SHIMS": str(shims), "LC_ALL": "C.UTF-8"}
    work = folder / "work"
    work.mkdir()
    failed = 0
    for command, wanted in [step for document in DOCUMENTS for step in steps((ROOT / document).read_text())]:
        out = folder / "out"
        with open(out, "wb") as stream:
            subprocess.run(["/bin/sh", "-c", command], cwd=work, env=environment, stdout=stream, stderr=stream, stdin=subprocess.DEVNULL)
        printed = out.read_text(errors="replace")
        if command.endswith("--health"):  # it fetches its policy first
            for _ in range(60):
                if printed.strip() == "ok":
                    break
                printed = subprocess.run(["/bin/sh", "-c", command + "; sleep 1"], env=environment, capture_output=True, text=True).stdout
        if not matches(wanted, printed):
            failed += 1
            print(f"$ {command}\nprinted:\n{printed}\nwanted:\n" + "\n".join(wanted))
    for pid in shims.glob("*.pid"):
        subprocess.run(["kill", pid.read_text().strip()])
        if failed:
            print(pid.with_suffix(".log").read_text()[-2000:])
    return 1 if failed else 0


class Production(unittest.TestCase):
    def test_it_has_ten_steps_with_commands(self):
        text = (ROOT / "deploy/PRODUCTION.md").read_text()
        for step in range(1, 11):
            self.assertIn(f"\n**{step}. ", text)
        self.assertGreater(len(steps(text)), 18)

    @unittest.skipUnless(os.geteuid() == 0, "namespaces with their own /etc and /var/lib need root")
    def test_every_command_prints_what_the_documents_show(self):
        with tempfile.TemporaryDirectory(prefix="desirepath-production-", dir="/var/tmp") as folder:
            done = subprocess.run(["unshare", "-m", "-n", sys.executable, "-m", "tests.system.test_production", folder], cwd=ROOT,
                                  capture_output=True, text=True, timeout=400)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_the_comparison_sees_a_difference(self):
        self.assertTrue(matches(["a…", "…", "z"], "abc\nm\nn\nz\n"))
        self.assertFalse(matches(["a…", "z"], "abc\nm\nz\n"))
        self.assertFalse(matches(["enrolled 1"], "enrolled 2\n"))


if __name__ == "__main__":
    sys.exit(inside(sys.argv[1])) if len(sys.argv) == 2 and pathlib.Path(sys.argv[1]).is_dir() else unittest.main()
