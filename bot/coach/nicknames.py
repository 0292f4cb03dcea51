"""Nicknames and the given names that they stand for, as keys: casefolded, accents off."""

_PAIRS = """
abby:abigail | al:alan albert alexander alfred alison |
alex:alejandro aleksandr alexander alexandra alexis | ali:alice alison |
andy:anders andrea andreas andrew | angie:angela angelina | annie:ann anna anne | art:arthur |
barb:barbara | bart:bartholomew | basti:sebastian | bea:beatrix | becca:rebecca | becky:rebecca |
bella:isabella | ben:benedict benjamin | benny:benjamin | beppe:giuseppe |
bernie:bernadette bernard | bert:albert herbert robert | beth:elizabeth | betty:elizabeth |
bill:william | billy:william | bob:robert | bobby:robert | brad:bradley | cam:cameron camille |
carol:caroline | cathy:catherine | charlie:charles charlotte | chema:jose | chico:francisco |
chris:christian christina christine christopher kristopher | chuck:charles | cindy:cynthia |
connie:constance | dan:daniel | danny:daniel | dave:david | deb:deborah | debbie:deborah |
dee:deirdre | dick:richard | dima:dmitri dmitry | don:donald | dora:theodora | doug:douglas |
drew:andrew | ed:edgar eduardo edward edwin | eddie:edward edwin | ellie:eleanor elena ellen |
em:emily emma | emmy:emily emma | fran:frances francesca francis | frank:francis franklin |
fred:frederic | freddie:frederick | gabby:gabriela gabrielle | gabe:gabriel | gene:eugene |
geoff:geoffrey | gerry:gerald gerard | gigi:luigi | gina:regina | gosia:malgorzata | greg:gregory |
gus:augustus gustav gustavo | hal:harold henry | hank:henry | hansi:johannes |
harry:harold harrison henry | izzy:isabel isabella isabelle | jack:jackson john | jake:jacob |
jamie:james | jan:janet janice | jeff:jeffrey | jen:jennifer | jenny:jennifer |
jerry:gerald jeremy jerome | jess:jessica | jim:james | jimmy:james | jo:joanna joanne josephine |
joe:joseph | joey:joseph | johnny:john | jon:jonathan | josh:joshua | jp:jean | judy:judith |
jurek:jerzy | kasia:katarzyna | kate:catherine katarina katharine katherine kathryn |
kathy:catherine katherine kathleen | katie:catherine katherine kathryn | katya:ekaterina |
ken:kenneth | kenny:kenneth | kiko:enrique francisco | kim:kimberly | kit:christopher katherine |
kolya:nikolai | larry:laurence lawrence | len:leonard | lena:elena helena magdalena |
leo:leonard leonardo | les:leslie lester | lex:alexander | libby:elizabeth | lily:lillian |
lisa:elisabeth | liz:elisabeth elizabeth | lizzie:elizabeth | lola:dolores | lou:louis louise |
lucho:luis | lupe:guadalupe | maggie:margaret | mandy:amanda | manny:emmanuel manuel |
manu:emmanuel manuel | marge:margaret | marty:martin | matt:mateo matthew matthias |
max:maximilian maxine maxwell | meg:margaret megan | mel:melanie melissa melvin | mick:michael |
mickey:michael | micky:michael | mike:michael miguel | milly:camilla mildred | misha:mikhail |
mitch:mitchell | mo:maureen mohamed mohammed muhammad | moe:mohamed mohammed | molly:mary |
nacho:ignacio | nancy:ann | nando:fernando | nat:natalie natasha nathan nathaniel |
natasha:natalia | nate:nathan nathaniel | ned:edward | nell:eleanor helen |
nick:dominic nicholas nicolas nikolai | nicky:nicholas nicole | nino:antonino giovanni |
nora:eleanor honora | olya:olga | paco:francisco | paddy:patrick | pam:pamela | pancho:francisco |
pat:patricia patrick | patty:patricia | peg:margaret | peggy:margaret | pepe:jose | pete:peter |
phil:philip phillip | polly:mary | quique:enrique | rafa:rafael | ray:raymond | reggie:reginald |
ric:richard | rich:richard | rick:eric richard | ricky:ricardo richard | rob:robert |
robbie:robert | ron:ronald | ronnie:ronald veronica | rosie:rose rosemary | ross:roscoe |
russ:russell | sally:sarah | sam:samantha samuel | sammy:samantha samuel |
sandy:alexander alexandra sandra | sascha:alexander | sash:sasha | sasha:alexander alexandra |
seb:sebastian | shelly:michelle | sid:sidney | sophie:sofia sophia | stan:stanley |
steph:stephanie | steve:stephen steven | stu:stuart | sue:susan suzanne | susie:susan suzanne |
tanya:tatiana | tasha:natasha | ted:edward theodore | teddy:edward theodore |
terry:terence theresa | tess:teresa theresa | theo:theodore | tiago:santiago | tim:timothy |
timmy:timothy | tina:christina martina | toby:tobias | tom:thomas tomas | tommy:thomas |
toni:antonia | tono:antonio | tony:anthony anton antonio | trish:patricia | uli:ulrich ulrike |
val:valentina valerie | vic:victor victoria | vicky:victoria | viv:vivian vivienne |
vova:vladimir | walt:walter | wendy:gwendolyn | wes:wesley | will:william | willy:william |
wolfi:wolfgang | xan:alexander | yoli:yolanda | zach:zachary | zack:zachary | ze:jose | zoe:zoey |
zosia:zofia
"""

NICKNAMES = {
    nick.strip(): frozenset(full.split()) for nick, full in (pair.split(":") for pair in _PAIRS.split("|"))
}
