"""Given names of many countries: to know a name in lower case, to tell "he" from "she". Not complete."""

_WOMEN = """
abigail adele aditi adriana agnes agnieszka aiko aimee aisha aisling akiko alba alejandra alessandra
alexandra alexis alice alicia alina alison allison alma alyssa amal amanda amara amber amelia amelie amina
amira amy ana anastasia andrea angela angelica angelina anika anita anja anjali ann anna anne annette annika
antonia aoife arabella aroha asha ashley astrid aurora ava ayesha ayse barbara beatrice beatriz becky bella
bernadette beth betty bianca birgit bridget brigitte brooke caitlin camila camilla camille carla carmen
carol carolina caroline cassandra catalina caterina catherine cecilia celia celine charlotte chiamaka chiara
chioma chloe christina christine ciara cindy claire clara clarissa claudia colette connie corinne cristina
cynthia dagmar daisy dana daniela daphne dawn debbie deborah deepa deepika delia delphine denise diana dina
divya dolores dominika donna dora doris dorothy edith eileen ekaterina elaine eleanor elena eleni elif elin
elina elisa elisabeth eliza elizabeth ella ellen ellie eloise elsa elvira emilia emily emma erica erika erin
esme esperanza estelle esther eszter eva evelyn faith fatima fatma federica felicity fernanda fiona flora
florence frances francesca franziska freja freya frieda gabriela gabriella gabrielle gemma genevieve georgia
georgina geraldine gianna gillian gina giovanna giulia gloria grace greta gretchen gudrun gwen hana hanna
hannah harriet hazel heather heidi helen helena helga henrietta hilary hilda hoa holly hope ida ifeoma ilona
ilse imani imogen ines ingrid ioana irene irina iris isabel isabella isabelle isla ivana ivy jacqueline jana
jane janet janice jasmine jean jen jenna jennifer jenny jess jessica jill jo joan joana joanna joanne jodie
johanna jolene josephine joy joyce judith judy julia juliana julie juliet june justyna kadri kaori karen
karin karina karolina katarina katarzyna kate katharina katherine kathleen kathryn katie katja katrin kavita
kayla keiko keisha kelly kerry khadija kiran kirsten kirsty klara kristen kristin kristina ksenia lara
larissa latoya laura lauren lea leah leila lena leonie leslie leticia lidia lila lilian lily lina linda linh
lisa liv liz lola lorena lorna lorraine louisa louise lucia lucie lucy ludmila luisa luna luz lydia lynn
mabel madeleine madison mae magda magdalena maggie mai maja malgorzata mandy mara margaret margarida margot
mari maria mariam mariana marianne marie marija marina marisa marisol marlene marta martha martina mary
matilda maureen maya meera mei melanie melissa mercedes mia michelle mila milena mina mira miranda miriam
mirjana moira molly mona monica monika muriel nadia nadine nan nancy naomi natalia natalie natasha neha nell
nia nicola nicole nina noemi noor nora norma nour octavia ofelia oksana olga olivia paloma pamela paola
pascale patricia patty paula pauline penelope penny petra philippa phoebe polly pooja priya priyanka rachel
rania raquel rasa rebecca regina renata renee rhea rhiannon rhonda rita roberta robin rocio romy rosa
rosalind rose rosie roxana ruth sabina sabine sabrina sadie saffron sakura sally salma samantha samira sana
sandra sara sarah saskia selma serena shabnam shanice sharon sheila shelly shirin shirley shreya sian sienna
sigrid silvia simona simone sinead siobhan sofia sofie solange soledad sonia sophia sophie soraya stacey
stefania stella stephanie sue sunita susan susana susanne suzanne svetlana swati sylvia synne tabitha tamara
tania tanja tanya tara tatiana teresa tess tessa thandi thea theresa thuy tiffany tina toni tracy trisha
trudy ulrike uma una ursula valentina valeria valerie vanessa vera verena veronica veronika vesna victoria
vikki viola violeta virginia vivian wanda wanjiru wendy wilma winifred xenia ximena xochitl yara yasmin
yasmine yelena yesenia yetunde yoko yolanda yuki yuliya yvette yvonne zadie zahra zainab zara zelda zeynep
zita zoe zofia zsofia zuzana
"""
_MEN = """
aaron abdul abdullah abel abraham adam adrian ahmad ahmed aidan akira alan albert alberto aldo alec
alejandro alessandro alex alexander alexandre alexei alfonso alfred ali alistair allan alvaro amadou amir
amit anatoly anders andre andreas andrei andres andrew andrey andy angelo angus anil ansel anthony anton
antonio antti archie ari arjun armando arne arnold arthur artur arvid ashok august augusto austin avi axel
barry bart bartek bashir bastian ben benedict benjamin benoit bernard bernardo bernd bernhard bert bilal
bill billy bjorn blake bob bogdan boris brad bram brandon brendan brent brett brian bruce bruno bryan byron
caleb callum cameron carl carlo carlos cedric cesar chad charles charlie chen chidi chinedu chris christian
christoph christophe christopher chuck ciaran claude claudio clement cliff clive colin colm connor conor
conrad corey cormac craig cyril cyrus damian damien dan daniel danilo danny dario darius darren dave david
davide dean declan deepak denis dennis derek desmond dev dick didier diego dieter dimitri dinesh dirk dmitri
dmitry dominic dominik donald douglas drew duncan dustin dwayne dylan eamon eddie edgar edmund eduardo
edward edwin egor eitan elias elijah elliot emanuel emeka emil emilio emmanuel enrico enrique enzo eric erik
ernest ernesto erwin ethan etienne eugene evan ezra fabian fabio fabrice faisal farhan farid farouk felipe
felix fergus fernando filip filippo finn florian francesco francis francisco franck frank frans franz fred
frederic frederick frederik fritz gabriel gareth gary gaston gavin geoff geoffrey georg george georgi gerald
gerard gerhard giacomo gianluca gilbert gilles giorgio giovanni giuseppe glen glenn goran gordon graham
grant greg gregor gregory guido guillaume guillermo gunnar gunther gustav gustavo guy hakan hakim hamid
hamza hank hannes hans hao harald hari harold harry haruki harvey hasan hassan hector heinrich heinz hendrik
henri henrik henry herbert herman hideo hiro hiroshi horst howard hubert hugh hugo hussein ian ibrahim idris
igor ilya imran isaac isaiah ismail ivan ivar ivo jacek jack jackson jacob jacques jaime jake jakob jakub
jamal james jamie jan janek janos jared jarek jason javier jay jeff jeffrey jens jeremy jerome jerry jesper
jesse jim jimmy joachim joao joaquin joe joel joey johan johann johannes john johnny jon jonah jonas
jonathan jordan jorge jose josef joseph josh joshua juan jude julian julien julio jun jurgen justin kai
kamal karim karl karol karsten kaspar kasper keith kelvin ken kenji kenneth kenny kevin khaled khalid kieran
kim kofi konrad konstantin krishna kristian krzysztof kumar kurt kwame kyle lance lars laszlo laurent
lawrence lee leif len leo leon leonard leonardo leroy levi lewis liam lionel lloyd logan lorenzo lothar
louis luc luca lucas lucien ludwig luigi luis luka lukas lukasz luke maciej magnus malcolm malik manfred
manuel marc marcel marcello marcin marco marcos marcus marek mario marius mark marko markus martin marvin
mateo mateusz mathias mathieu matias mats matt matteo matthew matthias matthieu maurice mauricio mauro max
maxim maximilian mehdi mehmet michael michal michel miguel mihai mike mikhail miklos milan milos minh
miroslav mitch mohamed mohammad mohammed mohsen morgan morris moses mostafa muhammad murray mustafa nabil
nate nathan nathaniel naveen ned neil nelson nicholas nick nico nicolas niels nigel nikhil niklas nikola
nikolai nils noah noel norman nuno olaf ole oleg oliver olivier omar ondrej orlando oscar oskar osman otto
owen pablo paolo parker pascal patrice patrick paul paulo pavel pawel pedro peng per perry pete peter petr
petros phil philip philippe phillip pierre pieter piotr prakash pranav quentin quinn radek rafael rahim
rahul raj rajesh rajiv ralf ralph ramesh ramon randy rashid raul ravi ray raymond reginald rene rhys ricardo
riccardo richard rick rob robert roberto rodrigo roger rohan roland rolf romain roman ron ronald ronan rory
ross roy ruben rudi rudolf rui rupert russell ryan said salim salman sam sami samir samuel sandeep sandro
sanjay santiago sasha saul scott sean sebastian sebastien sergei sergey sergio seth shane shaun shawn sid
simon sinan slava soren spencer stan stanislav stanley stefan stefano stephane stephen steve steven stuart
suleiman sunil suresh sven taha takashi takeshi tariq ted teo terence theo theodore thiago thierry thomas
thorsten tim timo timothy tobias toby todd tom tomas tomasz tommaso tommy tony torsten travis trevor tristan
tuan tunde tyler tyrone uwe vadim valentin vasily victor vijay vikram viktor vincent vincenzo vinod vito
vivek vlad vladimir volker walter warren wayne wei wen werner wes wilhelm will william willy wojciech
wolfgang wout xavier yann yannick yasin yiannis yigal yohannes youssef yuri yusuf yves zach zachary zaid
zane zbigniew zeljko ziad zoltan
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
