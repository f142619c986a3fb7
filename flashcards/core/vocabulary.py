"""Everyday English words that name nothing of a subject: what is asked for should hold at least one other word.

The lists are closed and deliberately leave out the body, health, nature, economy and society: in an article about
sleep, "sleep" is matter. They hold time, place, number, degree, talk, thought, and the plain furniture of prose.
"""

from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TIME_AND_NUMBER = _words(
    """time times day days week weeks month months year years hour hours minute minutes second seconds moment
    decade decades century centuries morning evening night tonight today tomorrow yesterday daytime season age
    monday tuesday wednesday thursday friday saturday sunday date period stage phase start end beginning middle
    past present future once twice one two three four five six
    seven eight nine ten hundred thousand million billion trillions dozen pair couple number numbers amount
    amounts quantity quantities share part parts half third quarter portion piece pieces bit lot lots rest most majority
    minority total sum range variety series set group groups list lists handful plenty rate degree extent
    level levels size length height width depth speed pace distance average minimum maximum limit limits"""
)
_NUMBERS = _words(
    "two three four five six seven eight nine ten twelve hundred thousand million half third quarter"
)
_UNITS = _words(
    "second seconds minute minutes hour hours day days week weeks month months year years percent times"
)
_PLACE_AND_SHAPE = _words(
    """place places side sides top bottom front back edge edges center centre inside outside surface area areas
    region regions zone spot point points position location line lines row shape form forms structure structures
    pattern patterns way ways path direction route step steps space room gap hole door gate key lock seat seats
    board table wall bridge road world country city home house office street site page picture image view scene
    background foreground layer layers block blocks frame corner base ground level thing things object objects
    item items material stuff product products tool tools machine device signal message messages note sign signs"""
)
_TALK_AND_THOUGHT = _words(
    """idea ideas thought thoughts view views opinion theory theories hypothesis hypotheses explanation
    explanations account claim claims argument arguments reason reasons cause causes question questions answer
    answers problem problems solution issue issues matter matters topic subject point fact facts truth evidence
    proof finding findings result results outcome outcomes conclusion study studies trial trials experiment
    experiments test tests research review report reports article paper book story word words name names term
    terms language example examples case cases instance sort sorts kind kinds type types class classes category
    version versions model models method methods approach approaches technique plan plans goal goals aim aims
    messenger messengers surprisingly reached reach
    reaches consequence consequences exception exceptions care career careers none mixture mixtures objection
    objections sceptic sceptics halt stop combination combinations estimate estimates route routes
    doubt doubts story stories accident accidents insurance culprit culprits course want wants price prices truth
    agreement camp school textbook emphasis stuff rumour consensus controversy observation observations
    purpose hope concern concerns worry interest attention debate discussion decision choice choices option
    options chance chances possibility opportunity promise advice recommendation suggestion guideline guidelines
    rule rules law principle concept concepts difference differences similarity comparison balance relationship
    relation connection link links role roles function functions use uses value importance meaning sense
    reading interpretation attempt attempts effort efforts practice habit experience experiences knowledge
    information detail details data figure figures picture clue clues key answer mystery puzzle secret traffic
    topic scale square check rival rivals side opposite"""
)
_CHANGE_AND_DEGREE = _words(
    """change changes effect effects influence impact increase decrease rise fall drop growth decline loss gain
    shift move movement action actions activity process processes mechanism mechanisms event events condition
    conditions state states situation circumstance circumstances respect respects factor factors element elements feature
    features property quality aspect aspects component components system systems benefit benefits advantage
    disadvantage danger dangers risk risks harm drawback success failure improvement progress development
    consequence consequences response reaction reactions need needs demand supply support help work job task
    life lives beginning absence presence lack shortage excess burden power strength weakness
    ability capacity potential basis source sources origin history future"""
)
_PEOPLE = _words(
    """person people man men woman women child children adult adults baby user users reader readers patient
    patients doctor doctors specialist specialists expert experts scientist scientists researcher researchers
    participant participants volunteer volunteers critic critics author authors team teams others someone
    somebody anyone anybody everyone everybody nobody member members family friend friends student students
    owner owners sufferer sufferers newcomer newcomers experimenter experimenters investigator investigators
    teacher public society community population majority individuals individual human humans company user"""
)
_QUALITIES = _words(
    """sensible reasonable wise good better best bad worse worst big bigger large larger largest small smaller smallest great greater high
    higher highest low lower lowest long longer longest short shorter early earlier earliest late later latest
    new newer newest old older oldest young fresh recent recently modern current first second third last next
    previous following former latter final main major minor chief leading key central important essential
    crucial special particular specific general common usual normal typical ordinary regular rare frequent
    possible impossible likely unlikely certain sure clear unclear obvious known unknown unproven familiar strange
    same similar different other another opposite equal whole entire full empty complete partial half single
    brand-new deserve deserves responsible responsibility itself themselves himself herself emergency simplest simpler easier easiest harder
    mixed disappointing exhausting urgent sobering reassuring
    double several many few more less fewer much little enough various own real true false actual exact precise
    rough simple complex easy hard difficult direct indirect strong stronger weak weaker heavy heavier light mild
    severe serious slight quick quicker rapid fast faster slow slower sudden gradual steady constant brief lasting
    permanent temporary immediate deep deeper shallow wide wider narrow broad close closer near distant far
    further upper outer inner open closed free available able due aware ready popular famous so-called sceptical
    surprising promising useful helpful harmful dangerous safe fine happy sad positive negative additional extra
    further alone very too so most least only just also even still yet already always often sometimes never usually
    now then here there again about around nearly almost roughly up down out off over under away together apart
    moderate growing used using made making called taken given
    quite rather particularly especially mainly mostly largely partly fully highly widely purely merely truly"""
)
_STAND_INS = _words(
    """drug drugs medication medications medicine medicines treatment treatments therapy therapies dose doses pill
    pills tablet tablets enzyme enzymes protein proteins hormone hormones molecule molecules chemical chemicals
    compound compounds substance substances healthy kilogram kilograms gram grams percent one ones"""
)
COMMON = (
    _STAND_INS
    | _TIME_AND_NUMBER | _PLACE_AND_SHAPE | _TALK_AND_THOUGHT | _CHANGE_AND_DEGREE | _PEOPLE | _QUALITIES
)  # fmt: skip
_SMALL = _words(
    """a an the this that these those of in on at to for from by with and or nor but as is are was were be been
    being its their his her it them they which who what than not no into onto between among through during after
    before above below against without within"""
)


@lru_cache(maxsize=4096)
def says_something(text: str) -> bool:
    """Whether a phrase holds a word that is not everyday furniture, or a number with its unit."""
    words = [word.strip(".,;:()“”\"'’") for word in text.split()]
    if any(c.isdigit() for c in text):
        return True
    low = {word.lower() for word in words}
    if low & _NUMBERS and low & _UNITS:
        return True
    return any(
        word.lower() not in COMMON and word.lower() not in _SMALL and sum(c.isalpha() for c in word) > 1
        for word in words
    )
