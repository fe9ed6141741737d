"""What the product does not say, it says nowhere: pages, help, messages, man pages, API document (product.md 2, "Say / do not say").

README alone may name the market's words. The pages as they are rendered are read by tests/web/every_page_test.mjs."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Said instead: chosen by staff · not used for this · likely reason · tried once · moved to another tool · waiting for an answer ·
# more reports than devices · notice shown · devices affected.
BANNED = re.compile(
    r"\brogue\b|\bshadow[ -]?it\b|\bwalked past\b|\bdiagnos(is|es)\b|\bcuriosity\b|\bleakage\b|\bsilence alarm\b|\bsybil\b"
    r"|\brules? fired\b|\b(people|persons|users|employees) affected\b|\b(culprit|offender|perpetrator)s?\b|\bopt-out rate\b"
    r"|\bvarjo-?it\b|\bdiagnoosi\w*|\buteliaisuu\w*|\brikko[jm]\w*|\bschatten-?it\b|\bdiagnosen?\b|\bneugier\b|\bverst[oö](ß|ss)\w*",
    re.I)

LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
TEMPLATE = re.compile(r'`.*`')  # of TypeScript, with the code and the literals in it


def literals(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        code = line.split("//")[0] if line.count('"') == 0 or line.find("//") < line.find('"') else line
        if code.lstrip().startswith(("#include", "import ")):
            continue
        yield from LITERAL.findall(code)
        if path.suffix in (".ts", ".tsx") and not code.lstrip().startswith("//"):
            yield from TEMPLATE.findall(code)


def texts():
    for side in ("agent", "collector", "proto"):
        for path in sorted((ROOT / side).rglob("*")):
            if "node_modules" in path.parts:
                continue
            if path.suffix in (".cc", ".h", ".ts", ".tsx"):
                yield path, "\n".join(literals(path))
            elif path.suffix in (".html", ".yaml"):
                yield path, path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "deploy").rglob("*")):
        if path.is_file() and path.suffix in (".1", ".5", ".8", ".md", ".toml", ".service", ".example"):
            yield path, path.read_text(encoding="utf-8", errors="replace")


class Words(unittest.TestCase):
    def test_nothing_says_what_the_product_does_not_say(self):
        said = []
        for path, text in texts():
            for found in BANNED.finditer(text):
                said.append("%s: %s" % (path.relative_to(ROOT), found.group()))
        self.assertEqual([], said)

    def test_the_test_reads_what_people_read(self):
        text_of = {str(path.relative_to(ROOT)): text for path, text in texts()}
        read = {path for path, text in text_of.items() if text}
        for wanted in ("collector/web/src/words/en.ts", "collector/web/src/words/work_fi.ts", "collector/command/report_command.cc",
                       "collector/api/openapi.yaml", "collector/needs/reason.cc"):
            self.assertIn(wanted, read)
        self.assertIn("kaikista ${n}", text_of["collector/web/src/tools/bulk_words.ts"])  # between backticks


if __name__ == "__main__":
    unittest.main()
