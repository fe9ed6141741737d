"""A person who is signed in to the page, for tests that ask the API."""
import json
import urllib.error
import urllib.request

from tests.support.lab import COLLECTOR, run


class Person:
    """Signs in with a link; `ask` gives status and JSON of an answer."""

    def __init__(self, web, link):
        self.web = web
        self.cookie = self.csrf = ""
        status, session, fields = self.send("POST", "/api/v1/session", {"link": link.strip().rsplit("#", 1)[1]})
        assert status == 200, session
        self.cookie = fields["Set-Cookie"].split(";")[0]
        self.csrf = session["csrf"]

    @classmethod
    def of_role(cls, web, folder, role):
        """A new person of this role in the collector of `folder`."""
        if role != "admin":  # "init" made that one
            run(COLLECTOR, "user", "add", role, "--role", role, "--dir", folder)
        return cls(web, run(COLLECTOR, "user", "link", role, "--dir", folder).stdout)

    def send(self, method, path, body=None, content_type="application/json", fields=None):
        """Status, JSON (or text) and header fields of the answer."""
        octets = body.encode() if isinstance(body, str) else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.web + path, method=method, data=octets, headers=fields or {})
        if octets is not None:
            request.add_header("Content-Type", content_type)
        if self.cookie:
            request.add_header("Cookie", self.cookie)
            request.add_header("X-CSRF-Token", self.csrf)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, self.read(answer), answer.headers
        except urllib.error.HTTPError as refused:
            return refused.code, self.read(refused), refused.headers

    @staticmethod
    def read(answer):
        octets = answer.read()
        json_types = ("application/json", "application/problem+json")
        return json.loads(octets) if answer.headers.get("Content-Type") in json_types else octets.decode()

    def ask(self, method, path, body=None, **more):
        return self.send(method, path, body, **more)[:2]
