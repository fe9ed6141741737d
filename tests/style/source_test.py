"""Rules of the house that a line of source can break: header prose, own header first, open ends, the environment."""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def code(*suffixes):
    for side in ("proto", "agent", "collector"):
        for path in sorted((ROOT / side).rglob("*")):
            if path.suffix in suffixes and "node_modules" not in path.parts and "dist" not in path.parts:
                yield path, path.read_text(encoding="utf-8")


class Source(unittest.TestCase):
    def test_every_header_opens_with_prose(self):
        bad = []
        for path, text in code(".h"):
            lines = [line for line in text.split("\n") if line.strip()]
            if not lines or lines[0] != "#pragma once" or len(lines) < 2 or not lines[1].startswith("// "):
                bad.append(str(path.relative_to(ROOT)))
        self.assertEqual([], bad)

    def test_every_source_includes_its_own_header_first(self):
        # So each header is compiled alone in front of everything else.
        bad = []
        for path, text in code(".cc"):
            header = path.with_suffix(".h")
            first = re.search(r'^#include ["<](.+)[">]', text, re.M)
            if header.exists() and (not first or first.group(1) != str(header.relative_to(ROOT))):
                bad.append(str(path.relative_to(ROOT)))
        self.assertEqual([], bad)

    def test_headers_without_a_source_compile_alone(self):
        alone = [path for path, _ in code(".h") if not path.with_suffix(".cc").exists()]
        generated = ROOT / "build" / "release" / "proto" / "generated"

        def errors_of(path):
            run = subprocess.run(["g++", "-std=c++20", "-fsyntax-only", "-I", str(ROOT), "-isystem", str(generated),
                                  "-x", "c++", str(path)], capture_output=True, text=True)
            return ["%s: %s" % (path.relative_to(ROOT), line) for line in run.stderr.splitlines() if "error" in line][:1]

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as threads:
            self.assertEqual([], [error for errors in threads.map(errors_of, alone) for error in errors])

    def test_no_open_end_without_an_issue_number(self):
        bad = []
        for path, text in code(".h", ".cc", ".ts", ".tsx"):
            for number, line in enumerate(text.split("\n"), 1):
                if re.search(r"\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))", line):
                    bad.append("%s:%d" % (path.relative_to(ROOT), number))
        self.assertEqual([], bad)

    def test_the_environment_is_read_in_settings_only(self):
        bad = [str(path.relative_to(ROOT)) for path, text in code(".h", ".cc")
               if re.search(r"\b(secure_)?getenv\(", text) and path.stem != "settings" and path.stem != "notify"]
        self.assertEqual([], bad)

    def test_no_test_or_lint_is_switched_off(self):
        bad = []
        for path in sorted((ROOT / "tests").rglob("*_test.cc")):
            if re.search(r"TEST(_F|_P)?\(\w+, DISABLED_", path.read_text(encoding="utf-8")):
                bad.append(str(path.relative_to(ROOT)))
        self.assertEqual([], bad)


if __name__ == "__main__":
    unittest.main()
