"""A typed line made plain before it is read: Slack's markup, emoji, typographic marks and chat shorthand."""

import re
import unicodedata

MAX_CHARS = 1500  # a line, or two or three sentences; what lies beyond is not read

_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
)
_SLACK = re.compile(r"<(?:[@#!][^<>|]{0,80}(?:\|[^<>]{0,80})?|(?:https?|mailto|tel):[^<>]{0,400})>")
_WEB = re.compile(r"https?://\S+|\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,20}")
_EMOJI = re.compile(r":[a-z][a-z0-9_+-]{1,30}:")
_BULLET = re.compile(r"^\s*(?:[-*•>‣◦▪]|\d{1,2}[.)])\s+", re.MULTILINE)
_BOLD = re.compile(r"(?<!\w)[*_~]+(?=\w)|(?<=[\w.!?])[*_~]+(?!\w)")
_DASH = re.compile(r"\s*(?:[—―]|\s[–-]{1,2}(?=\s)|--+)\s*")
_SPACE = re.compile(r"[^\S\n]+")

_SHORT_FORMS = """
2day=today 2moro=tomorrow 4=for abt=about arent=aren't b'day=birthday b4=before bc=because bday=birthday
bn=been calld=called cant=can't cofee=coffee coffe=coffee cofffee=coffee cos=because couldnt=couldn't
coz=because cuz=because didnt=didn't dm'd=messaged dmd=messaged dmed=messaged dnt=don't doesnt=doesn't
dont=don't e-mail=email e-mailed=emailed emaild=emailed fr=from frm=from gona=going_to gonna=going_to
gotta=got_to hadnt=hadn't hafta=have_to hasnt=hasn't havent=haven't hell=he'll helpd=helped hes=he's
hrs=hours hubby=husband im=I'm inroduced=introduced intoduced=introduced intro'd=introduced
intro'ed=introduced introd=introduced introducd=introduced introed=introduced intruduced=introduced
isnt=isn't itll=it'll ive=I've lets=let's mett=met mins=minutes msg=message msgd=messaged msged=messaged
mtg=meeting mtgs=meetings mustnt=mustn't needa=need_to nxt=next ows=owes pls=please plz=please ppl=people
prmised=promised promiced=promised promisd=promised promissed=promised r=are ran_in_to=ran_into
recieved=received rember=remember remeber=remember rmb=remember shell=she'll shes=she's shouldnt=shouldn't
snd=send sned=send spk=speak thankyou=thank_you thats=that's theres=there's theyll=they'll theyre=they're
thks=thanks thnks=thanks thnx=thanks tho=though thru=through thx=thanks tlk=talk tlkd=talked tnx=thanks
tomoro=tomorrow tx=thanks txt=text txtd=texted txted=texted ty=thank_you u=you ur=your w=with w/=with
w/o=without wanna=want_to wasnt=wasn't werent=weren't weve=we've whats=what's wiht=with wk=week wknd=weekend
wks=weeks wont=won't wouldnt=wouldn't wth=with yest=yesterday youll=you'll yrs=years
"""
_SHORT = dict(form.replace("_", " ").split("=") for form in _SHORT_FORMS.split())
_SHORTHAND = re.compile(
    r"(?<![\w'/])(?:" + "|".join(sorted(map(re.escape, _SHORT), key=len, reverse=True)) + r")(?![\w'])",
    re.IGNORECASE,
)
# "ill" and "id" are words of their own, so only before a verb-like word, and "id" not after "the" or "an".
_ILL = re.compile(
    r"\b(?<!is )(?<!was )(?<!fell )(?<!s )(?<!very )ill (?=[a-z]{2,})(?!and |but |this |since |with |again)"
)
_ID = re.compile(
    r"(?<!the )(?<!an )(?<!my )(?<!her )(?<!his )(?<!photo )\b[iI]d (?=[a-z]{2,})(?!card|number|and|of)"
)
_SHED = re.compile(r"\b(said|that|told me|and) (he|she|they)d (?=[a-z])")


def clean(text: str) -> str:
    """One plain text in NFC, at most MAX_CHARS long, with sentences still apart; any input is fine."""
    text = unicodedata.normalize("NFC", text[: 2 * MAX_CHARS]).translate(_MARKS).replace("…", "... ")
    text = _WEB.sub(" ", _SLACK.sub(" ", text))
    text = _BULLET.sub("", _EMOJI.sub(" ", text))
    text = _DASH.sub(" - ", _BOLD.sub("", text))
    text = "".join(c if c == "\n" or not _is_odd(c) else " " for c in text)
    return _expand(_SPACE.sub(" ", text).strip()[:MAX_CHARS])


def _is_odd(char: str) -> bool:
    """Control and format marks, private use (we mark people and days with it), emoji and other pictures."""
    return (
        char > "~" and unicodedata.category(char) in ("So", "Sk", "Co", "Cf", "Cc", "Cn", "Cs")
    ) or char < " "


def _expand(text: str) -> str:
    text = _SHORTHAND.sub(_spelled_out, text)
    text = _ID.sub("I'd ", _ILL.sub("I'll ", text))
    return _SHED.sub(r"\1 \2'd ", text)


def _spelled_out(match: re.Match[str]) -> str:
    word = match[0]
    full = _SHORT[word.lower()]
    if word.lower() in ("4", "w", "fr") and match.string[match.end() : match.end() + 1] not in (" ", ""):
        return word
    if word.lower() == "4" and not match.string[match.end() : match.end() + 2].strip().isalpha():
        return word
    if word[0].isupper() and len(word) == 1:
        return word
    return full
