"""The words around a name that tell whether it is a person's."""

from bot.coach.patterns import Pattern

_SLOT_WORDS = """
and ask asked assured between bring bumped by call called calling chase chased congratulate congratulated
connect connected contact contacted dear dm email emailed facetimed follow for gave give hello help helped
hi hire hired hosted hug interview interviewed into intro introduce introduced invite invited joined-by know
knows lend mail mailed meet meeting message messaged met named namely nudge owe owed phoned ping pinged plus
poke promise promised rang remind ring saw see seeing send show showed slacked spoken tell text texted thank
thanked thanking told toured update via visit visited whatsapp whatsapped with write wrote zoomed
"""
SLOTS = frozenset(_SLOT_WORDS.split())
NOT_SLOTS = frozenset(
    [
        "the",
        "a",
        "an",
        "our",
        "my",
        "his",
        "her",
        "their",
        "your",
        "this",
        "that",
        "these",
        "those",
        "its",
        "some",
        "any",
        "every",
        "no",
        "in",
        "at",
        "near",
        "inside",
        "around",
        "loves",
        "love",
        "likes",
        "like",
        "hates",
        "hate",
        "plays",
        "speaks",
        "uses",
        "reading",
        "reads",
        "watching",
        "supports",
        "drives",
        "called-it",
    ]
)
ORG_BEFORE = frozenset(
    [
        "at",
        "in",
        "near",
        "inside",
        "joined",
        "joins",
        "joining",
        "left",
        "leaving",
        "leaves",
        "runs",
        "owns",
        "founded",
        "started",
        "starts",
        "ex",
        "of",
        "through",
        "moved",
        "relocated",
        "based",
        "living",
        "lives",
        "visiting",
        "toward",
        "towards",
        "around",
        "outside",
        "@",
    ]
)
PERSON_NOUNS = frozenset(
    [
        "guy",
        "guys",
        "girl",
        "woman",
        "man",
        "people",
        "person",
        "team",
        "folks",
        "someone",
        "somebody",
        "lady",
        "colleague",
        "colleagues",
        "over",
        "he",
        "she",
        "him",
        "her",
        "they",
        "them",
        "both",
        "two",
        "friend",
        "contact",
        "recruiter",
        "manager",
        "lawyer",
        "engineer",
        "designer",
        "analyst",
    ]
)
GIVING = Pattern(
    r"\b(?:send|sent|sending|give|gave|giving|intro\w*|introduc\w*|promis\w*|talk\w*|spoke"
    r"|speak\w*|said|say|wrote|write|thank\w*"
    r"|owe\w*|hand\w*|mail\w*|email\w*|forward\w*|show\w*|lend|lent|reply|replied|reach\w*"
    r"|listen\w*|get|got|back|connect\w*"
    r"|present\w*|deliver\w*|pass\w*|chat\w*|call|message|note|explain\w*|deck|up|over|apolog\w*"
    r"|grateful|next|return|share\w*|ship\w*)\b[^.!?,;]*$"
)
DOES = Pattern(
    r"(?:'s|'ll|'d)?\s*(?:,\s*)?(?:also |just |still |really |then |both |already |kindly |finally"
    r" |now |never |always |would |recently )?"
    r"(?:will|would|said|says|told|tells|is|was|has|had|can|could|does|did|and I\b|owes?|owed"
    r"|promise[sd]?|promising|agreed|offered"
    r"|confirmed|wants?|wanted|needs?|needed|loves?|likes?|hates?|prefers?|called|calls|rang"
    r"|phoned|emailed|texted|messaged|wrote|writes"
    r"|mentioned|asked|asks|introduced|intro|connected|helped|gave|gives|got|gets|sent|sends"
    r"|sending|lent|lends|bought|brought|brings|paid|pays|joined|joins|left|leaves|leaving"
    r"|moved|moving|started|starts|works|worked|lives|knows|plays|runs|thanked|deserves|came|comes"
    r"|couldn't|didn't|doesn't|won't|isn't|hasn't"
    r"|can't|wasn't|to (?:send|call|get|give|intro|introduce|share|bring|email|let|confirm|check)"
    r"|mails|circulates|seems|thinks|hopes|studies|teaches|speaks|collects|keeps|became|becomes"
    r"|turned|turns|lost|won|retires|retired"
    r"|recommended|put|showed|invited|forwarded|shared|replied|drove|picked|hosted|hosts|just"
    r"|still|covered|saved|wished|congratulated|reached|pinged|dm|met|signed|quit|changed|broke"
    r"|had|hired|organi[sz]ed|let|made|taught|spoke|talked|suggested|passed)\b"
)
FAMILY = Pattern(
    r"'s?\s+(?:birthday|bday|wife|husband|partner|son|daughter|kids?|children|dog|cat|mum|mom|dad"
    r"|mother|father|brother|sister|knee|back"
    r"|team|boss|new|email|number|baby|twins?|wedding|intro|introduction|name|assistant|company"
    r"|startup|house|car|getting|going|looking|moving)\b"
)
AFFILIATED = Pattern(r"\s*(?:\(|@|:|-\s|,\s+(?:the |a |an |my |our )?[\w& ]{2,30}(?:,|$))")
FROM_SOMEWHERE = Pattern(r",?\s+(?:from|of|at)\s+")
CLAUSE_END = Pattern(
    r"\s*(?:$|[,.;:!?)\n+&→←/]|and\b|both\b|with\b|about\b|on\b|for\b|to\b|yesterday|today|this|last|at\b"
    r"|from\b|of\b|@|over\b|again|re\b|in\b|the\b|for\b|by\b|that\b|I\b|who\b|his\b|her\b|a\b|an\b"
    r"|my\b|our\b|tomorrow|next|some\b)"
)


