"""What names are made of besides names: countries and their adjectives, company forms, spellings, generic words.

All of it is general vocabulary; nothing here is the name of a body. Words are in normal form (lower case, ASCII, no
punctuation).
"""

from __future__ import annotations

_COUNTRIES = """
afghanistan | afghan
albania | albanian
algeria | algerian
angola | angolan
argentina | argentine argentinian
armenia | armenian
australia | australian
austria | austrian
azerbaijan | azerbaijani azeri
bahrain | bahraini
bangladesh | bangladeshi
belarus, republic of belarus | belarusian belarussian byelorussian
belgium | belgian
benin | beninese
bolivia | bolivian
bosnia, bosnia and herzegovina | bosnian
botswana | motswana
brazil | brazilian
brunei | bruneian
bulgaria | bulgarian
burkina faso | burkinabe
burundi | burundian
cambodia | cambodian
cameroon | cameroonian
canada | canadian
chad | chadian
chile | chilean
china, peoples republic of china, people republic of china, pr china, prc | chinese sino
colombia | colombian
congo, democratic republic of congo, democratic republic of the congo, drc | congolese
costa rica | costarican
cote divoire, ivory coast | ivorian
croatia | croatian
cuba | cuban
cyprus | cypriot
czechia, czech republic | czech
denmark | danish
djibouti | djiboutian
dominican republic | dominican
ecuador | ecuadorian
egypt, arab republic of egypt | egyptian
el salvador | salvadoran
eritrea | eritrean
estonia | estonian
eswatini, swaziland | swazi
ethiopia | ethiopian
fiji | fijian
finland | finnish
france, french republic | french franco
gabon | gabonese
gambia | gambian
georgia | georgian
germany, federal republic of germany | german
ghana | ghanaian
greece, hellenic republic | greek hellenic
guatemala | guatemalan
guinea | guinean
guyana | guyanese
haiti | haitian
hong kong | hongkonger
honduras | honduran
hungary | hungarian
iceland | icelandic
india, republic of india | indian indo
indonesia, republic of indonesia | indonesian
iran, islamic republic of iran | iranian
iraq | iraqi
ireland | irish
israel, state of israel | israeli
italy, italian republic | italian italo
jamaica | jamaican
japan | japanese
jordan, hashemite kingdom of jordan | jordanian
kazakhstan, republic of kazakhstan | kazakh kazakhstani
kenya, republic of kenya | kenyan
kosovo | kosovar
kuwait, state of kuwait | kuwaiti
kyrgyzstan, kyrgyz republic | kyrgyz kyrgyzstani
laos, lao pdr | lao laotian
latvia | latvian
lebanon | lebanese
lesotho | basotho
liberia | liberian
libya | libyan
lithuania | lithuanian
luxembourg | luxembourgish
madagascar | malagasy
malawi | malawian
malaysia | malaysian
maldives | maldivian
mali | malian
malta | maltese
mauritania | mauritanian
mauritius | mauritian
mexico | mexican
moldova, republic of moldova | moldovan
monaco | monegasque
mongolia | mongolian
montenegro | montenegrin
morocco, kingdom of morocco | moroccan
mozambique | mozambican
myanmar, burma | burmese
namibia, republic of namibia | namibian
nepal | nepali nepalese
netherlands, kingdom of the netherlands, holland | dutch
new zealand | newzealander
nicaragua | nicaraguan
niger | nigerien
nigeria, federal republic of nigeria | nigerian
north korea, democratic peoples republic of korea, democratic people republic of korea, dprk | northkorean
north macedonia, macedonia | macedonian
norway | norwegian
oman, sultanate of oman | omani
pakistan, islamic republic of pakistan | pakistani
palestine, state of palestine | palestinian
panama | panamanian
papua new guinea | papuan
paraguay | paraguayan
peru | peruvian
philippines, republic of the philippines | filipino philippine
poland, republic of poland | polish
portugal | portuguese
qatar, state of qatar | qatari
romania | romanian
russia, russian federation | russian russo
rwanda, republic of rwanda | rwandan
saudi arabia, kingdom of saudi arabia, ksa | saudi
senegal | senegalese
serbia, republic of serbia | serbian
sierra leone | sierraleonean
singapore, republic of singapore | singaporean
slovakia, slovak republic | slovak
slovenia | slovenian
somalia | somali
south africa, republic of south africa, rsa | southafrican
south korea, republic of korea, korea, rok | southkorean korean
south sudan | southsudanese
spain | spanish
sri lanka | srilankan
sudan | sudanese
sweden | swedish
switzerland, swiss confederation | swiss
syria | syrian
taiwan, republic of china | taiwanese
tajikistan, republic of tajikistan | tajik
tanzania, united republic of tanzania | tanzanian
thailand | thai
togo | togolese
tunisia | tunisian
turkey, turkiye, republic of turkey, republic of turkiye | turkish
turkmenistan | turkmen
uganda, republic of uganda | ugandan
ukraine | ukrainian
united arab emirates, uae, emirates | emirati
united kingdom, great britain, britain, uk | british
united states, united states of america, usa, us, america | american
uruguay | uruguayan
uzbekistan, republic of uzbekistan | uzbek uzbekistani
venezuela | venezuelan
vietnam, viet nam, socialist republic of vietnam | vietnamese
yemen | yemeni
zambia | zambian
zimbabwe | zimbabwean
european union, eu | european
ussr, soviet union | soviet
"""


