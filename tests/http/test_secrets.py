import base64
import json
import threading
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.http import MASK, Secrets

SECRET = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip)


def known(*texts):
    secrets = Secrets()
    for text in texts:
        secrets.add(text)
    return secrets


@given(SECRET, st.text(), st.text())
def test_a_planted_secret_survives_in_no_position(secret, before, after):
    secrets = known(secret)
    for form in (
        secret,
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
    ):
        assert secret not in secrets.redact(before + form + after)
        assert form not in secrets.redact(f'{before}"{form}"{after}')


@given(st.lists(SECRET, min_size=1, max_size=4), st.data())
def test_several_secrets_survive_not_even_when_they_overlap(texts, data):
    secrets = known(*texts)
    text = "".join(data.draw(st.lists(st.sampled_from(texts) | st.text(max_size=3), max_size=8)))
    redacted = secrets.redact(text)
    assert all(secret not in redacted for secret in texts)


@given(SECRET, st.text())
def test_redacting_again_changes_nothing_that_matters(secret, text):
    secrets = known(secret)
    assert secret not in secrets.redact(secrets.redact(text + secret))


def test_what_a_koppelsleutel_hides_is_secret_too():
    key = base64.b64encode(b"gebruiker:wachtwoord-van-de-koppeling").decode()
    redacted = known(key).redact(f"user gebruiker, password wachtwoord-van-de-koppeling, key {key}")
    assert "wachtwoord-van-de-koppeling" not in redacted
    assert key not in redacted


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer eyJ.abc.def",
        "POST /token?grant_type=apitoken&token=abcdef",
        '{"access_token":"abcdef"}',
        "clientkey=abcdef&x=y",
        "subscription-key: abcdef",
        "Ocp-Apim-Subscription-Key: abcdef",
    ],
)
def test_what_follows_a_telling_name_is_hidden_unasked(text):
    redacted = Secrets().redact(text)
    assert MASK in redacted
    assert "abc" not in redacted


def test_ordinary_text_passes_untouched():
    text = "SnelStart (400): REL-0008: Relatiecode reeds in gebruik. Access denied due to invalid subscription key. Tokens zijn op."
    assert known("s3cr3t").redact(text) == text


def test_a_registry_does_not_show_what_it_knows():
    assert "s3cr3t" not in repr(known("s3cr3t"))


def test_an_empty_text_is_no_secret():
    assert known("").redact("niets") == "niets"


def test_a_token_is_hidden_by_its_shape():
    assert "eyJ" not in Secrets().redact("token was eyJhbGciOiJub25l.eyJzY29wZXMiOiJ4In0.c2ln, sorry")


def test_a_token_that_is_worth_nothing_can_be_forgotten():
    secrets = known("first-token", "second-token")
    secrets.discard("first-token")
    secrets.discard("never-known")
    assert secrets.redact("first-token second-token") == f"first-token {MASK}"
    assert repr(secrets) == "Secrets(1)"


class Slow:
    """The forms of a secret that, while they are read, lets another thread do its work, or wait for its turn."""

    def __init__(self, forms, other):
        self.forms, self.other = forms, other

    def __iter__(self):
        self.other.start()
        self.other.join(0.1)
        return iter(self.forms)


@pytest.mark.parametrize("what", ["add", "discard"])
def test_what_another_thread_does_to_a_secret_meanwhile_holds_for_the_next_text(what: str) -> None:
    secrets, late = Secrets(), "laatkomer-4711"
    secrets.add("eerste-0815")
    if what == "discard":
        secrets.add(late)
    other = threading.Thread(target=getattr(secrets, what), args=[late])
    secrets._forms["traag"] = Slow({"traag"}, other)
    assert secrets.redact("eerste-0815") == MASK
    other.join()
    del secrets._forms["traag"]
    assert (late in secrets.redact(f"bij {late}")) is (what == "discard")
