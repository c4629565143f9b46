"""People's names for countries lead to ISO codes, also where the libraries fail or guess."""

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from bot.domain.countries import (
    CountryCode,
    ambiguous_countries,
    country_code,
    country_name,
    country_names,
    fold,
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Turkey", "TR"), ("Türkiye", "TR"), ("Swaziland", "SZ"), ("Eswatini", "SZ"),
        ("Ivory Coast", "CI"), ("Côte d’Ivoire", "CI"), ("Burma", "MM"), ("Myanmar", "MM"),
        ("Cape Verde", "CV"), ("Kosovo", "XK"), ("Serbia", "RS"), ("North Korea", "KP"),
        ("DPRK", "KP"), ("South Korea", "KR"), ("Republic of Korea", "KR"), ("Viet Nam", "VN"),
        ("Russia", "RU"), ("Russian Federation", "RU"), ("UK", "GB"), ("Britain", "GB"),
        ("DRC", "CD"), ("Congo-Brazzaville", "CG"), ("Palestine", "PS"), ("Holy See", "VA"),
        ("Taiwan", "TW"), ("Guinea", "GN"), ("Guinea-Bissau", "GW"), ("Niger", "NE"),
        ("Nigeria", "NG"), ("Dominica", "DM"), ("Georgia", "GE"), ("Macedonia", "MK"),
        ("MONGOLIA", "MN"), ("  hungary ", "HU"), ("MNG", "MN"), ("no", "NO"), ("xk", "XK"),
    ],
)  # fmt: skip
def test_a_name_leads_to_its_country(name: str, code: str):
    assert country_code(name) == code


@pytest.mark.parametrize("name", ["Atlantis", "", "Yugoslavia", "Korea Town"])
def test_another_name_leads_to_none(name: str):
    assert country_code(name) is None


@pytest.mark.parametrize(
    ("name", "codes"), [("Korea", ("KP", "KR")), ("congo", ("CD", "CG")), ("Vietnam", ())]
)
def test_a_name_of_two_states_is_never_decided(name: str, codes: tuple[str, ...]):
    assert ambiguous_countries(name) == codes
    if codes:
        assert country_code(name) is None


@pytest.mark.parametrize("country", list(pycountry.countries), ids=lambda one: one.alpha_2)
def test_every_country_is_found_by_code_and_printed_name(country: object):
    code = country.alpha_2

    assert country_code(code) == code
    assert country_code(country_name(code)) == code


def test_every_known_name_leads_to_a_code_that_exists():
    codes = TypeAdapter(CountryCode)

    assert all(codes.validate_python(code) == code for code in country_names().values())


@pytest.mark.parametrize(
    ("code", "name"),
    [("KP", "North Korea"), ("XK", "Kosovo"), ("TR", "Türkiye"), ("ZZ9", "ZZ9")],
)
def test_the_common_name_is_printed(code: str, name: str):
    assert country_name(code) == name


def test_a_name_can_be_printed_in_another_language():
    assert country_name("VN", "de") == "Vietnam"
    assert country_name("KP", "de") == "Nordkorea"


@pytest.mark.parametrize("code", ["KP", "XK", "NO"])
def test_a_code_in_capitals_is_taken(code: str):
    assert TypeAdapter(CountryCode).validate_python(code) == code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kp", "'kp' is not an ISO 3166-1 alpha-2 country code; did you mean KP"),
        ("North Korea", "did you mean KP"),
        ("ZZ", "'ZZ' is not an ISO 3166-1 alpha-2 country code"),
        ("UK", "did you mean GB"),
    ],
)
def test_another_code_is_refused_with_the_nearest(text: str, message: str):
    with pytest.raises(ValidationError, match=message):
        TypeAdapter(CountryCode).validate_python(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Путин", "putin"), ("  Tô   Lâm ", "to lam"), ("Kim Jong-un", "kim jong-un"),
     ("CÔTE D’IVOIRE", "cote d'ivoire"), ("", "")],
)  # fmt: skip
def test_names_are_compared_in_plain_letters(text: str, folded: str):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_any_text_is_a_country_or_none(text: str):
    code = country_code(text)

    assert code is None or len(code) == 2
