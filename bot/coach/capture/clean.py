"""A typed line made plain before it is read: Slack's markup, emoji, typographic marks and chat shorthand."""

import re
import unicodedata

from bot.coach.patterns import Pattern

MAX_CHARS = 1500  # a line, or two or three sentences; what lies beyond is not read

_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
)
_SLACK = Pattern(
    r"<(?:[@#!][^<>|]{0,80}(?:\|[^<>]{0,80})?|(?:https?|mailto|tel):[^<>]{0,400})>", exact_case=True
)
_WEB = Pattern(r"https?://\S+|\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,20}", exact_case=True)
_EMOJI = Pattern(r":[a-z][a-z0-9_+-]{1,30}:", exact_case=True)
_BULLET = Pattern(r"(?m)^[ ]?(?:[-*•>‣◦▪]|\d{1,2}[.)])\s+", exact_case=True)
_BOLD = Pattern(r"(?<!\w)[*_~]+(?=\w)|(?<=[\w.!?])[*_~]+(?!\w)", exact_case=True)
_DASH = Pattern(r"\s*(?:[—―]|\s[–-]{1,2}(?=\s)|--+)\s*", exact_case=True)
_DOUBT = Pattern(r"\s*\((?:sur|last)?(?:name|sp|spelling)?\s*\?+\)|(?<=\w)\?\?+(?=\s+or\b)")
# "Tuesday, no sorry, Wednesday": only the second thing was meant.
_CORRECTED = Pattern(
    r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)day,?\s*(?:\.\.\.\s*)?(?:-\s*)?(?:(?:no|sorry"
    r"|wait|actually|i mean|make that|or rather|scratch that)[,\s]+)+"
    r"(?=(?:(?:on|next|this)\s+)?(?:mon|tues?|wednes|thurs?|fri|satur|sun)day)"
)
# "me -> Leila: link", "Viv => MOU", "Amal <- me: card".
_ARROW = Pattern(r"\s*(?:[-=~]{1,3}>|[➜➔➡⇒⟶↦»])\s*", exact_case=True)
_ARROW_BACK = Pattern(r"\s*(?:<[-=]{1,3}|[⇐⟵])\s*", exact_case=True)
_NEWLINE = Pattern(r" ?\n[ \n]*")
_SPACE = Pattern(r"[^\S\n]+", exact_case=True)

_SHORT_FORMS = """
2day=today 2moro=tomorrow 2nite=tonight 4=for abit=a_bit abot=about abt=about arent=aren't arvo=afternoon
b'day=birthday b4=before bc=because bcoz=because bcs=because bday=birthday bk=back bn=been brekkie=breakfast
brekky=breakfast brng=bring cald=called calld=called cant=can't chated=chatted cofee=coffee coffe=coffee
cofffee=coffee cos=because couldnt=couldn't coz=because cud=could cuz=because dat=that didnt=didn't
diner=dinner dm'd=messaged dmd=messaged dmed=messaged dnt=don't doesnt=doesn't dont=don't e-mail=email
e-mailed=emailed emaild=emailed firday=friday fone=phone fr=from frday=friday frm=from gd=good gona=going_to
gonna=going_to gota=got_to gotta=got_to grt=great hadnt=hadn't hafta=have_to hasnt=hasn't hav=have
havent=haven't havnt=haven't he'l=he'll hed=he'd hell=he'll helpd=helped hes=he's hows=how's hrs=hours hte=the
hubby=husband hv=have i'l=I'll il=I'll im=I'm inroduced=introduced intoduced=introduced intro'd=introduced
intro'ed=introduced introd=introduced introducd=introduced introed=introduced intruduced=introduced
isnt=isn't itll=it'll iv=I've ive=I've lets=let's lnch=lunch lookin=looking luch=lunch lunh=lunch meeted=met
mett=met mins=minutes mornin=morning msg=message msgd=messaged msged=messaged mtg=meeting mtgs=meetings
mustnt=mustn't needa=need_to nite=night nxt=next owd=owed oweing=owing ows=owes pls=please plz=please
ppl=people prmised=promised prob=probably promiced=promised promis=promise promisd=promised
promissed=promised r=are ran_in_to=ran_into recieved=received rember=remember remeber=remember
remembr=remember rememeber=remember rmb=remember sais=says sed=said septmber=september shal=shall
she'l=she'll shell=she'll shes=she's shouldnt=shouldn't shud=should snd=send sned=send snet=sent spk=speak
spoek=spoke sumone=someone talkd=talked teh=the thankyou=thank_you thats=that's ther=there theres=there's
theyll=they'll theyre=they're thks=thanks thnks=thanks thnx=thanks tho=though thot=thought thru=through
thrusday=thursday thx=thanks tlk=talk tlkd=talked tnx=thanks tommorow=tomorrow tommorrow=tomorrow
tomoro=tomorrow tomorow=tomorrow tonite=tonight tuseday=tuesday tx=thanks txt=text txtd=texted txted=texted
ty=thank_you u=you ur=your w=with w/=with w/o=without wanna=want_to wasnt=wasn't wednsday=wednesday
wendesday=wednesday wensday=wednesday werent=weren't weve=we've whats=what's wheres=where's whos=who's
wid=with wif=with wiht=with wil=will wk=week wknd=weekend wks=weeks wll=will wnts=wants wont=won't
wouldnt=wouldn't wth=with wud=would yest=yesterday yesterdays=yesterday's yesturday=yesterday youll=you'll
youre=you're yrs=years y'day=yesterday ystdy=yesterday ystday=yesterday yst=yesterday fm=from fwd=forward
fwded=forwarded appt=appointment convo=conversation abt.=about sched=schedule
resched=reschedule bfast=breakfast
"""
_SHORT = dict(form.replace("_", " ").split("=") for form in _SHORT_FORMS.split())
_SHORTHAND = Pattern(
    r"(?<![\w'/])(?:" + "|".join(sorted(map(re.escape, _SHORT), key=len, reverse=True)) + r")(?![\w'])"
)
# "ill" and "id" are words of their own, so only before a verb-like word, and "id" not after "the" or "an".
_ILL = Pattern(
    r"\b(?<!is )(?<!was )(?<!fell )(?<!s )(?<!very )ill (?=[a-z]{2,})(?!and |but |this |since |with |again)",
    exact_case=True,
)
_ID = Pattern(
    r"(?<!the )(?<!an )(?<!my )(?<!her )(?<!his )(?<!photo )\b[iI]d (?=[a-z]{2,})(?!card|number|and|of)",
    exact_case=True,
)
_FOR_WHAT = Pattern(
    r" (?:the|a|an|my|me|him|her|us|them|you|your|his|their|our|all|it|this|that|being|dinner"
    r"|lunch|coffee|[a-z]+ing)\b",
    exact_case=True,
)
_TO = Pattern(
    r"(?<=[a-z]) 2 (?=(?:call|send|meet|get|see|give|tell|ask|ring|email|text|do|go|me|him|her|them"
    r"|thank|check|bring|find|book|reply|write|help|say|meet|have|pay|fix|make|put|look|share|talk"
    r"|speak|his|the|my|find|follow)\b)",
    exact_case=True,
)
_SHED = Pattern(r"\b(said|that|told me|and) (he|she|they)d (?=[a-z])", exact_case=True)


def clean(text: str) -> str:
    """One plain text in NFC, at most MAX_CHARS long, with sentences still apart; any input is fine."""
    text = _NEWLINE.sub("\n", _SPACE.sub(" ", text[: 2 * MAX_CHARS]))
    text = unicodedata.normalize("NFC", text).translate(_MARKS).replace("…", "... ")
    text = _WEB.sub(" ", _SLACK.sub(" ", text))
    text = _BULLET.sub("", _EMOJI.sub(" ", text))
    text = _ARROW_BACK.sub(" ← ", _ARROW.sub(" → ", text))
    text = _DASH.sub(" - ", _BOLD.sub("", text))
    text = "".join(c if c == "\n" or not _is_odd(c) else " " for c in text)
    text = _CORRECTED.sub("", _DOUBT.sub("", text))
    return _expand(_SPACE.sub(" ", text).strip()[:MAX_CHARS])[:MAX_CHARS]


def _is_odd(char: str) -> bool:
    """Control and format marks, private use (we mark people and days with it), emoji and other pictures."""
    return (
        char > "~" and unicodedata.category(char) in ("So", "Sk", "Co", "Cf", "Cc", "Cn", "Cs")
    ) or char < " "


def _expand(text: str) -> str:
    text = _SHORTHAND.sub(_spelled_out, text)
    text = _TO.sub(" to ", text)
    text = re.sub(r"(?i)\b(I|we)'ve to\b", r"\1 have to", text)
    text = re.sub(r"(?i)(?<=thanks) 2 (?=[a-z])", " to ", text)
    text = _ID.sub("I'd ", _ILL.sub("I'll ", text))
    return _SHED.sub(r"\1 \2'd ", text)


def _spelled_out(match: re.Match[str]) -> str:
    word, rest = match[0], match.string[match.end() :]
    if word.lower() in ("w", "fr", "n") and not rest.startswith(" "):
        return word
    if (word == "4" and not _FOR_WHAT.match(rest)) or (word[0].isupper() and len(word) == 1):
        return word
    return _SHORT[word.lower()]
