"""English words that are not names: what keeps "met clients" from naming a person called Clients."""

_FUNCTION = """
god goodness heavens heaven life lord
a about above across afaik after afternoon again against ago all almost along already also although always
am amazing among an and annual another any anybody anyone anything anyway apart apparently apr april are
arent around as asap aside at aug august away awesome b back bad barely basically be because been before
behind being below beside besides best better between beyond big both btw busy but by can cannot cant
christmas common cool could couldnt current currently day dec december despite did didnt diwali do does
doesnt doing done dont double down during each early easter eg eight either else enough eod eom eow etc even
evening ever every everybody everyone everything everywhere except extra far feb february few final finally
fine fingers first five folks for former four free fri friday from full fun funny further fyi gets getting
given good great greetings guess had hadnt haha half halloween happy hardly has hasnt have havent having he
heaps hello hence her here hers herself hes hey hi him himself his hmm hopefully hour how however i id ie if
ill im imo important in indeed instead interesting into is isnt it its itself ive jan january jul july jun
june junior just kind last late lately later latter least left less lest lets like likewise local lol long
lots lovely main major many mar march may maybe me meanwhile midnight might mine minor minute mon monday
month more moreover morning most mostly much must mutual my myself n nah namely near nearly need neither
never nevertheless new news next nice night nine no nobody none noon nope nor not nothing nov november now
nowhere nye oct october of off often oh ok okay old omg on once one ones only onto or original other others
otherwise our ours ourselves out outside over own particularly per perhaps please pls plus plz pm possible
possibly potential private probably public quick quickly quite r ramadan random rather ready real really
recently regarding regards remote right s sad same sat saturday self senior sep sept september seriously
seven several shall she shes short should shouldnt since six slow small so some somebody someone something
sometime sometimes somewhere soon sorry still such sun sunday sure t ten than thank thanks thanksgiving that
the their theirs them themselves then there therefore these they theyre thing this those though three
through throughout thru thu thur thurs thursday thus thx till tmrw to today together tomorrow tonight too
toward towards true tue tues tuesday turns twice two ty u ugh under unless unlike until up upon ur us very
via w was wasnt way we wed wednesday weds week weekend weird well were werent weve what whatever whats when
whenever where wherever whether which while who whoever whole whom whose why wish with within without
wonderful wont would wouldnt wow wrong xmas ya yall yday yeah year yep yes yesterday yet you young your
youre yours yourself
"""
_VERBS = """
accept accepted add added admit agree agreed aim answer answered arrange arranged arrive arrived ask asked
asking asks attend attended be became become began begin believe bet book booked borrow borrowed bought
bring bringing brought build built bump bumped buy buying call called calling calls came cancel canceled
cancelled care carry catch caught change changed chase chased chasing chat chatted chatting check checked
checking circle claim close collect come comes coming commit committed complain complete confirm confirmed
connect connected connecting consider contact contacted cook cooked cover covered decide decided delayed
deliver delivered deserve deserves did dine dined discuss discussed dm dmd draft drafted draw drink drive
drop dropped eat email emailed emailing emails end enjoyed expect expecting explain explained feel felt find
fix fixed follow followed forget forgot forward forwarded found gave get gets getting give gives giving go
goes going gone got gotta grab grabbed guess had hand handed handing hang happen happened hate hates have
hear heard help helpd helped helping helps hired hiring host hosted hosting hug intro introd introduce
introduced introduces introducing invite invited invites join joined joining joins keep kept know knows
laugh learn learned leave leaves leaving left lend lends lent let lets like likes listen live lives living
loan look looked looking looks lost love loves mail mailed mailing make makes making married marry mean
means meant meet meeting meetings meets mention mentioned message messaged messages met miss missed move
moved moving named need needed needs note noted offer offered open opened order organise organised organize
organized owe owed owes own owns paid pass passed pay phone phoned pick picked ping pinged plan planned
planning plans play played plays prefers prepare presented promise promised promises promising propose
proposed provide publish put ran rang read received recommend recommended record refer referred refuse
refused remember remembered remind reminded reminder renew rent repair replied reply report request
requested researched resend retired retires return returned review reviewed reviewing ring run running runs
said sat saw say says schedule scheduled seated see seeing seeking seem seems seen sell selling sells send
sending sends sent set share shared shares sharing shook show showed shown sign signed sit sketch skip slack
slacked sold sort sorted sound sounds speak speaking spend spoke spoken spotted stand start started starts
stay stood stop studied studies study submit suggest suggested supposed swap swapped swear swing swore take
takes taking talk talked talking taught teach teaches tell telling tells text texted texts thank thanked
thanking think thinks thought told tour toured train training translate travel travels tried trip try trying
turn turned turns understand update updated upload use used visit visited visiting visits volunteer
volunteered vouched wait waited waiting walk walked want wanted wants was wash watch went whatsapp
whatsapped will win wire wish won wonder wondering work worked working works write writes writing wrote zoom
zoomed
"""
_NOUNS = """
accountant accounting address advice african agency agenda agent agreement airport american analyst answer
apartment apologies apology app appointment arabic architect article artist asian assistant aunt author baby
band bank bar barber bbq bday beach beer beers bike bill birthday blog board boat bookkeeper bookshop boss
bosses box boy boyfriend boys bread breakfast brief british brochure broker brother brunch buddy budget
builder bus business buyer buyers cafe cake camp candidate candidates car card career case cat catalogue
catchup cell ceo cfo chair chairman chairs champagne cheese chef chief child children chinese choir church
cio class classmates client clients climbing clinic club cmo co coach coffee coffees cofounder cohort
colleague colleagues college comment comments committee community company conf conference connection
consultant contact contacts contract contractor contractors convo coo copy council course court cousin
coworker coworkers crew cto customer customers cv dad danish data date daughter daughters db deadline deal
dealer deals deck delivery demo dentist dentists designer designers desk developer developers devs dinner
director discord distributor doc docs doctor document documents dog donation donor donors door drawing
drinks driver dutch editor email embassy employee employer engineer engineering engineers english european
event everybody evp ex exam excel expo facebook facetime factory fair family fan father feedback fella
festival figma figures file files finance finnish firm flat flight flowers folks follow food football
forecast form forms founder founders french friend friends fund funding fundraiser gala game gardener
gentleman german gift girl girlfriend girls github gmail goal golf google gp graduates grandma grandpa greek
group guest guests guide guy guys gym hall headhunter hello help hindi hiring history holiday home hospital
hotel house hr husband idea ideas industry info instagram interior intern interns interpreter interview
intro introduction introductions intros investor investors invitation invite invoice issue it italian item
japanese job journalist journalists key keynote keys kid kids kitchen korean lab ladies lads lady landlord
laptop lastname latin lawyer lawyers lead leader leads lease lesson letter library link linkedin list lobby
logistics love lunch lunchtime madam mail management manager mandarin marathon market marketing material
materials maths mba md meal medicine meetup member members memo mentee mentor menu mom mother mr mrs ms mum
mums museum music name names nanny neighbor neighbors neighbour neighbours nephew network networking
newsletter niece norwegian notes notice notion number numbers nurse offer office offsite one-pager online
open opening opportunity order organiser organisers outing outlook owner pack painter panel panelist paper
paperwork parents park parking partner partners party pastor patient peer peers pensioner people person phd
phone photo photographer photographers photos pianist pic pictures pilot pitch pizza place plan plans
plumber pm podcast podcasters policy polish pool portfolio portuguese position post powerpoint ppl
presentation president press price prices pricing principal printer problem process producer product
professor profile program programme project proof proposal prospect prospects pub publisher purchasing
quarter question questions quote race realtor receipt recipe recommendation recruiter recruiters recruitment
reference references referral regards rep reply report request researcher reservation restaurant result
results resume retirement review ride room rota russian sales salesman sample samples schedule school script
secretary security seller seminar server session sheet shift shop side sign signal sir sister site skype
slack slides slot snack soccer social software somebody son sons space spanish speaker speakers specs spouse
staff stall standup startup statement station stats store story strangers street student students study
stuff summary summit supervisor supplier suppliers support surgeon survey svp swedish table talk tax tea
teacher teachers team teams techs telegram template tenant tenants tennis term terms test testimonial text
theatre ticket tickets time times tip title todo tool top tour town trade train trainer training tram
translation translator trip truck trucker turkish twitter uncle uni university vc vcs vendor vendors venue
version vet video visa visit visitor volunteers vp wechat wedding welder whatsapp wife wine winemaker woman
women workers workshop world yoga zoo zoom
"""
COMMON = frozenset(_FUNCTION.split()) | frozenset(_VERBS.split()) | frozenset(_NOUNS.split())

