"""What must stay true while something dies, goes away, is replaced or is restored."""
from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter

from tools.production_check.house import Refused
from tools.production_check.services import wait
from tools.production_check.site import PLAIN, Site, ask_for_password, catalogue, documents, idle, published, take
from tools.production_check.visitor import Visitor, words

DEMO_USER = "from django.utils import timezone; from accounts.actions.demo import create_demo_users; create_demo_users(at=timezone.now())"


def killed_worker(site: Site) -> str:
    """kill -9 of the worker and its pool in the middle of an import, three times: every row is there once."""
    worker = site.systemd.units["school-worker"]
    take(site, 90, "убитый")
    for part in (10, 35, 60):
        wait(lambda part=part: written(site) >= part, "the import to go on", 120)
        before = worker.starts
        worker.kill()
        wait(lambda before=before: worker.starts > before, "the unit to start again", 10)
    idle(site, "the import after the kills")
    assert (written(site), published(site, "убитый")) == (90, 90), (written(site), published(site, "убитый"))
    dead = site.scalar("select count(*) from ops_outboxrow where dead_at is not null")
    assert dead == "0", f"{dead} dead letters"
    return f"worker started {worker.starts} times, 90 of 90 rows once, 0 dead letters"


def written(site: Site) -> int:
    """Practices of the file, drafts too."""
    return int(site.scalar("select count(*) from portfolio_practice where title like 'Автобус убитый номер%'"))


def no_redis(site: Site) -> str:
    """Redis is away for some seconds: pages and forms answer, what is owed is done after."""
    before = len(site.services.letters)
    site.services.stop_redis()
    slowest, statuses = 0.0, Counter()
    for _ in range(8):
        for address in ("/", "/practices/?q=%D0%B0%D0%B2%D1%82%D0%BE%D0%B1%D1%83%D1%81", "/accounts/login/"):
            began = time.monotonic()
            statuses[Visitor(site.house).get(address).status] += 1
            slowest = max(slowest, time.monotonic() - began)
        if statuses[200] == 12:
            statuses[ask_for_password(Visitor(site.house)).status] += 1
    site.services.start_redis()
    assert statuses == {200: 24, 302: 1}, statuses
    assert slowest < 3, f"{slowest:.1f} s"
    seconds = wait(lambda: len(site.services.letters) > before, "the letter owed meanwhile", 60)
    return f"25 of 25 answered, slowest {slowest:.2f} s; the letter came {seconds:.0f} s after the return"


def no_elasticsearch(site: Site) -> str:
    """Elasticsearch hangs (its process is stopped): every search answers, plain and with a notice, nobody waits after the third; what is published meanwhile is indexed after its return."""
    before = documents(site)
    os.kill(site.services.elastic, signal.SIGSTOP)
    try:
        waits = []
        for _ in range(12):
            began = time.monotonic()
            answer = catalogue(site, "автобус")
            waits.append(time.monotonic() - began)
            assert (answer.status, PLAIN in answer.text) == (200, True), (answer.status, words(answer.text)[:300])
        take(site, 5, "застывший")
        wait(lambda: published(site, "застывший") == 5, "the practices published meanwhile")
    finally:
        os.kill(site.services.elastic, signal.SIGCONT)
    seconds = wait(lambda: PLAIN not in catalogue(site, "автобус").text, "the full search", 90)
    idle(site, "the debts to the index")
    assert documents(site) == before + 5, (before, documents(site))
    said = site.house.manage("search_check").strip()
    assert max(waits) < 6, waits
    return f"12 of 12 answered, slowest {max(waits):.1f} s, median {sorted(waits)[6]:.2f} s; full search {seconds:.0f} s after the return; {said.split(',')[0]}"


class Load:
    """Visitors who never pause, while something is done to the site."""

    def __init__(self, site: Site) -> None:
        self.site, self.statuses, self.slowest, self.ended = site, Counter(), 0.0, threading.Event()
        self.threads = [threading.Thread(target=self.visit, args=(address,)) for address in ("/", "/practices/", "/livez", "/territories/")]

    def visit(self, address: str) -> None:
        """Until the end."""
        while not self.ended.is_set():
            began = time.monotonic()
            try:
                self.statuses[Visitor(self.site.house).get(address).status] += 1
            except OSError as error:
                self.statuses[type(error).__name__] += 1
            self.slowest = max(self.slowest, time.monotonic() - began)
            time.sleep(0.02)

    def __enter__(self) -> Load:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *args: object) -> None:
        time.sleep(2)
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def told(self) -> str:
        """Raises AssertionError when anybody was refused."""
        assert set(self.statuses) == {200}, self.statuses
        return f"{self.statuses[200]} requests, all 200, longest wait {self.slowest:.1f} s"


