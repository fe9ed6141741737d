"""The page by HTTPS: its own certificate, what browsers are told, versions, and a certificate replaced while it runs."""
import json
import pathlib
import signal
import ssl
import subprocess
import tempfile
import unittest
import urllib.request

from tests.support.lab import COLLECTOR, run, wait_for


class PageTls(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-page-tls-")
        self.addCleanup(folder.cleanup)
        self.dir = pathlib.Path(folder.name) / "collector"
        run(COLLECTOR, "init", self.dir, "--lab")
        self.certify("desk.example")

    def certify(self, name):
        """A new self-signed certificate for `name` and 127.0.0.1, where the settings point."""
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:%s,IP:127.0.0.1" % name,
                        "-keyout", self.dir / "page.key", "-out", self.dir / "page.pem"], check=True, capture_output=True)

    def serve(self, certificate="page.pem"):
        settings = self.dir / "collector.toml"
        text = settings.read_text().split("[web]")[0]
        settings.write_text(text + '[web]\nlisten = "127.0.0.1:0"\ncertificate = "%s"\nkey = "page.key"\n' % certificate)
        server = subprocess.Popen([str(COLLECTOR), "serve", "--dir", str(self.dir)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(server.stderr.close)
        self.addCleanup(lambda: (server.terminate(), server.wait(20)))
        endpoints = self.dir / "run/endpoints.json"
        self.web = json.loads(wait_for("the page", lambda: endpoints.exists() and endpoints.read_text()))["web"]
        return server

    def client(self, least=ssl.TLSVersion.TLSv1_2, most=ssl.TLSVersion.TLSv1_3):
        context = ssl.create_default_context(cafile=self.dir / "page.pem")
        context.minimum_version, context.maximum_version = least, most
        if most < ssl.TLSVersion.TLSv1_2:
            context.set_ciphers("ALL:@SECLEVEL=0")
        return context

    def get(self, path, context, **fields):
        request = urllib.request.Request(self.web + path, headers=fields)
        return urllib.request.urlopen(request, timeout=20, context=context)

    def test_it_speaks_https_alone_tells_browsers_to_keep_to_it_and_guards_its_cookie(self):
        self.serve()
        self.assertTrue(self.web.startswith("https://127.0.0.1:"), self.web)
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            with self.get("/api/v1/health", self.client(version, version)) as answer:
                self.assertEqual("max-age=31536000", answer.headers["Strict-Transport-Security"])
        with self.assertRaises(OSError):  # the handshake: urllib wraps it
            self.get("/api/v1/health", self.client(ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1))
        with self.assertRaises(OSError):
            urllib.request.urlopen(self.web.replace("https:", "http:") + "/api/v1/health", timeout=20)
        link = run(COLLECTOR, "user", "link", "admin", "--dir", self.dir).stdout.strip()
        self.assertTrue(link.startswith(self.web + "/sign-in#"), link)
        request = urllib.request.Request(self.web + "/api/v1/session", data=json.dumps({"link": link.rsplit("#", 1)[1]}).encode(),
                                         headers={"Content-Type": "application/json", "Origin": self.web})
        with urllib.request.urlopen(request, timeout=20, context=self.client()) as answer:
            self.assertRegex(answer.headers["Set-Cookie"], "^__Host-desirepath-[0-9]+=[^;]+; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=")
            cookie = answer.headers["Set-Cookie"].split(";")[0]
        with self.get("/api/v1/session", self.client(), Cookie=cookie) as answer:
            self.assertEqual("admin", json.load(answer)["person"]["name"])

    def test_it_answers_to_the_names_of_its_certificate_and_no_others(self):
        self.serve()
        with self.get("/api/v1/health", self.client(), Host="desk.example") as answer:
            self.assertEqual(200, answer.status)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.get("/api/v1/health", self.client(), Host="evil.example")
        self.assertEqual(421, refused.exception.code)
        refused.exception.close()

    def test_a_new_certificate_is_read_on_sighup_and_a_bad_one_is_not(self):
        server = self.serve()
        (self.dir / "page.pem").rename(self.dir / "old.pem")
        (self.dir / "page.pem").write_text("no certificate")
        server.send_signal(signal.SIGHUP)
        old = ssl.create_default_context(cafile=self.dir / "old.pem")
        said = next(line for line in server.stderr if "page.pem" in line)
        self.assertIn("no readable PEM certificate", said)
        with self.get("/api/v1/version", old) as answer:
            self.assertEqual(200, answer.status)
        self.certify("other.example")
        server.send_signal(signal.SIGHUP)
        next(line for line in server.stderr if "read again" in line)
        with self.get("/api/v1/health", self.client(), Host="other.example") as answer:
            self.assertEqual(200, answer.status)
        with self.assertRaises(OSError):
            self.get("/api/v1/health", old)

    def test_what_is_wrong_with_the_files_is_said_before_anything_listens(self):
        subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.dir / "page.key"], check=True)
        settings = self.dir / "collector.toml"
        settings.write_text(settings.read_text().split("[web]")[0] + '[web]\nlisten = "127.0.0.1:0"\ncertificate = "page.pem"\nkey = "page.key"\n')
        refused = run(COLLECTOR, "serve", "--dir", self.dir, code=2)
        self.assertIn("page.key: not the readable PEM key of", refused.stderr)


if __name__ == "__main__":
    unittest.main()
