"""Amounts of money in a text: number, magnitude and currency. A currency that can't be told is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SMALL = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_WORD = rf"(?:{'|'.join([*_SMALL, *_TENS][1:])}|half\s+an?|an?|hundred|several\s+hundred)"
_WORDS = rf"{_WORD}(?:[\s-]+(?:and\s+)?(?:a\s+)?(?:{'|'.join([*_SMALL, *_TENS][1:])}|half|quarter|hundred))*"

_MAGNITUDES = {
    "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "million": 1e6, "millions": 1e6, "m": 1e6,
    "mn": 1e6, "mln": 1e6, "mio": 1e6, "mil": 1e6, "crore": 1e7, "crores": 1e7, "cr": 1e7, "billion": 1e9, "bn": 1e9,
    "b": 1e9, "bln": 1e9, "trillion": 1e12, "tn": 1e12, "t": 1e12, "trn": 1e12,
}  # fmt: skip
_LONG = r"(?:thousand|lakhs?|million|mln|crores?|billion|bln|trillion)"
_SHORT = r"(?:[kK]|mn|mio|[mM]|bn|[bB]|tn|trn|[tT]|[Cc]r)\b\.?"
_LONG_CROSS = rf"(?:lakh\s+crores?|{_LONG})"
_MAGNITUDE = rf"(?:{_LONG_CROSS}|{_SHORT})"

_NUMBER = r"(?:\d{1,3}(?:[,\u00a0 ]\d{2,3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"

# Before the number. Longest first where one begins another.
_SYMBOLS = {
    "US$": "USD", "U.S.$": "USD", "USD": "USD", "C$": "CAD", "CA$": "CAD", "CDN$": "CAD", "CAD": "CAD", "A$": "AUD",
    "AU$": "AUD", "AUD": "AUD", "NZ$": "NZD", "NZD": "NZD", "S$": "SGD", "SGD": "SGD", "HK$": "HKD", "HKD": "HKD",
    "NT$": "TWD", "TWD": "TWD", "R$": "BRL", "BRL": "BRL", "MX$": "MXN", "MXN": "MXN", "J$": "JMD", "N$": "NAD",
    "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "₹": "INR", "INR": "INR", "₽": "RUB", "RUB": "RUB",
    "RUR": "RUB", "Rbs": "RUB", "₩": "KRW", "KRW": "KRW", "₦": "NGN", "NGN": "NGN", "₺": "TRY", "TRY": "TRY",
    "TL": "TRY", "₴": "UAH", "UAH": "UAH", "₪": "ILS", "NIS": "ILS", "ILS": "ILS", "₫": "VND", "VND": "VND",
    "₱": "PHP", "PHP": "PHP", "฿": "THB", "THB": "THB", "₸": "KZT", "KZT": "KZT", "₼": "AZN", "AZN": "AZN",
    "₾": "GEL", "GEL": "GEL", "RMB": "CNY", "CNY": "CNY", "CN¥": "CNY", "JPY": "JPY", "CHF": "CHF", "SFr": "CHF",
    "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "ISK": "ISK", "PLN": "PLN", "CZK": "CZK", "HUF": "HUF", "RON": "RON",
    "BGN": "BGN", "RSD": "RSD", "AED": "AED", "SAR": "SAR", "QAR": "QAR", "KWD": "KWD", "BHD": "BHD", "OMR": "OMR",
    "JOD": "JOD", "EGP": "EGP", "MAD": "MAD", "TND": "TND", "DZD": "DZD", "ZAR": "ZAR", "KES": "KES", "KSh": "KES",
    "Ksh": "KES", "GHS": "GHS", "GH¢": "GHS", "ETB": "ETB", "UGX": "UGX", "TZS": "TZS", "RWF": "RWF", "XOF": "XOF",
    "MYR": "MYR", "RM": "MYR", "IDR": "IDR", "Rp": "IDR", "PKR": "PKR", "BDT": "BDT", "Tk": "BDT", "LKR": "LKR",
    "NPR": "NPR", "UZS": "UZS", "KGS": "KGS", "TJS": "TJS", "TMT": "TMT", "AMD": "AMD", "BYN": "BYN", "MNT": "MNT",
    "ARS": "ARS", "CLP": "CLP", "COP": "COP", "PEN": "PEN",
}  # fmt: skip
_OPEN_SYMBOLS = {"$": "dollar", "¥": "¥", "Rs": "rupee", "Rs.": "rupee", "Dh": "dirham", "Dhs": "dirham", "kr": "krona"}

# After the number. A word of several countries is resolved by what the text speaks of, see `_resolve`.
_NAMES = {
    "euros?": "EUR", "pounds?(?: sterling)?": "GBP", "sterling": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "rmb": "CNY", "won": "KRW", "roubles?": "RUB", "rubles?": "RUB", "tenge": "KZT", "hryvnias?": "UAH",
    "zlotys?": "PLN", "forints?": "HUF", "naira": "NGN", "cedis?": "GHS", "rand": "ZAR", "baht": "THB",
    "ringgit": "MYR", "rupiahs?": "IDR", "taka": "BDT", "dong": "VND", "sh[ei]kels?": "ILS", "lari": "GEL",
    "reais": "BRL", "reals?": "BRL", "soums?": "UZS", "sums?": "UZS", "soms?": "KGS", "somoni": "TJS", "birr": "ETB",
    "tugriks?": "MNT", "kwanzas?": "AOA", "meticals?": "MZN", "drams?": "AMD", "bolivianos?": "BOB",
    "(?:u\\.?s\\.?|american) dollars?": "USD", "canadian dollars?": "CAD", "australian dollars?": "AUD",
    "new zealand dollars?": "NZD", "singapore(?:an)? dollars?": "SGD", "hong kong dollars?": "HKD",
    "(?:new )?taiwan(?:ese)? dollars?": "TWD", "namibian? dollars?": "NAD", "swiss francs?": "CHF",
    "swedish (?:krona|kronor|crowns?)": "SEK", "danish (?:kroner?|crowns?)": "DKK",
    "norwegian (?:kroner?|crowns?)": "NOK", "icelandic (?:krona|kronur)": "ISK", "czech (?:koruna|crowns?)": "CZK",
    "indian rupees?": "INR", "pakistani rupees?": "PKR", "sri lankan rupees?": "LKR", "nepalese rupees?": "NPR",
    "(?:uae|emirati) dirhams?": "AED", "moroccan dirhams?": "MAD", "saudi ri[yj]?als?": "SAR",
    "qatari ri[yj]?als?": "QAR",
    "omani ri[yj]?als?": "OMR", "iranian ri[yj]?als?": "IRR", "kuwaiti dinars?": "KWD", "bahraini dinars?": "BHD",
    "jordanian dinars?": "JOD", "tunisian dinars?": "TND", "algerian dinars?": "DZD", "iraqi dinars?": "IQD",
    "serbian dinars?": "RSD", "turkish liras?": "TRY", "egyptian pounds?": "EGP", "mexican pesos?": "MXN",
    "chilean pesos?": "CLP", "argentine pesos?": "ARS", "colombian pesos?": "COP", "philippine pesos?": "PHP",
    "kenyan? shillings?": "KES", "ugandan? shillings?": "UGX", "tanzanian? shillings?": "TZS",
    "azerbaijani? manats?": "AZN", "turkmen manats?": "TMT", "cfa francs?": "XOF", "belarusian rubles?": "BYN",
    "romanian le[iu]": "RON", "moldovan le[iu]": "MDL", "bulgarian lev[as]?": "BGN",
    "dollars?": "dollar", "rupees?": "rupee", "dirhams?": "dirham", "ri[yj]?als?": "rial", "dinars?": "dinar",
    "liras?": "lira", "pesos?": "peso", "shillings?": "shilling", "manats?": "manat", "kron(?:a|or|er)": "krona",
    "francs?": "franc", "crowns?": "krona",
}  # fmt: skip

_PLACES: dict[str, tuple[tuple[str, str], ...]] = {
    # The first country that the text speaks of most gives the currency; without one it stays open.
    "¥": ((r"Japan\w*|Tokyo|yen", "JPY"), (r"Chin(?:a|ese)|Beijing|Shanghai|yuan|renminbi|RMB", "CNY")),
    "rupee": (
        (r"India\w*|Delhi|Mumbai|Bengaluru|crore|₹", "INR"), (r"Pakistan\w*|Karachi|Islamabad", "PKR"),
        (r"Sri Lanka\w*|Colombo", "LKR"), (r"Nepal\w*|Kathmandu", "NPR"), (r"Mauriti\w+", "MUR"),
    ),
    "dirham": ((r"UAE|Emirat\w+|Dubai|Abu Dhabi|Sharjah", "AED"), (r"Morocc\w+|Casablanca|Rabat", "MAD")),
    "rial": (
        (r"Saudi|Riyadh|Jeddah", "SAR"), (r"Qatar\w*|Doha", "QAR"), (r"Oman\w*|Muscat", "OMR"),
        (r"Iran\w*|Tehran", "IRR"), (r"Yemen\w*", "YER"),
    ),
    "dinar": (
        (r"Kuwait\w*", "KWD"), (r"Bahrain\w*", "BHD"), (r"Jordan\w*|Amman", "JOD"), (r"Tunisia\w*|Tunis", "TND"),
        (r"Algeria\w*|Algiers", "DZD"), (r"Iraq\w*|Baghdad", "IQD"), (r"Serbia\w*|Belgrade", "RSD"),
        (r"Libya\w*|Tripoli", "LYD"),
    ),
    "lira": ((r"Turk(?:ey|ish)|Türkiye|Ankara|Istanbul", "TRY"), (r"Leban\w+|Beirut", "LBP")),
    "peso": (
        (r"Mexic\w+", "MXN"), (r"Chile\w*|Santiago", "CLP"), (r"Argentin\w+|Buenos Aires", "ARS"),
        (r"Colombia\w*|Bogotá", "COP"), (r"Philippine\w*|Filipino|Manila", "PHP"), (r"Uruguay\w*", "UYU"),
    ),
    "shilling": (
        (r"Kenya\w*|Nairobi", "KES"), (r"Uganda\w*|Kampala", "UGX"), (r"Tanzania\w*|Dodoma|Dar es Salaam", "TZS"),
        (r"Somali\w*", "SOS"),
    ),
    "manat": ((r"Azerbaijan\w*|Baku", "AZN"), (r"Turkmen\w*|Ashgabat", "TMT")),
    "krona": (
        (r"Swed(?:en|ish)|Stockholm", "SEK"), (r"Denmark|Danish|Copenhagen", "DKK"), (r"Norw(?:ay|egian)|Oslo", "NOK"),
        (r"Iceland\w*", "ISK"), (r"Czech\w*|Prague", "CZK"),
    ),
    "franc": ((r"Swiss|Switzerland|Zurich|Zürich|Geneva", "CHF"), (r"Senegal\w*|Ivor\w+|Mali\w*|Burkina", "XOF")),
}  # fmt: skip

_SYMBOL = "|".join(
    (rf"(?<![A-Za-z]){re.escape(s)}" if s[0].isalpha() else re.escape(s))
    for s in sorted([*_SYMBOLS, *_OPEN_SYMBOLS], key=len, reverse=True)
)
_SYMBOL += rf"|(?<![A-Za-z])R(?={_NUMBER}\s?{_MAGNITUDE}(?!\w))"  # a rand; without a magnitude "R2" may be anything
_NAME = "|".join(f"(?:{name})" for name in sorted(_NAMES, key=len, reverse=True))
_CODE_AFTER = "|".join(s for s in _SYMBOLS if re.fullmatch("[A-Z]{3}", s))
_TO = r"\s*(?:[-–—]|to)\s*"
_BETWEEN = re.compile(rf"\bbetween\s+(?:{_SYMBOL})?\s?(?P<num>{_NUMBER})\s?(?P<mag>{_MAGNITUDE})?\s+and\s+$")

_BEFORE = re.compile(
    rf"(?P<sym>{_SYMBOL})\s?(?:(?P<low>{_NUMBER})\s?(?P<lowmag>{_MAGNITUDE})?{_TO}(?:{_SYMBOL})?\s?(?=\d))?"
    rf"(?P<num>{_NUMBER})(?:[\s-]?(?P<mag>{_MAGNITUDE}))?(?![\w%])"
)
_AFTER = re.compile(
    rf"(?<![\w.,$€£¥₹])(?:(?P<low>{_NUMBER})\s?(?P<lowmag>{_MAGNITUDE})?{_TO}(?=\d))?"
    rf"(?:(?P<num>{_NUMBER})|(?P<words>\b{_WORDS}))(?:[\s-]?(?P<mag>{_MAGNITUDE}))?[\s-]?(?:(?:of\s+)?(?:worth\s+of\s+)?)"
    rf"(?:(?P<name>(?i:{_NAME}))\b|(?P<code>{_CODE_AFTER})\b|(?P<mark>[€£₽₸₴₺]|zł)(?!\s?\d))"
)


@dataclass(frozen=True, slots=True)
class Money:
    """`text[start:end]` is `amount` units of `currency` (ISO 4217, None if unclear). Of a range: the lower end."""

    start: int
    end: int
    amount: float
    currency: str | None


def find_money(text: str) -> list[Money]:
    """The amounts of money in `text`, in order, none overlapping another."""
    found: list[Money] = []
    end = 0
    for match, currency in sorted(_matches(text), key=lambda m: (m[0].start(), -m[0].end())):
        if match.start() < end:
            continue
        amount = _amount(match)
        if between := _BETWEEN.search(text, max(0, match.start() - 40), match.start()):
            amount = _plain(between["num"]) * _magnitude(between["mag"] or match["mag"])
        if amount is not None and amount > 0:
            found.append(Money(match.start(), match.end(), amount, currency))
            end = match.end()
    return found


def _matches(text: str) -> Iterator[tuple[re.Match[str], str | None]]:
    chosen: dict[str, str | None] = {}

    def resolve(name: str) -> str | None:
        if len(name) == 3 and name.isupper():
            return name
        if name not in chosen:
            chosen[name] = _resolve(name, text)
        return chosen[name]

    for match in _BEFORE.finditer(text):
        symbol = match["sym"]
        yield match, "ZAR" if symbol == "R" else resolve(_SYMBOLS.get(symbol) or _OPEN_SYMBOLS[symbol])
    for match in _AFTER.finditer(text):
        if match["code"]:
            yield match, resolve(match["code"])
        elif match["mark"]:
            if match["num"] or match["mag"]:
                yield match, "PLN" if match["mark"] == "zł" else _SYMBOLS[match["mark"]]
        elif match["num"] or match["mag"] or _is_number(match["words"]):
            yield match, resolve(_named(match["name"].lower()))


def _named(name: str) -> str:
    name = re.sub(r"\s+", " ", name)
    return next(code for pattern, code in _NAMES_COMPILED if pattern.fullmatch(name))


_NAMES_COMPILED = [(re.compile(name), code) for name, code in sorted(_NAMES.items(), key=lambda n: -len(n[0]))]


def _resolve(name: str, text: str) -> str | None:
    """The currency that a word or sign of several countries means in this text."""
    if name == "dollar":
        return _dollar(text)
    best: tuple[int, str] | None = None
    for pattern, currency in _PLACES[name]:
        count = len(re.findall(rf"(?:\b|(?<=\W))(?:{pattern})(?!\w)", text))
        if count and (best is None or count > best[0]):
            best = (count, currency)
    return best[1] if best else None


_OTHER_DOLLARS = (
    (r"Canad(?:a|ian)|Ontario|Toronto|Ottawa|Qu[eé]bec|Montr[eé]al|Vancouver|Alberta|Calgary|Waterloo", "CAD"),
    (r"Australian?s?|Sydney|Melbourne|Brisbane|Queensland|Canberra|Perth|Adelaide|CSIRO", "AUD"),
    (r"New Zealand|Auckland|Wellington", "NZD"),
)
_UNITED_STATES = r"US\$|U\.?S\.?(?![a-z])|United States|American?s?|USD|Washington|New York|Silicon Valley|California"
_HOME = 4


def _dollar(text: str) -> str:
    """A bare dollar is the US one, except in a text on another land of dollars that never names the United States."""
    counts = [(len(re.findall(rf"\b(?:{places})\b", text)), currency) for places, currency in _OTHER_DOLLARS]
    count, currency = max(counts)
    if count >= _HOME and not re.search(rf"\b(?:{_UNITED_STATES})", text):
        return currency
    return "USD"


def _amount(match: re.Match[str]) -> float | None:
    magnitude = _magnitude(match["mag"])
    groups = match.groupdict()
    if match["low"]:
        low = _plain(match["low"])
        return low * (_magnitude(match["lowmag"]) if match["lowmag"] else magnitude)
    if match["num"]:
        return round(_plain(match["num"]) * magnitude, 2)
    words = groups.get("words")
    value = _number_of(words) if words else None
    return value * magnitude if value is not None else None


def _magnitude(text: str | None) -> float:
    if not text:
        return 1.0
    text = text.strip().rstrip(".").lower()
    value = 1.0
    for part in text.split():
        value *= _MAGNITUDES[part]
    return value


def _plain(number: str) -> float:
    """`1,200.5`, `1 200`, `12,5` (a decimal comma) and `1,20,000` as numbers."""
    number = number.replace("\u00a0", "").replace(" ", "")
    if re.fullmatch(r"\d+,\d{1,2}", number):
        return float(number.replace(",", "."))
    return float(number.replace(",", ""))


def _is_number(words: str | None) -> bool:
    return words is not None and not re.fullmatch(r"an?", words)


def _number_of(words: str) -> float | None:
    """`one`, `two hundred`, `half a`, `one and a half`, `twenty-five`; None for "several hundred"."""
    total = 0.0
    parts = [part for part in re.split(r"[\s-]+", words.lower()) if part not in ("and",)]
    if parts[:1] == ["half"]:
        return 0.5
    if parts[:1] == ["several"]:
        return None
    for position, part in enumerate(parts):
        if part in ("a", "an"):
            if position == 0:
                total += 1
        elif part == "half":
            total += 0.5
        elif part == "quarter":
            total += 0.25
        elif part == "hundred":
            total = max(total, 1) * 100
        else:
            total += _SMALL.get(part) or _TENS[part]
    return total
