#include "dateline/page/boilerplate.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "dateline/base/chars.h"

namespace dateline::page {
namespace {

enum class Where : uint8_t { whole, start, colon, inside };  // colon: at the start and followed by ":"

struct Pattern {
  std::string_view text;  // folded
  Where where;
  Role role;
  Follow follow = Follow::none;
  uint32_t most_words = 40;
};

constexpr auto W = Where::whole;
constexpr auto S = Where::start;
constexpr auto C = Where::colon;
constexpr auto I = Where::inside;
constexpr auto kTitle = Follow::title;
constexpr auto kList = Follow::list;
constexpr auto kRest = Follow::rest;

// One pattern a line; folded text (lower case, plain marks). The longest pattern that fits wins.
constexpr Pattern kPatterns[] = {
    // links to other articles
    {"see also", S, Role::related, kTitle}, {"also see", S, Role::related, kTitle}, {"see more", S, Role::related, kTitle, 12},
    {"read", C, Role::related, kTitle}, {"read also", S, Role::related, kTitle}, {"also read", S, Role::related, kTitle},
    {"read more", S, Role::related, kTitle, 25}, {"read more", C, Role::related, kTitle}, {"read next", S, Role::navigation, kTitle, 25},
    {"read previous", S, Role::navigation, kTitle, 25}, {"read this", C, Role::related, kTitle}, {"read now", S, Role::related, kTitle, 20},
    {"read the full story", S, Role::related, kTitle, 12}, {"read full story", S, Role::related, kTitle, 12},
    {"read the full article", S, Role::related, kTitle, 12}, {"read more about", S, Role::related, kList, 14},
    {"continue reading", S, Role::related, kTitle, 20}, {"keep reading", S, Role::related, kTitle, 20},
    {"more", C, Role::related, kTitle}, {"more on this", S, Role::related, kList, 10}, {"more on this story", W, Role::related, kList},
    {"more on", C, Role::related, kTitle}, {"more from", S, Role::related, kList, 10}, {"more news", S, Role::related, kList, 8},
    {"more stories", S, Role::related, kList, 10}, {"more articles", S, Role::related, kList, 10}, {"more news from", S, Role::related, kList, 10},
    {"more like this", W, Role::related, kList}, {"more to read", W, Role::related, kList}, {"more coverage", S, Role::related, kList, 8},
    {"related", W, Role::related, kList}, {"related", C, Role::related, kList}, {"related article", S, Role::related, kList, 30},
    {"related articles", S, Role::related, kList, 30}, {"related story", S, Role::related, kTitle, 30}, {"related stories", S, Role::related, kList, 30},
    {"related news", S, Role::related, kList, 25}, {"related topics", S, Role::navigation, kList, 25}, {"related content", S, Role::related, kList, 25},
    {"related posts", S, Role::related, kList, 25}, {"related coverage", S, Role::related, kList, 25}, {"related links", S, Role::related, kList, 25},
    {"related reading", S, Role::related, kList, 25}, {"related video", S, Role::related, kTitle, 25}, {"related videos", S, Role::related, kList, 25},
    {"related to this story", W, Role::related, kList}, {"recommended", W, Role::related, kList}, {"recommended", C, Role::related, kList},
    {"recommended for you", S, Role::related, kList, 12}, {"recommended stories", S, Role::related, kList, 12},
    {"recommended reading", S, Role::related, kList, 12}, {"recommended articles", S, Role::related, kList, 12},
    {"you may also like", S, Role::related, kList, 30}, {"you might also like", S, Role::related, kList, 30},
    {"you may also be interested", S, Role::related, kList, 30}, {"you might also be interested", S, Role::related, kList, 30},
    {"you may be interested in", S, Role::related, kList, 30}, {"you might like", S, Role::related, kList, 10}, {"you may like", S, Role::related, kList, 10},
    {"you may have missed", S, Role::related, kList, 10}, {"in case you missed it", S, Role::related, kTitle, 25}, {"icymi", S, Role::related, kTitle, 25},
    {"don't miss", W, Role::related, kList}, {"don't miss", C, Role::related, kTitle}, {"must read", W, Role::related, kList},
    {"must read", C, Role::related, kTitle}, {"must reads", W, Role::related, kList}, {"watch", C, Role::related, kTitle}, {"watch also", S, Role::related, kTitle, 25},
    {"watch live", S, Role::related, Follow::none, 15}, {"watch more", S, Role::related, kTitle, 20}, {"watch now", S, Role::related, kTitle, 20}, {"watch the video", S, Role::related, Follow::none, 12},
    {"listen", C, Role::related, kTitle}, {"listen now", S, Role::related, kTitle, 15}, {"in pictures", C, Role::related, kTitle}, {"in photos", C, Role::related, kTitle},
    {"gallery", C, Role::related, kTitle}, {"photos", W, Role::related}, {"up next", S, Role::related, kTitle, 25}, {"next up", S, Role::related, kTitle, 25},
    {"next article", S, Role::navigation, kTitle, 25}, {"previous article", S, Role::navigation, kTitle, 25},
    {"next post", S, Role::navigation, kTitle, 25}, {"previous post", S, Role::navigation, kTitle, 25}, {"next story", S, Role::navigation, kTitle, 25},
    {"previous story", S, Role::navigation, kTitle, 25}, {"older post", S, Role::navigation, kTitle, 25}, {"newer post", S, Role::navigation, kTitle, 25},
    {"prev post", S, Role::navigation, kTitle, 25}, {"top stories", W, Role::related, kList}, {"top news", W, Role::related, kList}, {"trending", W, Role::related, kList},
    {"trending now", W, Role::related, kList}, {"trending stories", W, Role::related, kList}, {"trending news", W, Role::related, kList},
    {"trending topics", W, Role::related, kList}, {"most read", W, Role::section_label, kList}, {"most popular", W, Role::section_label, kList},
    {"most viewed", W, Role::section_label, kList}, {"most shared", W, Role::section_label, kList}, {"most watched", W, Role::section_label, kList}, {"most commented", W, Role::section_label, kList},
    {"popular", W, Role::section_label, kList}, {"popular posts", W, Role::section_label, kList}, {"popular stories", W, Role::section_label, kList}, {"popular now", W, Role::section_label, kList},
    {"popular news", W, Role::section_label, kList}, {"latest news", W, Role::section_label, kList}, {"latest stories", W, Role::section_label, kList}, {"latest articles", W, Role::section_label, kList},
    {"latest posts", W, Role::section_label, kList}, {"latest", W, Role::section_label, kList}, {"the latest", W, Role::section_label, kList}, {"latest headlines", W, Role::section_label, kList},
    {"latest updates", W, Role::section_label, kList}, {"recent posts", W, Role::section_label, kList}, {"recent news", W, Role::section_label, kList}, {"recent articles", W, Role::section_label, kList},
    {"editor's pick", W, Role::section_label, kList}, {"editor's picks", W, Role::section_label, kList}, {"editors' picks", W, Role::section_label, kList}, {"editor's choice", W, Role::section_label, kList},
    {"other news", W, Role::section_label, kList}, {"other stories", W, Role::section_label, kList}, {"also on", W, Role::related, kList}, {"also in the news", W, Role::related, kList},
    {"elsewhere on the web", W, Role::related, kList}, {"from around the web", W, Role::related, kList}, {"around the web", W, Role::related, kList}, {"from the web", W, Role::related, kList},
    {"from our partners", W, Role::advertisement, kList}, {"learn more", W, Role::related}, {"find out more", W, Role::related}, {"go deeper", S, Role::related, kTitle, 20},
    {"click here to", S, Role::related, Follow::none, 30}, {"click here for", S, Role::related, Follow::none, 30}, {"for more", C, Role::related}, {"for more news", S, Role::related, Follow::none, 30}, {"for more stories", S, Role::related, Follow::none, 30},
    {"for the latest", S, Role::related, Follow::none, 25}, {"next read", S, Role::related, kTitle, 25}, {"explore more", S, Role::related, kList, 8}, {"what to read next", W, Role::related, kList},
    {"lire aussi", S, Role::related, kTitle}, {"a lire aussi", S, Role::related, kTitle}, {"a lire", C, Role::related, kTitle}, {"lire la suite", W, Role::related}, {"a lire egalement", S, Role::related, kTitle},
    {"lee tambien", S, Role::related, kTitle}, {"leer mas", S, Role::related, kTitle, 25}, {"leer tambien", S, Role::related, kTitle}, {"le puede interesar", S, Role::related, kTitle}, {"te puede interesar", S, Role::related, kTitle}, {"vea tambien", S, Role::related, kTitle}, {"ver mas", W, Role::related},
    {"lesen sie auch", S, Role::related, kTitle}, {"mehr zum thema", S, Role::related, kList, 20}, {"lesen sie hier", S, Role::related, kTitle}, {"lesen sie mehr", S, Role::related, kTitle}, {"auch interessant", S, Role::related, kTitle, 20}, {"das konnte sie auch interessieren", S, Role::related, kList}, {"weiterlesen", W, Role::related},
    {"leggi anche", S, Role::related, kTitle}, {"leggi tutto", W, Role::related}, {"leia tambem", S, Role::related, kTitle}, {"leia mais", S, Role::related, kTitle}, {"veja tambem", S, Role::related, kTitle}, {"saiba mais", S, Role::related, kTitle, 20},
    {"lees ook", S, Role::related, kTitle}, {"lees meer", S, Role::related, kTitle, 20}, {"las mer", S, Role::related, kTitle, 20}, {"las ocksa", S, Role::related, kTitle}, {"les ogsa", S, Role::related, kTitle}, {"lues myos", S, Role::related, kTitle}, {"baca juga", S, Role::related, kTitle}, {"doc them", S, Role::related, kTitle},
    {"xem them", S, Role::related, kTitle}, {"czytaj tez", S, Role::related, kTitle}, {"czytaj wiecej", S, Role::related, kTitle}, {"zobacz takze", S, Role::related, kTitle}, {"zobacz tez", S, Role::related, kTitle}, {"ayrica bak", S, Role::related, kTitle}, {"ilgili haberler", W, Role::related, kList}, {"читайте также", S, Role::related, kTitle}, {"читайте також", S, Role::related, kTitle}, {"اقرا ايضا", S, Role::related, kTitle}, {"اقرأ ايضا", S, Role::related, kTitle}, {"اقرأ أيضا", S, Role::related, kTitle},
    // navigation and tools of the page
    {"home", W, Role::navigation}, {"menu", W, Role::navigation}, {"search", W, Role::navigation}, {"skip to content", S, Role::navigation, Follow::none, 8}, {"skip to main content", S, Role::navigation, Follow::none, 8}, {"back to top", W, Role::navigation},
    {"go back", W, Role::navigation}, {"previous", W, Role::navigation, kTitle}, {"next", W, Role::navigation, kTitle}, {"prev", W, Role::navigation}, {"log in", W, Role::navigation}, {"login", W, Role::navigation}, {"sign in", W, Role::navigation}, {"log in / sign up", W, Role::navigation}, {"register", W, Role::navigation}, {"my account", W, Role::navigation},
    {"contact us", W, Role::navigation}, {"about us", W, Role::navigation}, {"privacy policy", W, Role::navigation}, {"terms of use", W, Role::navigation}, {"terms of service", W, Role::navigation}, {"terms and conditions", W, Role::navigation}, {"terms & conditions", W, Role::navigation}, {"cookie policy", W, Role::navigation}, {"site map", W, Role::navigation}, {"sitemap", W, Role::navigation},
    {"toggle navigation", W, Role::navigation}, {"close", W, Role::navigation}, {"show more", W, Role::navigation}, {"show less", W, Role::navigation}, {"load more", S, Role::navigation, Follow::none, 4}, {"view all", S, Role::navigation, Follow::none, 5}, {"see all", S, Role::navigation, Follow::none, 5}, {"view more", S, Role::navigation, Follow::none, 5}, {"expand", W, Role::navigation}, {"show all", W, Role::navigation}, {"hide", W, Role::navigation},
    {"listen to this article", S, Role::navigation, Follow::none, 14}, {"listen to article", S, Role::navigation, Follow::none, 12}, {"listen to this story", S, Role::navigation, Follow::none, 12}, {"listen to the article", S, Role::navigation, Follow::none, 12}, {"text size", S, Role::navigation, Follow::none, 6}, {"font size", S, Role::navigation, Follow::none, 6}, {"save article", W, Role::navigation}, {"save for later", W, Role::navigation}, {"bookmark", W, Role::navigation}, {"print this page", W, Role::navigation}, {"print article", W, Role::navigation}, {"print this article", W, Role::navigation},
    {"advertise with us", W, Role::navigation}, {"download the app", S, Role::navigation, Follow::none, 14}, {"download our app", S, Role::navigation, Follow::none, 18}, {"open in app", W, Role::navigation}, {"get the app", S, Role::navigation, Follow::none, 8}, {"tags", W, Role::navigation, kList}, {"tags", C, Role::navigation}, {"tag", C, Role::navigation}, {"tagged", S, Role::navigation, Follow::none, 20}, {"topics", W, Role::navigation, kList}, {"topics", C, Role::navigation}, {"explore more topics", W, Role::navigation, kList}, {"filed under", S, Role::navigation, Follow::none, 20}, {"posted in", S, Role::navigation, Follow::none, 16},
    {"category", C, Role::navigation}, {"categories", W, Role::navigation, kList}, {"categories", C, Role::navigation}, {"keywords", C, Role::navigation}, {"in this story", W, Role::navigation, kList}, {"jump to", S, Role::navigation, Follow::none, 8}, {"table of contents", W, Role::navigation, kList}, {"you are here", S, Role::navigation, Follow::none, 16}, {"sections", W, Role::navigation}, {"newsletters", W, Role::navigation}, {"video player is loading", S, Role::navigation}, {"play video", W, Role::navigation}, {"your browser does not support", S, Role::navigation}, {"please enable javascript", S, Role::navigation}, {"javascript is disabled", S, Role::navigation}, {"this video is unavailable", S, Role::navigation}, {"this video can not be played", S, Role::navigation}, {"to view this video please enable javascript", S, Role::navigation}, {"media playback is unsupported", S, Role::navigation, Follow::none, 12},
    {"report this ad", W, Role::advertisement}, {"report an error", S, Role::navigation, Follow::none, 8}, {"suggest a correction", S, Role::navigation, Follow::none, 8}, {"report a typo", S, Role::navigation, Follow::none, 8}, {"see something wrong", S, Role::navigation, Follow::none, 12}, {"found a mistake", S, Role::navigation, Follow::none, 20}, {"image source", W, Role::navigation}, {"image caption", W, Role::navigation}, {"media caption", W, Role::navigation}, {"image copyright", W, Role::navigation}, {"enlarge", W, Role::navigation}, {"view gallery", W, Role::navigation}, {"hide caption", W, Role::navigation}, {"toggle caption", W, Role::navigation}, {"enlarge this image", W, Role::navigation},
    // forms and comments
    {"leave a reply", S, Role::form, kRest, 8}, {"leave a comment", S, Role::form, kRest, 8}, {"leave a response", S, Role::form, kRest, 8}, {"leave your comment", S, Role::form, kRest, 8}, {"leave your comments", S, Role::form, kRest, 8}, {"post a comment", S, Role::form, kRest, 8}, {"post comment", S, Role::form, Follow::none, 6}, {"post your comment", S, Role::form, kRest, 8}, {"add a comment", S, Role::form, kRest, 8}, {"add comment", S, Role::form, kRest, 5}, {"add your comment", S, Role::form, kRest, 8}, {"write a comment", S, Role::form, kRest, 8}, {"submit comment", S, Role::form, Follow::none, 5}, {"submit a comment", S, Role::form, kRest, 6},
    {"join the conversation", S, Role::form, Follow::none, 14}, {"join the discussion", S, Role::form, Follow::none, 14}, {"join the debate", W, Role::form}, {"comments", W, Role::form, kRest}, {"user comments", W, Role::form, kRest}, {"reader comments", S, Role::form, kRest, 5}, {"comments are closed", S, Role::form, Follow::none, 12}, {"comments closed", S, Role::form}, {"comments are off", S, Role::form}, {"no comments", S, Role::form, Follow::none, 6}, {"no comment yet", W, Role::form}, {"be the first to comment", S, Role::form, Follow::none, 12}, {"be the first to review", S, Role::form, Follow::none, 12},
    {"your email address will not be published", S, Role::form}, {"your email address will not be shared", S, Role::form}, {"required fields are marked", S, Role::form}, {"save my name", S, Role::form}, {"cancel reply", W, Role::form}, {"reply", W, Role::form}, {"your name", S, Role::form, Follow::none, 4}, {"your email", S, Role::form, Follow::none, 5}, {"your comment", S, Role::form, Follow::none, 4}, {"name", W, Role::form}, {"email", W, Role::form}, {"e-mail", W, Role::form}, {"website", W, Role::form}, {"comment", W, Role::form}, {"notify me of", S, Role::form}, {"this site uses akismet", S, Role::form},
    {"you must be logged in", S, Role::form, Follow::none, 16}, {"log in to leave a comment", S, Role::form}, {"log in to comment", S, Role::form}, {"log in to reply", S, Role::form}, {"please log in to", S, Role::form, Follow::none, 14}, {"sign in to comment", S, Role::form}, {"view comments", S, Role::form, Follow::none, 5}, {"show comments", S, Role::form, Follow::none, 5}, {"read comments", W, Role::form}, {"view all comments", W, Role::form}, {"have your say", S, Role::form, Follow::none, 14}, {"share your thoughts", S, Role::form, Follow::none, 16}, {"what do you think? leave", S, Role::form}, {"submit", W, Role::form}, {"send", W, Role::form}, {"disqus", W, Role::form}, {"please enter your comment", S, Role::form}, {"please enter your name", S, Role::form},
    {"deja un comentario", S, Role::form, kRest, 8}, {"deja una respuesta", S, Role::form, kRest, 8}, {"dejar un comentario", S, Role::form, kRest, 8}, {"comentarios", W, Role::form, kRest}, {"laisser un commentaire", S, Role::form, kRest, 8}, {"commentaires", W, Role::form, kRest}, {"votre adresse e-mail ne sera pas", S, Role::form}, {"votre adresse de messagerie ne sera pas", S, Role::form}, {"tu direccion de correo", S, Role::form}, {"schreibe einen kommentar", S, Role::form, kRest, 8}, {"schreiben sie einen kommentar", S, Role::form, kRest, 8}, {"kommentare", W, Role::form, kRest}, {"deine e-mail-adresse wird nicht", S, Role::form}, {"lascia un commento", S, Role::form, kRest, 8}, {"commenti", W, Role::form, kRest}, {"deixe um comentario", S, Role::form, kRest, 8}, {"deixe uma resposta", S, Role::form, kRest, 8}, {"geef een reactie", S, Role::form, kRest, 8}, {"reacties", W, Role::form, kRest}, {"bir yanit yazin", S, Role::form, kRest, 8}, {"binh luan", W, Role::form, kRest}, {"dodaj komentarz", S, Role::form, kRest, 8},
    // newsletters and subscriptions
    {"subscribe", W, Role::newsletter}, {"subscribe to", S, Role::newsletter, Follow::none, 40}, {"subscribe now", S, Role::newsletter, Follow::none, 25}, {"subscribe for", S, Role::newsletter, Follow::none, 25}, {"subscribe today", S, Role::newsletter, Follow::none, 25}, {"please subscribe", S, Role::newsletter, Follow::none, 25}, {"already a subscriber", S, Role::newsletter, Follow::none, 12}, {"become a member", S, Role::newsletter, Follow::none, 16}, {"become a subscriber", S, Role::newsletter, Follow::none, 16}, {"start your free trial", S, Role::newsletter}, {"newsletter", W, Role::newsletter}, {"our newsletter", S, Role::newsletter, Follow::none, 10}, {"newsletter sign up", S, Role::newsletter, Follow::none, 14}, {"newsletter signup", S, Role::newsletter, Follow::none, 14},
    {"sign up", W, Role::newsletter}, {"sign up to", S, Role::newsletter, Follow::none, 40}, {"sign up for", S, Role::newsletter, Follow::none, 40}, {"sign up here", S, Role::newsletter, Follow::none, 30}, {"sign up now", S, Role::newsletter, Follow::none, 30}, {"sign-up", S, Role::newsletter, Follow::none, 25}, {"get the latest", S, Role::newsletter, Follow::none, 30}, {"get our", S, Role::newsletter, Follow::none, 30}, {"get breaking news", S, Role::newsletter, Follow::none, 30}, {"get more news", S, Role::newsletter, Follow::none, 30}, {"get all the latest", S, Role::newsletter, Follow::none, 30}, {"get daily", S, Role::newsletter, Follow::none, 25}, {"get email", S, Role::newsletter, Follow::none, 20}, {"get unlimited", S, Role::newsletter, Follow::none, 20}, {"get top", S, Role::newsletter, Follow::none, 20}, {"don't miss out", S, Role::newsletter, Follow::none, 20},
    {"stay up to date", S, Role::newsletter, Follow::none, 25}, {"stay informed", S, Role::newsletter, Follow::none, 25}, {"stay updated", S, Role::newsletter, Follow::none, 25}, {"stay connected", S, Role::newsletter, Follow::none, 25}, {"stay in the know", S, Role::newsletter, Follow::none, 25}, {"enter your email", S, Role::newsletter}, {"email address", W, Role::newsletter}, {"your email address", W, Role::newsletter}, {"by signing up", S, Role::newsletter}, {"by subscribing", S, Role::newsletter}, {"by entering your email", S, Role::newsletter}, {"by clicking", S, Role::newsletter, Follow::none, 40}, {"by providing your email", S, Role::newsletter}, {"thank you for subscribing", S, Role::newsletter}, {"thanks for subscribing", S, Role::newsletter}, {"thanks for signing up", S, Role::newsletter}, {"thank you for signing up", S, Role::newsletter}, {"you have successfully subscribed", S, Role::newsletter}, {"please check your email", S, Role::newsletter}, {"invalid email", S, Role::newsletter}, {"join our mailing list", S, Role::newsletter}, {"join our newsletter", S, Role::newsletter}, {"join our telegram", S, Role::share}, {"join our whatsapp", S, Role::share}, {"join us on", S, Role::share, Follow::none, 20}, {"abonnez-vous", S, Role::newsletter, Follow::none, 20}, {"suscribete", S, Role::newsletter, Follow::none, 20}, {"suscribase", S, Role::newsletter, Follow::none, 20}, {"newsletter abonnieren", S, Role::newsletter}, {"iscriviti", S, Role::newsletter, Follow::none, 20}, {"assine", W, Role::newsletter}, {"delivered to your inbox", I, Role::newsletter}, {"delivered straight to your inbox", I, Role::newsletter}, {"directly to your inbox", I, Role::newsletter}, {"direct to your inbox", I, Role::newsletter}, {"straight to your inbox", I, Role::newsletter}, {"in your inbox", I, Role::newsletter, Follow::none, 30}, {"to our newsletter", I, Role::newsletter, Follow::none, 30}, {"for our newsletter", I, Role::newsletter, Follow::none, 30}, {"our free newsletter", I, Role::newsletter, Follow::none, 35}, {"our daily newsletter", I, Role::newsletter, Follow::none, 35}, {"our weekly newsletter", I, Role::newsletter, Follow::none, 35}, {"unsubscribe at any time", I, Role::newsletter}, {"unsubscribe anytime", I, Role::newsletter}, {"protected by recaptcha", I, Role::newsletter}, {"support independent journalism", I, Role::newsletter, Follow::none, 30}, {"support our journalism", I, Role::newsletter, Follow::none, 30},
    {"may earn a commission", I, Role::advertisement, Follow::none, 60}, {"may receive a commission", I, Role::advertisement, Follow::none, 60}, {"may receive compensation", I, Role::advertisement, Follow::none, 60}, {"earn an affiliate commission", I, Role::advertisement, Follow::none, 60}, {"discover stories from this section", S, Role::related}, {"this article appeared in the", S, Role::other}, {"this article was originally published in", S, Role::other},
    {"like this story", S, Role::share, Follow::none, 14}, {"like this article", S, Role::share, Follow::none, 14}, {"enjoyed this article", S, Role::share, Follow::none, 20}, {"did you like this", S, Role::share, Follow::none, 14},
    // sharing
    {"share", W, Role::share}, {"share", C, Role::share}, {"share this", S, Role::share, Follow::none, 10}, {"share on", S, Role::share, Follow::none, 10}, {"share with", S, Role::share, Follow::none, 10}, {"share via", S, Role::share, Follow::none, 8}, {"share to", S, Role::share, Follow::none, 8}, {"share article", S, Role::share, Follow::none, 8}, {"share the", S, Role::share, Follow::none, 6}, {"tweet", W, Role::share}, {"tweet this", W, Role::share}, {"copy link", S, Role::share, Follow::none, 5}, {"link copied", S, Role::share, Follow::none, 6}, {"copied", W, Role::share}, {"click to share", S, Role::share, Follow::none, 14}, {"follow us", S, Role::share, Follow::none, 30}, {"follow @", S, Role::share, Follow::none, 10}, {"follow on", S, Role::share, Follow::none, 10}, {"like us on", S, Role::share, Follow::none, 20}, {"find us on", S, Role::share, Follow::none, 20}, {"like this", C, Role::share}, {"loading", W, Role::share}, {"loading...", W, Role::share}, {"like loading", W, Role::share}, {"pin it", W, Role::share}, {"email this", S, Role::share, Follow::none, 8}, {"e-mail this", S, Role::share, Follow::none, 8}, {"send by email", W, Role::share}, {"partager", W, Role::share}, {"compartir", W, Role::share}, {"teilen", W, Role::share}, {"condividi", W, Role::share}, {"compartilhar", W, Role::share}, {"compartilhe", S, Role::share, Follow::none, 6}, {"delen", W, Role::share}, {"follow us on google news", S, Role::share}, {"follow him on", S, Role::byline, Follow::none, 10}, {"follow her on", S, Role::byline, Follow::none, 10}, {"follow them on", S, Role::byline, Follow::none, 10},
    // advertisements
    {"advertisement", W, Role::advertisement}, {"advertisements", W, Role::advertisement}, {"advertising", W, Role::advertisement}, {"ad", W, Role::advertisement}, {"ads", W, Role::advertisement}, {"sponsored", W, Role::advertisement, kList}, {"sponsored content", S, Role::advertisement, kList, 6}, {"sponsored by", S, Role::advertisement, Follow::none, 8}, {"sponsored links", W, Role::advertisement, kList}, {"promoted", W, Role::advertisement, kList}, {"promoted content", W, Role::advertisement, kList}, {"promoted stories", W, Role::advertisement, kList}, {"paid content", W, Role::advertisement}, {"paid post", W, Role::advertisement}, {"partner content", W, Role::advertisement}, {"article continues", S, Role::advertisement, Follow::none, 10}, {"story continues", S, Role::advertisement, Follow::none, 10}, {"continues below", S, Role::advertisement}, {"advertisement -", S, Role::advertisement, Follow::none, 12}, {"advertisement - scroll to continue", S, Role::advertisement}, {"scroll to continue", S, Role::advertisement, Follow::none, 10}, {"skip advertisement", W, Role::advertisement}, {"skip ad", W, Role::advertisement}, {"remove ads", W, Role::advertisement}, {"ad feedback", W, Role::advertisement}, {"anzeige", W, Role::advertisement}, {"werbung", W, Role::advertisement}, {"publicidad", W, Role::advertisement}, {"publicite", W, Role::advertisement}, {"pubblicita", W, Role::advertisement}, {"publicidade", W, Role::advertisement}, {"advertentie", W, Role::advertisement}, {"reklama", W, Role::advertisement}, {"annons", W, Role::advertisement}, {"reklam", W, Role::advertisement},
    // embedded posts and players
    {"pic.twitter.com/", I, Role::embedded, Follow::none, 90}, {"view this post on instagram", S, Role::embedded}, {"a post shared by", S, Role::embedded}, {"view image on twitter", W, Role::embedded}, {"view on twitter", W, Role::embedded}, {"view on instagram", W, Role::embedded}, {"this content is not available", S, Role::embedded}, {"to display this content from", S, Role::embedded}, {"this content is hosted by", S, Role::embedded},
    // rights and legal lines
    {"all rights reserved", I, Role::other, Follow::none, 60}, {"copyright", S, Role::other, Follow::none, 30}, {"(c)", S, Role::other, Follow::none, 20}, {"this material may not be published", I, Role::other}, {"may not be reproduced", I, Role::other, Follow::none, 60}, {"unauthorized reproduction", I, Role::other}, {"not responsible for the content of external", I, Role::other}, {"views expressed in this article", I, Role::other, Follow::none, 60}, {"views expressed are those of", I, Role::other, Follow::none, 60}, {"our standards", C, Role::other}, {"disclaimer", C, Role::other, Follow::none, 120},
};

constexpr std::string_view kSections[] = {
    "news", "world", "world news", "international", "newsletter", "politics", "business", "economy", "finance", "markets", "money", "sport",
    "sports", "opinion", "editorial", "analysis", "explainer", "feature", "features", "middle east", "mideast", "africa", "asia", "europe",
    "americas", "asia pacific", "us", "us news", "u.s.", "uk", "uk news", "local", "local news", "national", "nation", "breaking", "breaking news",
    "latest", "latest news", "top stories", "top news", "headlines", "top story", "live", "live updates", "video", "videos", "photos", "gallery", "culture",
    "arts", "entertainment", "lifestyle", "life", "health", "science", "technology", "tech", "environment", "climate", "education", "travel",
    "shipping", "energy", "crime", "security", "defense", "defence", "society", "religion", "law", "courts", "weather", "press release", "press releases",
    "statements", "interview", "interviews", "reports", "report", "blog", "blogs", "special report", "fact check", "exclusive", "premium", "region",
    "regional", "global", "foreign", "foreign affairs", "home", "home news", "general", "uncategorized", "featured", "trending", "war in ukraine",
    "israel-gaza war", "ukraine war", "actualites", "monde", "international news", "politik", "welt", "mundo", "politica", "internacional", "the world",
    "current affairs", "diplomacy", "human rights", "conflict", "conflicts", "obituaries", "letters", "magazine", "podcast", "podcasts", "in depth", "in-depth"};

// "» READ:" and "▶ Watch" are the same as "READ:" and "Watch". Brackets stay: they open shortcodes.
std::string_view without_ornament(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = decode(text, at);
    if (is_letter(c.value) || (c.value < 0x80 && (is_alnum(static_cast<char>(c.value)) || c.value == '[' || c.value == '{' || c.value == '('))) break;
    if (c.value == 0xA9) break;
    at += std::max<uint32_t>(c.length, 1);
  }
  return text.substr(at);
}

std::string_view without_tail(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = decode_before(text, text.size());
    if (is_letter(c.value) || (c.value < 0x80 && is_alnum(static_cast<char>(c.value)))) break;
    text.remove_suffix(std::max<uint32_t>(c.length, 1));
  }
  return text;
}

