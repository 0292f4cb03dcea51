"""How people promise, owe, wait for and remember things: patterns over the shape of a clause."""

from bot.coach.capture.shape import DAY, PERSON
from bot.coach.capture.talk import WHO
from bot.coach.capture.verbs import ACTION, PROGRESSIVE_FORM, THIRD_PERSON
from bot.coach.patterns import Pattern

ADV = (
    r"(?:\s+(?:also|has|have|had|still|just|really|then|definitely|probably|kindly|already|now"
    r"|always|gladly|have"
    r"|happily|both|finally|again|later|even|quickly|only))*"
)
_I = r"(?:I|we)"
THIRD = rf"(?:{PERSON}|he|she|they|who)"
WILL = (
    r"(?:will|'ll|shall|would|should|'d|(?:am|are|is|was|were|'m|'re|'s)?\s*(?:going|about|supposed|meant|due"
    r"|happy|set)\s+to|(?:'m|'s|'re|am|is|are)\s+to|to)"
)
DUTY = (
    r"(?:(?:I|we)(?:'ve|'d)?\s+)?(?:(?:also|still|really|just|definitely|now|then|and|so|but|oh|ok"
    r"|note to self[:,]?|please|must)\s+)*(?:need to|needs to be done:?|have to|had to|have got to|got"
    r" to|gotta|must(?: not forget to| remember to| to)?"
    r"|ought to|(?:please )?remember to|(?:please )?(?:remind|remember) me (?:to|that i (?:need to|have"
    r" to|must"
    rf"|should)|(?={ACTION}\b)|{DAY}\s*to)|(?:don't|do not|dont|can't|mustn't|cannot)(?: let me)? forget"
    rf" to|make"
    rf" sure (?:to"
    r"|i)|be sure to|todo:?|to-do:?|to do:?|task:?|action(?: item| point)?:?(?: me)?(?: to)?|next"
    r" step:?(?: is)?(?: to)?|follow[- ]?up:|reminder:?(?: to)?|note to self:?(?: to)?|(?:it's |is"
    r" )?(?:on me|up to me|my turn|my job)(?: now)? to|i'm on the hook to|(?:i am|i'm) on the hook"
    r" (?:to|for)|my turn to)"
)
NEGATED = Pattern(
    r"\b(?:didn't|did not|do not|doesn't|does not|never|no longer|haven't|hasn't|hadn't|won't|will"
    r" not|wouldn't|couldn't|not going to|isn't going to|aren't|almost|nearly|no need|nothing to"
    r"|refused|can't|cannot|don't(?! (?:let me )?forget)|not(?! to forget| only|\s+[\ue000-\ue3ff]"
    r" but)|forgot to promise|held"
    r" back|instead of|without|wasn't|shouldn't|might|may not|could|maybe|perhaps|thinking of"
    r"|thought about|considering|tempted to|hoping to|used to|neither|nor|nobody|no one|anymore)\b"
)
THANKS = Pattern(r"\b(?:thank\w*|thanks|thx|gratitude|grateful|appreciation)\b")


