"""What all tests share: the program run as users run it, a browser, golden files, Hypothesis profiles."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from program import Run, run_program

# No deadlines: the machines of CI are shared. `ci` tries the same examples on every machine and every run.
_QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("dev", deadline=None, max_examples=50, suppress_health_check=_QUIET)
settings.register_profile("ci", settings.get_profile("dev"), max_examples=100, derandomize=True, print_blob=True)
settings.register_profile("thorough", settings.get_profile("dev"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")
    parser.addoption("--browser-all", action="store_true", help="open every report in every look, uncut (minutes)")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def run() -> Run:
    """The program, run in a process of its own: `run(args, input=, env=, cwd=)` gives code, stdout and stderr."""
    return run_program


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium. Without one the test is skipped, in CI it fails: there the reports must have been seen."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if os.environ.get("CI"):
        pytest.fail("no chromium on the PATH; .ci/run installs it when it runs as root on Debian")
    pytest.skip("no chromium on the PATH")


@pytest.fixture(scope="session")
def chromium_browser(chromium: str) -> Iterator[Any]:
    """A playwright Browser, started once for each worker."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium_browser: Any) -> Iterator[Any]:
    """A playwright Page that fetches nothing from a network; `page.asked` lists the addresses that were asked for."""
    context = chromium_browser.new_context(offline=True, locale="en-GB", timezone_id="UTC")
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()
