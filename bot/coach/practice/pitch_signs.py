"""The signs of a pitch that are safe to name; what is not surely there is asked about instead."""

from bot.coach.practice.number_words import NUMBER
from bot.coach.practice.signs import Sign, sign

_HELLO = r"^(?:(?:so|okay|right|hi|hello|hey|good morning)\W+)*"
# What stands in a first sentence that is no hook, whatever number or question it holds.
_PLAIN_START = (
    r"\b(?:how are|my name|I'm|I am|I want|founded|established|since|hello|hi"
    r"|hey|good|thank|hear me|we are|we're)\b"
)
# A number without a verb is a list of things to buy.
_VERB = (
    r"\b(?:is|are|was|were|has|have|had|do|does|did|don't|\w{2,}(?:ed|ing)|lost|stood|stand|rang|sleep|walk|wait|gets?"
    r"|loses?|went|go|goes|fell|comes?|came|takes?|took|costs?|turns?|sit|sits|runs?|ran|travel|threw|leaves?|left"
    r"|hit|spend|pay|paid|bought|buys)\b"
)
# A capital after "I'm", yet a people and not a person.
_NOT_A_NAME = r"(?!(?:[A-Z]\w*(?:ish|ese|ench|utch)|German|American|Canadian|Indian|Italian|Muslim|OK|I)\b)"
_NAME = rf"{_NOT_A_NAME}[A-ZÀ-ÖØ-ÞĀ-Ž][\w'-]+"
_TRADE = (
    r"\b(?:nurse|engineer|student|teacher|driver|designer|carpenter|electrician|plumber|baker|founder|co-founder"
    r"|accountant|technician|operator|apprentice|researcher|analyst|farmer|chef|cook|lawyer|midwife|therapist"
    r"|mechanic|welder|physicist|biologist|chemist|photographer|editor|sophomore|trainee|clerk|gardener|builder"
    r"|roofer|painter|translator|programmer|bookkeeper|pharmacist|secretary|librarian|beekeeper|cleaner)\b"
)
_NO_NAME = r"(?!(?:an?|the|in|with|from|just|not|so|your|glad|happy|very|sorry|here|also|\w+ing)\b)"
_YOUR_PLACE = (
    r"(?:team|clinics?|shop|school|hospital|lab|studio|plant|foundation|sites?|booth|department|office|practice"
    r"|paper|readers|members|customers|crew|suppliers|patients|depots?|warehouse|advert|ward)"
)
_TRADES_SERVED = (
    r"(?:owners|farms|farmers|clinics|schools|hospitals|bakeries|practices|kitchens|guides|nurses|parents|offices"
    r"|shops|firms|directors|restaurants|hotels)"
)
_DONE = (
    r"(?:ran|led|trained|sold|looked after|drove|shipped|raised|finished|saved|served|fitted|repaired|taught"
    r"|counted|measured|delivered|handled|kept|cut)"
)
_DO_IT = (
    r"(?:ring|phone|call|give|hand|lend|send|try|tell|name(?!')|join|come|write|pick|put|sign|vote|bring|pass|scan"
    r"|let me|let us|take)"
)
_CHANGED = r"(?:cut|saved?|grew|grown|reduced|lowered|raised|increased|dropped|fell|rose|shortened)"
_SHARE = rf"(?:{NUMBER} ?(?:%|percent\b|per cent\b)|half\b|a (?:third|quarter|fifth)\b)"
# A plan or a wish, or somebody else's doing, is no evidence.
_NOT_DONE = r"\b(?:you|if|could|would|will|can|nobody)\b"
_SEASON = r"(?:year|spring|summer|autumn|fall|winter|month)"
_FIRST_STEP = r"(?:show|send|meet|bring|come|try|run|join|ask|work|borrow|book|talk|put)"

