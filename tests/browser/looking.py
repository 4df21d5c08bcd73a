"""What every screen is asked in the browser: axe, and whether it scrolls sideways."""
from axe_playwright_python.sync_playwright import Axe

WIDTHS = (320, 390, 1440)


def violations(page) -> list[str]:
    """Rule and element of each violation that axe finds."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def sideways(page) -> int:
    """Pixels by which the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def searched(page, root: str, words: str) -> list[str]:
    """Titles that the search of the home page finds, best first, as typed; the page of results stays open."""
    page.goto(f"{root}/")
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    page.wait_for_url("**/practices/?q=*")
    return [title.replace("\xa0", " ") for title in page.locator(".res h2 a").all_inner_texts()]


def faults_at(page, url: str, width: int, scheme: str = "light", status: int = 200) -> list[str]:
    """Everything wrong with a screen at this width and scheme, each line with its address."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    answer = page.goto(url)
    found = [] if answer.status == status else [f"status {answer.status}"]
    if sideways(page) > 0:
        found.append(f"{sideways(page)} px sideways")
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} headings of the first level")
    return [f"{url} {width} {scheme}: {fault}" for fault in [*found, *violations(page)]]
