"""What must be true of a healthy site."""
from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from urllib.parse import urlencode

from tools.production_check.house import ADMINISTRATOR, HOST, PASSWORD, House
from tools.production_check.services import Services, wait
from tools.production_check.units import Systemd
from tools.production_check.visitor import Answer, Visitor, found, path_of, words

PAGES = ("/", "/practices/", "/territories/", "/accounts/login/", "/en/", "/en/practices/", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt")
PLAIN, CUT, REFUSED = "Полный поиск сейчас недоступен", "Текст длинный: искали по его началу", "Запрос слишком длинный"
GOOD = {
    "Название": "Автобус в новый район", "Вид": "Процесс", "Отрасль": "TRN", "Муниципалитет": "Дзержинск", "ОКТМО": "22721000", "Стадия": "Результат проверен",
    "Аннотация": "Маршрут согласуют за месяц.", "Начало": "01.09.2023", "Окончание": "30.06.2024", "Проблема": "Ждали пять месяцев.", "Решение": "Смотрят вместе.",
    "Показатель 1": "Срок согласования", "Единица 1": "рабочий день", "Направление 1": "меньше лучше", "Было 1": "94", "Было, дата 1": "30.12.2022",
    "План 1": "30", "Стало 1": "31,5", "Стало, дата 1": "30.06.2024", "Местный бюджет, тыс. руб.": "1 240,5", "Учебный пример": "да",
}


class Site:
    """The running site with everything that the checks share."""

    def __init__(self, house: House, services: Services, systemd: Systemd) -> None:
        self.house, self.services, self.systemd = house, services, systemd
        self.admin, self.secret, self.used = Visitor(house), "", 0

    def ready(self) -> dict:
        """What /readyz says."""
        return json.loads(Visitor(self.house).get("/readyz").text)

    def scalar(self, sql: str) -> str:
        """One value of the database."""
        return self.house.run(f'psql -qtAc "{sql}" school').strip()

    def code(self) -> str:
        """Of the app on the phone; no code serves twice, so the next half minute's is taken, which is let in too, or waited for."""
        step = max(int(time.time()) // 30, self.used + 1)
        wait(lambda: step <= int(time.time()) // 30 + 1, "the next code", 40)
        self.used = step
        return totp(self.secret, step)


def totp(secret: str, step: int) -> str:
    """Six digits by RFC 6238."""
    digest = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place:place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def health(site: Site) -> str:
    """/livez and /readyz, the runner's heart-beat and the backup among the answers."""
    assert Visitor(site.house).get("/livez").status == 200
    wait(lambda: site.ready()["checks"].get("runner", {}).get("seen"), "the heart-beat of the worker")
    said = site.ready()
    assert said["ready"] is True and all(answer["ok"] for answer in said["checks"].values()), said
    assert said["checks"]["runner"]["beat_seconds"] < 120 and said["checks"]["backup"]["made"] is True, said
    return ", ".join(said["checks"])


def pages(site: Site) -> str:
    """Public pages in both languages."""
    answers = {address: Visitor(site.house).get(address).status for address in PAGES}
    assert set(answers.values()) == {200}, answers
    assert Visitor(site.house).get("/no-such-page/").status == 404
    return f"{len(PAGES)} pages"


def headers(site: Site) -> str:
    """HSTS, CSP, cookies, and nothing that tells of versions."""
    answer = Visitor(site.house).get("/accounts/login/")
    assert answer.headers["strict-transport-security"].startswith("max-age=63072000"), answer.headers
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy, policy
    cookies = {cookie.split("=")[0]: cookie.lower() for cookie in answer.cookies}
    assert list(cookies) == ["__Host-csrf"], cookies
    assert all(word in cookies["__Host-csrf"] for word in ("secure", "httponly", "samesite=lax", "path=/")), cookies
    assert not re.search(r"\d", answer.headers.get("server", "")), answer.headers["server"]
    return "HSTS, CSP, __Host- cookies"


def proxy(site: Site) -> str:
    """http leads to https, a strange name gets nothing, a claimed address is not believed, a body over the limit is refused at the door."""
    import http.client

    plain = http.client.HTTPConnection("127.0.0.1", site.house.ports["http"], timeout=10)
    plain.request("GET", "/practices/", headers={"Host": HOST})
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/practices/")
    visitor = Visitor(site.house)
    try:
        assert visitor.get("/", Host="other.example.org").status == 400
    except http.client.RemoteDisconnected:
        pass
    over = visitor.ask("POST", "/accounts/login/", b"x" * (21 * 1024 * 1024 + 1), {"Content-Type": "application/x-www-form-urlencoded"})
    assert over.status == 413, over.status
    claimed = visitor.get("/", **{"X-Forwarded-Proto": "http", "X-Forwarded-For": "10.9.8.7"})
    assert claimed.status == 200, "a claimed http was believed"
    return "80→443, strange host, 21 MB, forged X-Forwarded-*"


def static(site: Site) -> str:
    """Hashed files packed and for ever; pages packed."""
    page = Visitor(site.house).get("/", **{"Accept-Encoding": "gzip"})
    assert page.headers.get("content-encoding") == "gzip"
    addresses = sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page.text)))
    assert addresses
    for address in addresses:
        answer = Visitor(site.house).get(address, **{"Accept-Encoding": "gzip"})
        assert (answer.status, answer.headers.get("content-encoding")) == (200, "gzip"), (address, answer.status, answer.headers)
        assert "immutable" in answer.headers["cache-control"] and answer.headers["x-content-type-options"] == "nosniff", (address, answer.headers)
    return f"{len(addresses)} files"


