"""deploy/ on a whole machine of its own: Debian with systemd, and no network at all.

    .venv/bin/python -m tests.drills.fresh_machine FOLDER

Wants root and the Debian packages debootstrap and systemd-container. FOLDER keeps the Debian that
was made once; what is installed goes into a copy. The wheelhouse is collected here, everything else
happens inside: install, the units and timers, both kinds of addresses, old TLS refused, a backup,
a worker killed, an upgrade and a rollback that no reader notices, a release that cannot serve taken
back, the machine switched off and on.
"""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASK = "curl -sk -o /dev/null -w '%{http_code}'"
HERE = "https://localhost/"
# What is run inside, and what it has to print.
WANTED = [
    ("systemctl is-active jianbao.socket jianbao jianbao-publish jianbao-publish-due.timer"
     " jianbao-backup.timer jianbao-check.timer nginx | sort -u", "active"),
    (f"{ASK} {HERE}", "200"),
    (f"{ASK} -6 -H 'Host: localhost' https://[::1]/", "200"),
    (f"{ASK} http://localhost/", "301"),
    (f"{ASK} --tls-max 1.1 {HERE}", "000"),
    (f"{ASK} --tlsv1.2 --tls-max 1.2 {HERE}", "200"),
    (f"{ASK} --tlsv1.3 {HERE}", "200"),
    ("systemctl start jianbao-backup && ls /var/lib/jianbao/backups | wc -l", "1"),
    ("systemctl start jianbao-check && echo well", "well"),
    ("systemctl start jianbao-publish-due && echo looked", "looked"),
    (f"systemctl restart jianbao && {ASK} {HERE}", "200"),
    (f"systemctl kill -s KILL jianbao && {ASK} {HERE}", "200"),
    ("sleep 4; systemctl is-active jianbao jianbao-publish | sort -u", "active"),
]  # fmt: skip


def say(text):
    print(text, flush=True)  # noqa: T201


def run(*command, **options):
    return subprocess.run(command, check=True, **options)


ASKING = f'while [ ! -e enough ]; do {ASK}"\\n" "{HERE}$1" >>asked; sleep 0.1; done\n'
SERVES = f"for i in $(seq 60); do [ $({ASK} {HERE}) = 200 ] && exit; sleep 1; done; exit 1"
# A release that starts and is never ready.
BROKEN = "def readyz(request):\n    raise OSError\n"


class Machine:
    """A Debian that was booted from `folder`; `inside` is a command run in it."""

    def __init__(self, folder, log):
        with log.open("ab") as told:
            self.process = subprocess.Popen(
                ["systemd-nspawn", "--boot", "--directory", folder, "--private-network"]
                + ["--register=no", "--keep-unit", "--machine=drill"],
                stdin=subprocess.DEVNULL, stdout=told, stderr=told, start_new_session=True,
            )  # fmt: skip

    def ask(self, command):
        """Its exit status, what it printed without the blanks around, and its complaints."""
        children = ["pgrep", "-P", str(self.process.pid)]
        first = subprocess.run(children, capture_output=True, text=True, check=False).stdout.split()
        if not first:
            return None, "", "it does not run"
        done = subprocess.run(
            ["nsenter", "-t", first[0], "-m", "-u", "-i", "-n", "-p", "--", "/usr/bin/env"]
            + ["-i", "HOME=/root", "LC_ALL=C.UTF-8", "PATH=/usr/sbin:/usr/bin", "bash", "-c"]
            + [f"cd /root; {command}"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.strip(), done.stderr

    def must(self, command, status=0):
        started = time.monotonic()
        done, told, wrong = self.ask(command)
        assert done == status, f"{command}: {done}\n{told[-2000:]}\n{wrong[-2000:]}"
        say(f"{command}: exit {done}, {time.monotonic() - started:.0f} s")

    @contextmanager
    def nobody_notices(self):
        """While this lasts two readers ask without a pause; every answer has to be 200."""
        self.ask("for address in '' healthz; do setsid bash asking $address & done >/dev/null 2>&1")
        yield
        told = self.ask("touch enough; sleep 3; sort asked | uniq -c; rm asked enough")[1]
        say(f"    meanwhile: {told}")
        assert [line.split()[1:] for line in told.splitlines()] == [["200"]], told


@contextmanager
def booted(folder, log):
    machine = Machine(folder, log)
    try:
        end = time.monotonic() + 60
        while machine.ask("systemctl is-system-running")[1] not in {"running", "degraded"}:
            assert time.monotonic() < end, f"it does not boot: {log}"
            time.sleep(1)
        yield machine
    finally:
        machine.ask("poweroff")
        machine.process.wait(timeout=60)


def debian(folder):
    """The bare Debian 12 in `folder`, with the packages that deploy/wheelhouse lists."""
    if not (folder / "sbin" / "init").exists():
        listed = (ROOT / "deploy" / "wheelhouse").read_text(encoding="utf-8")
        wanted = listed.split("<<'TEXT'\n")[1].split("TEXT\n")[0].split()
        packages = ",".join([*wanted, "systemd-sysv", "dbus", "curl", "iproute2"])
        run("debootstrap", "--variant=minbase", f"--include={packages}", "bookworm", folder)
    return folder


def release(machine):
    return machine.ask("readlink /opt/jianbao/current")[1]


def drill(folder):
    bare = debian(folder / "debian")
    run(ROOT / "deploy" / "wheelhouse", folder / "wheels", stdout=subprocess.DEVNULL)
    machine = folder / "machine"
    shutil.rmtree(machine, ignore_errors=True)
    run("cp", "-a", bare, machine)
    run("cp", "-r", folder / "wheels", machine / "root" / "wheels")
    (machine / "root" / "asking").write_text(ASKING, encoding="utf-8")
    (machine / "root" / "broken.py").write_text(BROKEN, encoding="utf-8")
    with booted(machine, folder / "boot.log") as debian_12:
        debian_12.must("tar -xzf wheels/jianbao.tar.gz")
        install = "jianbao/deploy/install --wheelhouse wheels --host localhost"
        debian_12.must(install)
        for command, wanted in WANTED:
            told = debian_12.ask(command)[1]
            say(f"{command}: {told}")
            assert told == wanted, (told, wanted)
        first = release(debian_12)
        with debian_12.nobody_notices():
            debian_12.must("jianbao/deploy/upgrade --wheelhouse wheels")
        second = release(debian_12)
        with debian_12.nobody_notices():
            debian_12.must("jianbao/deploy/rollback")
        assert (release(debian_12), first != second) == (first, True)
        debian_12.must("cp -r jianbao broken && cp broken.py broken/nhb_site/health.py")
        debian_12.must("broken/deploy/upgrade --wheelhouse wheels --no-backup", status=1)
        assert release(debian_12) == first
        assert debian_12.ask(f"{ASK} {HERE}")[1] == "200"
    with booted(machine, folder / "boot.log") as debian_12:
        debian_12.must(SERVES)
    say("held")


if __name__ == "__main__":
    if os.getuid() != 0 or len(sys.argv) != 2:
        sys.exit("run it as root and name a folder")
    place = Path(sys.argv[1]).resolve()
    place.mkdir(parents=True, exist_ok=True)
    drill(place)
