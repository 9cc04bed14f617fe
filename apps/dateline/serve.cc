// `dateline serve`: the record as a web page on this machine.
//
// "dateline serve --db story.db" prints http://127.0.0.1:8127/ and answers until ctrl-C. It listens to this machine only; another
// address needs --host and gets a token to ask with.
#include <signal.h>
#include <sys/random.h>

#include <thread>

#include "dateline/serve/site/server.h"
#include "dateline/store/version.h"
#include "output.h"
#include "pages.h"
#include "runs.h"

namespace dateline::cli {

namespace {

/// 128 bits from the system, as hex.
std::string secret() {
  unsigned char bytes[16] = {};
  if (::getrandom(bytes, sizeof bytes, 0) != static_cast<ssize_t>(sizeof bytes)) return {};
  std::string out;
  for (const unsigned char b : bytes) {
    out += "0123456789abcdef"[b >> 4U];
    out += "0123456789abcdef"[b & 15U];
  }
  return out;
}

bool is_this_machine(const std::string& host) { return host == "127.0.0.1" || host == "localhost" || host == "::1"; }

/// Waits for a signal that ends the program; all threads made later leave these signals to the one that waits.
class Ending {
 public:
  Ending() {
    sigemptyset(&signals_);
    for (const int s : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals_, s);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  /// Stops the server at the first signal.
  void watch(serve::Server& server) {
    std::thread([this, &server] {
      int got = 0;
      sigwait(&signals_, &got);
      server.stop();
    }).detach();
  }

 private:
  sigset_t signals_{};
};

}  // namespace

int run_serve(const Options& options) {
  serve::ServerOptions o;
  o.store_path = db_path(options);
  o.host = options.host.empty() ? "127.0.0.1" : options.host;
  o.port = static_cast<int>(options.port);
  o.allow_hosts = options.allow_hosts;
  if (options.port > 65535) {
    tell("dateline: serve: --port " + std::to_string(options.port) + ": ports end at 65535");
    return kUsage;
  }
  const bool here = is_this_machine(o.host);
  if (!here) {
    o.access_token = secret();
    if (o.access_token.empty()) return fail(Error{ErrorKind::io, "the system gives no random numbers"}, kLimit);
    if (o.host != "0.0.0.0" && o.host != "::")
      o.allow_hosts.push_back(o.host.find(':') == std::string::npos ? o.host : "[" + o.host + "]");
  }
  o.site.title = options.title;
  o.site.versions = std::string("dateline ") + store::kProgramVersion + ", schema " + std::to_string(store::kSchemaVersion);
  o.site.store_path = o.store_path;
  if (options.write) {
    o.site.token = secret();
    if (o.site.token.empty()) return fail(Error{ErrorKind::io, "the system gives no random numbers"}, kLimit);
  }
  Ending ending;
  serve::Server server(o);
  if (Status s = server.bind(); !s) return fail(s.error(), s.error().kind == ErrorKind::io ? kLimit : kStore);
  const std::string shown = o.host == "0.0.0.0" || o.host == "::"   ? "localhost"
                            : o.host.find(':') != std::string::npos ? "[" + o.host + "]"
                                                                    : o.host;
  const std::string address = "http://" + shown + ":" + std::to_string(server.port()) + "/";
  tell("dateline: " + o.store_path + " at " + address + (here ? "" : "?token=" + o.access_token) + "  (ctrl-C ends)");
  if (options.write)
    tell("dateline: to correct rows open " + address + "?" + (here ? "" : "token=" + o.access_token + "&") +
         "write=" + o.site.token);
  ending.watch(server);
  const bool ok = server.listen();
  return ok ? kDone : kLimit;
}

}  // namespace dateline::cli