def sign_in(site: Site) -> str:
    """The first administrator is led to the second factor, sets it up, and signs in with it; without a code the desk stays shut."""
    admin = site.admin
    admin.post("/accounts/login/", {"login": ADMINISTRATOR, "password": PASSWORD})
    assert path_of(admin.get("/desk/")).startswith("/accounts/2fa/totp/activate/")
    page = admin.get("/accounts/2fa/totp/activate/").text  # each look at it brings another key
    site.secret = re.sub(r"\s", "", found(page, r'class="secret">([^<]+)<'))
    path_of(admin.post("/accounts/2fa/totp/activate/", {"code": site.code()}, text=page))
    site.admin = admin = Visitor(site.house)
    assert path_of(admin.post("/accounts/login/", {"login": ADMINISTRATOR, "password": PASSWORD})).startswith("/accounts/2fa/authenticate/")
    assert path_of(admin.get("/desk/")).startswith("/accounts/login/")
    path_of(admin.post("/accounts/2fa/authenticate/", {"code": site.code()}))
    assert (admin.get("/desk/").status, admin.get("/admin/").status) == (200, 200)
    session = [name for name in admin.jar if "session" in name]
    assert session == ["__Host-session"], session
    plain = site.scalar("select count(*) from mfa_authenticator where data::text like '%" + site.secret + "%'")
    assert plain == "0", "the secret of the second factor stands readable in the database"
    return "password, TOTP, desk, admin"


def letter(site: Site) -> str:
    """A request owes a letter, the worker hands it to the carrier."""
    before = len(site.services.letters)
    path_of(ask_for_password(Visitor(site.house)))
    seconds = wait(lambda: len(site.services.letters) > before, "the letter", 30)
    assert "Message-ID" in site.services.letters[-1]
    return f"{seconds:.1f} s after the click"


def ask_for_password(visitor: Visitor) -> Answer:
    """The form that owes a letter."""
    return visitor.post("/accounts/password/reset/", {"email": ADMINISTRATOR})


def table(rows: int, mark: str) -> bytes:
    """A file of practices."""
    names = ["Код", *GOOD]
    lines = [";".join(names)]
    for number in range(rows):
        values = {**GOOD, "Код": f"{mark}-{number}", "Название": f"Автобус {mark} номер {number} в новый район"}
        lines.append(";".join(f'"{values[name]}"' for name in names))
    return "\n".join(lines).encode()


def take(site: Site, rows: int, mark: str) -> str:
    """Upload, wait for the dry run, start to write and publish; the address of the batch."""
    page = path_of(site.admin.post("/desk/imports/", {"source": "область"}, file=("file", f"{mark}.csv", table(rows, mark))))
    idle(site, "the dry run", 120)
    path_of(site.admin.post(f"{page}act/", {"act": "apply", "publish": "1", "without_refused": "1"}, page=page))
    return page


