"""Files under 300 lines, functions under 70, and no room or file with a name that says nothing."""
import ast
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILE_LINES = 300
FUNCTION_LINES = 70
CODE = {".h", ".cc", ".py", ".ts", ".tsx", ".css"}
BANNED = re.compile(r"(^|[_/-])(utils?|helpers?|managers?|common|misc|base)([_./-]|$)")
LITERAL = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])\'|//[^\n]*|/\*.*?\*/', re.S)
NOT_A_FUNCTION = re.compile(r"^\s*(namespace|class|struct|enum|union|extern|if|for|while|switch|else|do|catch|try|return)\b")
# Data, and what a tool generates: exempt from the sizes, not from the names.
EXEMPT = re.compile(r"(^|/)(data|corpus)/|schema\.ts$|_data\.h$")


def tracked():
    listing = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


def cpp_functions(text):
    """(first line, length) of each function-like block: a brace opened by a line that ends a parameter list."""
    blank = LITERAL.sub(lambda match: "\n" * match.group().count("\n"), text)
    lines = blank.split("\n")
    opened = []
    for number, line in enumerate(lines, 1):
        for brace in re.finditer(r"[{}]", line):
            if brace.group() == "{":
                start = number
                head = line[: brace.start()]
                while start > 1 and head.count("(") < head.count(")"):
                    start -= 1
                    head = lines[start - 1] + head
                function = ")" in head and not NOT_A_FUNCTION.match(head) and not re.search(r"[=\[]\s*$", head)
                opened.append((start, function))
            elif opened:
                start, function = opened.pop()
                if function:
                    yield start, number - start + 1


class Sizes(unittest.TestCase):
    def test_no_file_is_longer_than_its_limit(self):
        long = []
        for path in tracked():
            if path.suffix in CODE and not EXEMPT.search(str(path.relative_to(ROOT))):
                count = path.read_text(encoding="utf-8").count("\n")
                if count > FILE_LINES:
                    long.append("%s: %d lines" % (path.relative_to(ROOT), count))
        self.assertEqual([], long)

    def test_no_function_is_longer_than_its_limit(self):
        long = []
        for path in tracked():
            if EXEMPT.search(str(path.relative_to(ROOT))):
                continue
            if path.suffix in {".h", ".cc"}:
                found = cpp_functions(path.read_text(encoding="utf-8"))
            elif path.suffix == ".py":
                tree = ast.parse(path.read_text(encoding="utf-8"))
                found = [(node.lineno, node.end_lineno - node.lineno + 1) for node in ast.walk(tree)
                         if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
            else:
                continue
            long += ["%s:%d: %d lines" % (path.relative_to(ROOT), line, size) for line, size in found
                     if size > FUNCTION_LINES]
        self.assertEqual([], long)

    def test_names_say_what_a_thing_is(self):
        named = [str(path.relative_to(ROOT)) for path in tracked()]
        self.assertEqual([], [name for name in named if BANNED.search(name) and not name.startswith("proto/catalog/")])

    def test_the_top_level_stays(self):
        allowed = {"CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "agent", "collector", "proto", "deploy", "tests"}
        top = {path.relative_to(ROOT).parts[0] for path in tracked()}
        self.assertEqual(set(), {name for name in top if not name.startswith(".")} - allowed)

    def test_the_meter_sees_a_long_function(self):
        body = "int f(int a,\n      int b) {\n" + "  a += b;\n" * 80 + "  return a;\n}\n"
        self.assertEqual([(1, 84)], list(cpp_functions(body)))


if __name__ == "__main__":
    unittest.main()
