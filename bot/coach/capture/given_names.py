"""Given names of many countries: to know a name in lower case, to tell "he" from "she". Not complete."""

_WOMEN = """
abena abigail achieng adaeze adele aditi adriana adwoa agathe agnes agnieszka aiko aimee aisha aisling
aissatou akiko akosua alba alejandra alessandra alexandra alexis alice alicia alina alison allegra allison
alma alyssa ama amaka amal amanda amara amber amelia amelie amina aminata amira amrita amy ana ananya
anastasia andrea angela angelica angelina anika anita anja anjali ann anna anne anneke annette annika
antonia anusha aoi aoife apolline arabella aroha asha ashley astrid atieno aurelie aurora ava awa ayanda
ayesha ayse barbara beatrice beatriz becky bella benedetta bernadette beth betty bianca birgit blessing
bridget brigitte bronwyn brooke burcu caitlin camila camilla camille capucine carla carlota carlotta carmen
carol carolina caroline carys cassandra catalina catarina caterina catherine catriona cecilia celia celine
cerys charlotte chiamaka chiara chioma chloe christina christine ciara cindy claire clara clarissa claudia
clemence colette conceicao connie corinne cristina cynthia dagmar daisy dana daniela daphne dawn debbie
deborah deepa deepika defne delia delphine denise diana dina divya dolores dominika donna dora doris dorothy
durga ebru edith efua eileen eilidh ekaterina elaine eleanor elena eleni elif elin elina elisa elisabeth
eliza elizabeth ella ellen ellie elodie eloise elsa eluned elvira emilia emily emma erica erika erin esi
esme esperanza estelle esther eszter eun-ji eva evelyn ewa faith fang fatima fatma fatou fatoumata federica
felicity femke fernanda fiammetta filipa fiona fleur flora florence folake frances francesca franziska freja
freya frieda funmi gabriela gabriella gabrielle geeta gemma genevieve georgia georgina geraldine gianna
gillian gina ginevra giovanna giulia gizem gloria graca grace grainne greta gretchen gudrun gwen hana hanna
hannah harriet haruka hazel heather heidi helen helena helga henrietta hilary hilda hina hoa holly hope hui
hye-jin ida ifeoma ilona ilse imani imogen ines ingrid ioana irene irina iris isabel isabella isabelle
ishita isla ivana ivy jacqueline jana jane janet janice jasmine jean jemima jen jenna jennifer jenny jess
jessica ji-woo jill jing jo joan joana joanna joanne jodie johanna jolanda jolene josephine joy joyce judith
judy julia juliana julie juliet june justyna kadri kana kaori karen karin karina karolina katarina katarzyna
kate katharina katherine kathleen kathryn katie katja katrin kavita kavya kayla keiko keisha kelly kerry
kerstin khadija khady kiran kirsten kirsty klara kristen kristin kristina ksenia lakshmi lan lara larissa
latoya laura lauren lea leah leila lena leonie leonor lerato leslie leticia lidia lila lilian lily lina
linda lindiwe ling linh lisa liv liz lola lorena lorna lorraine lotte louisa louise lucia lucie lucy
ludivine ludmila ludovica luisa luna lupita lurdes luz lydia lynn lyudmila maaike maame mabel madeleine
madison mae maeve mafalda magda magdalena maggie mai mairead maja makena malgorzata mandy manon mara
margaret margarida margaux margot mari maria mariam mariama mariana marianne marie marieke marija marina
marisa marisol marlene marta martha martina mary mathilde matilda matilde maureen maya meera megan mei
melanie melissa mercedes mia michelle mika mila milena min-ji mina mio mira miranda miriam mirjana moira
molly mona monica monika muriel nadia nadine naledi nan nana nanami nancy naoko naomi natalia natalie
natasha neha nell nerys ngozi nia niamh nicola nicole nina nisha njeri noemi noemie nomsa noor nora norma
nour nyambura oceane octavia ofelia oksana olga olivia orla oya padma paloma pamela paola paolina parvati
pascale patience patricia patty paula pauline penelope penny petra philippa phoebe pinar polly pooja poppy
priya priyanka qing rachel radha rania raquel rasa rebecca regina rekha renata renee revathi rhea rhiannon
rhonda rika rin rita ritu roberta robin rocio roisin romy rosa rosalind rosanna rose rosie roxana ruth
sabina sabine sabrina sadie sakura sally salma samantha samira sana sandra sanna sanne sara sarah saraswati
saskia selin selma seo-yeon seren serena shabnam shanice sharon sheila shelly shilpa shirin shirley shizuka
shreya sian sibel sienna sigrid silvia simona simone sinead siobhan sita sofia sofie solange soledad solene
sonia sophia sophie sora soraya sorcha stacey stefania stella stephanie sue sumi sunita susan susana susanne
suzanne svetlana swathi swati sylvia synne tabitha tamara tamsin tania tanja tanya tara tatiana teresa tess
tessa thandi thandiwe thea theresa thuy tiffany tina tomoko toni tracy trisha trudy tugba ulrike uma una
ursula valentina valeria valerie vanessa vera verena veronica veronika vesna victoria vikki viola violeta
virginia vivian wanda wangari wanjiru wendy willow wilma winifred xenia xia ximena xiu xochitl yan yara
yasmin yasmine yelena yesenia yetunde yewande ying yoko yolanda yue yui yuki yulia yuliya yumi yuna yvette
yvonne zadie zahra zainab zanele zara zelda zeynep zita zoe zofia zola zsofia zuzana
"""
_MEN = """
aarav aaron abdul abdullah abel abraham adam adrian afonso ahmad ahmed aidan akira alan alasdair albert
alberto aldo alec alejandro alessandro alex alexander alexandre alexei alfonso alfred ali alistair allan
alvaro amadou amir amit anatoly anders andre andreas andrei andres andrew andrey andy angelo angus anil
ansel anthony antoine anton antonio antti archie ari arjun armando arnav arne arnold arthur artur arvid
arvind asbjorn ashok august augusto aurelien austin avi axel ayodele babatunde balaji baptiste baraka barasa
barry bart bartek bashir bastian bastien ben benedict benjamin benoit bernard bernardo bernd bernhard bert
bilal bill billy bin bjorn blake bob bogdan bongani boris boubacar brad bram brandon brendan brent brett
brian bruce bruno bryan burak byron caleb callum cameron carl carlo carlos cathal cedric cem cesar chad chao
charles charlie cheikh chen chidi chinedu chris christian christoph christophe christopher chuck chukwuma
ciaran cillian claude claudio clement cliff clive colin colm connor conor conrad corentin corey cormac craig
cyril cyrus daan dafydd daiki damian damien dan daniel danilo danny dario darius darren dave david davide
dean declan deepak denis deniz dennis derek desmond dev diarmuid dick didier diego dieter dimitri dinesh
dirk dmitri dmitry dominic dominik donald dong-hyun douglas drew duarte duncan dustin dwayne dylan eamon
eddie edgar edmund eduardo edward edwin egor eirik eitan elias elijah elliot emanuel emeka emil emilio
emmanuel emre emrys enrico enrique enzo eoghan eoin eric erik ernest ernesto erwin ethan etienne ettore euan
eugene evan ezra fabian fabio fabrice faisal farai farhan farid farouk felipe felix femi fergus fernando
filip filippo finn fionn florian floris francesco francis francisco franck frank frans franz fred frederic
frederick frederik fritz gabriel ganesh gang gareth gary gaston gavin geir geoff geoffrey georg george
georgi gerald gerard gerhard gethin giacomo gianluca gianmarco gilbert gilles giorgio giovanni giuseppe glen
glenn goncalo gopal goran gordon graham grant greg gregoire gregor gregory guido guillaume guillermo gunnar
gunther gurpreet gustav gustavo guy gwilym hakan hakim hakon hamid hamish hamza hank hannes hans hao harald
hari harold harpreet harry haruki haruto harvey hasan hassan hector heinrich heinz hendrik henri henrik
henry herbert herman hideki hideo hiro hiroshi horst howard hubert hugh hugo hussein hyun-woo iain ian
ibrahim ibrahima idris ifan igor ikenna ilya imran iolo isaac isaiah ishaan ismail ivan ivar ivo jacek jack
jackson jacob jacques jagdeep jaime jake jakob jakub jamal james jamie jan janek janos jared jarek jason
jasper jaspreet javier jay jeff jeffrey jens jeremy jerome jerry jesper jesse jian jie jiho jim jimmy jin-
jisoo joachim joao joaquin joe joel joey johan johann johannes john johnny jon jonah jonas jonathan joost
jordan jorge jose josef joseph josh joshua juan jude julian julien julio juma jun jurgen justin kabir kai
kaito kamal kamau karim karl karol karsten karthik kaspar kasper kazuki keith kelechi kelvin ken kenji
kenneth kenny kenta kerem kevin khaled khalid kieran kim kipchoge kofi kojo konrad konstantin krishna
kristian krzysztof kuldeep kumar kunle kurt kwabena kwaku kwame kwesi kyle lance lars laszlo laurent
lawrence lee lei leif len leo leon leonard leonardo leroy levent levi lewis liam lionel lloyd logan lorenzo
lothar louis lourenco luc luca lucas lucien ludwig luigi luis luka lukas lukasz luke lungelo maarten maciej
magnus mahesh makoto malcolm malik mamadou mandla manfred manpreet manuel marc marcel marcello marcin marco
marcos marcus marek mario marius mark marko markus martin marvin mateo mateusz mathias mathieu mathis matias
mats matt matteo matthew matthias matthieu maurice mauricio mauro max maxim maximilian mehdi mehmet mert
michael michal michel miguel mihai mike mikhail miklos milan milos ming minh minho miroslav mitch modou
mohamed mohammad mohammed mohan mohsen morgan morris moses mostafa moussa muhammad mukesh murali murray
mustafa mwangi nabil naoki naresh nate nathan nathaniel naveen ned neil nelson niccolo nicholas nick nico
nicolas niels nigel nikhil niklas nikola nikolai nils noah noel norman nuno obinna odd oddvar odhiambo oisin
olaf ole oleg oliver olivier olumide omar ondrej orhan orlando oscar oskar osman otieno otto ousmane owen
ozan pablo padraig paolo parker pascal patrice patrick paul paulo pavel pawel pedro peng per perry pete
peter petr petros phil philip philippe phillip piero pierre pieter piotr pradeep prakash pranav qiang
quentin quinn radek rafael rahim rahul raj rajesh rajiv rakesh ralf ralph ramesh ramon randy rashid raul
ravi ray raymond reginald ren rene rhys ricardo riccardo richard rick roald rob robert roberto rodrigo roger
rohan rohit roland rolf romain roman ron ronald ronan rory ross roy ruairi ruben rudi rudolf rui rune rupert
russell ryan ryota said salim salman sam samba sami samir samuel sandeep sander sandro sanjay santiago sasha
satoshi saul scott sean sebastian sebastien segun sekou sergei sergey sergio serkan seth seung-ho shane
shaun shawn shota sid sigurd simao simon sinan sindre sipho sjoerd slava sohan soren sota spencer srinivas
stan stanislav stanley stefan stefano stephane stephen steve steven stig stuart suleiman sung-min sunil
suresh sven tadhg taeyang tafadzwa taha takashi takeshi takumi tariq tarun ted tendai teo terence thabo
themba theo theodore thiago thibault thierry thijs thomas thorsten tiago tim timo timothy tobias toby todd
tolga tom tomas tomasz tommaso tommy tony torbjorn torsten travis trevor tristan trond tuan tunde tyler
tyrone uwe vadim valentin varun vasco vasily venkat victor vihaan vijay vikram viktor vincent vincenzo vinod
vito vittorio vivek vlad vladimir volkan volker walter warren wayne wei wen werner wes wilhelm will william
willy wojciech wole wolfgang woo wout wouter xavier yang yann yannick yash yasin yaw yiannis yigal yohannes
youssef yuri yusuf yusuke yuto yves zach zachary zaid zane zbigniew zeljko ziad zoltan
"""

WOMEN = frozenset(_WOMEN.split())
MEN = frozenset(_MEN.split())
GIVEN_NAMES = WOMEN | MEN
# Given names that are also ordinary English words: only their place in the sentence tells.
_WORDLIKE = """
ada al ally amber an angel april art august autumn baker bay beat bee bill black bob booker brown bush
carter chance chase chen chip christian clay cliff con cook crystal daisy dale dawn de dean dick do don dot
drew duke earl ed eve faith fisher forest frank gene glen grace grant gray green guido guy hao harmony hazel
heath hoa holly hope hunt hunter ida in iris ivy jack jan jay jean jo josh joy jude jun june ken kim king
kit la lance lane le lee levi lily linh long love luna mae mai major marina mark mason max may mei melody
miles mina minh mira miranda moss my nan no noel norm olive page paris pat peng penny per perry pierce price
prince rain ray reed rice rich rob robin rose ross ruby sage said sandy short sid skip so sol son star sue
summer sun tab tad taylor trip turner ty van viola violet wade ward wei wen white will young
"""
WORDLIKE = frozenset(_WORDLIKE.split())