_PLACES = """
aarhus aberdeen abidjan abu-dhabi abuja accra adana addis-ababa adelaide africa ahmedabad albuquerque
algiers almaty america amman amsterdam anatolia anchorage andalusia ankara antalya antwerp arequipa asia
asuncion athens atlanta auckland austin australia austria baku bali baltimore bamako bandung bangalore
bangkok barcelona basel bath bavaria beijing beirut belgium belgrade bergen berkeley berlin bern bilbao
birmingham bogota bologna bombay bordeaux boston braga brasil brasilia bratislava brazil bremen brighton
brisbane bristol brittany brno brooklyn bruges brussels bucharest budapest busan cairo calgary california
cambridge canada canberra caracas cardiff cartagena casablanca catalonia cebu chengdu chennai chicago chile
china christchurch cleveland cluj cologne colombia colombo copenhagen cordoba cork corsica coventry crete
croatia curitiba cusco dakar dallas dar-es-salaam debrecen delhi denmark denver derry detroit dhaka doha
dubai dublin dundee dunedin durban dusseldorf edinburgh edmonton egypt eindhoven england essen estonia
europe faro finland flanders fortaleza france frankfurt fukuoka galicia galway gdansk gdynia geneva genoa
germany ghana ghent girona glasgow goa gothenburg graz greece grenoble guadalajara guangzhou guayaquil
gujarat hague haifa halifax hamburg hangzhou hanoi harare havana helsinki hochiminh hongkong honolulu
houston hull hungary hyderabad iasi ibadan iceland incheon india indonesia inverness iran iraq ireland
islamabad israel istanbul italy izmir jaipur jakarta japan jeddah jerusalem johannesburg kampala karachi
kathmandu katowice kaunas kenya kerala khartoum kiev kigali kobe kochi kolkata kosice krakow kuala-lumpur
kyiv kyoto lagos lahore lausanne leeds leicester leipzig leith liege lille lima limerick lindau linz lisbon
liverpool ljubljana lodz london lusaka lyon madrid malaga malaysia malmo malta manama manchester manila
marrakech marseille medellin melbourne memphis mexico miami milan milwaukee minneapolis minsk monterrey
montevideo montreal morocco moscow mumbai munich muscat nagoya nairobi nanjing nantes naples nashville nepal
netherlands newcastle nicosia nigeria normandy norway nottingham oakland oaxaca odense omaha oporto osaka
oslo ostrava ottawa oxford pakistan palermo panama paris patras penang perth peru philadelphia philippines
phnom-penh phoenix pittsburgh plovdiv poland portland porto portugal poznan prague pretoria pristina
provence puebla pune punjab quebec quito rabat recife rennes reykjavik riga rio riyadh rome rotterdam rouen
russia sacramento salzburg sapporo sarajevo sardinia scotland seattle seoul seville shanghai shenzhen sicily
singapore skopje slovakia slovenia spain stavanger stockholm strasbourg stuttgart surabaya swansea sweden
switzerland sydney szeged taipei taiwan tallinn tampa tampere tartu tashkent tbilisi tehran texas thailand
thessaloniki tianjin tijuana timisoara tirana tokyo toronto toulouse transylvania tripoli trondheim tucson
tunis turin turkey turku tuscany uk ukraine uppsala uruguay usa utrecht valencia vancouver varna venice
vienna vietnam vilnius wales wallonia warsaw washington waterford wellington winnipeg wroclaw wuhan yangon
yerevan york yorkshire zagreb zaragoza zurich
"""
PLACES = frozenset(_PLACES.split())
_COMPANY_TAIL = """
ab ag agency airlines analytics architecten architects as associates association bakery bank brewery bv cafe
capital clinic club co college company consultants consulting corp corporation council dental design designs
digital energy fc finance foods foundation gmbh group health holdings hospital hotel imaging inc
incorporated industries institute insurance kg lab labs limited llc llp logistics ltd media motors museum nv
oy partners pharma plc press restaurant roasters sa school sl society software solutions srl steel studio
studios systems tech technologies textiles trading union university ventures works
"""
COMPANY_TAIL = frozenset(_COMPANY_TAIL.split())
_TITLES = (
    "dr dr. prof prof. professor sir dame mr mr. mrs mrs. ms ms. mx miss sr sr. sra sra. doña aunty"
    " auntie dona councillor cllr"
)
ADDRESSES = frozenset(("frau", "herr", "mme", "madame", "monsieur", "signora", "señora", "senora"))
TITLES = frozenset(_TITLES.split(" "))
_PARTICLES = (
    "van der den de da do dos das di del della degli von zu zum bin ibn bint al el le la ter ten te"
    " af av du mac st"
)
PARTICLES = frozenset(_PARTICLES.split(" "))
