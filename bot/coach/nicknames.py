"""Nicknames and the given names that they stand for, as keys: casefolded, accents off."""

_PAIRS = """
abby:abigail | abdul:abdullah abdulrahman | adi:aditi aditya | al:alan albert alexander alfred alison |
ale:alejandra alejandro alessandro | alex:alejandro aleksandr alexander alexandra alexis |
ali:alice alison | andi:andrea andreas | andy:anders andrea andreas andrew | angie:angela angelina |
annie:ann anna anne | archie:archibald | art:arthur | barb:barbara | bart:bartholomew | basti:sebastian |
bea:beatrice beatrix beatriz | becca:rebecca | becky:rebecca | bella:isabella | ben:benedict benjamin |
benny:benjamin | beppe:giuseppe | bernie:bernadette bernard | bert:albert herbert robert |
beth:bethany elizabeth |
beto:alberto roberto | betty:elizabeth | bibi:beatriz | bill:william | billy:william |
bob:robert | bobby:robert | brad:bradley | cam:cameron camille | caro:carolina | carol:caroline |
cata:catalina | cathy:catherine | charlie:charles charlotte | chelo:consuelo | chema:jose |
chico:francisco | chris:christian christina christine christopher kristopher | chuck:charles |
cindy:cynthia | conchi:concepcion | connie:constance | dan:daniel | dani:daniel daniela | danny:daniel |
dave:david | deb:deborah | debbie:deborah | dee:deirdre | dick:richard | dima:dmitri dmitry |
don:donald | dora:theodora | doug:douglas | drew:andrew | duda:eduarda | ed:edgar eduardo edward edwin |
eddie:edward edwin | effie:euphemia | ellie:eleanor elena ellen | em:emily emma | emmy:emily emma |
fati:fatima | fer:fernanda fernando | flo:florence florian | flori:florian |
fran:frances francesca francis | frank:francis franklin | fred:frederic | freddie:frederick |
freddy:frederick | gabby:gabriela gabrielle | gabe:gabriel | gabi:gabriel gabriela | gene:eugene |
geoff:geoffrey | gerry:gerald gerard | gigi:luigi | gina:regina | giorgos:georgios | gosia:malgorzata |
greg:gregory | guga:gustavo | gus:augustus gustav gustavo | hal:harold henry | hank:henry |
hannes:johannes | hansi:johannes | harry:harold harrison henry | ibra:ibrahim | isa:isabel isabella |
izzy:isabel isabella isabelle | jack:jackson john | jake:jacob | jamie:james | jan:janet janice |
jeff:jeffrey | jen:jennifer | jenny:jennifer | jerry:gerald jeremy jerome | jess:jessica | jim:james |
jimmy:james | jo:joanna joanne johanna johannes josephine | joe:joseph | joey:joseph | johnny:john |
jon:jonathan | jonny:john jonathan | josh:joshua | jp:jean | judy:judith | juli:julia juliana |
jurek:jerzy | kasia:katarzyna | kate:catherine katarina katharine katherine kathryn |
kathy:catherine katherine kathleen | katie:catherine katherine kathryn | katya:ekaterina | ken:kenneth |
kenny:kenneth | kiko:enrique francisco | kim:kimberly | kit:christopher katherine | kolya:nikolai |
kostas:konstantinos | krish:krishna | larry:laurence lawrence | len:leonard |
lena:elena helena magdalena | leo:leonard leonardo | les:leslie lester | leti:leticia | lex:alexander |
lexi:alexandra alexis | libby:elizabeth | lily:lillian | lisa:elisabeth | liz:elisabeth elizabeth |
lizzie:elizabeth | lola:dolores | lou:louis louise | lucho:luis | lupe:guadalupe | lupita:guadalupe |
maggie:margaret | maite:maria | mandy:amanda | manny:emmanuel manuel | manon:marie |
manu:emmanuel manuel | marge:margaret | marty:martin | matt:mateo matthew matthias |
max:maximilian maxine maxwell | meg:margaret megan | mel:melanie melissa melvin | memo:guillermo |
mick:michael | mickey:michael | micky:michael | mike:michael miguel | milly:camilla mildred |
minnie:wilhelmina | misha:mikhail | mitch:mitchell | mo:maureen mohamed mohammed muhammad |
moe:mohamed mohammed | molly:mary | moni:monika | nacho:ignacio | nancy:ann | nando:fernando |
nat:natalie natasha nathan nathaniel | natasha:natalia | nate:nathan nathaniel | nati:natalia |
ned:edward | nell:eleanor helen | nick:dominic nicholas nicolas nikolai | nicky:nicholas nicole |
nik:nikhil nikola | niko:nikolaos nikolaus | nino:antonino giovanni | nora:eleanor honora |
ollie:oliver olivia | olya:olga | paco:francisco | paddy:patrick | pam:pamela | pancho:francisco |
pat:patricia patrick | patty:patricia | peg:margaret | peggy:margaret | pepe:jose | pete:peter |
phil:philip phillip | pili:pilar | polly:mary | quique:enrique | rafa:rafael rafaela |
raj:rajendra rajesh | ray:raymond | reggie:reginald | ric:richard | rich:richard | rick:eric richard |
ricky:ricardo richard | rob:robert | robbie:robert | ron:ronald | ronnie:ronald veronica |
rosie:rose rosemary | ross:roscoe | russ:russell | sally:sarah | sam:samantha samuel |
sammy:samantha samuel | sandy:alexander alexandra sandra | santi:santiago | sascha:alexander |
sash:sasha | sasha:alexander alexandra | seb:sebastian | shelly:michelle | sid:siddharth sidney |
sophie:sofia sophia | stan:stanley | steffi:stefanie | steph:stephanie | steve:stephen steven |
stu:stuart | sue:susan suzanne | susi:susanne | susie:susan suzanne | tanya:tatiana | tasha:natasha |
ted:edward theodore | teddy:edward theodore | tere:teresa | terry:terence theresa | tess:teresa theresa |
theo:theodore | tiago:santiago | tim:timothy | timmy:timothy | tina:christina martina | tobi:tobias |
toby:tobias | tom:thomas tomas | tommy:thomas | toni:antonia | tono:antonio |
tony:anthony anton antonio | trish:patricia | uli:ulrich ulrike | val:valentina valerie |
vale:valentina valeria | vic:victor victoria | vicky:victoria | vik:vikram | viv:vivian vivienne |
vova:vladimir | walt:walter | wendy:gwendolyn | wes:wesley | will:william | willy:william |
wolfi:wolfgang | xan:alexander | xavi:xavier | yannis:ioannis | yoli:yolanda | zach:zachary |
zack:zachary | ze:jose | zee:zainab | zoe:zoey | zosia:zofia
"""

NICKNAMES = {
    nick.strip(): frozenset(full.split()) for nick, full in (pair.split(":") for pair in _PAIRS.split("|"))
}
