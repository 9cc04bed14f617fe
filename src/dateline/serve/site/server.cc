// Sockets, limits and headers around the site, on cpp-httplib: see server.h.
#include "dateline/serve/site/server.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include <httplib.h>

#include "dateline/base/chars.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

using Clock = std::chrono::steady_clock;
constexpr size_t kThreads = 48;                 ///< connections in work at once; a slow one holds a thread, not a record
constexpr size_t kWaiting = 64;                 ///< connections that may wait for a thread; more get 503
constexpr size_t kStores = 4;                   ///< open records
constexpr size_t kRequestBytes = 128UL * 1024;  ///< of a request, head and body together
constexpr size_t kBodyBytes = 64UL * 1024;
constexpr auto kRequestTime = std::chrono::seconds(8);  ///< from the first byte of a request to its last
constexpr auto kAnswerTime = std::chrono::seconds(60);  ///< for the reader to take the answer
constexpr auto kIdleTime = std::chrono::seconds(5);     ///< between requests of one connection
constexpr int kRequestsAConnection = 200;

constexpr const char* kPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'";

bool wait_for(int fd, short what, Clock::time_point until) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
  if (left <= 0) return false;
  pollfd p{fd, what, 0};
  int n = 0;
  do {
    n = ::poll(&p, 1, static_cast<int>(left));
  } while (n < 0 && errno == EINTR);
  return n > 0;
}

/// One request over a socket: so many bytes in, so much time.
class BoundedStream : public httplib::Stream {
 public:
  explicit BoundedStream(int fd) : fd_(fd), read_until_(Clock::now() + kRequestTime), write_until_(Clock::now() + kAnswerTime) {}
  [[nodiscard]] bool is_readable() const override { return left_ > 0 && wait_for(fd_, POLLIN, read_until_); }
  [[nodiscard]] bool is_writable() const override { return wait_for(fd_, POLLOUT, write_until_); }
  ssize_t read(char* into, size_t size) override {
    if (at_ == have_) {
      if (!is_readable()) return -1;
      const ssize_t n = ::recv(fd_, buffer_, std::min(sizeof buffer_, left_), 0);
      if (n <= 0) return n;
      left_ -= static_cast<size_t>(n);
      at_ = 0;
      have_ = static_cast<size_t>(n);
    }
    const size_t n = std::min(size, have_ - at_);
    std::copy_n(buffer_ + at_, n, into);
    at_ += n;
    return static_cast<ssize_t>(n);
  }
  ssize_t write(const char* bytes, size_t size) override {
    if (!is_writable()) return -1;
    return ::send(fd_, bytes, size, MSG_NOSIGNAL);
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    ip.clear();
    port = 0;
  }
  [[nodiscard]] socket_t socket() const override { return fd_; }
  /// True when bytes of a following request were read already: the connection cannot be used again.
  [[nodiscard]] bool has_more() const { return at_ < have_; }

 private:
  int fd_;
  Clock::time_point read_until_, write_until_;
  size_t left_ = kRequestBytes;
  char buffer_[8192];
  size_t at_ = 0, have_ = 0;
};

void say(int fd, std::string_view words) { (void)::send(fd, words.data(), words.size(), MSG_NOSIGNAL | MSG_DONTWAIT); }

thread_local bool refusing = false;

/// Threads with a short queue: a task that finds no room runs at once, marked to be refused.
class BoundedQueue : public httplib::TaskQueue {
 public:
  BoundedQueue() {
    for (size_t i = 0; i < kThreads; ++i) threads_.emplace_back([this] { work(); });
  }
  void enqueue(std::function<void()> task) override {
    {
      const std::lock_guard lock(mutex_);
      if (tasks_.size() < kWaiting) {
        tasks_.push_back(std::move(task));
        ready_.notify_one();
        return;
      }
    }
    refusing = true;
    task();
    refusing = false;
  }
  void shutdown() override {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    ready_.notify_all();
    for (std::thread& t : threads_) t.join();
  }

 private:
  void work() {
    for (;;) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return ended_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool ended_ = false;
};

class HttpServer : public httplib::Server {
 public:
  std::atomic<bool> ending{false};