def _read(text: str) -> dict[tuple[str, ...], str]:
    phrases: dict[tuple[str, ...], str] = {}
    for line in text.strip().splitlines():
        names, adjectives = line.split("|")
        every = [name.strip() for name in names.split(",")]
        code = every[0].replace(" ", "_")
        for phrase in (*every, *adjectives.split()):
            phrases[tuple(phrase.split())] = code
    for adjective, code in (("south african", "south_africa"), ("south korean", "south_korea")):
        phrases[tuple(adjective.split())] = code
    phrases[("north", "korean")] = "north_korea"
    phrases[("new", "zealander")] = "new_zealand"
    return phrases


COUNTRY_PHRASES: dict[tuple[str, ...], str] = _read(_COUNTRIES)
"""Words of a country's names and adjectives → its one word, as in `("russian", "federation")` → `russia`."""

NATIONALITIES: dict[tuple[str, ...], str] = {
    phrase: COUNTRY_PHRASES[phrase]
    for phrase in [
        *((word,) for line in _COUNTRIES.strip().splitlines() for word in line.partition("|")[2].split()),
        *((word,) for word in ("us", "uk", "eu", "uae")),
        *((side, end) for side in ("south", "north") for end in ("korean", "african")),
    ]
    if phrase in COUNTRY_PHRASES
}
"""Words that say of what country something is when they stand before it → the country's one word."""

COUNTRIES = frozenset(COUNTRY_PHRASES.values())
"""The one word of each country."""

LONGEST_COUNTRY = max(map(len, COUNTRY_PHRASES))

LEGAL_FORMS = frozenset(
    """
    ab ag aktiengesellschaft aktiebolag ao asa bhd berhad bv cjsc co corp cv doo eood eurl
    gesellschaft gmbh inc incorporated jsc jv kft kg kgaa kk kabushiki kaisha limited llc llp lp ltd ltda mbh nv oao
    ojsc ooo oy oyj pao pcl pjsc plc pte pty pvt qpsc qsc sa saa sab sae sagl sal sarl sas se spa zoo
    srl sro saog saoc tbk uab ulc wll zao zrt psc ksc fze fzco fzc dmcc tov nao fgup gup
    """.split()
)
"""Tokens that say in what legal form a company is."""

SPELLINGS: dict[str, str] = {
    "centre": "center",
    "centres": "center",
    "centers": "center",
    "theatre": "theater",
    "defence": "defense",
    "programme": "program",
    "programmes": "program",
    "programs": "program",
    "labour": "labor",
    "harbour": "harbor",
    "fibre": "fiber",
    "aluminium": "aluminum",
    "aeroplane": "airplane",
    "licence": "license",
    "techpark": "technopark",
    "saint": "st",
    "sankt": "st",
    "mount": "mt",
    "gp": "group",
    "grp": "group",
    "hldgs": "holdings",
    "intl": "international",
    "natl": "national",
    "univ": "university",
    "dept": "department",
    "govt": "government",
    "min": "ministry",
    "technologies": "technology",
    "ventures": "venture",
    "partners": "partner",
    "industries": "industry",
    "sciences": "science",
    "affairs": "affair",
    "services": "service",
    "systems": "system",
    "enterprises": "enterprise",
    "investments": "investment",
    "resources": "resource",
    "nations": "nation",
    "states": "state",
    "studies": "study",
    "parks": "park",
    "areas": "area",
    "zones": "zone",
    "funds": "fund",
    "banks": "bank",
    "agreements": "agreement",
    "mou": "memorandum",
    "mous": "memorandum",
    "memoranda": "memorandum",
    "contracts": "contract",
    "deals": "deal",
    "authorities": "government",
    "cabinet": "government",
    "organisation": "organization",
    "organisations": "organization",
    "organizations": "organization",
    "organising": "organizing",
    "cyber": "cyberspace",
    "labs": "lab",
    "laboratories": "laboratory",
    "innovations": "innovation",
    "startups": "startup",
    "holding": "holdings",
}
"""One spelling for words that are written in several ways; British, American, abbreviated, plural."""

