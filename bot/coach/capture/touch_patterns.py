"""How people say that they met, called, wrote or ate together: patterns by kind of touch."""

from bot.coach.capture.shape import DAY, PERSON
from bot.coach.capture.talk import WHO
from bot.coach.patterns import Pattern

_SUBJECT = rf"(?P<who>{PERSON}|\b(?:he|she|they)\b)"
_OBJECT = rf"(?P<who>{WHO})"
_MINE = r"(?:\s*(?:and|&|\+)\s+(?:I|me|my \w+|myself))?"
# What may stand between a noun and "with": a few words, a day, never another "with".
_GAP = rf"(?:\s+(?!with\b|and\b|to\b|from\b)[\w'-]+|\s*{DAY}){{0,6}}?"
_ACTIVITY_WORDS = """
1:1 appointment audit brainstorm brainstorming briefing check-in checkin consultation
debugging demo fitting handover huddle inspection interview kick-off kickoff meet-up
meeting meetup mtg negotiation onboarding one-on-one pairing pitch playdate presentation rehearsal retro
reunion review session site-visit stand-up standup study sync tasting tour training viewing visit
walkthrough workshop
"""
_ACTIVITY = r"(?:" + "|".join(sorted(set(_ACTIVITY_WORDS.split()), key=len, reverse=True)) + ")"
_SIZE_WORDS = """
a again all also amazing an another big both brief briefly brilliant catch-up catchup dear early excellent
fantastic finally first fun good great impromptu in interesting just late little long lovely more my nice
old one our out productive proper quick quite randomly really regular short some spontaneous super the this
two up useful very virtual weekly with wonderful
"""
_SIZE = r"(?:(?:" + "|".join(sorted(set(_SIZE_WORDS.split()))) + r")\s+)*"

# "my old colleague Mariam", "a guy called Luca"
_LEAD = (
    rf"(?:{PERSON}'s\s+[\w-]+\s+)?"
    r"(?:(?:my|our|a|an|the|this|his|her|their|some)\s+(?:(?!(?:about|for|of|to|with|from|in|on|at|and"
    r"|but|who|that|by)\b)[\w'-]+\s+){0,4}?)?(?:called\s+|named\s+)?"
)
COFFEE = r"(?:coffees?|espresso|cappuccino|flat white|latte|tea|cuppa|matcha|cortado)"
LUNCH = r"(?:lunch|lunched|lunches|lunchtime)"
_MEALS = """
aperitivo ate badminton barbecue bbq beer beers bite bouldering breakfast brunch cab carpool carpooled chess
cinema class climbing cocktail cocktails concert cooked cycling danced dined dinner dinners drink drinks
drive football game golf gym hike hiked hiking jog jogged jogging lesson meal movie padel party picnic pint
pints pizza ride road-trip run sailing sauna squash stroll supper surfing swim tapas taxi tennis theatre
walk walked whisky wine yoga
"""
OTHER = (
    r"(?:"
    + "|".join(sorted(set(_MEALS.split()), key=len, reverse=True))
    + r"|ice cream|played \w+|a round of golf)"
)
_CALLS = (
    r"(?:zoom|zoomed|(?:phone|video|zoom|teams|skype|conference|group|catch-up|intro|1:1) ?call|calls?"
    r"|video chat|facetime|facetimed|skype|skyped|phoner|google meet|hangout|videocall|phone chat)"
)
# "a coach called Astrid" is no call: the verb stands at the front, or after its subject.
_CALLER = (
    rf"(?:^[^\w\ue000-\ue7ff]*|[,;:(&-]\s*|{DAY}\s*|\b(?:I|we|and|just|then|also|finally|so|but|have"
    rf"|had|already|quickly|back|again|'ve)\s+)"
)
_CALLED = r"(?:called|phoned|rang|telephoned|facetimed|skyped|zoomed|dialled|buzzed)"
_MESSAGES = (
    r"(?:e-?mails?|mails?|texts?|messages?|dms?|whatsapps?|voice (?:notes?|messages?)|letters?"
    r"|postcards?|notes?|linkedin (?:message|request|invite|dm)|sms|line|reply|card|voicemails?|voice"
    r" mail|ping)"
)
_WROTE = (
    r"(?:emailed|mailed|texted|messaged|pinged|dm'?d|whatsapped|slacked|wrote(?: back)?(?: to)?"
    r"|replied to|responded to|got back to|reached out to)"
)
_EVENTS = (
    r"(?:exhibition|opening|party|wedding|launch|talk|concert|show|gala|event|dinner|ceremony"
    r"|screening|reading|vernissage|graduation|keynote|housewarming|conference|meetup|town hall"
    r"|lecture|mixer|reception|opera|webinar|hackathon|retreat|offsite|course|fundraiser|expo|summit"
    r"|panel|workshop|webinar|awards|house|seminar|festival|hackathon|congress|convention)"
)


