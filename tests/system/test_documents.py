"""Every command of README and of the documents of deploy/ is run by a test, or says beside it why not; all are held against --help.

A block is ```console (test_production.py runs it and compares what it prints), or data of a named language, or has the comment
<!-- not run: why --> before it.
"""
import importlib.util
import os
import pathlib
import re
import shlex
import unittest

from tests.support.lab import AGENT, COLLECTOR, ROOT, run
from tests.system import test_production

PROGRAMS = {"desirepath-agent": AGENT, "desirepath-collector": COLLECTOR}
# What shows something without an installation, a network or root: run as it stands.
RUN = {"desirepath-collector catalog explain", "desirepath-collector policy preview", "desirepath-agent observe"}
CAPTURE = ROOT / "tests/data/captures/work.pcap"
DATA = {"text", "toml", "yaml", "puppet"}
REASON = re.compile(r"<!-- not run: (\S+ \S+ \S+.*) -->\s*\Z")
BLOCK = re.compile(r"^ *```([a-z]*)\n(.*?)^ *```", re.M | re.S)
FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.M | re.S)
BEGINS = re.compile(r"desirepath-(?:agent|collector)(?: [a-z-]|$)")
INLINE = re.compile(r"`(desirepath-(?:agent|collector)[^`]*)`")


def documents():
    yield ROOT / "README.md"
    yield from sorted((ROOT / "deploy").rglob("*.md"))


def help_of():
    spec = importlib.util.spec_from_file_location("write_help", ROOT / "deploy/help/write_help.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: module.Command(str(program), [name]) for name, program in PROGRAMS.items()}


def lines():
    """(document, command) of each line of a fenced block, and of each sentence, that begins with one of the programs."""
    for document in documents():
        text = document.read_text(encoding="utf-8")
        for block in FENCE.findall(text):
            joined = re.sub(r"\\\n\s*", " ", block)
            for line in joined.splitlines():
                line = re.sub(r"^(\$ |sudo |# )", "", line.strip())
                if BEGINS.match(line):
                    yield document, line
        for inline in INLINE.findall(FENCE.sub("", text)):
            if BEGINS.match(inline):
                yield document, inline


def words_of(line):
    line = re.split(r"  #|\s[>|<]\s|\s[>|<]$|;|\.\.\.|, ", line)[0]
    return [word for word in shlex.split(line.replace("…", ""), comments=True) if word not in ("&&",)]


class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.help = help_of()

    def command(self, words):
        """The page of help for the words, and what is left of them."""
        page = self.help[words[0]]
        rest = words[1:]
        while rest and page.children:
            child = next((child for child in page.children if child.words[-1] == rest[0]), None)
            if child is None:
                break
            page, rest = child, rest[1:]
        return page, rest

    def test_every_command_is_one_the_programs_know(self):
        wrong, seen = [], 0
        for document, line in lines():
            try:
                words = words_of(line)
            except ValueError as error:
                wrong.append(f"{document.relative_to(ROOT)}: {line}: {error}")
                continue
            page, rest = self.command(words)
            known = {name for names, _, _ in page.options() for name in names}
            seen += 1
            if page.children and any(not word.startswith("-") and "|" not in word for word in rest):
                wrong.append(f"{document.relative_to(ROOT)}: {line}: {' '.join(page.words)} has no {rest[0]}")
            for word in rest:
                option = word.split("=")[0]
                if option.startswith("--") and option not in known:
                    wrong.append(f"{document.relative_to(ROOT)}: {line}: {' '.join(page.words)} has no {option}")
        self.assertEqual([], wrong)
        self.assertGreater(seen, 60)

    def test_a_block_is_run_or_says_why_not(self):
        wrong, ran = [], 0
        for document in documents():
            name, text = str(document.relative_to(ROOT)), document.read_text(encoding="utf-8")
            for block in BLOCK.finditer(text):
                language, content = block.groups()
                commands = [line for line in content.splitlines() if BEGINS.match(re.sub(r"^(\$ |sudo |# )", "", line.strip()))]
                if language == "console":
                    ran += 1
                    if name not in test_production.DOCUMENTS:
                        wrong.append(f"{name}: nobody runs its ```console blocks")
                elif language in DATA:
                    wrong += [f"{name}: no data: {line}" for line in commands]
                elif not REASON.search(text[:block.start()]):
                    wrong.append(f"{name}: neither run nor a reason beside it: {content.splitlines()[0]}")
        self.assertEqual([], wrong)
        self.assertGreater(ran, 12)

    def test_what_needs_nothing_is_run_as_it_stands(self):
        ran = 0
        for document, line in lines():
            words = words_of(line)
            if not any(line.startswith(known) for known in RUN) or any(word.startswith("--interface") for word in words) or len(words) < 3:
                continue
            words = [str(CAPTURE) if word.endswith(".pcap") else word for word in words]
            if any(word.isupper() and len(word) > 1 for word in words[1:]):
                continue
            run(PROGRAMS[words[0]], *words[1:])
            ran += 1
        self.assertGreaterEqual(ran, 4)

    def test_every_path_of_this_tree_that_is_named_is_there(self):
        missing = []
        for document in documents():
            for path in re.findall(r"`((?:deploy|tests|proto|agent|collector)/[\w./-]*\w)`", document.read_text(encoding="utf-8")):
                if not (ROOT / path).exists() and not list(ROOT.glob(path + "*")):
                    missing.append(f"{document.relative_to(ROOT)}: {path}")
        self.assertEqual([], missing)


if __name__ == "__main__":
    unittest.main()