LEGAL_FAMILIES: dict[str, str] = {
    **dict.fromkeys(("inc", "incorporated", "corp", "lp"), "american"),
    **dict.fromkeys(("oao", "ojsc", "pao", "pjsc", "jsc", "ao", "cjsc", "zao", "ooo"), "russian"),
    **dict.fromkeys(("gmbh", "ag", "kg", "kgaa", "mbh"), "german"),
    **dict.fromkeys(("ab", "aktiebolag"), "swedish"),
    **dict.fromkeys(("bv", "nv"), "dutch"),
    **dict.fromkeys(("oy", "oyj"), "finnish"),
    **dict.fromkeys(("kk", "kabushiki"), "japanese"),
    **dict.fromkeys(("pty",), "australian"),
    **dict.fromkeys(("bhd", "berhad"), "malaysian"),
    "uab": "lithuanian",
    "pvt": "indian",
}
"""Company forms of one law. A company is under one; two that are under two are two companies."""

STOPWORDS = frozenset("the of for and on in at to de la le les des du d of by a an und der die das di del y et".split())
"""Words that tell no two names apart."""

TITLES = frozenset(
    """
    mr mrs ms miss dr prof professor sir dame lord lady sheikh shaikh sheikha shaykh prince princess king queen
    president minister his her excellency he hh hrh general gen col colonel ambassador ceo chairman phd
    """.split()
)
"""What stands before or after a person's name and is none of it."""

PARTICLES = frozenset("al el bin ibn bint abu ben von van der den de da di dos du la le y dela".split())
"""Small words in the names of persons that some texts leave out."""

NICKNAMES: dict[str, str] = {
    "joe": "joseph",
    "bill": "william",
    "will": "william",
    "bob": "robert",
    "rob": "robert",
    "mike": "michael",
    "jim": "james",
    "tom": "thomas",
    "tony": "anthony",
    "dan": "daniel",
    "dave": "david",
    "steve": "steven",
    "stephen": "steven",
    "chris": "christopher",
    "matt": "matthew",
    "ben": "benjamin",
    "sam": "samuel",
    "alex": "alexander",
    "ed": "edward",
    "ted": "edward",
    "nick": "nicholas",
    "ken": "kenneth",
    "ron": "ronald",
    "don": "donald",
    "andy": "andrew",
    "greg": "gregory",
    "jeff": "jeffrey",
    "pete": "peter",
    "dick": "richard",
    "rick": "richard",
    "larry": "lawrence",
    "liz": "elizabeth",
    "kate": "katherine",
    "sasha": "alexander",
    "masa": "masayoshi",
}
"""Short first names."""

OPTIONAL_WORDS: dict[str, frozenset[str]] = {
    "company": frozenset("group holdings company corporation technology news agency royal".split()),
    "government": frozenset("department ministry federal provincial province republic cooperative".split()),
    "organisation": frozenset("news agency royal".split()),
    "university": frozenset("university royal".split()),
    "other": frozenset("international national project program initiative".split()),
}
"""Words that texts leave out of a name that has a more telling one, by family of kinds."""

GENERIC_WORDS = frozenset(
    """
    group holdings company corporation enterprise capital partner venture management technology labs
    investment development agency authority office bureau department ministry administration committee commission
    government cabinet secretariat directorate service institution organization association foundation
    fund bank university institute academy college school forum summit conference dialogue expo park center
    program project initiative council agreement treaty memorandum alliance news state federal national republic
    embassy consulate branch division unit laboratory edition million billion r d party appeal cassation polytechnic
    democratic republican labor communist liberal conservative socialist workers
    organizing innovative entrepreneurship startup tech hub campus cluster site plant factory cup
    science research education higher foreign affair trade commerce industry economy economic development finance
    financial treasury energy defense interior internal health culture transport communication communications digital
    information information security justice agriculture environment environmental labor social welfare space atomic
    nuclear central reserve supreme court parliament congress senate house assembly duma people chamber army navy air
    force police customs tax statistics innovation technical technological planning reform affair intelligence
    external emergency natural resource water power electricity mining petroleum oil gas investment export import
    public local regional provincial municipal city special free zone industrial high tech hi technopark
    union federation board network stock exchange market general first second third prime minister presidency president
    strategic cooperation partnership framework intergovernmental interstate bilateral trilateral free mutual protocol
    contract declaration statement plan road map roadmap deal pact accord understanding communique working annual
    meeting exhibition fair week day competition contest workshop seminar congress state statistical cyberspace
    telecommunication telecommunications broadcasting media press state asset supervision tourism sport youth family
    antimonopoly competition consumer protection food drug aviation railway road maritime ocean lower upper tourism
    regulation regulatory standard standards property intellectual patent election electoral
    """.split()
)
"""Words that bodies of every country have in their names; a name of nothing else means another body elsewhere."""

GENERATIONS = frozenset("jr junior sr senior ii iii iv".split())
"""Words behind a person's name that tell father and son apart."""

ORDINALS: dict[str, str] = {
    word: str(number)
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        1,
    )
}
"""`third` → `3`."""

ROMAN: dict[str, str] = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
    "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xvii": "17", "xviii": "18", "xix": "19", "xx": "20",
}  # fmt: skip
"""Roman numbers that can't be taken for an initial or a word."""
