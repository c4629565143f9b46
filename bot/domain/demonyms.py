"""The words that say of which country somebody is: "Vietnamese", "French", "North Korean".

Babel and pycountry know the names of languages, not of nationalities: they would make Egypt of
"Arabic", Brazil of "Portuguese", and nothing of "Swiss". So this is a table of our own.
"""

from functools import cache

from bot.domain.countries import AMBIGUOUS, country_code, fold
from bot.domain.words import words

_BY_CODE = {
    "AD": "andorran", "AE": "emirati, emirates", "AF": "afghan, afghanistani",
    "AG": "antiguan", "AL": "albanian", "AM": "armenian", "AO": "angolan",
    "AR": "argentine, argentinian, argentinean", "AT": "austrian", "AU": "australian, aussie",
    "AZ": "azerbaijani, azeri", "BA": "bosnian, herzegovinian", "BB": "barbadian, bajan",
    "BD": "bangladeshi", "BE": "belgian", "BF": "burkinabe, burkinese", "BG": "bulgarian",
    "BH": "bahraini", "BI": "burundian", "BJ": "beninese", "BN": "bruneian", "BO": "bolivian",
    "BR": "brazilian", "BS": "bahamian", "BT": "bhutanese", "BW": "motswana, botswanan",
    "BY": "belarusian, belarussian, byelorussian", "BZ": "belizean", "CA": "canadian",
    "CF": "central african", "CH": "swiss", "CI": "ivorian", "CL": "chilean",
    "CM": "cameroonian", "CN": "chinese", "CO": "colombian", "CR": "costa rican",
    "CU": "cuban", "CV": "cape verdean, cabo verdean", "CY": "cypriot", "CZ": "czech",
    "DE": "german", "DJ": "djiboutian", "DK": "danish, dane", "DO": "dominican",
    "DM": "dominican", "DZ": "algerian", "EC": "ecuadorian, ecuadorean", "EE": "estonian",
    "EG": "egyptian", "ER": "eritrean", "ES": "spanish, spaniard", "ET": "ethiopian",
    "FI": "finnish, finn", "FJ": "fijian", "FM": "micronesian", "FR": "french",
    "GA": "gabonese", "GB": "british, briton, english, scottish, welsh", "GD": "grenadian",
    "GE": "georgian", "GH": "ghanaian, ghanian", "GM": "gambian", "GN": "guinean",
    "GQ": "equatorial guinean, equatoguinean", "GR": "greek, hellenic", "GT": "guatemalan",
    "GW": "bissau guinean", "GY": "guyanese", "HN": "honduran", "HR": "croatian, croat",
    "HT": "haitian", "HU": "hungarian, magyar", "ID": "indonesian", "IE": "irish",
    "IL": "israeli", "IN": "indian", "IQ": "iraqi", "IR": "iranian, persian",
    "IS": "icelandic, icelander", "IT": "italian", "JM": "jamaican", "JO": "jordanian",
    "JP": "japanese", "KE": "kenyan", "KG": "kyrgyz, kyrgyzstani", "KH": "cambodian, khmer",
    "KI": "i kiribati", "KM": "comorian, comoran", "KN": "kittitian, nevisian",
    "KP": "north korean, korean", "KR": "south korean, korean", "KW": "kuwaiti",
    "KZ": "kazakh, kazakhstani", "LA": "lao, laotian", "LB": "lebanese", "LC": "saint lucian",
    "LI": "liechtensteiner", "LK": "sri lankan", "LR": "liberian", "LS": "basotho, mosotho",
    "LT": "lithuanian", "LU": "luxembourgish, luxembourger", "LV": "latvian", "LY": "libyan",
    "MA": "moroccan", "MC": "monegasque", "MD": "moldovan", "ME": "montenegrin",
    "MG": "malagasy", "MH": "marshallese", "MK": "macedonian, north macedonian",
    "ML": "malian", "MM": "burmese, myanmarese", "MN": "mongolian", "MR": "mauritanian",
    "MT": "maltese", "MU": "mauritian", "MV": "maldivian", "MW": "malawian", "MX": "mexican",
    "MY": "malaysian", "MZ": "mozambican", "NA": "namibian", "NE": "nigerien",
    "NG": "nigerian", "NI": "nicaraguan", "NL": "dutch, netherlandish", "NO": "norwegian",
    "NP": "nepali, nepalese", "NR": "nauruan", "NZ": "new zealand, kiwi, new zealander",
    "OM": "omani", "PA": "panamanian", "PE": "peruvian", "PG": "papua new guinean, papuan",
    "PH": "philippine, filipino, filipina", "PK": "pakistani", "PL": "polish, pole",
    "PS": "palestinian", "PT": "portuguese", "PW": "palauan", "PY": "paraguayan",
    "QA": "qatari", "RO": "romanian", "RS": "serbian, serb", "RU": "russian",
    "RW": "rwandan, rwandese", "SA": "saudi, saudi arabian", "SB": "solomon islander",
    "SC": "seychellois", "SD": "sudanese", "SE": "swedish, swede", "SG": "singaporean",
    "SI": "slovenian, slovene", "SK": "slovak, slovakian", "SL": "sierra leonean",
    "SM": "sammarinese", "SN": "senegalese", "SO": "somali, somalian", "SR": "surinamese",
    "SS": "south sudanese", "ST": "sao tomean", "SV": "salvadoran, salvadorean",
    "SY": "syrian", "SZ": "swazi, emaswati", "TD": "chadian", "TG": "togolese", "TH": "thai",
    "TJ": "tajik, tajikistani", "TL": "timorese, east timorese",
    "TM": "turkmen, turkmenistani", "TN": "tunisian", "TO": "tongan", "TR": "turkish, turk",
    "TT": "trinidadian, tobagonian", "TV": "tuvaluan", "TW": "taiwanese", "TZ": "tanzanian",
    "UA": "ukrainian", "UG": "ugandan", "US": "american, us", "UY": "uruguayan",
    "UZ": "uzbek, uzbekistani", "VA": "vatican, papal", "VC": "vincentian",
    "VE": "venezuelan", "VN": "vietnamese", "VU": "ni vanuatu, vanuatuan", "WS": "samoan",
    "XK": "kosovar, kosovan", "YE": "yemeni, yemenite", "ZA": "south african",
    "ZM": "zambian", "ZW": "zimbabwean", "CD": "congolese", "CG": "congolese",
}  # fmt: skip


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, several in _BY_CODE.items():
        for word in several.split(", "):
            found[word] = (*found.get(word, ()), code)
    return found


def countries_of(demonym: str) -> tuple[str, ...]:
    """Return the codes of the countries whose people a word means: two for "Korean"."""
    return _codes().get(" ".join(words(demonym)), ())


def demonyms(code: str) -> frozenset[str]:
    """Return the words, one by one, of the adjectives of a country."""
    return frozenset(words(_BY_CODE.get(code, "")))


def countries_meant(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that a name, a code or an adjective may mean."""
    code = country_code(text)
    return (code,) if code else AMBIGUOUS.get(fold(text), ()) or countries_of(text)
