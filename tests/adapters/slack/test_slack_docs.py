"""docs/slack.md says what is so."""

import re
from pathlib import Path

import pytest
import yaml

from adapters.slack.adapter import SLACK
from adapters.slack.connecting.scopes import LINKS, OPTIONAL, SCOPES

PAGE = (Path(__file__).parents[3] / "docs" / "slack.md").read_text()


def test_the_manifest_in_the_page_is_the_one_that_is_printed():
    (printed,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert yaml.safe_load(printed) == yaml.safe_load(SLACK.papers["manifest"]({}))


@pytest.mark.parametrize(("scope", "why"), (SCOPES | OPTIONAL | LINKS).items())
def test_every_scope_has_its_reason(scope, why):
    assert f"| `{scope}` | {why} |" in PAGE


@pytest.mark.parametrize("setting", SLACK.settings, ids=lambda one: one.name)
def test_every_setting_is_explained(setting):
    assert f"| `DRAGOMAN_SLACK_{setting.name.upper()}` | {setting.reason} |" in PAGE


def test_there_are_ten_steps():
    steps = PAGE.split("## What can be asked")[0]
    assert [int(one) for one in re.findall(r"^(\d+)\. ", steps, re.MULTILINE)] == [*range(1, 11)]