def reload(site: Site) -> str:
    """The web server takes a second generation of processes by HUP; every visitor is answered."""
    web = site.systemd.units["school-web"]
    before = set(web.children())
    with Load(site) as load:
        time.sleep(1)
        site.systemd.act("reload", "school-web")
        wait(lambda: web.children() and not before & set(web.children()), "the second generation", 40)
    return load.told()


def upgrade(site: Site) -> str:
    """The page's upgrade to a second release and the way back, under visitors."""
    with Load(site) as load:
        follow(site, "upgrade")
        wait(lambda: site.ready()["ready"], "the new release")
        assert current(site) == "v2"
        follow(site, "back")
        wait(lambda: site.ready()["ready"], "the old release")
    assert current(site) == "v1"
    return load.told()


def current(site: Site) -> str:
    """Where the link points."""
    return (site.house.top / "srv/school/current").resolve().name


def follow(site: Site, *words: str) -> None:
    """Run the page's blocks of these marks, in order."""
    house = site.house
    for marks, body in house.blocks(*words):
        script = house.link_venv(house.placed(body)) if "venv" in marks else house.placed(body)
        waiting: list[str] = []
        for line in script.splitlines():
            if line.startswith("systemctl "):
                house.run("\n".join(waiting))
                waiting = []
                site.systemd.obey(line)
            else:
                waiting.append(line)
        house.run("\n".join(waiting))
        house.prepare_release()


def steady_stop(site: Site) -> str:
    """The worker is told to stop in the middle of an import: it ends soon, and the next one goes on where it was. The rows are several chunks of the import, so that the middle can be seen."""
    take(site, 250, "остановка")
    wait(lambda: site.scalar("select count(*) from portfolio_practice where title like 'Автобус остановка номер%'") not in ("0", "250"), "the import to begin")
    seconds = site.systemd.units["school-worker"].stop()
    held = site.scalar("select count(*) from ops_outboxrow where lease <> ''")
    site.systemd.act("start", "school-worker")
    idle(site, "the import after the stop")
    assert (seconds < 30, held, published(site, "остановка")) == (True, "0", 250), (seconds, held, published(site, "остановка"))
    return f"ended in {seconds:.1f} s, gave back every lease"


def demo_refused(site: Site) -> str:
    """With a demo user in the database neither check, web server nor worker comes up."""
    house, release = site.house, site.house.placed("/srv/school/current")
    house.manage(f"shell -c '{DEMO_USER}'")
    load = f"cd {release}; set -a; . {house.placed('/etc/school/env')}; set +a; export PGUSER=school; timeout 60 .venv/bin/"
    tries = {
        "check": "school-manage check --database default",
        "web": f"{load}gunicorn -c config/gunicorn.py -b 127.0.0.1:0 config.wsgi",
        "worker": f"{load}celery -A config.celery worker --pool solo --loglevel error",
    }
    refused = {}
    for name, command in tries.items():
        try:
            house.run(command)
            refused[name] = "it started"
        except Refused as error:
            refused[name] = "accounts.E001" if "accounts.E001" in str(error) else str(error)[-400:]
    house.manage("remove_demo_users")
    assert set(refused.values()) == {"accounts.E001"}, refused
    house.manage("check --database default")
    return "check, web server, worker refuse"


def backup_and_restore(site: Site) -> str:
    """The unit's backup while visitors come, restored with proof into a second database and folder."""
    house = site.house
    with Load(site):
        said = site.systemd.unit("school-backup").once()
    folder = said.split(":")[0].strip()
    house.run("PGUSER=postgres createdb --owner=school --template=template0 --encoding=UTF8 --locale=C.UTF-8 school2")
    other = {"var": str(house.top / "var/lib/school2"), "url": "postgresql:///school2"}
    env = house.top / "etc/school/env"
    text = env.read_text()
    env.write_text("\n".join(
        f"SCHOOL_VAR={other['var']}" if line.startswith("SCHOOL_VAR=") else f"SCHOOL_DATABASE_URL={other['url']}" if line.startswith("SCHOOL_DATABASE_URL=") else line
        for line in text.splitlines()
    ) + "\nSCHOOL_ELASTIC_PREFIX=restored\n")
    try:
        restored = house.manage(f"restore {folder} --verify")
        counted = house.run('psql -qtAc "select count(*) from portfolio_practice" school2').strip()
    finally:
        env.write_text(text)
    assert counted == site.scalar("select count(*) from portfolio_practice"), counted
    return next(line for line in restored.splitlines() if line.startswith("compared"))


CHECKS = (killed_worker, steady_stop, no_redis, no_elasticsearch, reload, upgrade, backup_and_restore, demo_refused)
