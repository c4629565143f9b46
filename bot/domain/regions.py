"""Regions of the world: the sub-regions of the UN's M49 standard, and the continents they form.

Source: UN Statistics Division, Standard Country or Area Codes for Statistical Use (M49).
"""

from functools import cache
from typing import Annotated

from pydantic import AfterValidator

SUBREGIONS = {
    "northern-africa": "DZ EG EH LY MA SD TN",
    "eastern-africa": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    "middle-africa": "AO CD CF CG CM GA GQ ST TD",
    "southern-africa": "BW LS NA SZ ZA",
    "western-africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "caribbean": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG"
    " VI",
    "central-america": "BZ CR GT HN MX NI PA SV",
    "south-america": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
    "northern-america": "BM CA GL PM US",
    "central-asia": "KG KZ TJ TM UZ",
    "eastern-asia": "CN HK JP KP KR MN MO TW",
    "south-eastern-asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "southern-asia": "AF BD BT IN IR LK MV NP PK",
    "western-asia": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    "eastern-europe": "BG BY CZ HU MD PL RO RU SK UA",
    "northern-europe": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
    "southern-europe": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
    "western-europe": "AT BE CH DE FR LI LU MC NL",
    "australia-and-new-zealand": "AU CC CX HM NF NZ",
    "melanesia": "FJ NC PG SB VU",
    "micronesia": "FM GU KI MH MP NR PW UM",
    "polynesia": "AS CK NU PF PN TK TO TV WF WS",
}
"""Sub-region to the codes of its countries; Taiwan and Kosovo stand where their neighbours do."""

CONTINENTS = {
    "africa": ("northern-africa", "eastern-africa", "middle-africa", "southern-africa",
               "western-africa"),
    "americas": ("caribbean", "central-america", "south-america", "northern-america"),
    "asia": ("central-asia", "eastern-asia", "south-eastern-asia", "southern-asia",
             "western-asia"),
    "europe": ("eastern-europe", "northern-europe", "southern-europe", "western-europe"),
    "oceania": ("australia-and-new-zealand", "melanesia", "micronesia", "polynesia"),
}  # fmt: skip

REGIONS = (*CONTINENTS, *SUBREGIONS)


@cache
def countries_in(region: str) -> frozenset[str]:
    """Return the codes of the countries in a continent or sub-region; empty if there is none."""
    parts = CONTINENTS.get(region, (region,))
    return frozenset(code for part in parts for code in SUBREGIONS.get(part, "").split())


def _check_region(name: str) -> str:
    if name not in REGIONS:
        raise ValueError(f"{name!r} is not a region; there are {', '.join(REGIONS)}")
    return name


Region = Annotated[str, AfterValidator(_check_region)]
"""A continent or a sub-region of M49, such as ``europe`` or ``south-eastern-asia``."""
