"""The monthly report by mail and into a folder, against a real SMTP server (aiosmtpd) with TLS and an account."""
import asyncio
import email
import email.policy
import pathlib
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest

from tests.support.lab import Lab, wait_for
from tests.support.person import Person

sys.path.append("/usr/lib/python3/dist-packages")  # Debian's, also for a python3 that is not Debian's
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword  # noqa: E402

SCENARIO = {"seed": 3, "weeks": 3, "k": 10, "departments": [{"name": "D1", "devices": 60}, {"name": "D2", "devices": 40}],
            "offered": [{"need": "team-chat", "tool": "microsoft-teams"}],
            "needs": [{"id": "a", "need": "ai-assistant", "cause": "absent", "affected": 40, "activity": 0.9,
                       "tools": ["chatgpt", "claude"], "onset_week": -4}]}


class Inbox:
    """Keeps what arrives; refuses whoever is not the account."""

    def __init__(self):
        self.messages = []
        self.refuse = None

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            return self.refuse
        self.messages.append((session, envelope))
        return "250 taken"

    def check(self, server, session, envelope, mechanism, data):
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"desk", b"pa ss\xc3\xa4")
        return AuthResult(success=good, handled=False)


class PostOffice:
    """aiosmtpd on a free port; its own controller wants one that is fixed."""

    def __init__(self, inbox, ssl_context=None, **options):
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(self.loop.create_server(
            lambda: SMTP(inbox, loop=self.loop, **options), "127.0.0.1", 0, ssl=ssl_context))
        self.port = self.server.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.server.close()
        self.loop.close()


def certificate(folder):
    key, cert = folder / "mail.key", folder / "mail.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key,
                    "-out", cert, "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context, cert


class MonthlyMail(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab(SCENARIO, backfill=3)
        cls.addClassCleanup(cls.lab.close)
        cls.lab.play()
        cls.lab.stop_server()

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="desirepath-mail-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.inbox = Inbox()

    def post_office(self, tls_first=False):
        context, authorities = certificate(self.folder)
        tls = {"ssl_context": context} if tls_first else {"tls_context": context, "require_starttls": True}
        office = PostOffice(self.inbox, authenticator=self.inbox.check, auth_required=True, auth_require_tls=not tls_first, **tls)
        self.addCleanup(office.stop)
        password = self.folder / "password"
        password.write_text("pa ssä\n")
        password.chmod(0o600)
        return {"DESIREPATH_MAIL_SERVER": "localhost:%d" % office.port, "DESIREPATH_MAIL_SECURITY": "tls" if tls_first else "starttls",
                "DESIREPATH_MAIL_USER": "desk", "DESIREPATH_MAIL_PASSWORD_FILE": str(password),
                "DESIREPATH_MAIL_AUTHORITIES": str(authorities), "DESIREPATH_MAIL_FROM": "desirepath@example.org",
                "DESIREPATH_MAIL_TO": "lead@example.org, board@example.org", "DESIREPATH_MAIL_LANGUAGE": "fi"}

    def admin(self, settings):
        self.lab.serve(**settings)
        self.addCleanup(self.lab.stop_server)
        return Person.of_role(self.lab.endpoints["web"], self.lab.dir, "admin")

    def ask(self, admin):
        status, state = admin.ask("POST", "/api/v1/monthly-report", {})
        self.assertEqual((200, True), (status, state["asked"]), state)

    def state(self, admin):
        return admin.ask("GET", "/api/v1/monthly-report")[1]

    def test_the_report_goes_by_starttls_with_the_account_and_into_the_folder(self):
        reports = self.folder / "reports"
        reports.mkdir()
        admin = self.admin({**self.post_office(), "DESIREPATH_MAIL_FOLDER": str(reports)})
        self.ask(admin)
        wait_for("the mail", lambda: self.inbox.messages)
        session, envelope = self.inbox.messages[0]
        self.assertIsNotNone(session.ssl)
        self.assertEqual(("desirepath@example.org", ["lead@example.org", "board@example.org"]),
                         (envelope.mail_from, envelope.rcpt_tos))
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.assertEqual([], [part.defects for part in message.walk() if part.defects])
        self.assertRegex(message["subject"], "^Mitä työhön tarvitaan, .* lab-")
        body, report = message.iter_parts()
        self.assertIn("Ei käytöksen tai suoriutumisen arviointiin", body.get_content())
        self.assertEqual("application/pdf", report.get_content_type())
        pdf = report.get_content()
        self.assertTrue(pdf.startswith(b"%PDF-"))
        wait_for("the note", lambda: not self.state(admin)["asked"])
        kept = list(reports.iterdir())
        self.assertEqual([report.get_filename()], [file.name for file in kept])
        self.assertEqual(pdf, kept[0].read_bytes())
        state = self.state(admin)
        self.assertIsNone(state["fault"])
        self.assertGreater(state["sent_at"], 1_700_000_000)

    def test_tls_from_the_start_and_what_is_asked_for_again_is_another_mail(self):
        admin = self.admin(self.post_office(tls_first=True))
        for count in (1, 2):
            self.ask(admin)
            wait_for("mail %d" % count, lambda: len(self.inbox.messages) == count)
            wait_for("the note", lambda: not self.state(admin)["asked"])
        ids = {email.message_from_bytes(envelope.content)["message-id"] for _, envelope in self.inbox.messages}
        self.assertEqual(2, len(ids))

    def test_what_a_server_refuses_is_said_with_its_words(self):
        self.inbox.refuse = "554 no room here"
        admin = self.admin(self.post_office())
        self.ask(admin)
        fault = wait_for("the fault", lambda: self.state(admin)["fault"])
        self.assertIn("554 no room here", fault)
        self.inbox.refuse = None
        self.ask(admin)
        wait_for("the mail", lambda: self.inbox.messages)

    def test_no_password_and_no_report_without_tls_or_to_a_stranger(self):
        plain = PostOffice(self.inbox)
        self.addCleanup(plain.stop)
        settings = self.post_office()
        for change, said in (({"DESIREPATH_MAIL_SERVER": "localhost:%d" % plain.port}, "offers no STARTTLS"),
                             ({"DESIREPATH_MAIL_AUTHORITIES": ""}, "its certificate is not believed")):
            admin = self.admin({**settings, **change})
            self.ask(admin)
            wait_for(said, lambda: said in (self.state(admin)["fault"] or ""))
            self.lab.stop_server()
        self.assertEqual([], self.inbox.messages)


if __name__ == "__main__":
    unittest.main()