_HOOK = (
    sign(
        rf"{_HELLO}(?:did you know|do you know (?:how|what|the)|have you ever|what if|who here)\b", "opening"
    ),
    sign(r"^(?:\S+ ){3}[^?]*\?", "first", unless=_PLAIN_START),
    sign(
        rf"^(?=(?:[\w',-]+ ){{4}})(?=.*{_VERB})[^?]{{0,150}}\b(?:{NUMBER}|half|a third)\b",
        "first",
        unless=rf"{_PLAIN_START}|\b(?:I|need|ago|{NUMBER} years)\b",
    ),
)
_WHO = (
    sign(rf"\b(?:I'm|I am|[Mm]y name's|[Mm]y name is),? {_NAME}", case=True),
    sign(r"\bmy name(?:'s| is) \w+"),
    sign(rf"^(?:(?:hi|hello|hey|so|okay)\W+)+I'm {_NO_NAME}\w+", "opening"),
    sign(rf"\b(?:I'm|I am) (?:an?|the|your) (?:[\w'-]+ ){{0,4}}?{_TRADE}(?! and I'm looking)"),
    sign(rf"\bI(?:'m| am) {_TRADE}"),
)
_AUDIENCE = (
    sign(rf"\byour (?:own |new )?{_YOUR_PLACE}\b", unless=r"^if\b|\?"),
    sign(rf"\b\w+s with (?:fewer|less|more) than {NUMBER}\b"),
    sign(r"\b\w+s like yours\b"),
    sign(r"\byou (?:run|teach|sell|own|manage|treat|print|publish)\b"),
    sign(rf"\bfor (?:[\w-]+ ){{1,3}}{_TRADES_SERVED}\b"),
    sign(r"\b(?:independent|elderly|older|rural) [\w-]+s (?:like|with|who|in|under)\b"),
)
_PROBLEM = (
    sign(
        r"\b(?:los[et]s?|throws? away|turns? away|wastes?) "
        rf"(?:about |around |almost |up to )?(?:a third|half|a quarter|{NUMBER})\b",
        unless=r"\b(?:our|my) (?:clients|customers)\b",
    ),
)
_SOLUTION = (
    sign(
        r"\b(?:I|we) "
        r"(?!am|was|were|are|have|need|want|saw|think|took)"
        r"\w+ [^.?]*\bso (?:that )?(?:you|your|no|nobody|the|an?|each|every|they|her|his) ",
        unless=r"\?|\b(?:I'd|I would|can't)\b",
    ),
    sign(r"\byou (?:never|no longer) have to\b"),
    sign(r"\bwhat we do is we\b"),
)
_PROOF = (
    sign(rf"\b(?:I've|I have|we've|we have) (?!been talking)[^.?]*\b{NUMBER} years\b(?! ago| old)"),
    sign(
        rf"\b(?:I|we|my team)(?:'ve| have)? (?:also |already |just )?{_DONE}\b[^.?]*\b{NUMBER}\b",
        unless=_NOT_DONE,
    ),
    sign(
        r"\b(?:fell|dropped|rose|grew|went|gone|cut|down|up|halved)\b[^.?]*\bfrom "
        rf"(?:about |nearly )?{NUMBER}\b[^.?]* to (?:about |nearly )?{NUMBER}\b",
        unless=_NOT_DONE,
    ),
    sign(rf"\b{_CHANGED}\b[^.?]*\bby (?:about |nearly |over |almost )?{_SHARE}", unless=_NOT_DONE),
    sign(rf"\b{NUMBER} out of (?:the |our |my )?(?:first )?{NUMBER}\b"),
    sign(rf"\b(?:last|this) {_SEASON}\b[^.?]*\b(?:I|we) \w+[^.?]*\b{NUMBER}\b", unless=r"\?"),
    sign(rf"\bI(?:'m| am) [^.?]*(?:\bwith|,) (?:over |about )?{NUMBER} years\b(?! old| ago)"),
    sign(r"\bI (?:have|hold) [^.?]*\b(?:certificate|certification|diploma|degree|licen[cs]e)s?\b"),
)
_ASK = (
    sign(r"\b(?:could|can|will) (?:you|I|we) (?!hear me|imagine|see\b|tell\?)[^?.]*\?"),
    sign(r"\b(?:would|could|can|will|may|might) [^.?]*\?", "ending"),
    sign(r"\bmay (?:I|we)\b"),
    sign(r"\bwho (?:hires|should I|could I|can I|do I|in your|on your)\b"),
    sign(r"\b(?:I'm|I am|we're|we are) (?:now |also )?(?:looking for|raising|hoping to find|after a)\b"),
    sign(r"\b(?:I|we) (?:are )?(?:search|seek|seeking) "),
    sign(rf"\bI(?:'d| would) (?:like|love|appreciate) (?:{NUMBER}|half|your|to {_FIRST_STEP})\b"),
    sign(
        rf"^(?:(?:so|anyway|and|please|yeah|just|then)\W+)*(?:if [^,]+, )?(?:please )?{_DO_IT}\b"
        r"(?!.*\bjourney\b)",
        "ending",
    ),
    sign(rf"\bplease {_DO_IT}\b"),
    sign(rf"\b(?:I|we) (?:really )?need (?:an?|the|one|your|{NUMBER})\b(?! change)", "ending"),
    sign(r"\b(?:what|all) I(?:'d| would)? (?:need from|want|like|ask) [^.?]*(?:\bis\b|'s\b)", "ending"),
    sign(r"\ba good (?:referral|introduction) for me\b"),
    sign(r"\bif you (?:ever )?(?:know|hear)\b", "ending"),
    sign(r"\b(?:do|if) you know (?:anyone|anybody|someone|somebody)\b"),
    sign(r"\b(?:send|point) (?:me|them) (?:to|the|your|a|over|my)\b(?! used)"),
    sign(r"\bI(?:'d| would)? ask (?:you|for)\b"),
)

PITCH_SIGNS: dict[str, tuple[Sign, ...]] = {
    "hook": _HOOK,
    "who": _WHO,
    "audience": _AUDIENCE,
    "problem": _PROBLEM,
    "solution": _SOLUTION,
    "proof": _PROOF,
    "ask": _ASK,
}
