"""Flag over environment over file over default; a wrong setting is told by name."""

from pathlib import Path

import pytest

from core.config import find_paths, load_settings, names
from core.errors import UsageError


@pytest.fixture
def paths(tmp_path: Path):
    return find_paths({"KOPPELBORD_HOME": str(tmp_path)})


def write(paths, text: str) -> None:
    paths.settings_file.parent.mkdir(parents=True, exist_ok=True)
    paths.settings_file.write_text(text)


def test_each_layer_wins_over_the_one_below(paths) -> None:
    assert load_settings(paths, {}).settle_seconds == 900
    write(paths, "settle_seconds = 800\n")
    assert load_settings(paths, {}).settle_seconds == 800
    assert load_settings(paths, {"KOPPELBORD_SETTLE": "700"}).settle_seconds == 700
    assert load_settings(paths, {"KOPPELBORD_SETTLE": "700"}, {"settle_seconds": 600}).settle_seconds == 600


def test_an_unknown_key_is_answered_with_the_nearest(paths) -> None:
    write(paths, "setle_seconds = 1\n")
    with pytest.raises(UsageError) as caught:
        load_settings(paths, {})
    assert "setle_seconds" in caught.value.detail
    assert "settle_seconds" in caught.value.advice


def test_a_template_names_only_what_there_is(paths) -> None:
    write(paths, 'line_text = "{groep}: {artikle}"\n')
    with pytest.raises(UsageError, match=r"\{artikle\} is geen veld; bedoelde je \{artikel\}"):
        load_settings(paths, {})
    write(paths, 'line_text = "{groep}: {artikel}"\n')
    assert load_settings(paths, {}).line_text == "{groep}: {artikel}"


@pytest.mark.parametrize("text", ["{artikel", "{artikel!r}", "{artikel:>3}", "{}", "{artikel.__class__}", " "])
def test_a_template_runs_nothing(paths, text: str) -> None:
    write(paths, f'line_text = "{text}"\n')
    with pytest.raises(UsageError, match="line_text"):
        load_settings(paths, {})


@pytest.mark.parametrize("text", ["settle_seconds =", "settle_seconds = 'veel'", "\x00"])
def test_a_file_that_can_not_be_meant_is_told_by_name(paths, text: str) -> None:
    write(paths, text)
    with pytest.raises(UsageError, match=r"config\.toml|settle_seconds"):
        load_settings(paths, {})


@pytest.mark.parametrize(
    "url", ["http://b2bapi.snelstart.nl/v2", "ftp://x", "http://127.0.0.1.evil.example/v2", "snelstart"]
)
def test_plain_http_goes_to_this_machine_alone(paths, url: str) -> None:
    with pytest.raises(UsageError, match="http"):
        load_settings(paths, {"KOPPELBORD_SNELSTART_URL": url})


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/v2", "http://localhost:1/v2", "http://[::1]:9/v2", "https://x.example/v2/"]
)
def test_addresses_that_are_taken(paths, url: str) -> None:
    assert load_settings(paths, {"KOPPELBORD_SNELSTART_URL": url}).snelstart_url == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "https://piet:s3cr3t@x.example/v2",
        "https://s3cr3t@x.example",
        "http://s3cr3t@127.0.0.1:1",
        "https://x.example/?token=s3cr3t",
        "https://x.example/#s3cr3t",
        "https://s3cr3t:99999",
        "https://s3cr3t:poort/v2",
        "https://s3 cr3t/v2",
        "https://[s3cr3t/v2",
        "https:///s3cr3t",
    ],
)
def test_an_address_names_a_machine_and_holds_no_secret(paths, url: str) -> None:
    with pytest.raises(UsageError, match="timeon_url") as caught:
        load_settings(paths, {"KOPPELBORD_TIMEON_URL": url})
    assert "s3cr3t" not in str(caught.value) + str(caught.value.advice)


@pytest.mark.parametrize(
    "name", ["snelstart_app", "ca_file", "user_agent", "keys", "owner", "line_text", "order_web_url"]
)
@pytest.mark.parametrize(
    "key", ["7f7543e1a18e9adf5278869e89ab25cd", "MTc4NWE4MmEwODg3M2VkNGVjZDQxYmIyNDQzZDI3MjY6" * 3]
)
def test_a_key_in_the_place_of_a_setting_is_refused_and_not_shown(paths, name: str, key: str) -> None:
    write(paths, f'{name} = "{key}"\n')
    with pytest.raises(UsageError, match=f"{name}: dit lijkt een sleutel") as caught:
        load_settings(paths, {})
    assert key not in str(caught.value) + str(caught.value.advice)


def test_a_key_under_a_name_of_its_own_is_told_where_it_belongs(paths) -> None:
    write(paths, 'subscription_key = "s3cr3t"\n')
    with pytest.raises(UsageError) as caught:
        load_settings(paths, {})
    assert "Een sleutel hoort niet in de instellingen" in caught.value.advice
    assert "s3cr3t" not in str(caught.value) + str(caught.value.advice)


@pytest.mark.parametrize("text", ["naïef/1.0", "a\\u0000b", "a\\u001b[31m"])
def test_what_can_not_stand_in_a_header_is_no_name_of_ours(paths, text: str) -> None:
    write(paths, f'user_agent = "{text}"\n')
    with pytest.raises(UsageError, match="user_agent"):
        load_settings(paths, {})


def test_every_setting_has_its_line_of_explanation() -> None:
    source = Path("core/config.py").read_text().split("class Settings")[1].split("def __post_init__")[0]
    for field in names():
        assert f"    {field}: " in source
        after = source.split(f"    {field}: ", 1)[1].splitlines()
        assert after[1].strip().startswith('"""'), field
