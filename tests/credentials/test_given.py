import pytest

from core.credentials import Credentials
from core.errors import MissingError

from .conftest import NULL

SUBSCRIPTION = "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY"
KOPPELSLEUTEL = "KOPPELBORD_SNELSTART_KOPPELSLEUTEL"
TIMEON = "KOPPELBORD_TIMEON_KEY"


def chain(paths, **environment):
    return Credentials(paths, NULL | environment)


def test_the_environment_gives_all_three(paths):
    keys = chain(paths, **{SUBSCRIPTION: " sub ", KOPPELSLEUTEL: "een\n\n twee \neen\n", TIMEON: "tim"})
    assert keys.subscription_key() == "sub"
    assert keys.koppelsleutels() == ["een", "twee"]
    assert keys.koppelsleutels("adm") == ["een", "twee"]
    assert keys.timeon_key() == keys.timeon_key("1207") == "tim"


def test_a_file_may_stand_for_a_variable_and_the_variable_goes_first(paths, tmp_path):
    file = tmp_path / "key"
    file.write_text("uit-bestand\n")
    assert chain(paths, **{f"{TIMEON}_FILE": str(file)}).timeon_key() == "uit-bestand"
    assert chain(paths, **{f"{TIMEON}_FILE": str(file), TIMEON: "zelf"}).timeon_key() == "zelf"


def test_a_file_that_can_not_be_read_is_named(paths, tmp_path):
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe")
    large = tmp_path / "large"
    large.write_bytes(b"x" * (1024 * 1024 + 1))
    for path in (tmp_path / "absent", tmp_path, binary, large):
        with pytest.raises(MissingError) as caught:
            chain(paths, **{f"{TIMEON}_FILE": str(path)}).timeon_key()
        assert str(path) in str(caught.value)
        assert f"{TIMEON}_FILE" in str(caught.value)


def test_systemd_lays_credentials_in_a_folder(paths, tmp_path):
    folder = tmp_path / "credentials"
    folder.mkdir()
    (folder / "subscription_key").write_text("sub")
    (folder / "koppelsleutel.adm-1").write_text("een")
    (folder / "koppelsleutel").write_text("algemeen")
    (folder / "of-another-program").write_text("x")
    keys = chain(paths, CREDENTIALS_DIRECTORY=str(folder))
    assert keys.subscription_key() == "sub"
    assert keys.koppelsleutels("adm-1") == ["een", "algemeen"]
    assert keys.koppelsleutels("adm-2") == ["algemeen"]
    assert keys.koppelsleutels() == ["algemeen", "een"]


def test_the_environment_goes_before_systemd(paths, tmp_path):
    (tmp_path / "timeon").write_text("systemd")
    assert chain(paths, CREDENTIALS_DIRECTORY=str(tmp_path), **{TIMEON: "omgeving"}).timeon_key() == "omgeving"
    assert chain(paths, CREDENTIALS_DIRECTORY=str(tmp_path)).timeon_key() == "systemd"


@pytest.mark.parametrize(
    ("ask", "variable"),
    [
        (lambda keys: keys.subscription_key(), SUBSCRIPTION),
        (lambda keys: keys.koppelsleutels(), KOPPELSLEUTEL),
        (lambda keys: keys.timeon_key("1"), TIMEON),
    ],
)
def test_no_key_anywhere_names_the_variable_to_set(paths, ask, variable):
    with pytest.raises(MissingError) as caught:
        ask(chain(paths))
    assert variable in caught.value.advice


def test_sources_say_what_is_set_and_never_what_it_holds(paths):
    keys = chain(paths, **{TIMEON: "s3cr3t-key"})
    keys.store("koppelsleutel:adm", "s3cr3t-koppel")
    reports = keys.sources()
    assert [report.name for report in reports] == ["geheugen", "omgeving", "systemd", "keyring", "bestand"]
    assert [report.in_use for report in reports] == [True, True, False, False, False]
    shown = f"{reports} {keys!r} {keys.__dict__.get('chain')} {[str(report.note) for report in reports]}"
    assert "s3cr3t" not in shown
    assert TIMEON in str(reports[1].note)