PROMISED = Pattern(
    rf"(?P<subject>\b{_I}\b|{PERSON}|\b(?:he|she|they|who)\b)?(?:'ve|'d"
    rf"|'s)?{ADV}\s*\b(?<!no )(?<!any )(?<!my )(?<!the )(?:promis(?:ed|es|e|ing)|swore|vowed"
    rf"|committed|pledged|guaranteed|assured|undertook|undertaken|volunteered|signed up"
    rf"|made a promise|gave (?P<word>{WHO}|me) (?:my|his|her|their) word|agreed|offered)\b"
    rf"(?:\s+(?:myself|ourselves|himself|herself|themselves))?(?:(?:\s+(?:to|with))?\s+(?!(?:he|she"
    rf"|they)\b)(?P<whom>{WHO}|me\b|us\b))?(?:\s+(?:both|all))?"
    rf"(?P<rest>.*)"
)
TOLD = Pattern(
    rf"(?P<subject>\b{_I}\b|{PERSON}|\b(?:he|she|they|who)\b)?(?:'ve|'d|'s)?{ADV}\s*\b(?:told|said"
    rf"|says|tells|say|confirmed|confirms|mentioned|texted|wrote|emailed|replied|reckons|thinks"
    rf"|insists|insisted|assured|let|agreed|decided|arranged|settled|swears|swore|announced|informed"
    rf"|stated|indicated)\b"
    rf"(?:\s+to)?(?:\s+(?P<whom>{WHO}|me\b"
    rf"|us\b))?(?:\s+know)?(?:,?\s+(?:yes|no problem|sure|ok|okay|of course|no worries"
    rf"|fine)\b,?)?(?:,?\s+that)?,?\s*[\"']?\s*(?:(?P<who>\b(?:I|we)\b|{PERSON}"
    rf"|\b(?:he|she|they|it)\b)\s*(?P<will>{WILL})|will|would)\s+(?P<rest>.+)"
)
WILL_DO = Pattern(
    rf"(?P<subject>\b(?:I|we|you)\b|{PERSON}|\b(?:he|she|they|who)\b)?{ADV}\s*(?P<will>{WILL}|has to"
    rf"|needs to|must|is (?=\w+ing))(?P<adv>{ADV})\s+(?:be\s+(?={PROGRESSIVE_FORM}\b))?(?P<rest>.+)"
)
DUTIES = Pattern(rf"(?P<lead>^.{{0,60}}?)(?:^|(?<=[\s,:\"]))(?P<duty>{DUTY})\s*(?P<rest>.+)")
OWE_TO = Pattern(
    rf"(?P<subject>\b(?:I|we)\b)?{ADV}\s*\bow(?:e|es|ing)\b{ADV}\s+(?P<rest>(?!(?:me|us|him|her"
    rf"|them)\b)[^,.]{{2,50}}?)\s+to\s+(?P<whom>{WHO})"
)
OWE = Pattern(
    rf"(?P<subject>\b{_I}\b|{PERSON}|\b(?:he|she|they|who)\b)?(?:'ve|'d|'s)?{ADV}\s*\bow(?:e|es"
    rf"|ing)\b{ADV}\s+(?:to\s+)?(?P<whom>{WHO}|me\b|us\b)(?:\s+(?:both|each|all))?\s*(?P<rest>.*)"
)
GETS = Pattern(
    rf"(?P<whom>{PERSON}|\b(?:he|she|they)\b)\s*(?:gets?|is getting|'s getting|will get|will have"
    rf"|'ll get|'ll have|'d get|'d have|needs|expects|is expecting|'s expecting|is waiting for"
    rf"|wants)\s+(?P<rest>(?:.+?\b)?from (?:me|us)\b.*)"
)
GETS_BY = Pattern(
    rf"(?:^[^\w\ue000-\ue7ff]*|\btold {WHO} (?:that )?)(?P<whom>{PERSON}|he|she|they)\s+gets?\s+(?P<rest>"
    rf"(?:my|our|the|a)\b.+{DAY}.*)"
)
WAITING = Pattern(
    r"\b(?:waiting (?:on|for)|chasing|expecting|awaiting|hearing (?:back )?from|(?:supposed to|should"
    r"|will|to|'ll) hear(?: back)?(?= from)|waiting to hear(?: back)?"
    r"|still need|due)\s+(?P<rest>.+)"
)
# "he sends samples Wed, I pay him within 30 days": a plain present with a day is a promise too.
PRESENT = Pattern(
    rf"(?:^[^\w\ue000-\ue7ff]*|\b(?:and|but|so|then|that|said|says|swears|&)\s+|{DAY},?\s*)"
    rf"(?P<who>{PERSON}|\b(?:he|she|they|I|we))(?:\s+(?:then|also|both|just|each))*\s+"
    rf"(?P<rest>(?!ha(?:ve|s|d)\b)(?:{THIRD_PERSON}|{ACTION})\b.+)"
)
THEY_ARE = Pattern(
    rf"(?P<subject>{PERSON}|\b(?:he|she|they|who))(?:'s|'re|\s+is|\s+are)\s+(?:(?:also|now|then|just"
    rf"|kindly)\s+)*(?P<rest>(?!going to\b){PROGRESSIVE_FORM}\b.+)"
)
# "he says the parts will be with us by Friday".
ARRIVES = Pattern(
    rf"(?P<who>{PERSON}|\b(?:he|she|they)\b)\s+(?:says|said|told (?:me|us)|confirmed|confirms|promised"
    rf"|reckons|wrote|assured (?:me|us))\s+(?:that\s+)?(?P<rest>(?:the|an?|my|our|his|her|it)\b[^,.]*?"
    rf"(?:\s(?:will|would|should)|'ll|'d)\s+(?:be|reach|arrive|land|come|get|follow)\b.*)"
)
WAS_PROMISED = Pattern(
    rf"(?P<subject>\b(?:I|we)\b|{PERSON}|\b(?:he|she|they)\b)\s*(?:was|were|is|am|are|(?:has|have|'ve|'s"
    rf"|had)\s+been)"
    rf"(?:\s+(?:also|now))*\s+(?:promised|offered|guaranteed|assured of)\s+(?P<rest>.+)"
)
# "the report will be sent to us by Ana", "the slides are to be shared by me".
PASSIVE = Pattern(
    rf"(?P<what>\b(?:the|an?|my|our|his|her|their|some)\b[^,.]{{2,60}}?)\s+(?:will|is to|are to|shall|would"
    rf"|is going to|are going to|should)\s+(?:also\s+)?be\s+(?P<verb>\w+(?:ed|en|nt|id|ade|one|ut))\b"
    rf"(?P<rest>.*?)\bby\s+(?P<agent>{WHO}|me\b|us\b)"
)
REQUESTED = Pattern(
    rf"\b(?:I|we)(?:'ve|'m|\s+(?:have|am|was|were|had))\s+(?:been\s+)?(?:kindly\s+)?(?:asked|requested"
    rf"|tasked)\s+"
    rf"(?:by\s+(?P<whom>{WHO})\s+)?(?:to\s+|with\s+)(?P<rest>.+)"
)
EXPECTS = Pattern(
    rf"(?P<whom>{PERSON}|\b(?:he|she|they)\b)\s*(?:(?:is|'s|are)\s+(?:still\s+)?(?:expecting|waiting"
    rf" for|waiting on|awaiting|counting on|due)\s+(?=(?:my|our|the|an?)\b)|(?:still\s+)?(?:expects|needs"
    rf"|can expect|may expect|should expect)\s+"
    rf"(?=(?:my|our)\b))(?P<rest>.+)"
)
ASKED = Pattern(
    rf"(?P<whom>{PERSON}|\b(?:he|she|they)\b)(?:'d|'s|\s+has|\s+have|\s+had|\s+would)?\s*:?\s+"
    rf"(?:also\s+)?(?:asked|asks|wants"
    rf"|wanted|begged|needs"
    rf"|needed|like|likes|requested|is after|asked for)\s+(?:(?:me|us)\s+)?(?:(?:to|for|whether|if)\s+)?"
    rf"(?:(?:I|we)\s+(?:could|can|would|might)\s+)?(?P<rest>(?!and\b|but\b|to and\b).+)"
)
AGREED = Pattern(
    r"[\s,;.→-]*(?:and |so |which |to which )?(?:of course )?(?:I |we |I've |we've )?(?:have |had )?"
    r"(?:gladly |happily"
    r" )?(?:said (?:yes|ok"
    r"|okay|sure|no problem|of course|i would|i'd do|i will|i could|by\b|[\ue400-\ue7ff])|agreed|accepted"
    r"|confirmed|told (?:him"
    r"|her|them)? ?(?:yes|ok|sure|no problem|no worries|of course|fine|i)|will do|yes\b|of course"
    r"|promised)(?=\s*(?:$|[.,;!)]|[\ue400-\ue7ff]|"
    r"(?:(?:to|I'd|I would|I'll) )?(?:do|it|that|so|this)\b|and\b|by\b))"
)
TOLD_OF = Pattern(
    rf"\btold\s+(?P<whom>{WHO}),?\s+(?:that\s+)?(?P<rest>(?:the|my|our)\s+[^,.]*?\s(?:would|will|'d"
    rf"|'ll)\s+(?:be|reach|arrive|land|come|go|get|follow)\b.*)"
)
UNPAID = Pattern(
    rf"(?P<who>{PERSON}|\b(?:he|she|they)\b)\s+still\s+(?:hasn't|has not|haven't|have"
    rf" not)\s+(?P<verb>paid|sent|given|returned|answered|replied|got back)\s+(?P<rest>(?:to"
    rf" )?(?:me|us|my|our|the)\b.*)"
)
# "Feedback to Omar, due Friday", "contract from Ben by Monday": a thing, a person and a deadline.
DUE = Pattern(
    rf"^[^\w\ue000-\ue7ff]*(?P<rest>(?!(?:I|we|he|she|they|met|call|calls|called|had)\b)[\w'-]+"
    rf"(?:\s+[\w'-]+){{0,4}}?\s+"
    rf"(?P<way>to|for|from)\s+(?P<who>{PERSON})\s*[,:-]?\s*{DAY})[\s.!]*$"
)
# "I still haven't sent Ana the report".
OVERDUE = Pattern(
    r"\b(?:I|we)?(?:'ve)?\s*still\s+(?:haven't|have not|need to be|not)\s+(?P<rest>(?:sent|given|paid"
    r"|returned|answered|replied"
    r"|shared|called|introduced|emailed|written|delivered|done)\b.+)"
)
IMPERATIVE = Pattern(
    rf"^[^\w\ue000-\ue7ff]*(?:(?:please|also|and|then|so|ok|still)\s+)*(?P<rest>{ACTION}\b.+)"
)
PROGRESSIVE = Pattern(
    rf"(?:^[^\w\ue000-\ue7ff]*|\b(?:and|but|so)\s+)(?P<subject>(?:I'm|I am|we're|we are)\s+)?"
    rf"(?P<rest>{PROGRESSIVE_FORM}\b.*)"
)


