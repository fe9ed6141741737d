"""The .rpm packages: made of the programs in the .deb, unpacked into an empty root, with the same files at the same places."""
import os
import pathlib
import subprocess
import tempfile
import unittest

from tests.package.machine import ROOT
from tests.package.test_packages import built

# Where Debian puts it, and where rpm's systems do. AppArmor, Debian's examples and change log are Debian's alone.
ELSEWHERE = (("/usr/share/zsh/vendor-completions/", "/usr/share/zsh/site-functions/"), ("/lib/systemd/", "/usr/lib/systemd/"))
DEBIANS = ("/etc/apparmor.d/", "/usr/share/doc/", "/usr/share/lintian/")


def files(folder):
    return {"/" + str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() or path.is_symlink()}


class Rpm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="desirepath-rpm-")
        cls.folder = pathlib.Path(cls.kept.name)
        cls.deb = {}
        for part in ("agent", "collector"):
            cls.deb[part] = cls.folder / "deb" / part
            cls.deb[part].parent.mkdir(exist_ok=True)
            subprocess.run(["dpkg-deb", "-x", built(f"desirepath-{part}"), cls.deb[part]], check=True)
            build = cls.folder / "build" / part
            build.mkdir(parents=True)
            for program in [*cls.deb[part].glob("usr/bin/*"), *cls.deb[part].glob("usr/libexec/desirepath/*")]:
                os.link(program, build / program.name)
        subprocess.run([ROOT / "deploy/rpm/build-rpm", "--build", cls.folder / "build", "--out", cls.folder / "rpm"], check=True,
                       stdout=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        cls.kept.cleanup()

    def package(self, part):
        return next((self.folder / "rpm").glob(f"desirepath-{part}-*.rpm"))

    def ask(self, part, *words):
        return subprocess.run(["rpm", "-qp", *words, self.package(part)], check=True, capture_output=True, text=True).stdout

    def test_it_has_the_files_of_the_deb(self):
        for part in ("agent", "collector"):
            wanted = set()
            for file in files(self.deb[part]):
                for here, there in ELSEWHERE:
                    file = there + file.removeprefix(here) if file.startswith(here) else file
                if not file.startswith(DEBIANS):
                    wanted.add(file.removesuffix(".gz"))
            root = self.folder / "root" / part
            subprocess.run(["rpm", "--root", root, "--dbpath", "/var/lib/rpm", "--nodeps", "--noscripts", "-i", self.package(part)], check=True, capture_output=True)
            found = {file for file in files(root) if "/.build-id/" not in file and not file.startswith("/var/lib/rpm/")}
            self.assertEqual(wanted, {file for file in found if not file.startswith("/usr/share/licenses/")})

    def test_settings_are_kept_and_the_libraries_asked_for(self):
        for part in ("agent", "collector"):
            self.assertEqual(f"/etc/desirepath/{part}.toml\n", self.ask(part, "--configfiles"))
            self.assertIn("libsodium.so", self.ask(part, "--requires"))
            self.assertNotIn("no package description", self.ask(part, "--info"))
            self.assertIn(f"systemd-sysusers desirepath-{part}.conf", self.ask(part, "--scripts"))


if __name__ == "__main__":
    unittest.main()