 private:
  bool process_and_close_socket(socket_t fd) override {
    bool done = false;
    if (refusing || ending) {
      say(fd, "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 5\r\n\r\nBusy\n");
    } else {
      for (int i = 0; i < kRequestsAConnection && !done && !ending; ++i) {
        if (!wait_for(fd, POLLIN, Clock::now() + kIdleTime)) break;
        BoundedStream stream(fd);
        bool closed = false;
        const bool ok = process_request(stream, i + 1 == kRequestsAConnection, closed, [](httplib::Request& r) {
          r.ranges.clear();  // pages are small and change: no parts of them
        });
        done = !ok || closed || stream.has_more();
      }
    }
    ::shutdown(fd, SHUT_RDWR);
    ::close(fd);
    return true;
  }
};

/// A record taken from the pool for one request.
class Pool {
 public:
  explicit Pool(std::string path) : path_(std::move(path)) {}

  /// `age` tells give() which file it was.
  Result<std::unique_ptr<store::Store>> take(uint64_t& age) {
    std::unique_lock lock(mutex_);
    free_.wait(lock, [&] { return out_ < kStores; });
    struct stat info {};
    if (::stat(path_.c_str(), &info) != 0) return Error{ErrorKind::not_found, path_ + ": gone"};
    if (info.st_ino != inode_ || info.st_dev != device_) {
      // Another file under the same name: `dateline story` makes its record anew.
      ready_.clear();
      inode_ = info.st_ino;
      device_ = info.st_dev;
      ++age_;
    }
    ++out_;
    age = age_;
    if (!ready_.empty()) {
      auto store = std::move(ready_.back());
      ready_.pop_back();
      return store;
    }
    lock.unlock();
    auto opened = store::Store::open(path_, store::Store::Mode::read);
    if (!opened) give_slot();
    return opened;
  }
  void give(std::unique_ptr<store::Store> store, uint64_t age) {
    {
      const std::lock_guard lock(mutex_);
      if (age == age_) ready_.push_back(std::move(store));
    }
    give_slot();
  }

 private:
  void give_slot() {
    {
      const std::lock_guard lock(mutex_);
      --out_;
    }
    free_.notify_one();
  }
  std::string path_;
  std::mutex mutex_;
  std::condition_variable free_;
  std::vector<std::unique_ptr<store::Store>> ready_;
  size_t out_ = 0;
  uint64_t age_ = 0;
  ino_t inode_ = 0;
  dev_t device_ = 0;
};

std::vector<Parameter> form_of(const std::string& body) { return Address::parse("/?" + body).parameters; }

/// Value of one cookie, or "".
std::string cookie(const std::string& header, std::string_view name) {
  for (const std::string_view part : split(header, ';')) {
    const std::string_view pair = trim(part);
    const size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return std::string(pair.substr(equals + 1));
  }
  return {};
}

}  // namespace

bool is_allowed_host(std::string_view header, const std::vector<std::string>& names, int port) {
  const std::string host = lower_ascii(header);
  const std::string wanted = ":" + std::to_string(port);
  for (const std::string& name : names) {
    const std::string lower = lower_ascii(name);
    if (host == lower + wanted || (port == 80 && host == lower)) return true;
  }
  return false;
}

struct Server::Impl {
  explicit Impl(ServerOptions given) : options(std::move(given)), site(options.site), pool(options.store_path) {
    names = {"localhost", "127.0.0.1", "[::1]"};
    names.insert(names.end(), options.allow_hosts.begin(), options.allow_hosts.end());
  }

  ServerOptions options;
  Site site;
  Pool pool;
  HttpServer http;
  std::vector<std::string> names;
  int port = 0;

  static void plain(httplib::Response& out, int status, const std::string& words) {
    out.status = status;
    out.set_content(words + "\n", "text/plain; charset=utf-8");
  }

  [[nodiscard]] bool is_own_origin(const std::string& origin) const {
    return origin.starts_with("http://") && is_allowed_host(std::string_view(origin).substr(7), names, port);
  }

  /// True when the request may be answered; else it is answered here.
  bool admit(const httplib::Request& in, httplib::Response& out) {
    if (in.get_header_value_count("Host") != 1 || !is_allowed_host(in.get_header_value("Host"), names, port)) {
      plain(out, 403, "This server answers only to the name of its own machine (--allow-host adds one).");
      return false;
    }
    if (in.has_header("Origin") && !is_own_origin(in.get_header_value("Origin"))) {
      plain(out, 403, "Requests of other sites are not answered.");
      return false;
    }
    const bool sent = in.method == "POST";
    if (sent && in.has_header("Sec-Fetch-Site") && in.get_header_value("Sec-Fetch-Site") != "same-origin") {
      plain(out, 403, "Requests of other sites are not answered.");
      return false;
    }
    if (!options.access_token.empty()) return admit_token(in, out);
    return true;
  }

