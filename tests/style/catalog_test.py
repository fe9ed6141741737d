"""The catalog's numbers are permanent: the lock grows at its end only, and the textproto follows it. What vendors say is dated and theirs."""
import datetime
import hashlib
import pathlib
import re
import sys
import unittest
import urllib.parse

CATALOG = pathlib.Path(__file__).resolve().parents[2] / "proto" / "catalog"
sys.path.insert(0, str(CATALOG))
import risk_from_vendors  # noqa: E402  pylint: disable=wrong-import-position

# Indexes that quote and date what vendors say; vendors' domains that are no host of their tools; portals that show one vendor's page a name.
INDEXES = {"productionai.institute", "conductatlas.com"}
VENDORS_OWN = {"anthropic.com": "Anthropic", "atlassian.com": "Atlassian", "cake.com": "CAKE.com", "google.com": "Google",
               "greenhouse.com": "Greenhouse", "lucid.co": "Lucid Software", "microsoft.com": "Microsoft", "office.com": "Microsoft",
               "outreach.ai": "Outreach", "supabase.io": "Supabase", "twilio.com": "Twilio", "zoom.com": "Zoom", "zoominfo.com": "ZoomInfo"}
PORTALS = {"deepl.safebase.us": "deepl"}

# What was released: so many lines of numbers.lock, and the SHA-256 of them. A release moves both on, never back.
RELEASED_LINES = 4117
RELEASED_SHA256 = "5b726b61ef5f932e9f494696befc32c657254c30c7edba6e34bc2212250e4a57"

ENTRY = re.compile(r'^(needs|tools) \{\s*\n\s*number: (\d+)\n\s*id: "([^"]+)"', re.M)


def locked_lines():
    text = (CATALOG / "numbers.lock").read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


class Catalog(unittest.TestCase):
    def test_released_numbers_stand_as_they_were(self):
        released = "\n".join(locked_lines()[:RELEASED_LINES])
        self.assertEqual(RELEASED_SHA256, hashlib.sha256(released.encode()).hexdigest(),
                         "a released line of numbers.lock changed; put it back and add to the end")

    def test_no_number_and_no_id_is_given_twice(self):
        numbers, ids = set(), set()
        for line in locked_lines():
            kind, number, name = line.split()
            self.assertNotIn((kind, number), numbers, line)
            self.assertNotIn((kind, name), ids, line)
            numbers.add((kind, number))
            ids.add((kind, name))

    def test_every_entry_has_its_locked_number(self):
        locked = {tuple(line.split()) for line in locked_lines()}
        found = 0
        for path in [CATALOG / "needs.textproto", *sorted((CATALOG / "needs").glob("*.textproto"))]:
            text = path.read_text(encoding="utf-8")
            entries = ENTRY.findall(text)
            self.assertEqual(len(re.findall(r"^(?:needs|tools) \{", text, re.M)), len(entries),
                             f"{path.name}: an entry does not begin with number and id")
            for kind, number, name in entries:
                self.assertIn((kind[:-1], number, name), locked, f"{path.name}: {name}")
                found += 1
        self.assertGreaterEqual(found, 3561)

    def test_each_tool_stands_in_the_file_of_its_main_need(self):
        for path in sorted((CATALOG / "needs").glob("*.textproto")):
            needs = set(re.findall(r'^  need: "([^"]+)"', path.read_text(encoding="utf-8"), re.M))
            self.assertEqual({path.stem}, needs, path.name)

    def test_what_vendors_say_names_a_tool_a_fact_a_page_and_a_day(self):
        domains, vendors = {}, {}
        for path in sorted((CATALOG / "needs").glob("*.textproto")):
            for block in risk_from_vendors.TOOL.findall(path.read_text(encoding="utf-8")):
                tool = re.search(r'^  id: "([^"]+)"', block, re.M).group(1)
                domains[tool] = {".".join(host.split(".")[-2:]) for host in re.findall(r'suffix: "([^"]+)"', block)}
                vendors[tool] = re.search(r'^  vendor: "([^"]+)"', block, re.M).group(1)
        seen = set()
        for tools, fact, value, source, day in risk_from_vendors.rows():
            row = f"{' '.join(tools)} {fact} {source}"
            page = urllib.parse.urlsplit(source)
            self.assertEqual(("https", ""), (page.scheme, page.query), row)
            self.assertIn(fact, risk_from_vendors.FACTS, row)
            if fact == "data_region":
                self.assertRegex(value, r"^[A-Z][A-Za-z ]+$", row)
            else:
                self.assertIn(value, risk_from_vendors.ANSWERS, row)
            self.assertLessEqual(datetime.date.fromisoformat(day), datetime.date.today(), row)
            for tool in tools:
                self.assertIn(tool, domains, row)
                self.assertNotIn((tool, fact), seen, f"{row}: answered twice")
                seen.add((tool, fact))
                domain = ".".join(page.hostname.split(".")[-2:])
                theirs = domain in domains[tool] or VENDORS_OWN.get(domain) == vendors[tool] or PORTALS.get(page.hostname) == tool
                self.assertTrue(theirs or domain in INDEXES, f"{row}: {domain} is no domain of {tool}; take the vendor's own page")

    def test_the_textproto_says_what_the_table_of_vendors_says(self):
        written = {}
        for path in sorted((CATALOG / "needs").glob("*.textproto")):
            for block in risk_from_vendors.TOOL.findall(path.read_text(encoding="utf-8")):
                lines = risk_from_vendors.OURS.findall(block)
                if lines:
                    written[re.search(r'^  id: "([^"]+)"', block, re.M).group(1)] = lines
        self.assertEqual(risk_from_vendors.lines_by_tool(), written, "run proto/catalog/risk_from_vendors.py")

    def test_catalog_register_and_page_call_the_needs_alike(self):
        root = CATALOG.parents[1]
        rows = [line.split("\t") for line in (root / "proto/fields/fields.tsv").read_text(encoding="utf-8").splitlines()]
        names = {row[0].removeprefix("need."): row[5:8] for row in rows if row[0].startswith("need.")}
        english = re.findall(r'^  id: "([^"]+)"\n(?:  .*\n)*?  name: "([^"]+)"', (CATALOG / "needs.textproto").read_text(encoding="utf-8"), re.M)
        self.assertEqual(dict(english), {need: row[0] for need, row in names.items()})
        for language, at in (("fi", 1), ("de", 2)):
            page = re.findall(r'^  "([^"]+)": "([^"]+)",$', (root / f"collector/web/src/words/needs_{language}.ts").read_text(encoding="utf-8"), re.M)
            self.assertEqual(dict(page), {need: row[at] for need, row in names.items()})

    def test_rows_of_others_carry_their_notice(self):
        text = (CATALOG / "infrastructure.textproto").read_text(encoding="utf-8")
        self.assertIn("v2fly/domain-list-community", text)
        self.assertIn("Copyright (c) 2018-2019 V2Ray", text)


if __name__ == "__main__":
    unittest.main()