struct Index {
  std::unordered_map<std::string_view, std::vector<const Pattern*>> by_first_word;  // longest first
  std::vector<const Pattern*> inside;

  Index() {
    for (const Pattern& p : kPatterns) {
      if (p.where == I) {
        inside.push_back(&p);
      } else {
        by_first_word[p.text.substr(0, p.text.find(' '))].push_back(&p);
      }
    }
    for (auto& entry : by_first_word) {
      std::stable_sort(entry.second.begin(), entry.second.end(),
                       [](const Pattern* a, const Pattern* b) { return a->text.size() > b->text.size(); });
    }
  }
};

const Index& index() {
  static const Index kIndex;
  return kIndex;
}

bool fits(const Pattern& p, std::string_view line, std::string_view bare, uint32_t words) {
  if (words > p.most_words) return false;
  switch (p.where) {
    case Where::whole: return bare == p.text;
    case Where::inside: return line.find(p.text) != std::string_view::npos;
    case Where::start:
    case Where::colon: {
      if (line.substr(0, p.text.size()) != p.text) return false;
      const std::string_view rest = line.substr(p.text.size());
      if (p.where == Where::colon) return rest.substr(0, 1) == ":" || rest.substr(0, 2) == " :";
      return rest.empty() || !is_alnum(rest[0]);
    }
  }
  return false;
}