  /// For other machines: the token once in the address, then in a cookie.
  bool admit_token(const httplib::Request& in, httplib::Response& out) {
    const std::string given = in.get_param_value("token");
    if (!given.empty() && same_secret(given, options.access_token)) {
      out.set_header("Set-Cookie", "dateline_access=" + given + "; HttpOnly; SameSite=Strict; Path=/");
      return true;
    }
    if (same_secret(cookie(in.get_header_value("Cookie"), "dateline_access"), options.access_token)) return true;
    plain(out, 403, "The token that the server printed when it started is needed: /?token=...");
    return false;
  }

  /// The address with the writer's token gives the cookie and goes on without it.
  bool greet_writer(const httplib::Request& in, httplib::Response& out) const {
    const std::string given = in.get_param_value("write");
    if (given.empty() || options.site.token.empty()) return false;
    if (!same_secret(given, options.site.token)) {
      plain(out, 403, "This is not the token that the server printed when it started.");
      return true;
    }
    out.set_header("Set-Cookie", "dateline_writer=" + given + "; HttpOnly; SameSite=Strict; Path=/");
    out.status = 303;
    out.set_header("Location", "/");
    return true;
  }

  void answer(const httplib::Request& in, httplib::Response& out) {
    if (!admit(in, out)) return;
    if (in.method == "GET" && greet_writer(in, out)) return;
    Request request;
    request.method = in.method;
    request.address = Address::parse(in.target);
    request.if_none_match = in.get_header_value("If-None-Match");
    request.token = cookie(in.get_header_value("Cookie"), "dateline_writer");
    if (in.method == "POST") request.form = form_of(in.body);
    uint64_t age = 0;
    auto store = pool.take(age);
    if (!store) return plain(out, 503, "The record cannot be opened just now: " + store.error().message);
    Response made = site.answer(**store, request);
    pool.give(std::move(*store), age);
    out.status = made.status;
    for (const Parameter& h : made.headers) out.set_header(h.name, h.value);
    if (made.status == 304)
      out.body.clear();
    else
      out.set_content(made.body, made.type);
  }
};

Server::Server(ServerOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Server::~Server() = default;

Status Server::bind() {
  Impl& s = *impl_;
  auto record = store::Store::open(s.options.store_path, store::Store::Mode::read);
  if (!record) return record.error();
  s.http.new_task_queue = [] { return new BoundedQueue; };
  s.http.set_tcp_nodelay(true);
  // The port is ours alone: the library's own choice would let a second server share it.
  s.http.set_socket_options([](socket_t fd) {
    const int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  });
  s.http.set_payload_max_length(kBodyBytes);
  s.http.set_default_headers({{"Content-Security-Policy", kPolicy},
                              {"X-Content-Type-Options", "nosniff"},
                              {"X-Frame-Options", "DENY"},
                              {"Referrer-Policy", "no-referrer"},
                              {"Cross-Origin-Resource-Policy", "same-origin"},
                              {"Cross-Origin-Opener-Policy", "same-origin"},
                              {"Cache-Control", "no-cache"}});
  const auto answer = [&s](const httplib::Request& in, httplib::Response& out) { s.answer(in, out); };
  s.http.set_pre_routing_handler([&s](const httplib::Request& in, httplib::Response& out) {
    if (in.method == "POST") return httplib::Server::HandlerResponse::Unhandled;  // its body is not read yet
    s.answer(in, out);
    return httplib::Server::HandlerResponse::Handled;
  });
  s.http.Post("/.*", answer);
  s.http.set_exception_handler([](const httplib::Request&, httplib::Response& out, const std::exception_ptr&) {
    Impl::plain(out, 500, "The page could not be made.");
  });
  if (s.options.port == 0)
    s.port = s.http.bind_to_any_port(s.options.host);
  else if (s.http.bind_to_port(s.options.host, s.options.port))
    s.port = s.options.port;
  if (s.port <= 0)
    return Error{ErrorKind::io,
                 s.options.host + ":" + std::to_string(s.options.port) +
                     ": cannot be listened on (in use, or not an address of this machine; --port 0 takes a free one)"};
  return {};
}

int Server::port() const { return impl_->port; }
bool Server::listen() { return impl_->http.listen_after_bind(); }
void Server::stop() {
  impl_->http.ending = true;
  impl_->http.stop();
}

}  // namespace dateline::serve
