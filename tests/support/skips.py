"""A pytest plugin: where CI is set, a test that could not run has failed.

On a developer's machine a missing browser or server skips its tests with a line that says how to
get it. The machine that decides must not pass by skipping.
"""

import os
from collections.abc import Generator

import pytest

MUST_RUN = ("browser", "elasticsearch", "postgres", "host", "wordlist")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a test that must run into a failure."""
    report = yield
    if (
        os.environ.get("CI")
        and report.skipped
        and not hasattr(report, "wasxfail")
        and any(item.get_closest_marker(name) for name in MUST_RUN)
    ):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"With CI set this test must run. {reason}"
    return report