def _shared(nouns: str) -> tuple[str, ...]:
    """Something that two people have together: coffee with X, X and I had coffee, met X for coffee."""
    return (
        rf"{_OBJECT}[^.,]{{0,40}}?\bover\s+{_SIZE}{nouns}\b",
        rf"\bwith\s+{_OBJECT},?\s+(?:we|I)\s+(?:[\w']+\s+){{1,3}}?{nouns}\b",
        rf"\b{nouns}\b{_GAP}(?:\s+(?:together|out))?\s*(?:\s(?:with|and|w)|&|\+)\s+{_SIZE}{_LEAD}{_OBJECT}",
        rf"\b{nouns}\s*(?:{DAY}\s*)?[:,-]?\s*{_OBJECT}(?!\s*(?:said|says|will|'ll|told|owes|promised))",
        rf"\b(?:met|saw|caught|catching|meeting|joined|took|treated|had"
        rf"|hosted)\s+(?:up\s+)?(?:with\s+)?{_OBJECT}(?:\s+(?!to\b)[\w']+){{0,5}}?\s+(?:for|to"
        rf"|over)\s+{_SIZE}{nouns}\b",
        rf"{_SUBJECT}{_MINE}\s+(?:\w+\s+)?(?:joined|had|grabbed|got|did|went for|shared|went|took|enjoyed"
        rf"|over|for|bought (?:me|us))\s+(?:[\w']+\s+){{0,3}}?{nouns}\b",
        rf"^[^\w\ue000-\ue7ff]*(?:(?:we |I )?(?:both |just |all )?(?:had|grabbed|got|did|went for"
        rf"|shared)\s+)?{_SIZE}(?:(?:client"
        rf"|team|group|work|business|working|office|project|sunday|friday)\s+)?{nouns}(?=\s*(?:$"
        rf"|{DAY}|[.,:;!-]|after\b|at\b|in\b|on\b(?! me)|together\b|over\b|though\b|by the\b))",
    )


KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "call",
        (
            rf"\b{_CALLS}\b{_GAP}\s+(?:with|w|from|to)\s+{_SIZE}{_LEAD}{_OBJECT}",
            rf"{_CALLER}{_CALLED}\s+(?:up\s+|with\s+)?(?:(?!about\b|for\b|off\b|to\b|in\b|on\b|with\b"
            rf"|and\b|re\b|by\b|but\b|from\b|who\b|that\b)[a-z]+\s+){{0,2}}?{_OBJECT}",
            rf"\b(?:(?:on|over|off|by|finished)\s(?:the |a |an |our |my )?(?:\w+ )?(?:phone|zoom|teams|call"
            rf"|video|facetime|skype|line|telephone)|hung up){_GAP}\s+(?:with|w|from)\s+{_LEAD}{_OBJECT}",
            rf"^[^\w\ue000-\ue7ff]*(?:{_SIZE}phone|phoned?|telephone|hung up|rang off)\s+(?:with"
            rf"|w)\s+{_LEAD}{_OBJECT}",
            rf"\b(?:had|got|caught|reached)\s+{_OBJECT}\s+(?:again\s+)?(?:on|by|over) (?:the )?(?:phone"
            rf"|line|zoom)\b",
            rf"^[^\w\ue000-\ue7ff]*{_SIZE}(?:\w+\s+)?{_CALLS}\s*(?:\([^"
            rf"()]*\))?\s*[/:-]\s*{_LEAD}{_OBJECT}(?=\s*(?:$|[.,;(/)-]|{DAY}))",
            rf"^[^\w\ue000-\ue7ff]*(?:[^.,:]{{0,20}}:\s*)?(?:had\s+|our\s+)?{_CALLS}\s+(?:is\s+)?done\b",
            rf"\b(?:was|were|got|been)\s+(?:called|phoned|rung(?: up)?|telephoned)\s+"
            rf"(?:up\s+)?by\s+{_LEAD}{_OBJECT}",
            rf"{_SUBJECT}(?:'s)?{_MINE}\s+(?:(?:just|also|finally|then)\s+)*(?:{_CALLED}|gave (?:me"
            rf"|us) a (?:\w+ )?(?:call|ring|bell)|(?:had|were on|jumped on|got on|did) (?:a|the)"
            rf" (?:\w+ )?(?:call|zoom))\b(?!\s+(?:off|it|himself|herself|for|in sick|the|a"
            rf"|an)\b)(?!\s+{PERSON})",
            rf"{_SUBJECT}\s+(?:told|informed|updated|briefed|asked) (?:me|us) (?:on|over|by) (?:the"
            rf" )?(?:phone|zoom|call|video)",
            rf"\bgave\s+{_OBJECT}\s+a\s+(?:quick\s+)?(?:call|ring|bell|buzz|tinkle)\b",
            rf"^[^\w\ue000-\ue7ff]*(?:{_SIZE}(?:(?:client|team|group|work|sales)\s+)?(?:{_CALLS}|on"
            rf" the phone)|{_CALLED})(?=\s*(?:$|{DAY}|[.,:;!-]|about\b|me\b|us\b|back\b|re\b))",
        ),
    ),
    (
        "message",
        (
            rf"\b{_WROTE}\s+{_OBJECT}(?!'s? )",
            rf"\b(?:sent|dropped|shot|wrote|left)\s+{_OBJECT}\s+(?:(?:a|an|the|my|quick|short|long"
            rf"|another|little)\s+)*{_MESSAGES}\b",
            rf"\b(?:sent|dropped|shot|wrote|left)\s+(?:(?:a|an|the|my|quick|short|long|another"
            rf"|little)\s+)*{_MESSAGES}\s+(?:to|for)\s+{_OBJECT}",
            rf"\b{_MESSAGES}\b{_GAP}\s+from\s+{_SIZE}{_LEAD}{_OBJECT}",
            rf"^[^\w\ue000-\ue7ff]*{_SIZE}{_MESSAGES}\s+(?:to|with)\s+{_OBJECT}",
            rf"\bheard(?: back)?(?: again)?\s*{DAY}?\s*from\s+{_OBJECT}",
            rf"{_SUBJECT}{_MINE}(?:'s)?\s+(?:(?:just|also|finally|then|has|already"
            rf"|only)\s+)*(?:{_WROTE}(?! (?:me|us) (?:a|an|the|my) (?:\w+ )?(?:letter of|reference"
            rf"|recommendation|testimonial))|wrote(?! (?:me|us) (?:a|an) (?:\w+ )?(?:letter of"
            rf"|reference|recommendation|testimonial))|replied|got back to me|reached out|sent"
            rf" (?:me|us) (?:(?:a|an|the|his|her|some)\s+)?(?:\w+ )?(?:{_MESSAGES}|links?|articles?"
            rf"|photos?)|(?:added|messaged|dm'd|contacted|connected with) me on"
            rf" \w+)\b(?!\s+{PERSON})",
            rf"\b(?:sent|forwarded|emailed|mailed|texted|whatsapped|dm'd|posted"
            rf"|shared)\s+{_OBJECT}\s+(?:(?:the|a|an|my|our|his|her|their|some|two|three|over)\b"
            rf"|\w+s\b)",
            rf"\bshared\s+(?:the|my|our|some)\s+[\w' ]{{2,30}}?\s+with\s+{_OBJECT}",
            rf"\b(?:sent|forwarded|emailed|mailed|texted|whatsapped)\s+(?!nothing)(?:(?:the|a|an|my"
            rf"|our|some|over|two|three)\s+)*[\w' -]{{2,40}}?\s+to\s+{_OBJECT}",
            rf"{_SUBJECT}\s+(?:told|informed|updated|asked) (?:me|us) (?:on|over|by|via)"
            rf" (?:e?-?mail|text|message|linkedin|whatsapp|slack|dm|sms)",
            rf"\b(?:texted|messaged|emailed|dm'?d|slacked|whatsapped|texting|messaging|emailing|exchanged"
            rf" (?:emails|messages"
            rf"|texts)|swapped (?:emails|messages|texts))\b{_GAP}\s+with\s+{_OBJECT}",
            rf"\b(?:was|were|been|got)\s+(?:emailed|contacted|messaged|texted|approached (?:by email|on"
            rf" \w+))\s+by\s+{_LEAD}{_OBJECT}",
            rf"\b(?:answered|replied to|responded to)\s+(?:to\s+)?{_OBJECT}'s\s+(?:\w+\s+)?{_MESSAGES}\b",
            rf"{_SUBJECT}\s+(?:(?:has|just|also|finally)\s+)*(?:answered|replied|responded)\s+(?:to\s+)?"
            rf"(?:my|our|the)\s+(?:\w+\s+)?{_MESSAGES}\b",
            rf"\b(?:replied|wrote|responded|got back|reached out)(?: back)? to\s+{_OBJECT}",
            rf"^[^\w\ue000-\ue7ff]*(?:emailed|texted|messaged|wrote|replied)(?=\s*(?:$|{DAY}"
            rf"|[.,:;!-]|about\b|me\b|us\b|back\b|re\b))",
        ),
    ),
    (
        "talk",
        (
            rf"\b(?:spoke|spoken|speaking|talked|talking|talk|chatted|chat|chatting|catch-?\s?up|caught"
            rf" up|catching up|discussed"
            rf"|conversation|convo|discussion|exchange|word)\b(?:{_GAP}|[^.,]{{0,40}}?)\s+(?:to|with"
            rf"|w)\s+{_SIZE}{_LEAD}{_OBJECT}",
            rf"{_SUBJECT}{_MINE}\s+(?:(?:just|also|finally|then|both|we|have|had)\s+)*(?:spoke|talked"
            rf"|chatted|caught up|spoken)\b",
            rf"^[^\w\ue000-\ue7ff]*(?:(?:we|then|also|both|just|have|had)\s+)*(?:spoke|talked"
            rf"|chatted|caught up)"
            rf"\b(?!\s+(?:to|with)\b)(?=\s*(?:$|{DAY}|[.,]|by\b|on\b|over\b|at\b|in\b|about\b|for\b|again\b))",
        ),
    ),
    ("coffee", _shared(COFFEE)),
    ("lunch", _shared(LUNCH)),
    (
        "other",
        (
            *_shared(OTHER),
            rf"\bgave\s+{_OBJECT}\s+a\s+(?:lift|ride)\b",
            rf"\b(?:ran|cycled|hiked|swam|climbed|skied|jogged|biked|surfed|sailed|shopped"
            rf"|travelled|traveled|drove|flew|trained|rowed|danced|cooked|sang|walked)\b(?!"
            rf" into){_GAP}\s+(?:with|w)\s+{_LEAD}{_OBJECT}",
        ),
    ),
    (
        "event",
        (
            rf"\b(?:at|to)\s+(?P<event>{PERSON}'s?\s+(?:\w+\s+){{0,3}}{_EVENTS}\b[^.,]*)",
            rf"{_SUBJECT}\s+(?:came|spoke|was|presented|gave a talk|showed up|turned up|was"
            rf" speaking)\s+(?:to|at|by|for|on)\s+(?:the|our|my|a)\s+[^.,]*\b{_EVENTS}\b",
            rf"\b(?:sat|seated|was|were|ended up)\s+(?:at|with|next to|beside|opposite"
            rf"|near)\s+{_OBJECT}(?:'s? table)?\s+(?:at|during)\s+(?:the|a"
            rf"|our)\s+[^.,]*\b{_EVENTS}\b",
            rf"\b(?:went to|attended|was at|were at|on a panel|panel|hackathon|town hall|conference"
            rf"|concert|festival|webinar|summit|gala|awards|seminar|lecture|course"
            rf"|wedding)\b[^.,]{{0,50}}?\s+with\s+{_OBJECT}",
            rf"\b(?:went to|attended|was at|were at|been to"
            rf"|at)\s+(?P<event>{PERSON}'s\s+(?:\w+\s+){{0,3}}{_EVENTS}\b[^.,]*)",
        ),
    ),
    (
        "met",
        (
            rf"\bspent\s+(?:[\w'-]+\s+){{1,4}}?(?:{DAY}\s*)?with\s+{_LEAD}{_OBJECT}",
            rf"\bsaid\s+(?:goodbye|hello|hi|bye|farewell)\s+to\s+{_LEAD}{_OBJECT}",
            rf"{_SUBJECT}\s+introduced\s+(?:himself|herself|themselves)\b",
            rf"\b(?:swapped|exchanged|traded)\s+(?:\w+\s+)?(?:numbers|cards|contacts"
            rf"|details)\s+with\s+{_LEAD}{_OBJECT}",
            rf"{_SUBJECT}\s+(?:sat|was sitting|was seated|stood|was standing)\s+(?:next to|beside"
            rf"|opposite|near|with)\s+(?:me|us)\b",
            rf"^[^\w\ue000-\ue7ff]*{_OBJECT}\s+at\s+(?:the|a|our|my)\s+[^.,]*\b(?:{_EVENTS}|drinks"
            rf"|airport|station|gym|bar|school|market|office)\b",
            rf"\bmet\s+(?:via|through|thanks to)\s+{PERSON}",
            rf"\bcaught\s+{_OBJECT}\s+(?:at|in|on|after|before|during)\b",
            rf"\b(?:met|saw|seen|visited|hosted)\b(?:\s+(?:up|again|briefly|finally"
            rf"|{DAY}))*(?:\s+(?:with|w))?\s+{_SIZE}{_LEAD}{_OBJECT}",
            rf"\b(?:ran|run|bumped|bump|walked|crashed)\s+in(?:\s)?to\s+{_SIZE}{_LEAD}{_OBJECT}",
            rf"\b(?:interviewed|onboarded|trained|coached|mentored|toured|hugged|hosted|seen)\s+{_OBJECT}",
            rf"\b{_ACTIVITY}\b{_GAP}\s+(?:with|w|for)\s+{_SIZE}{_LEAD}{_OBJECT}",
            rf"\b(?:met|hung out|hang out|sat down|sat|time|minutes|mins?|hour|hours"
            rf"|meeting|met up|meetup|meet-up|session|visit|workshop|walkthrough|interview|1:1"
            rf"|one-on-one|sync|shook hands|hello"
            rf"|appointment|reunion)\b{_GAP}\s+(?:with|w|next to|beside|to)\s+{_SIZE}{_LEAD}{_OBJECT}",
            rf"\bmeeting\s*(?:{DAY}\s*)?[:,-]?\s*{_OBJECT}",
            rf"^[^\w\ue000-\ue7ff]*{_SIZE}(?:\w+\s+)?{_ACTIVITY}\s*(?:\([^"
            rf"()]*\))?\s*[/:-]\s*{_LEAD}{_OBJECT}(?=\s*(?:$|[.,;(/)-]|{DAY}))",
            rf"\bintroduced\s+(?:me|us)\s+(?:to|with)\s+(?:[^.,]{{0,40}},\s*)?{_LEAD}{_OBJECT}"
            rf"(?![^.]*\bmail\b)(?=[^.]*?(?:\b(?:at|during|after)\b|{DAY}))",
            rf"\b(?:picked up|collected|dropped(?: off)?|took|brought|returned|delivered)\s+(?:the |my "
            rf"|his |her |some |a )?[\w' ]{{2,30}}?\s+(?:from|to)\s+{_OBJECT}",
            rf"\b(?:popped|dropped|went|swung|came|stopped|nipped|drove|walked)\s+(?:over|in|by|round"
            rf"|around|off)\s+(?:to|at|on|with)\s+{_LEAD}{_OBJECT}",
            rf"\b(?:was|were|been|got)\s+(?:visited|joined|interviewed|welcomed|hosted|received|shown "
            rf"(?:a|round|around)\b[^.,]{{0,20}})\s+by\s+{_LEAD}{_OBJECT}",
            rf"\b(?:crossed|crossed paths|sat next to|sat beside|seated next to|stood next to|shook"
            rf" hands)\s*(?:with\s+)?{_LEAD}{_OBJECT}",
            rf"\b(?:pleasure|chance|opportunity|honou?r) (?:of|to) (?:finally )?(?:meet|meeting|see"
            rf"|seeing|speak|speaking|talk|talking)\s+(?:with |to )?{_LEAD}{_OBJECT}",
            rf"\bgot to know\s+{_LEAD}{_OBJECT}",
            rf"\b(?:was |been |got |were )?introduced to\s+{_OBJECT}",
            rf"\b(?:spotted|stumbled (?:up)?on|came across|got talking to|got chatting to|got"
            rf" talking with|got to know|made friends with|dropped in on|stopped by|(?:popped"
            rf"|dropped|went) (?:in|over|by|round) to see)\s+{_OBJECT}",
            rf"\b(?:touched base|linked up|my (?:weekly|monthly|regular|fortnightly))\s+(?:with"
            rf"|w)\s+{_LEAD}{_OBJECT}",
            rf"\b(?:sitting|standing|seated)\s+(?:next to|beside|opposite|with|behind)\s+{_LEAD}{_OBJECT}",
            rf"{_SUBJECT}\s+(?:stopped|caught|grabbed|cornered|found)\s+(?:me|us)\b",
            rf"\bhad\s+{_OBJECT}(?:\s+\w+){{0,2}}\s+(?:over|round|around|here|in the office"
            rf"|visiting|in for)\b",
            rf"{_SUBJECT}{_MINE}\s+(?:just |also )?(?:visited|dropped by|dropped in|stopped by|came"
            rf" by|came over|came to see|popped in|popped by|swung by|(?:showed|gave|walked) (?:me"
            rf"|us) (?:a tour|round|around|her card|his card|their card)|met (?:up|me|us|for)|came "
            rf"(?:in|round|to (?:us|me|our|my|the))|called in|joined (?:me|us)|turned up|looked in"
            rf"|caught up|came round|handed me (?:her|his) card)\b",
            rf"\bmet\s+(?:at|in|on|during|through|last|over|{DAY})",
            r"^[^\w\ue000-\ue7ff]*(?:just\s+)?met\s+(?:(?:\d+|two|three|four|a few|some"
            r"|several)\s+)?(?:people|folks|guys|women|men|contacts|ladies|colleagues|others)\b",
            r"^[^\w\ue000-\ue7ff]*(?:just\s+)?(?:met|saw|caught)(?:\s+up)?\s+(?:with\s+)?(?:the"
            r"|our|my)\s+(?:gang|team|crowd|lot|usual suspects|others|whole \w+)\b",
            rf"(?P<who>{PERSON})[^.]{{0,60}}\bmet\s+(?:both|them|him|her|today|at|in|on|{DAY})",
            rf"^[^\w\ue000-\ue7ff]*new (?:contact|person|friend)?:?\s*{_OBJECT}(?=\W)",
            rf"^[^\w\ue000-\ue7ff]*(?:{_SIZE}(?:\w+\s+)?{_ACTIVITY})(?=\s*(?:$|{DAY}|[.,:;!-]|at\b|in\b))",
        ),
    ),
)
# What one did with somebody, or somebody with the member: a touch if it happened on a day.
_PAST = (
    r"(?:\w{2,}ed|went|ran|took|did|had|was|were|sat|spoke|came|drove|flew|sang|taught|met|saw|gave"
    r"|made|spent|rode)"
)
_NOT_TOGETHER = (
    r"(?!agreed|promised|started|worked at|owed|needed|wanted|asked|used|offered|hired|named"
    r"|called|moved|changed)"
)
DONE_WITH = Pattern(
    rf"(?:^[^\w\ue000-\ue7ff]*(?:so |then |also |just )?|{DAY},?\s*|\b(?:I|we|and|just|also"
    rf"|then)\s+){_NOT_TOGETHER}{_PAST}\b"
    rf"[^.,;:]{{0,60}}?\s(?:with|alongside|next to|beside)\s+(?:the team and\s+|others"
    rf" and\s+)?{_LEAD}{_OBJECT}"
)
TOGETHER = Pattern(rf"(?P<who>{PERSON})\s*(?:and|&|\+)\s+me\b\s+(?:\w+ly\s+)?{_NOT_TOGETHER}[\w-]*{_PAST}\b")
DONE_TO_ME = Pattern(
    rf"{_SUBJECT}\s+(?:(?:also|then|just|kindly|finally)\s+)?(?:interviewed|showed"
    rf"|hosted|attended|joined|sat in on"
    rf"|coached|taught|trained|collected|met|saw|accompanied|welcomed|received|examined)\s+(?:me|us|my|our)\b"
)
DONE_TO_THEM = Pattern(
    rf"(?:^[^\w\ue000-\ue7ff]*(?:so |then |also |just )?|{DAY},?\s*|\b(?:I|we|and|just|also)\s+)(?:helped"
    rf"|gave|taught|coached|drove"
    rf"|walked|showed|accompanied|welcomed|trained|hugged|photographed|examined)\s+{_OBJECT}"
)
EVENT = Pattern(rf"\b(?:{_EVENTS}|symposium|session|banquet)\b")
PATTERNS = tuple((kind, tuple(map(Pattern, patterns))) for kind, patterns in KINDS)
