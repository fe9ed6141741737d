"""The contract is linted by buf, and every C++ file is formatted as .clang-format says."""
import pathlib
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Contract(unittest.TestCase):
    def test_buf_finds_nothing_in_the_contract(self):
        # The package for this processor, without the one that picks it: that one's optional dependencies for other
        # systems make `npm ci` fail behind a registry that does not carry them.
        buf, = (ROOT / "tests/style/node_modules/@bufbuild").glob("*/bin/buf")
        lint = subprocess.run([str(buf), "lint", str(ROOT / "proto")], capture_output=True, text=True)
        self.assertEqual("", lint.stdout + lint.stderr)
        self.assertEqual(0, lint.returncode)

    def test_cpp_is_formatted(self):
        files = [str(path) for side in ("proto", "agent", "collector", "tests") for path in sorted((ROOT / side).rglob("*"))
                 if path.suffix in (".h", ".cc") and "node_modules" not in path.parts and not path.name.endswith("_data.h")]
        check = subprocess.run(["clang-format", "--dry-run", "--Werror", *files], cwd=ROOT, capture_output=True, text=True)
        wrong = sorted({line.split(":")[0] for line in check.stderr.splitlines() if "error:" in line})
        self.assertEqual([], wrong)


if __name__ == "__main__":
    unittest.main()
