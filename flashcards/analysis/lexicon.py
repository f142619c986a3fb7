"""Small closed word lists of English that the rules lean on. No list names anything of a subject area."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


CONNECTIVES = word_set(
    """however therefore thus hence additionally moreover furthermore instead meanwhile indeed
    consequently likewise similarly conversely specifically interestingly nevertheless nonetheless
    also then besides otherwise so too still finally lastly first firstly second secondly third
    thirdly importantly notably overall remarkably surprisingly again altogether accordingly
    subsequently ultimately"""
)
CONNECTIVE_PHRASES = (
    "for example", "for instance", "in addition", "in turn", "as a result", "as a consequence", "in contrast",
    "by contrast", "on the other hand", "on the one hand", "in other words", "in short", "in fact",
    "in effect", "in particular",
    "in this way", "in that way", "because of this", "for this reason", "for that reason", "for these reasons",
    "because of that", "that said", "of course", "after all",
    "at the same time", "in general", "in the process", "to avoid this", "even so", "as such",
    "in response", "at first",
)  # fmt: skip

MODALS = frozenset(["can", "could", "may", "might", "must", "shall", "should", "will", "would"])
HEDGING_MODALS = frozenset(["can", "could", "may", "might", "would"])
HEDGES = word_set(
    """may might could can possibly perhaps probably likely unlikely potential potentially apparently
    presumably seem seems appear appears suggest suggests suggested thought believed suspect
    suspected hypothesis hypothesise theory theories sometimes often usually typically generally
    mostly rarely tend tends some"""
)

#: Verbs and nouns that put a claim into somebody's mouth or under a doubt.
FRAME_VERBS = word_set(
    """suggest believe think propose hold argue suspect hypothesise hypothesize theorise theorize claim
    speculate assume report say state find show indicate note explain warn object maintain postulate
    imply conclude estimate posit caution stress consider observe reveal demonstrate"""
)
DOUBT_VERBS = word_set(
    """suggest believe think propose hold argue suspect hypothesise hypothesize theorise theorize claim
    speculate assume maintain postulate posit"""
)
THEORY_NOUNS = word_set(
    """theory hypothesis explanation idea view account possibility model notion proposal school camp
    interpretation reading suggestion argument"""
)

#: Words that stand for something named elsewhere when they have only "the" before them.
STAND_INS = word_set(
    """drug medication medicine treatment therapy compound substance agent molecule chemical supplement"""
)
#: Words with which a line tells its reader what to do.
COMMANDS = word_set(
    """assess drink monitor avoid take check report consider instruct teach tell ask use give remember notice note
    see read call try keep make ensure encourage administer hold obtain provide talk seek start stop limit eat
    inject lie apply rinse press swallow chew place insert wait rest stay sit stand breathe book order contact come
    get put bring click download join choose learn look find speak visit follow watch wear wash store review
    document evaluate do never always leave carry cover go swap switch"""
)
GENERIC_HEADS = STAND_INS | word_set(
    """intervention procedure method technique device
    process effect area region system mechanism theory hypothesis account approach change condition
    disease disorder problem symptom result outcome finding idea thing way role step event case
    group site phenomenon answer question latter former following same reason benefit risk state
    form type kind amount level difference one other others finding study trial researcher author
    class potential promise option amount number decision matter"""
)
META_NOUNS = THEORY_NOUNS | word_set(
    """study trial researcher scientist expert evidence finding result research experiment review
    article author critic work reason question fact example way doctor physician specialist analysis
    guideline participant people person patient claim debate team most some many others other anyone
    nobody half part"""
)
KIND_NOUNS = word_set("""type kind form sort class group set member example variety subtype family series""")

#: Nouns that can follow "Which" to say what sort of thing is asked for.
CLASS_NOUNS = word_set(
    """receptor protein enzyme cell neuron hormone neurotransmitter transmitter gene region area system
    drug molecule factor pathway channel syndrome disease symptom disorder vitamin acid gland organ
    tissue structure stage chemical compound mineral virus bacterium antibody antigen muscle nerve
    vessel organism particle wave rhythm rock mineral gas force law tax market currency policy
    species animal plant element ion metal layer method test device signal messenger peptide lipid
    sugar fat marker process mechanism effect theory hypothesis chamber artery vein bone joint
    membrane synapse transporter toxin parasite fungus medicine medication antibiotic sensor
    material fuel pigment nutrient fibre fiber circuit network lobe cortex nucleus body substance
    state phase cycle reaction"""
)

#: Of these, the ones whose members carry a name before the noun ("AMPA receptors").
NAMED_KINDS = word_set(
    """receptor protein enzyme cell neuron hormone gene system factor pathway channel acid gland
    disease syndrome disorder antibody nerve wave particle tax market law force rock layer current
    zone virus bacterium antigen lobe"""
)

#: Nouns that measure another noun; the noun after "of" is what matters.
MEASURES = word_set(
    """level amount release production activity number concentration quantity rate supply share half
    part lot majority rest range variety growth formation increase decrease loss lack"""
)

RISK_HEADING = (
    r"risk|side[- ]effect|adverse|unwanted|danger|safety|warning|caution|toxicit|complication|harm"
    r"|drawback|downside"
    r"|withdrawal|overdose|interaction|contraindic|who should not|should(?:n['’]t| not)|precaution"
    r"|concern|not free of"
    r"|when (?:it|things) go(?:es)? wrong|limitation|threat|hazard|pitfall|pregnan|stopping"
)
RISK_WORDS = (
    r"side[- ]effects?|adverse|dangerous|danger\b|risks? (?:of|for|associated|include|factor)|at risk"
    r"|higher risk|toxic\b|"
    r"overdos|addicti|abuse\b|worsen|harmful|contraindicat|should not\b|must not\b|complications?"
    r"|life-threatening|"
    r"fatal|injur(?:y|ies)|hazard|withdrawal|unsafe|poison|caution"
)
REMEDY = (
    r"^(?:to (?:minimi[sz]e|reduce|prevent|avoid|limit|lower|protect|lessen|guard|manage|treat|counter)\b)"
    r"|\b(?:can be (?:treated|prevented|avoided|reduced|managed|reversed)|usually helps?|helps? to prevent|"
    r"closely monitored|is monitored)\b"
)
THEORY_HEADING = r"theor|hypothes|explanation|competing|views?\b|account|debate|controvers|\bmodels?\b"
#: Verbs of cause and effect.
CAUSAL = word_set(
    """activate allow attach attract bind block boost break bring build carry cause change clear close
    control convert create cross cut damage decrease deplete deprive destroy develop dilate disrupt
    dissolve divert drive eliminate enable encourage enhance enter erode excite expand expose fall
    favour favor fill fire flow force form free generate heat help impair improve increase induce
    inhibit interfere interrupt irritate keep kill lead let lift limit loosen lower make mask melt
    modulate move narrow need open pass prevent produce promote prompt protect pull pump push raise
    reach recycle reduce regulate release remove repair replace replay require restore result rise
    send shift shrink signal slow soften speed split spread spur start stimulate stop store
    strengthen support suppress swallow switch take tell thicken trap travel trigger turn unlock use
    warm weaken widen work worsen yield absorb accumulate scale block depend contribute affect
    influence counteract dampen accelerate delay sustain maintain transport oxidise oxidize trigger
    evaporate condense collapse cool freeze compress inflate depreciate lend borrow tighten"""
)
