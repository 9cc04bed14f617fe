// The site on a socket: who may ask, how long and how much, and which headers go with every answer.
//
// `Server s(options); s.listen();` then http://127.0.0.1:8127/. A name that is not this machine's (Host: evil.example) gets 403,
// a slow or endless request is cut, too many connections get 503. It reads the record; nothing is written unless a token was
// made.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dateline/base/result.h"
#include "dateline/serve/site/site.h"

namespace dateline::serve {

struct ServerOptions {
  std::string store_path;
  std::string host = "127.0.0.1";
  int port = 8127;                       ///< 0 = any free one
  std::vector<std::string> allow_hosts;  ///< names besides localhost, 127.0.0.1 and [::1] that a browser may use
  std::string access_token;              ///< asked for on every request when not empty (for hosts other than this one)
  SiteOptions site;
};

class Server {
 public:
  explicit Server(ServerOptions options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Opens the record and takes the port.
  [[nodiscard]] Status bind();
  /// The port taken.
  [[nodiscard]] int port() const;
  /// Answers until stop(). False when it could not listen.
  bool listen();
  /// May be called from a signal handler's thread.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// True when a Host header names this server: one of the allowed names with its port (no port only when it is 80).
[[nodiscard]] bool is_allowed_host(std::string_view header, const std::vector<std::string>& names, int port);

}  // namespace dateline::serve