SUBJECTS = Pattern(
    rf"(?:^|[,:(-]|\b(?:and|but|so|then|that|says?|said|reckons|thinks)\b)\s*({PERSON}|(?:he|she"
    rf"|they|I|we)\b)(?=\s*(?:'|\w))(?!\s+(?:at|in|on|from|over|for|about|to|with|and)\b)"
)

OPENING = Pattern(r"^[^\w\ue000-\ue7ff]*(?:(?:and|so|but|also|then|now|who|thus|so)\s+)*$")

STATE = Pattern(
    r"(?:be|like|love|need|want|start|retire|turn|become|get married|have (?:a |an |the |his |her"
    r" )?(?:baby|surgery|operation|party)|celebrate|miss|graduate|marry|travel|fly|go|arrive|land"
    r"|not|never|always|probably|return to|stay|live|die|win|lose|think|know|understand|see|hire"
    r"|expand|open|launch|switch|change|quit|finish|take (?:a |his |her |maternity|paternity|leave"
    r"|over))\b"
)

# "the kick-off must move", "she still has to": the duty is not the member's.
SOMEBODY_ELSE = Pattern(
    rf"(?:{PERSON}|(?<!\band )(?<!\bbut )\b(?!(?:i|we|and|but|so|then|also|still|just|really|yes|ok"
    rf"|oh|now|think|that|definitely|because|which|though|ps|please|actually|too|again"
    rf"|me)\b)[\w'-]+)\s*$"
)

