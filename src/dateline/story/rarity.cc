// How common words are in English news: see rarity.h. The shares were counted on 349 news pages of 2010 to 2025 (articles of the
// open sets that extractors are measured with), one count a page and stem; words of fewer than 1.8 in 100 pages are left out.
#include "dateline/story/rarity.h"

#include <array>
#include <cmath>

#include "dateline/story/words.h"

namespace dateline::story {

namespace {

struct Group {
  double share = 0;  ///< of the pages
  std::string_view words;
};

constexpr std::array<Group, 10> kCommon = {{
    {0.600, "like new time year"},
    {0.360,
     "back called come day end first get going help know last look made make many much need next part people point really "
     "report right see show start state take things think three two want way work world"},
    {0.240,
     "allow already always asked based become best better big case change close company continue create current deal "
     "different early every family features feel few final find five following former found four give go good great group "
     "hand happened high home includes issues keep later lead less life little long lot making means million month move "
     "nearly number offer old open place plan play provide public put recent released remain run second seems set shared "
     "something support team took top trying turn use using week"},
    {0.168,
     "able action actually add again air almost along American announced anything appeared area available away began "
     "beginning believe billion bit break bring build business came cause Center certain challenges City claims clear "
     "completely consider cost country course decision despite development direct doing earlier easy effort enough "
     "expected experience explained face fact far focus force form free friends front full further future game given got "
     "government half hard head history hit hold hope hours House important increase information instead interest involved "
     "kind known large late learn least leave led left let level light line list live love low man management matter media "
     "meeting members minutes mission name national night office officials often once others particularly past possible "
     "post potential power present President Previous problem process products question quickly raise reach read reason "
     "received Record requires result return season seen sense services several short sign six small someone source stand "
     "star stay step stop story sure system taking talk term test third thought today together United used went whole win"},
    {0.120,
     "above access accounts Act activity addition additional address advanced ago agreement amount answer anyone approach "
     "attempt avoid bad became behind benefits beyond Black block body buy car care carried chance charging check chief co "
     "coming comment committed community concerns confirmed connection control couple court cover cut data death decades "
     "December decided deep Department design director discuss double drive dropped due e earned effect effective either "
     "energy engaged entire especially event everyone everything example exciting existing extended extra eye facing "
     "failed fall fans fight figure filled financial food forward General giving goes ground growing health heart held "
     "human idea impact improve individuals industry initial international job joined key latest launched law leaders "
     "limited living local longer Los lower major Mark market match maybe measures mind model moment Monday money moved "
     "multiple non note nothing November opportunity order organization original party passing pay perfect perform "
     "performance period person personal pick piece players policy Position price program project promise protect "
     "published push quite rather ready Red related relationship remember research respond revealed risk role room saw "
     "School security series serve seven side significant similar single social sometimes soon space special sports stage "
     "strong struggle suggest surprise taken technology thanks total track true Tuesday type understand value version "
     "video visit waiting Washington watching water white won words writing wrote York"},
    {0.084,
     "ability absolutely achieve admitted affect Age agency ahead alone America Angeles app apply argument associated "
     "attack authorities Awards battle beat biggest board book boost born box brand brought built cannot career children "
     "choice choose Christmas class collection color combined common compared computer condition conference content "
     "contribute critical dark date David deadly definitely deliver demand depends described details determine devices "
     "difficult discovered display easier edge eight election else enjoy ensure entered environment essential established "
     "estimated eventually evidence exactly executive experts expressing extremely fair fast favorite federal felt field "
     "film finish fire firm Fix Friday fuel fun funding gain global goal gone heard hearing higher highlights holiday host "
     "huge hundreds identified image immediately inside Instagram interview introduced investigation investment James John "
     "judge killed lack land legal linked located loss lost loved machine main March material medical message met Michael "
     "mix movie music named nation natural necessary North noted obvious October officers online operating options outside "
     "paid parents Park partner perhaps phone photos physical picture platform plus police political pop popular practice "
     "prepare press pressure pretty prevent primary prior private probably produced professional proved pull quality range "
     "rare rate reaction reality recommended reduce reflect regarding regular relatively remove replaced represents "
     "request resources response rest review road Rolling round rules safe safety San scene scheduled scored screen search "
     "secure seeking select self selling send separate September serious shift shot shown simple simply sit site Size slow "
     "solution songs sort sound South speak specific spending spent Spot staff standard Status strategy Street study "
     "success successful suffered summer table target ten thousands threat throughout Thursday title tools town training "
     "travel treatment tried Trump trust TV typically ultimately University unlike updates users usually various view "
     "walking Wall war warned website Wednesday welcomed West whatever wide women wonder worried worth wrong X Yes young "
     "yourself"},
    {0.060,
     "accept accused acknowledged active actor administration adopted adults advantage alleged alongside alternative "
     "amazing annual apart appeal appearance Apple applications April arms arrested arrive art article artists assessment "
     "attention attorney audience August author average baby balance band Bank bar barely base basic beautiful below Biden "
     "Blue bottom brief Brown California camera campaign capital card cash cast celebrate Central century CEO characters "
     "child chips classic clean closer club coach cold committee communication competing competition complex conducted "
     "consistent constantly contact contains contract conversation cool core correct County credit criminal crisis culture "
     "cup customers daily damage de Dec declined deeper defense degree demonstrated denied died difference dinner dollars "
     "Donald door draw dream dress driven drivers drug Earth edition email enable encourage enhance era Europe European "
     "exchange expand exploration famous father fear February filed fine fit flying foot founder frequently fresh fully "
     "gave generated generation giant gift Grand Green growth guy handle happy heat heavy hoped hospital hot husband "
     "imagine importance impossible impressive inch indeed indicate injury installation institutions internet January "
     "journal July jump June Justice kept kick kids King knew la language larger largest League letter listen London "
     "maintain majority massive maximum meant Meanwhile memory men mid middle miles mobile modern Moon morning mostly "
     "mother nature negative net network nice nine none normal notice Nov occur Oh operations opinion opposite overall "
     "owner package packs page pair paper patient plant please plenty poor Portion positive powerful predicted Pro profile "
     "promote prompted property proposed purchase quarter R race ranking realize reference referring region rely reporters "
     "researchers residents respect Rise Robert rock rough routine ruled Sale Saturday save scale science scientists "
     "senior sent settlement shaped shipping shocked shooting shop singer situation skills slightly smaller smart sold son "
     "southern specifically speed spirit spoke spread stick store straight strength stress strike students style suit "
     "Sunday super surface survived suspect switch talent task tech technical telling tend Texas threatening throw tips "
     "touch tough trade traditional tree trend trip truly truth UK unique variety vehicle vision Voice warm weekend wife "
     "wild Windows winner wish witness workers written zero"},
    {0.042,
     "accomplished accurate acquired adapt adjust agent aggressive AI aid aim Alex Align analyst Andrew animals anti "
     "anywhere AP appointed approved artificial aside assist assumed attending awaited B bag ball ban battery bed begun "
     "behavior beloved bid bigger bird blend blood bond bought boy brain bright British broke broken brother budget button "
     "C Canada candidates capable capture catch champion channel cheap cheers Chicago China Chinese circle cited click "
     "clients climate cloud colleagues college comfort comfortable commercial commission competitive complaining "
     "complicated concept concluded conclusion confident conflict Constitution construction consumer context controlled "
     "convicted Cook corner count Covid crash crime cross crowd cycle D dance dangerous daughter debut declared dedicated "
     "defending defined delays delivery depth deserve destroyed digital dip discovery distribution District doctors "
     "documents doubt dozens drink ease East Eastern eating economic economy editor education electric emerged emotional "
     "employees encounters enforcement England entertainment entry environmental equally equipment evening evolved except "
     "expensive exposed extensive facilitates facility factor failure false familiar favor feed feet fewer Fi fifth fired "
     "flat flight floor Florida flow football foreign fourth Fox frame Francisco Frank freedom French frustrating function "
     "gathering girl glass God gold gonna Google grab grew guess guide guilty hair hang hardware healthy Hey highest Hill "
     "Hollywood honest honor hopefully hunt hurt ice ideal identity ignore illegal impressed incident income incredible "
     "independent infrastructure ingredients initiative injured innovative inspired instance integrated intelligence "
     "intended intense internal investigate investors invitation items Jan Jersey Joe journey Kevin kitchen label Lake "
     "landscape lawyer layer leadership length lift literally lose Magic manager married mass Matt medium mention "
     "mentioned mess method Mexico Microsoft Mike military mistake mode monitor myself native navigate neither "
     "occasionally ocean odds older opponent otherwise ourselves outlets owned pain paint pandemic partnerships path "
     "pattern percent perspective population pounds pre precise preferred presence preserve presidential prime print "
     "priority producers Professor progress prosecutors purpose qualified quiet radio recalled recognized recover "
     "reduction refused regional relevant remote reportedly representative Republican reserve responsibility responsible "
     "restrictions retired Reuters riding rising rival rose row Russia satisfy sea seat secret Secretary sentence session "
     "severe sexual shut signals sister sleep society software solid sought spark spokesperson spring St steals Stock "
     "streak streaming stretch strip structure stuff subject suddenly surrounding swimming tall Taylor television "
     "temperature tension text theme tight Tim topic tour transformed transition trial trick twice twist Twitter "
     "Unfortunately union upcoming variations Vice victim victory virtual volume vote vulnerable waste wave wearing weight "
     "wheel William willing wind winter worse wrapped writer"},
    {0.030,
     "abuse Academy accompanied Adam adventure advertising advice advised advocates affairs afford afternoon afterward al "
     "alarm album alive allegedly allies altered aluminum Amazon Amendment anticipated anymore apparently appreciate "
     "appropriate approval Arena Arizona arrival aspects assault assets assistance assistant Association attached "
     "attributed Australian authentication auto Avenue aware awareness baking barrier basically basis Bay beach bear "
     "beauty bedroom Beijing belong bench bets blamed boast bonus boot border boss bottle bounce bound boundaries bowl "
     "branches breaches breakthrough breathing Brian brilliant broad Brooks bugs bunch buried burn cap capability capacity "
     "caption carbon carefully category caught cell ceremony chain chair championship chapter Charles charts chemical "
     "childhood chosen Chris Christian chunks Church circumstances citizens clever climb clip clothes Coast code "
     "collaboration collective Colorado combat comeback command communicate Comparison competitors components confidence "
     "configuration confronted confused Congress consequences conservative consist consulting consume convinced Cooper "
     "copies cops counsel counter coverage cracked craft creative creativity creator crew criticism critics crucial "
     "Crystal custom customize dad Dallas Dan danger Daniel dating deadline debate decreased defeat defensive delighted "
     "Democratic Democrats depression deputy designer desires detected devastated developers diagnosed die dig "
     "disappointing disease disputed division documentary documented dog domestic dominated download downtown Draft drag "
     "drama dramatic drove dry duo Ed efficiency efficient electronic elements eliminated elsewhere em embrace emergency "
     "emphasized employment empty engine engineers English episode Eric error escape etc evaluating everybody everyday "
     "everywhere ex examined excellent exclusive executed exercise experiments explanation extension fantasy fashion "
     "faster fat fees fell fellow female fighter file finances fingers flag flavor folks Ford Forest forget formal formula "
     "fortune Foster France franchise freeze fruit fulfill Gate Gear genre George German glad gotten grant grateful gray "
     "greater greatest grown guard guests guidance Hall handful harder Harris hat headlines healing healthcare height "
     "helpful hero hide historically hotel https Hunter icon iconic II ill implemented increasingly incredibly index "
     "industrial infected inflation influence Inner innovation inquiry insight insisted instant instructions instruments "
     "intellectual intent interact investigators Island Israel Israeli Jack jail Japanese Jason jet Johnson Jones "
     "journalists joy K killer Kim knowledge Labs laptop lawmakers lawsuit lay leaked leg legislation lessons license lies "
     "lined lingering liquid locked loose lowest luck lucky luxury M maker male Manhattan manner manual manufacturer "
     "manufacturing map Martin mask Master Max Meal meaningful mental Metal Michigan Minister Minnesota mirror moderate "
     "mounted multi murder mutual N narrow NASA negotiations neighborhood neighboring nervous Netflix newly nobody "
     "nominated nomination nonprofit novel numerous o object observations obtained Oct offensive oil OK ongoing oppose opt "
     "Orange Origin OS Oscar outcome outdoor output overwhelming P pace panel pants participate Paul PC peace peer "
     "percentage permanent permission Peter phase plague planet plastics playoff pocket podcast poll popularity PoS pose "
     "possibility possibly pour practical preferences Premier prioritize prison privacy Prize procedure proceedings "
     "profits progressive Proof properly proposal protest providers pump pure pursue puzzle questioned rack radar rain ran "
     "random rating raw readers realistic rear rebounds recipient recognition recovery reeling registered regulations "
     "rejected reliable reminder reminds Rep repeated replied resolution resolve respective restored retain revenue "
     "reverse rich ride ring River root route rumors rushed Ryan Santa sat saved scared scraped scratch script se sector "
     "seeds seemingly Sen Senate senator seventh sex shadow shake sheet shine shoe shore sight signature singing skin "
     "smartphone smile Smith smoke smooth snack Snap soft solely solve somebody somehow somewhat somewhere spanning "
     "speaker speculation speech spin split sponsored square stable stacked Stake startups stems Steve Stones stood "
     "strengthen strict stronger struck stuck Studio submitted sun supply Supreme surge sustainable sustained swap sweep "
     "sweet Swift symptoms tackle Tap taste tax teaching teammates technique temporary terrible territory texture "
     "Thankfully therefore Thomas thrilled thriving thus tickets tie tied tiny tired Tom tomorrow tone tonight tons "
     "traffic trail transporting trap tremendous triggers troubles truck tweaks unable unclear undermine understood unfair "
     "universe unprecedented unusual upgrade urgent useful V Valley valuable vast venture versus veteran violating "
     "violation violence visitors Visual vital voting vs W Wake weak weakened weapons weather Web wedding weighed Western "
     "whenever willingness wine wing wire woman wood worldwide worst Yeah younger"},
    {0.022,
     "Aaron academic accelerate accident acquisition ad addiction advocacy affordable afraid aka alerts Allen anchored "
     "ancient anniversary Anthony anyway appreciation arguably arise army arrangement aspirations assembled assertion "
     "athletic Atlanta atmosphere attraction automatic automatically awkward backgrounds badly bail ballot bang baseball "
     "basket basketball beans behave beliefs Bell Ben Bloomberg blow boat Bob boiled bold bone bother boyfriend bridge "
     "broadcast broader brush Bucks calculated calm camp campus capitalize Carlos Carolina carpet carved casual cat "
     "celebrity cent chairman chaos Charlotte charming Chase chat chemistry chest chicken civil Clark clause clinical "
     "coated collapse column Commerce compelling complaint Composite comprehensive comprises compromise computing con "
     "confidential consistency conspiracy contender contest contrast controversial converted corrupt Council crank "
     "credible crisp criticized Crop Crown crushed crying cultural curled custody da dash Davis dazzling dealt Dear debt "
     "decent deck delicious Denver deployed description designated desk destination devoted Diego disaster discount dish "
     "disruption distinct dive diverse DJ dominant drawn dump dust duty dying eager ears earthquake eco ecosystem Edwards "
     "El elevated embarrassing embodies emotions en endured enemy enormous enterprise enthusiasm enthusiasts entities et "
     "evaluation Eve exceptional excluding exhaust existence expansion expertise F Facebook fake fancy fantastic farm "
     "farmers FBI Feb festive fierce filmmaker finalized fish flashes flawed flip floating flood flowers fold forgotten "
     "format forth forum fringe frozen frustration fucking functional funny G gaming gap Gardens gas Gaza generative "
     "genuine Georgia ghost glimpses Gordon Gov governor grade gradually graphics greeted guaranteed gun gut habit harm "
     "hate heels hell hidden hikes hire hired horizon horrific household HP humanity impeachment imposing Inc incorporates "
     "indictment influential injections interpret interruptions intervention inventions iPhone IT iteration J jam Japan "
     "Jean Jewish Jim joint joke joking Jordan Jose jury justify Kansas Kingdom kit knee knocked lane latter laugh leaning "
     "leather Lee legacy legend legendary legitimate lengthy lens leverage liberal liked Lincoln lineup lip lit load "
     "longest longtime loop Louis lying lyrics Mac magical mainstream margin Marvel Mary math meat menu merely midnight "
     "midst Miller minimum minor miracle modified module momentum Monster moral Moreover motion motives mountains mouth "
     "musical mysterious mystery narrative Nashville nearby negotiating Northern notable notion occasion Ohio Olivia "
     "ordinary ounce oxygen paced Pacific Pad Palestinians Parise passengers Pat patch pause pen performers personalities "
     "Philadelphia phrases pioneer pitch plain pleaded pleasure plot plunged politics pool possession pot powder preview "
     "productive profoundly protein punch punished queen quo quotes radical rally rapidly ray reasonable recipe recruit "
     "recycling Regardless reign reimagining relaxation rendering rent repair replicate rescue restaurant revolution "
     "ribbons Richard robust roller roster ruin sad salt Sam samples sand scandal scheme scoop Scott scrutiny Section "
     "sentiment Sept shame sharply shelter shirt shorter shoulder shouts sick silver sized sky slices slower sophisticated "
     "sorry spacecraft spare specialist spiritual Spurs Stability Stadium Steady storage storm strange strategic stunning "
     "substance sugar superstar supporters supposed supposedly surgery survival suspension SUV sweating swing tale Tears "
     "technological testified testimony THE theoretical theory thick thoroughly threshold threw Tony tower toy tract "
     "transfer translate treasure turnovers tweet Ukraine Ukrainian ultra un uncertainty Uncommon Universal unknown unless "
     "unveiled upper upset urban USA USB Van viable viewers village violent Virginia visible vocal volunteer voters warmer "
     "warrant weakness wealth weird whopping wider widespread wireless Wolf wonderful wore workout worthy wounds yards "
     "Yellow Zoom"},
}};

constexpr double kUnlisted = 0.004;  ///< share assumed of a word that is not listed

}  // namespace

Rarity::Rarity(const Ontology& ontology) {
  for (const Group& group : kCommon) {
    for (const Word& w : words_of(group.words, &ontology)) share_.emplace(w.stem, group.share);
  }
}

double Rarity::of(uint64_t stem) const {
  const auto found = share_.find(stem);
  return -std::log(found == share_.end() ? kUnlisted : found->second);
}

}  // namespace dateline::story
