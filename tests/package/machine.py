"""A Debian 12 of its own, booted by systemd-nspawn without a network, to install packages in."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASE = ROOT / "build/package/base"
BOOT_SECONDS = 60


def chroot(folder, *words):
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["chroot", folder, *words], capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise RuntimeError("%s: %s%s" % (" ".join(words), done.stdout[-2000:], done.stderr[-2000:]))
    return done.stdout


def prepare_base(packages):
    """The empty system with what `packages` depend on, so that the booted one needs no network."""
    stamp = BASE / "etc/desirepath-base"
    needs = "\n".join(subprocess.run(["dpkg-deb", "-f", package, "Depends"], check=True, capture_output=True, text=True).stdout
                      for package in packages)
    if stamp.exists() and stamp.read_text() == needs:
        return
    shutil.rmtree(BASE, ignore_errors=True)
    BASE.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["debootstrap", "--variant=minbase", "--include=systemd,systemd-sysv,dbus,iproute2,procps,python3,python3-apt,openssh-server", "bookworm", BASE],
                   check=True, stdout=subprocess.DEVNULL)
    (BASE / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n")
    (BASE / "usr/sbin/policy-rc.d").chmod(0o755)
    names = []
    for package in packages:
        shutil.copy(package, BASE / "tmp")
        names.append("/tmp/" + package.name)
    chroot(BASE, "apt-get", "install", "-y", "--no-install-recommends", *names)
    chroot(BASE, "dpkg", "--purge", *[package.name.split("_")[0] for package in packages])
    (BASE / "usr/sbin/policy-rc.d").unlink()
    (BASE / "etc/hosts").write_text("127.0.0.1 localhost\n")
    stamp.write_text(needs)


class Machine:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="desirepath-machine-"))
        self.root = self.folder / "root"
        subprocess.run(["cp", "-a", "--reflink=auto", BASE, self.root], check=True)
        self.log = open(self.folder / "console.log", "w", encoding="utf-8")
        self.process = subprocess.Popen(
            ["systemd-nspawn", "-q", "--boot", "-D", self.root, "--private-network", "--register=no", "--keep-unit", "--console=pipe"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        try:
            self._wait_until_running()
        except RuntimeError:
            self.close()
            raise

    def _wait_until_running(self):
        deadline = time.monotonic() + BOOT_SECONDS
        while time.monotonic() < deadline:
            children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
            if children:
                self.leader = children[0]
                if self.run("systemctl", "is-system-running", "--wait", check=False).stdout.strip() in ("running", "degraded"):
                    return
            time.sleep(0.1)  # systemd has no other word for "not yet"
        raise RuntimeError("the machine did not boot within %d s" % BOOT_SECONDS)

    def run(self, *words, check=True, stdin=None):
        done = subprocess.run(["nsenter", "-t", self.leader, "-m", "-u", "-i", "-n", "-p", "--", *words],
                              capture_output=True, text=True, input=stdin, cwd="/")
        if check and done.returncode != 0:
            raise AssertionError("%s: exit %d\n%s%s" % (" ".join(words), done.returncode, done.stdout, done.stderr))
        return done

    def out(self, *words):
        return self.run(*words).stdout.strip()

    def ssh_words(self, key):
        """How ssh gets in without a network: sshd itself, started in the machine, speaks over the pipe."""
        (self.root / "root/.ssh").mkdir(mode=0o700, exist_ok=True)
        shutil.copy(key.with_suffix(".pub"), self.root / "root/.ssh/authorized_keys")
        self.run("mkdir", "-p", "/run/sshd")
        return ("-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR "
                f"-o ProxyCommand='nsenter -t {self.leader} -m -u -i -n -p -- /usr/sbin/sshd -i'")

    def install(self, *packages):
        names = []
        for package in packages:
            shutil.copy(package, self.root / "root")
            names.append("/root/" + pathlib.Path(package).name)
        return self.run("dpkg", "-i", *names)

    def join(self, other):
        """A cable between the two: 10.77.0.1 here, 10.77.0.2 there."""
        subprocess.run(["ip", "link", "add", "cable1", "netns", self.leader, "type", "veth", "peer", "name", "cable2", "netns", other.leader], check=True)
        for machine, name, address in ((self, "cable1", "10.77.0.1/24"), (other, "cable2", "10.77.0.2/24")):
            machine.run("ip", "address", "add", address, "dev", name)
            machine.run("ip", "link", "set", name, "up")
            machine.run("ip", "link", "set", "lo", "up")

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