# "vouched for me with Ericsson": after these a single unknown name may as well be a company's.
WEAK_SLOTS = frozenset(("with", "by", "via", "to", "for"))
INTERACTION = Pattern(
    r"\b(?:met|meet\w*|coffee|lunch|dinner|drinks?|beers?|breakfast|brunch|call|zoom|chat\w*|spoke"
    r"|talk\w*|catch|caught|walk|tea|mtg|sync|standup"
    r"|introduc\w*|connected|thanks|email|wrote|time|session|ran|party|hung|sat|interview\w*"
    r"|lesson|game|tennis|golf|padel|and|promised|said)\b[^.!?]*$"
)
_ROLE_WORDS = """
accountant agent architect assistant aunt boss brother ceo cfo classmate client coach cofounder colleague
coo cousin cto daughter dentist deputy doctor editor flatmate founder friend husband intern landlord lawyer
manager mentor named neighbor neighbour nephew niece partner plumber roommate sister son successor
supervisor supplier teacher trainer uncle wife
"""
ROLES = frozenset(_ROLE_WORDS.split())
CALLED_WHAT = Pattern(
    r"\b(?:be|is|was|being|it|company|startup|firm|shop|business|app|band|place|bar|cafe"
    r"|restaurant|project|product|boat|dog|cat|book|film|agency|studio|one)\s+$",
    exact_case=True,
)
_STRONG = """
asked assistant between boss brother called ceo cfo cofounder colleague coo cousin cto daughter emailed
facetimed founder friend husband interviewed into intro introduce introduced manager meet meeting messaged
met named owe partner phoned pinged promise promised rang saw sister son texted thank thanked to told
visited wife with zoomed
"""
# Where even an unknown word in lower case is somebody: "met tereza", not "bring dessert".
STRONG_SLOTS = frozenset(_STRONG.split())
COMPANY_HEAD = frozenset(
    (
        "google",
        "microsoft",
        "amazon",
        "apple",
        "uber",
        "meta",
        "studio",
        "bank",
        "hotel",
        "cafe",
        "café",
        "university",
        "team",
        "club",
        "casa",
        "banco",
        "port",
        "city",
        "web",
        "st",
        "saint",
        "the",
        "new",
        "north",
        "south",
        "google",
        "microsoft",
        "amazon",
        "apple",
        "uber",
        "meta",
    )
)
TO_PERSON = Pattern(
    r"\b(?:(?:intro\w*|connect\w*)(?: (?:me|us|you|him|her|them))?|spoke|talk\w*|thanks|thank"
    r" you|email|message|note|next|listened|wrote)\s+$"
)
# After these, "with" stands before somebody, even in lower case: "coffee with tereza".
WITH_WHOM = Pattern(
    r"\b(?:met|meet\w*|coffees?|lunch\w*|dinner|drinks?|beers?|breakfast|brunch|calls?|zoom|chat\w*|spoke"
    r"|spoken|talk\w*"
    r"|catch\w*|caught up|walk|tea|sync|session|time|conversation|party|sat|interview\w*|lesson|game"
    r"|tennis|golf|padel|pint"
    r"|connected|touch|appointment|facetime|skype|visit|worked|working|me|us|phone|workshop|training)\s+"
    r"(?:(?!to\b|for\b)\w+\s+){0,3}$"
)