SENDING = Pattern(
    r"(?:send|email|mail|call|ring|text|share|forward|reply|invite|ping|follow up|get back"
    r"|write)\b(?!\s+(?:the )?(?:kids|team|bank|office))"
)

NOUN_WITH = Pattern(
    rf"intro\w*\s+(?:via|by|from|through|call)\b|(?:(?:phone|quick|zoom|video|text"
    rf"|mail)\s+)?(?:calls?|texts?|e-?mails?|messages?|visit|host"
    rf"|review|meeting|meet|chat|help|talk|work|support|lunch|call back)\s*{DAY}?\s*(?:with|from)\b"
)

# "send Nadia the invoice and Boris the contract"
SECOND = Pattern(
    rf"\s+(?:and|n|&|\+)\s+(?P<who>{PERSON})\s+(?P<rest>(?:the|a|an|my|our|some|his|her|\d+)\s.+)"
)

TO_WHOM = Pattern(rf"\b(?:to|for|with)\s+(?P<who>{WHO})")

VERB_WHOM = Pattern(
    rf"^\s*(?:to\s+|that\s+|I'll\s+|I'd\s+|I will\s+|I would\s+)*[\w-]+(?:\s+(?:back|over|out|up"
    rf"|off|on))?(?:\s+(?:to|with|at|on|in with|for))*\s+(?P<who>{WHO})"
)

LEAD = Pattern(
    r"^[^\w\ue000-\ue7ff]*(?:(?:that|to|on|about)\s+)?(?:(?:I|we|he|she|they)(?:'ll|'d| will|"
    r" would| am going to"
    r"|'m going to|\s+can)\s+)?(?:to\s+)?"
)

# "ask Dara to send me the photos" is the member's to do.
ASKING = Pattern(
    r"\b(?:ask|tell|get|remind|want|need|asked|told|got|asking|expect|invite|invited|wanted)\s*$"
)
