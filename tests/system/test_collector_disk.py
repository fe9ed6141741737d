"""The collector's disk fills, and becomes read-only: it says so, goes on or is started again, and the published tables are those of a
calm run: nothing of what devices were told is there is lost, nothing is there twice."""
import os
import pathlib
import subprocess
import tempfile
import unittest

from tests.support.lab import COLLECTOR, Lab, run, wait_for
from tests.system.test_kill import organisation, published

WINDOWS = 4
SCENARIO = {**organisation(60), "weeks": WINDOWS}


class OwnDisk(Lab):
    """A lab whose collector has a file system of its own."""

    def __init__(self, scenario, mount):
        self.mount = mount
        super().__init__(scenario, backfill=WINDOWS)

    def prepare(self):
        self.dir.mkdir()
        run("mount", *self.mount, self.dir)
        for found in self.dir.iterdir():  # init wants an empty folder, and mkfs makes lost+found
            found.rmdir()

    def problems(self):
        return run(COLLECTOR, "status", "--health", "--dir", self.dir, code=None).stdout.strip()

    def close(self):
        for child in self.children:
            if child.poll() is None:
                child.terminate()
                child.wait(30)
        run("umount", "-l", self.dir, code=None)
        super().close()


@unittest.skipUnless(os.geteuid() == 0, "a file system of its own needs root")
class CollectorDisk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lab = Lab(SCENARIO, backfill=WINDOWS)
        try:
            lab.play()
            cls.calm = published(lab.dir, lab.first_window())
        finally:
            lab.close()

    def begin(self, *mount):
        lab = OwnDisk(SCENARIO, mount)
        self.addCleanup(lab.close)
        fleet = subprocess.Popen(lab.fleet_command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: (fleet.kill(), fleet.wait()))
        wait_for("the first window", lambda: published_windows(lab) >= 1, 120)
        return lab, fleet

    def finish(self, lab, fleet):
        fleet.kill()  # wherever it is by now: it goes on from what it keeps
        fleet.wait()
        lab.play()
        self.assertEqual(self.calm, published(lab.dir, lab.first_window()))
        self.assertGreater(sum(len(rows) for rows in self.calm.values()), 20)

    def test_a_full_disk(self):
        lab, fleet = self.begin("-t", "tmpfs", "-o", "size=24m", "desirepath")
        filler = lab.dir / "filler"
        with open(filler, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1 << 16))
            except OSError:
                pass
        self.assertEqual("disk", lab.problems())  # whether or not the collector could still write that
        wait_for("its word of it", lambda: "are free where the data are" in lab.log_text(), 90)  # it looks once a minute
        self.assertIsNone(lab.server.poll(), lab.log_text())
        filler.unlink()
        wait_for("good health", lambda: "disk: works again" in lab.log_text() and lab.problems() == "ok", 90)
        self.finish(lab, fleet)

    def test_a_disk_that_has_become_read_only(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-disk-", dir="/var/tmp")
        self.addCleanup(folder.cleanup)
        image = pathlib.Path(folder.name) / "image"
        run("truncate", "-s", "64M", image)
        run("mkfs.ext4", "-q", "-F", image)
        lab, fleet = self.begin("-o", "loop", image)
        run("mount", "-o", "remount,abort", lab.dir)  # as ext4 does after an error of the device
        self.assertEqual("disk", lab.problems())
        self.assertIsNone(lab.server.poll(), lab.log_text())
        lab.stop_server()
        run("umount", lab.dir)
        run("e2fsck", "-p", image, code=None)
        run("mount", "-o", "loop", image, lab.dir)
        lab.serve()
        self.finish(lab, fleet)


def published_windows(lab):
    done = run(COLLECTOR, "window", "list", "--format", "json", "--dir", lab.dir, code=None)
    return done.stdout.count('"published"')


if __name__ == "__main__":
    unittest.main()