// Nothing but names of networks and the words around them: "Facebook Twitter WhatsApp Email Print".
bool is_share_bar(std::string_view bare) {
  static constexpr std::array<std::string_view, 34> kWords = {
      "facebook", "twitter", "x", "whatsapp", "telegram", "linkedin", "reddit", "pinterest", "email", "e-mail", "mail", "print", "share", "tweet",
      "messenger", "viber", "instagram", "youtube", "tumblr", "pocket", "flipboard", "copy", "link", "on", "via", "pin", "sms", "line", "vk", "like",
      "follow", "icon", "comment", "threads"};
  size_t networks = 0, count = 0;
  for (const std::string_view word : split(bare, ' ')) {
    if (word.empty() || word == "|" || word == "/" || word == ",") continue;
    const auto* const it = std::find(kWords.begin(), kWords.end(), without_tail(word));
    if (it == kWords.end()) return false;
    networks += it - kWords.begin() < 9 ? 1 : 0;
    ++count;
  }
  return networks > 0 && (count > 1 || bare.size() > 1);
}

// "12 Comments", "3 thoughts on ...", "Comments (4)", "0 comments"
bool counts_comments(std::string_view line, uint32_t words) {
  size_t digits = 0;
  while (digits < line.size() && is_digit(line[digits])) ++digits;
  const std::string_view rest = digits > 0 ? trim(line.substr(digits)) : std::string_view();
  if (words <= 3 && (rest.substr(0, 7) == "comment" || rest.substr(0, 5) == "repli" || rest.substr(0, 8) == "response")) return true;
  if (rest.substr(0, 10) == "thought on" || rest.substr(0, 11) == "thoughts on" || rest.substr(0, 12) == "responses to") return true;
  return line.substr(0, 10) == "comments (" && line.size() > 10 && is_digit(line[10]);
}

