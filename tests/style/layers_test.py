"""The table of who may include whom is the architecture; this fails when a file looks where its room may not."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# A room may include itself, the generated messages and these. Later stages never appear before their time.
CONTRACT = {"proto/metrics", "proto/seal", "proto/window", "proto/policy", "proto/catalog", "proto/fields"}
AGENT_PATH = {"agent/store", "agent/match", "agent/diary", "agent/facts", "agent/outbox"}
MAY_INCLUDE = {
    "proto/seal": set(),
    "proto/pki": {"proto/seal"},
    "proto/window": {"proto/policy"},
    "proto/account": set(),
    "proto/metrics": set(),
    "proto/embed": set(),
    "proto/fields": {"proto/embed"},
    "proto/policy": {"proto/seal", "proto/window", "proto/catalog", "proto/fields"},
    "proto/catalog": {"proto/embed", "proto/seal"},
    "agent/store": {"proto/seal"},
    "agent/capture": set(),
    "agent/wire": set(),
    "agent/sight": {"agent/capture", "agent/wire"},
    "agent/match": {"proto/catalog", "agent/sight"},
    "agent/diary": CONTRACT | {"agent/store", "agent/match"},
    "agent/facts": CONTRACT | {"agent/diary"},
    "agent/outbox": CONTRACT | {"agent/store", "agent/diary", "agent/facts"},
    "agent/gateway": CONTRACT | AGENT_PATH | {"agent/capture", "agent/wire", "agent/sight"},
    "agent/ingest": CONTRACT | {"agent/capture", "agent/sight"},
    "agent/uplink": {"proto/seal", "proto/pki", "agent/outbox"},
    "agent/console": CONTRACT | AGENT_PATH,
    "agent/page": {"proto/embed", "proto/seal", "proto/fields", "agent/console"},
    "agent/network_page": {"proto/fields", "agent/console"},
    "agent/session": {"proto/fields", "agent/console"},
    "agent/command": CONTRACT | {"proto/account"} | AGENT_PATH | {"agent", "agent/capture", "agent/sight", "agent/console", "agent/gateway", "agent/ingest"},
    "agent": CONTRACT | AGENT_PATH | {"agent/capture", "agent/sight", "agent/console", "agent/command", "agent/wire", "agent/gateway", "agent/ingest"},
    "collector/store": {"proto/seal"},
    "collector/gate": CONTRACT | {"proto/pki", "collector/store", "collector/intake"},
    "collector/intake": CONTRACT | {"proto/pki", "collector/store"},
    "collector/policy": CONTRACT | {"collector/store", "collector/intake", "collector/curation"},
    "collector/curation": CONTRACT | {"proto/pki", "collector/store"},
    "collector/publish": CONTRACT | {"collector/store", "collector/intake", "collector/curation"},
    "collector/paper": set(),
    "collector/proof": CONTRACT | {"proto/pki", "collector/paper", "collector/gate", "collector/intake", "collector/publish"},
    "collector/needs": CONTRACT | {"collector/publish", "collector/curation"},
    "collector/report": CONTRACT | {"collector/paper", "collector/publish", "collector/curation", "collector/needs"},
    "collector/link": {"proto/seal"},
    "collector/events": {"proto/seal", "collector/curation", "collector/link"},
    "collector/oidc": {"proto/seal", "proto/pki", "collector/curation", "collector/link"},
    "collector/api": CONTRACT | {"collector/link", "collector/web", "collector/report", "collector/needs", "collector/curation", "collector/store"},
    "collector/web": set(),
    "collector/workplace": CONTRACT | {"collector/api", "collector/link", "collector/oidc", "collector/store", "collector/curation", "collector/policy", "collector/publish", "collector/needs"},
}
WHOLE_SIDE = {"collector", "collector/command"}  # these own the stages: any room of their side and the contract

# Each foreign library has one door for each purpose.
DOORS = {
    r"<sodium": {"proto/seal"},
    r"<openssl/": {"agent/wire/quic_keys", "proto/pki", "collector/api/tls", "collector/link/line", "collector/link/digest",
                    "collector/oidc/signature"},
    r"<sqlite3": {"agent/store", "collector/store"},
    r"<grpc": {"agent/uplink", "collector/gate", "collector/intake"},
    r"<pcap": {"agent/capture"},
    r"<libpsl": {"proto/catalog"},
    r"<hpdf": {"collector/paper"},
    r"<qrencode": {"collector/workplace/qr_code"},
    r"<toml\+\+|<toml.hpp": {"agent/settings", "collector/settings"},
    r"<CLI/": {"agent/command", "agent/main", "collector/command", "collector/main", "agent/uplink/main", "agent/page/main", "agent/network_page/main",
               "agent/session/main"},
    r"<systemd/": {"agent/session/desktop", "collector/command/serve_command"},
    r"<boost/beast": {"agent/page", "agent/network_page", "collector/api", "collector/link/http_call", "collector/link/http_octets"},
}
INCLUDE = re.compile(r'^#include "((?:agent|collector|proto)/[\w/]*?)(?:[\w.]+)"', re.M)
FOREIGN = re.compile(r"^#include (<[^>]+>)", re.M)


def sources():
    for side in ("proto", "agent", "collector"):
        for path in sorted((ROOT / side).rglob("*")):
            if path.suffix in (".h", ".cc") and "node_modules" not in path.parts:
                yield path


def room_of(path):
    parts = path.relative_to(ROOT).parts[:-1]
    return "/".join(parts[:2])


class Layers(unittest.TestCase):
    def test_a_stage_includes_only_what_the_table_allows(self):
        wrong = []
        for path in sources():
            room = room_of(path)
            for target in INCLUDE.findall(path.read_text(encoding="utf-8")):
                target = "/".join(target.rstrip("/").split("/")[:2])
                same_side = target.split("/")[0] in (room.split("/")[0], "proto")
                allowed = same_side if room in WHOLE_SIDE else target in MAY_INCLUDE.get(room, set())
                if target != room and not allowed:
                    wrong.append("%s includes %s" % (path.relative_to(ROOT), target))
        self.assertEqual([], wrong)

    def test_each_foreign_library_has_its_door(self):
        wrong = []
        for path in sources():
            name = str(path.relative_to(ROOT))
            for header in FOREIGN.findall(path.read_text(encoding="utf-8")):
                for library, doors in DOORS.items():
                    if re.match(library, header) and not any(name.startswith(door) for door in doors):
                        wrong.append("%s includes %s" % (name, header))
        self.assertEqual([], wrong)

    def test_every_room_is_in_the_table(self):
        rooms = {room_of(path) for path in sources()}
        self.assertEqual(set(), rooms - set(MAY_INCLUDE) - WHOLE_SIDE - {"proto"})


if __name__ == "__main__":
    unittest.main()