def idle(site: Site, what: str, seconds: float = 120) -> None:
    """Until nothing is owed any more."""
    wait(lambda: site.scalar("select count(*) from ops_outboxrow where done_at is null and dead_at is null and due_at < now() + interval '1 minute'") == "0", what, seconds)


def published(site: Site, mark: str) -> int:
    """Practices of a file that are public."""
    return int(site.scalar(f"select count(*) from portfolio_practice where live and title like 'Автобус {mark} номер%'"))


def import_job(site: Site) -> str:
    """A file of 40 rows is checked, written and published by the worker, and found in the catalogue."""
    take(site, 40, "первый")
    idle(site, "the import")
    assert published(site, "первый") == 40, published(site, "первый")
    site.number = int(found(Visitor(site.house).get("/practices/?q=%D0%BF%D0%B5%D1%80%D0%B2%D1%8B%D0%B9").text, r"/practices/(\d+)"))
    assert Visitor(site.house).get(f"/practices/{site.number}/").status in (200, 301, 302)
    said = catalogue(site, "первый")
    assert (said.status, PLAIN in said.text, documents(site)) == (200, False, 40), (said.status, PLAIN in said.text, documents(site))
    return "40 rows, found in the catalogue by Elasticsearch"


def catalogue(site: Site, text: str) -> Answer:
    """A search."""
    return Visitor(site.house).get(f"/practices/?{urlencode({'q': text})}")


def documents(site: Site) -> int:
    """How many Elasticsearch itself counts behind the alias that is read."""
    site.house.run(f"curl -fsS --noproxy '*' -X POST {elastic(site)}/_refresh")
    return int(json.loads(site.house.run(f"curl -fsS --noproxy '*' {elastic(site)}/_count"))["count"])


def elastic(site: Site) -> str:
    """Address of the alias."""
    return f"http://127.0.0.1:{site.house.ports['elastic']}/practices-*-read"


def long_words(site: Site) -> str:
    """Through nginx and gunicorn: 256 letters are searched, 257 cut aloud, 1,000 too, 1,001 refused in words; six bytes a letter in the address."""
    seen = {number: catalogue(site, ("электроснабжение " * 60)[:number - 1] + "я") for number in (256, 257, 1_000, 1_001)}
    said = {number: (answer.status, CUT in answer.text) for number, answer in seen.items()}
    assert said == {256: (200, False), 257: (200, True), 1_000: (200, True), 1_001: (400, False)}, said
    assert REFUSED in words(seen[1_001].text), words(seen[1_001].text)[:400]
    return "256, 257, 1,000, 1,001 letters"


def memory(site: Site) -> str:
    """The highest mark of the worker's processes over 25 rows, and over ten times as many; both are warm by then."""
    marks = []
    for rows, mark in ((25, "ещё"), (250, "десятикратно")):
        forget_marks(site)
        take(site, rows, mark)
        idle(site, "the import", 240)
        assert published(site, mark) == rows, published(site, mark)
        marks.append(worker_memory(site))
    small, large = marks
    assert large <= 200, f"{large:.0f} MiB"
    assert large <= small * 1.05, f"{small:.0f} → {large:.0f} MiB"
    return f"largest process {small:.0f} MiB, at ten times the rows {large:.0f} MiB (limit 200, +5 %)"


def forget_marks(site: Site) -> None:
    """From now on the highest mark counts anew."""
    for number in site.systemd.units["school-worker"].all_pids():
        with open(f"/proc/{number}/clear_refs", "w") as reset:
            reset.write("5")


def worker_memory(site: Site) -> float:
    """MiB of the largest process of the worker, by its highest mark."""
    marks = []
    for number in site.systemd.units["school-worker"].all_pids():
        with open(f"/proc/{number}/status") as status:
            marks.append(int(found(status.read(), r"VmHWM:\s+(\d+)")))
    return max(marks) / 1024


CHECKS = (health, pages, headers, proxy, static, sign_in, letter, import_job, long_words, memory)
