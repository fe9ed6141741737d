"""Whatever is wrong with a collector's settings, folder, ports or files is said in one sentence that names it and the mend.

Exit codes: 1 failed, 2 bad usage or config. Once it serves, the collector goes on whatever happens to its files.
"""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

from tests.support.lab import COLLECTOR, run, wait_for


def health(page, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(page + "/api/v1/health", headers=headers), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class CollectorErrors(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="desirepath-errors-"))
        self.dir = self.folder / "collector"
        self.servers = []

    def tearDown(self):
        for server in self.servers:
            if server.poll() is None:
                server.kill()
                server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def lab(self, *more):
        run(COLLECTOR, "init", self.dir, "--lab", "--k", 1, "--window-seconds", 3600, *more)

    def says(self, code, *words, of):
        """The command fails with one line on stderr that has each of the words `of`."""
        done = run(COLLECTOR, *words, code=code)
        self.assertEqual(1, len(done.stderr.strip().splitlines()), done.stderr)
        self.assertTrue(done.stderr.startswith("desirepath-collector: "), done.stderr)
        for word in of:
            self.assertIn(str(word), done.stderr)

    def serve(self, *more):
        log = open(self.folder / "log", "w", encoding="utf-8")
        server = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.dir), *more], stdout=log, stderr=log)
        self.servers.append(server)
        endpoints = self.dir / "run" / "endpoints.json"
        wait_for("the endpoints", lambda: endpoints.exists() or server.poll() is not None)
        self.assertIsNone(server.poll(), self.log())
        return server, json.loads(endpoints.read_text())

    def log(self):
        return (self.folder / "log").read_text(encoding="utf-8")

    # --- settings ---

    def settings(self, text):
        path = self.folder / "collector.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def test_an_unknown_key_is_named_with_the_nearest_one(self):
        path = self.settings('[gate]\nlisen = "127.0.0.1:0"\n')
        self.says(2, "serve", "--config", path, of=[path, "gate.lisen", "nearest is gate.listen"])

    def test_a_wrong_type_is_named_with_what_to_write(self):
        path = self.settings("[web]\nlisten = 8080\n")
        self.says(2, "serve", "--check-config", "--config", path, of=[path, "web.listen", 'web.listen = "..."'])

    def test_no_toml_is_named_with_its_line(self):
        path = self.settings('role = "all"\n[gate\n')
        self.says(2, "serve", "--config", path, of=[path, "line 2"])

    def test_a_missing_file_says_how_to_make_one(self):
        path = self.folder / "nowhere.toml"
        self.says(2, "serve", "--config", path, of=[path, "init DIR"])
        self.says(2, "policy", "show", "--config", path, of=[path, "--dir"])

    def test_good_settings_are_called_fine(self):
        self.lab()
        done = run(COLLECTOR, "serve", "--check-config", "--dir", self.dir)
        self.assertIn("fine", done.stdout)

    def test_a_folder_that_init_did_not_make_is_refused(self):
        path = self.settings('data_dir = "."\n')
        self.says(1, "serve", "--config", path, of=["not a folder that init made", "data_dir"])

    def test_an_unknown_command_or_option_is_bad_usage(self):
        self.assertIn("--help", run(COLLECTOR, "serf", code=2).stderr)
        run(COLLECTOR, "serve", "--rolle", "all", code=2)
        run(COLLECTOR, code=2)

    # --- init ---

    def test_init_leaves_a_used_folder_alone(self):
        self.dir.mkdir()
        (self.dir / "note").write_text("mine", encoding="utf-8")
        self.says(2, "init", self.dir, of=[self.dir, "not an empty folder"])
        self.assertEqual(["note"], os.listdir(self.dir))

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_init_in_a_folder_without_the_right_to_write(self):
        closed = self.folder / "closed"
        closed.mkdir(mode=0o500)
        self.says(1, "init", closed / "collector", of=[closed, "this account may write"])

    def test_init_below_a_file_is_refused(self):
        (self.folder / "file").write_text("", encoding="utf-8")
        self.says(1, "init", self.folder / "file" / "collector", of=["file", "name a folder"])

    # --- ports and files at the start ---

    def test_a_port_in_use_is_named(self):
        self.lab()
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = "127.0.0.1:%d" % taken.getsockname()[1]
            for key in ("gate", "web"):
                path = self.dir / "other.toml"
                path.write_text('data_dir = "."\n[gate]\nlisten = "%s"\n[web]\nlisten = "%s"\n' % tuple(
                    address if name == key else "127.0.0.1:0" for name in ("gate", "web")), encoding="utf-8")
                done = run(COLLECTOR, "serve", "--config", path, code=1)
                self.assertIn(str(taken.getsockname()[1]), done.stderr.splitlines()[-1])
                self.assertRegex(done.stderr.splitlines()[-1], "in use|uses the port")

    def test_a_page_for_others_is_refused(self):
        self.lab()
        path = self.dir / "other.toml"
        path.write_text('[gate]\nlisten = "127.0.0.1:0"\n[web]\nlisten = "0.0.0.0:0"\n', encoding="utf-8")
        done = run(COLLECTOR, "serve", "--config", path, code=2)
        self.assertIn("loopback", done.stderr.splitlines()[-1])

    def test_metrics_for_others_are_refused_by_their_own_key(self):
        self.lab()
        path = self.dir / "other.toml"
        path.write_text('[gate]\nlisten = "127.0.0.1:0"\n[web]\nlisten = "127.0.0.1:0"\n[metrics]\nlisten = "0.0.0.0:0"\n', encoding="utf-8")
        done = run(COLLECTOR, "serve", "--config", path, code=2)
        self.assertIn("[metrics] listen: 0.0.0.0 is no loopback address", done.stderr.splitlines()[-1])
        self.assertNotIn("[web]", done.stderr.splitlines()[-1])

    def test_damaged_databases_are_named(self):
        for name in ("window.db", "keys.db", "curation.db", "gate.db"):
            with self.subTest(name):
                shutil.rmtree(self.dir, ignore_errors=True)
                self.lab()
                (self.dir / name).write_bytes(os.urandom(8192))
                for beside in ("-wal", "-shm"):
                    (self.dir / (name + beside)).unlink(missing_ok=True)
                done = run(COLLECTOR, "serve", "--dir", self.dir, code=1)
                self.assertIn(str(self.dir / name), done.stderr.splitlines()[-1])

    def test_a_damaged_bundle_is_named(self):
        self.lab()
        (self.dir / "policy" / "bundle.pb").write_bytes(b"\xff\xff\xff\xff")
        done = run(COLLECTOR, "serve", "--dir", self.dir, code=2)
        self.assertIn("bundle", done.stderr.splitlines()[-1])

    def test_a_missing_certificate_is_named(self):
        self.lab()
        (self.dir / "pki" / "gate.pem").unlink()
        done = run(COLLECTOR, "serve", "--dir", self.dir, code=1)
        self.assertIn("gate.pem", done.stderr.splitlines()[-1])

    # --- while it serves ---

    def test_it_ends_cleanly_on_sigterm_and_on_sigint(self):
        self.lab()
        for stop in (signal.SIGTERM, signal.SIGINT):
            server, _ = self.serve()
            server.send_signal(stop)
            self.assertEqual(0, server.wait(timeout=30), self.log())
            self.assertFalse((self.dir / "run" / "endpoints.json").exists())

    def test_a_bundle_damaged_while_it_serves_is_bad_health_and_no_end(self):
        self.lab()
        server, endpoints = self.serve()
        bundle = self.dir / "policy" / "bundle.pb"
        good = bundle.read_bytes()
        wait_for("good health", lambda: health(endpoints["web"])[0] == 200)
        bundle.write_bytes(b"\xff\xff\xff\xff")
        wait_for("bad health", lambda: health(endpoints["web"])[0] == 503)
        self.assertNotIn("policy", health(endpoints["web"])[1], "strangers learn nothing of the causes")
        self.assertIn("policy: ", health(endpoints["web"], Cookie=self.cookie(endpoints["web"]))[1])
        bundle.write_bytes(good)
        wait_for("good health again", lambda: health(endpoints["web"])[0] == 200)
        self.assertIsNone(server.poll())
        self.assertIn("policy: works again", self.log())

    def cookie(self, page):
        """Of the admin that init made."""
        link = run(COLLECTOR, "user", "link", "admin", "--dir", self.dir).stdout.strip().rsplit("#", 1)[1]
        request = urllib.request.Request(page + "/api/v1/session", method="POST", data=json.dumps({"link": link}).encode(), headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.headers["Set-Cookie"].split(";")[0]

    # --- commands ---

    def test_lists_with_wrong_lines_import_nothing(self):
        self.lab()
        path = self.folder / "list.csv"
        path.write_text("id,name,parent,devices\nsales,Sales,,28\nBoard,Board,,x\n", encoding="utf-8")
        done = run(COLLECTOR, "departments", "import", path, "--dir", self.dir, code=2)
        self.assertIn("nothing was imported", done.stderr)
        self.assertIn("line 3", done.stderr)
        self.assertNotIn("sales", run(COLLECTOR, "departments", "list", "--dir", self.dir).stdout)

    def test_a_production_policy_goes_from_hand_to_hand(self):
        run(COLLECTOR, "init", self.dir, "--organisation", "Example Oy")
        staff, draft = self.folder / "staff.key", self.dir / "policy" / "draft.policy"
        self.says(1, "policy", "show", "--dir", self.dir, of=["no policy is published yet"])
        run(COLLECTOR, "policy", "keygen", "--as", "staff-rep", "--out", staff)
        run(COLLECTOR, "policy", "draft", "--dir", self.dir, "--staff-key", "%s.pub" % staff)
        self.says(2, "policy", "publish", "--dir", self.dir, of=["no key this device trusts"])
        run(COLLECTOR, "policy", "sign", draft, "--as", "staff-rep", "--key", staff)
        self.says(2, "policy", "publish", "--dir", self.dir, of=["lacks the admin's signature"])
        self.says(2, "policy", "sign", draft, "--as", "admin", "--key", staff, of=["names another key for admin"])
        run(COLLECTOR, "policy", "sign", draft, "--as", "admin", "--key", self.dir / "policy" / "admin.key")
        self.assertIn("policy 1 of Example Oy", run(COLLECTOR, "policy", "publish", "--dir", self.dir).stdout)
        run(COLLECTOR, "policy", "draft", "--dir", self.dir, "--k", 5)
        self.assertIn("WIDER  the smallest number shown, k, is 5 instead of 10",
                      run(COLLECTOR, "policy", "review", draft).stdout)
        run(COLLECTOR, "policy", "withdraw", "--key", staff, "--dir", self.dir)
        self.assertIn("WITHDRAWN", run(COLLECTOR, "policy", "show", "--dir", self.dir).stdout)


if __name__ == "__main__":
    unittest.main()