// A consent text speaks of cookies, of "we" or "you", and of choosing or using.
bool is_cookie_text(std::string_view line) {
  if (line.find("cookie") == std::string_view::npos && line.find("personal data") == std::string_view::npos) return false;
  static constexpr std::array<std::string_view, 5> kWho = {"we ", "our ", "your ", "you ", "this site"};
  static constexpr std::array<std::string_view, 10> kWhat = {"accept", "consent", "use cookies", "uses cookies", "your choice", "preferences",
                                                             "settings", "partners", "policy", "device"};
  const auto any = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view w) { return line.find(w) != std::string_view::npos; });
  };
  return any(kWho) && any(kWhat);
}

bool is_tweet_signature(std::string_view line) {
  const size_t handle = line.find("(@");
  if (handle == std::string_view::npos) return false;
  const size_t dash = line.find('-');
  return dash < handle && line.find(')', handle) != std::string_view::npos;
}

}  // namespace

bool is_shortcode(std::string_view line) {
  line = trim(line);
  if (line.size() < 3) return false;
  if (line.substr(0, 2) == "{{" && line.substr(line.size() - 2) == "}}") return true;
  if (line.front() != '[' || line.back() != ']') return false;
  const std::string_view inner = line.substr(1, line.size() - 2);
  if (inner.find('[') != std::string_view::npos && inner.find('/') == std::string_view::npos) return false;
  size_t at = !inner.empty() && inner[0] == '/' ? 1 : 0;
  const size_t begin = at;
  bool joined = at > 0;
  while (at < inner.size() && (is_lower(inner[at]) || is_digit(inner[at]) || inner[at] == '_' || inner[at] == '-')) {
    joined = joined || inner[at] == '_';
    ++at;
  }
  if (at == begin || (at < inner.size() && inner[at] != ' ' && inner[at] != ']')) return false;
  return joined || inner.find('=') != std::string_view::npos || inner == "gallery" || inner == "embed";
}

