"""Where a program is that deploy/packages-test.txt installs; without it a test fails, for a test that is skipped shows nothing."""
import os
import shutil


def program(name):
    """The program's path, those of /usr/sbin among them."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if found is None:
        raise AssertionError(f"{name} is missing: deploy/install-packages deploy/packages-test.txt installs it")
    return found