bool is_section_name(std::string_view line) {
  const std::string key = fold(trim(line));
  const auto listed = [](std::string_view name) { return std::find(std::begin(kSections), std::end(kSections), name) != std::end(kSections); };
  return listed(key) || listed(without_tail(key));
}

std::optional<Boilerplate> boilerplate(std::string_view text, const Shape& shape) {
  if (is_shortcode(text)) return Boilerplate{Role::shortcode, Follow::none, "tag of a content system"};
  if (shape.words > 130) return std::nullopt;
  const std::string folded = fold(text);
  const std::string_view line = without_ornament(folded);
  if (line.empty()) return Boilerplate{Role::other, Follow::none, "no letters"};
  if (folded == "δ") return Boilerplate{Role::form, Follow::none, "mark of a form"};
  const std::string_view bare = without_tail(line);
  const Index& all = index();
  const size_t first_end = std::min(line.find_first_of(" :", 0), line.size());
  std::string_view first = line.substr(0, first_end);
  for (int round = 0; round < 2; ++round) {
    const auto bucket = all.by_first_word.find(first);
    if (bucket != all.by_first_word.end()) {
      for (const Pattern* p : bucket->second) {
        if (!fits(*p, line, bare, shape.words)) continue;
        const bool alone = bare.size() <= p->text.size() + 2 || p->follow == Follow::rest || p->follow == Follow::list;
        return Boilerplate{p->role, alone ? p->follow : Follow::none, p->text};
      }
    }
    const std::string_view shorter = without_tail(first);
    if (shorter == first) break;
    first = shorter;
  }
  if (!line.empty() && decode(line, 0).value == 0xA9 && shape.words <= 25) return Boilerplate{Role::other, Follow::none, "rights line"};
  for (const Pattern* p : all.inside) {
    if (fits(*p, line, bare, shape.words)) return Boilerplate{p->role, Follow::none, p->text};
  }
  if (shape.words <= 12 && is_share_bar(bare)) return Boilerplate{Role::share, Follow::none, "names of networks"};
  if (counts_comments(line, shape.words)) return Boilerplate{Role::form, Follow::rest, "count of comments"};
  if (shape.words <= 120 && is_cookie_text(line)) return Boilerplate{Role::cookie, Follow::none, "consent text"};
  if (shape.words <= 30 && is_tweet_signature(folded)) return Boilerplate{Role::embedded, Follow::none, "signature of a post"};
  return std::nullopt;
}

}  // namespace dateline::page
