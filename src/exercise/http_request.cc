#include "exercise/http_request.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <string_view>

#include "base/interruption.h"
#include "content/capture.h"
#include "text/join.h"
#include "whittle/error.h"

namespace whittle::exercise {
namespace {

constexpr long kTlsHandshakeMilliseconds =
    5000;  // a server that does not speak TLS may wait for more
constexpr std::size_t kFirstBytesKept = 64;
constexpr std::size_t kHeaderKept = 4096;  // bytes of all values of one name

struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, ListDeleter>;

List make_list(const char* line) {
  List list(curl_slist_append(nullptr, line));
  if (!list) throw Error("libcurl: out of memory");
  return list;
}

// The state of the callbacks, which must not throw.
struct Received {
  std::int64_t body_limit = 0;
  bool status_line = false;
  std::int64_t bytes = 0;
  std::string first_bytes;
  std::map<std::string, std::string> headers;
  content::Capture content;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) + 1 - begin);
}

// "Name: value"; a status line begins a new answer (100 Continue may come before the real one).
void note_header(std::string_view line, Received& received) {
  const std::size_t colon = line.find(':');
  if (line.starts_with("HTTP/")) received.headers.clear();
  if (colon == line.npos || line.starts_with("HTTP/")) return;
  std::string name(line.substr(0, colon));
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (std::find(std::begin(kHeadersThatMatter), std::end(kHeadersThatMatter), name) ==
      std::end(kHeadersThatMatter)) {
    return;
  }
  std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "set-cookie") value = value.substr(0, value.find('='));
  std::string& values = received.headers[name];
  if (values.size() + value.size() > kHeaderKept) return;
  text::append_item(values, value, ", ");
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* context) {
  constexpr std::size_t kStop = 0;
  auto& received = *static_cast<Received*>(context);
  received.status_line = true;
  try {
    note_header({data, size * count}, received);
  } catch (const std::exception&) {
    return kStop;  // out of memory; a C callback must not throw
  }
  return size * count;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* context) {
  constexpr std::size_t kStop = 0;
  auto& received = *static_cast<Received*>(context);
  if (!received.status_line) {
    received.first_bytes.assign(data, std::min(size * count, kFirstBytesKept));
    return kStop;
  }
  received.bytes += static_cast<std::int64_t>(size * count);
  if (received.bytes > received.body_limit) return kStop;
  try {
    received.content.append({data, size * count});
  } catch (const std::exception&) {
    return kStop;
  }
  return size * count;
}

class Transfer {
 public:
  Transfer(const HttpRequest& request, const char* address);
  ~Transfer() { curl_multi_remove_handle(multi_.get(), easy_.get()); }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  HttpAnswer perform();

 private:
  template <typename Value>
  void set(CURLoption option, Value value) {
    if (const CURLcode code = curl_easy_setopt(easy_.get(), option, value); code != CURLE_OK) {
      throw Error(std::string("libcurl: ") + curl_easy_strerror(code));
    }
  }
  template <typename Value>
  Value info(CURLINFO what) const {
    Value value{};
    curl_easy_getinfo(easy_.get(), what, &value);
    return value;
  }
  void set_method(const std::string& method);
  CURLcode run_to_end();
  HttpAnswer::Kind classify(CURLcode code) const;

  struct EasyDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct MultiDeleter {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
  };
  Scheme scheme_;
  Received received_;
  List connect_to_;
  std::unique_ptr<CURLM, MultiDeleter> multi_{curl_multi_init()};
  std::unique_ptr<CURL, EasyDeleter> easy_{curl_easy_init()};
};

Transfer::Transfer(const HttpRequest& request, const char* address)
    : scheme_(request.scheme), connect_to_(make_list((std::string("::") + address + ":").c_str())) {
  received_.body_limit = request.body_limit;
  if (!multi_ || !easy_) throw Error("libcurl cannot be initialised");
  const std::string url = std::string(scheme_ == Scheme::https ? "https" : "http") +
                          "://localhost:" + std::to_string(request.port) + request.path;
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_CONNECT_TO, connect_to_.get());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, "whittle/" WHITTLE_VERSION);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_HTTP09_ALLOWED, 1L);  // so that on_body gets bytes that are not HTTP
  set(CURLOPT_SSL_VERIFYPEER, 0L);
  set(CURLOPT_SSL_VERIFYHOST, 0L);
  set(CURLOPT_CONNECTTIMEOUT_MS, kTlsHandshakeMilliseconds);
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.limit.count()));
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, &received_);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, &received_);
  set_method(request.method);
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) {
    throw Error("libcurl rejects the request");
  }
}

void Transfer::set_method(const std::string& method) {
  if (method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
    return;
  }
  if (method == "POST" || method == "PUT" || method == "PATCH") {
    set(CURLOPT_POSTFIELDSIZE, 0L);  // many servers answer 411 without a Content-Length
    set(CURLOPT_POSTFIELDS, "");
  }
  if (method != "GET") set(CURLOPT_CUSTOMREQUEST, method.c_str());
}

CURLcode Transfer::run_to_end() {
  const int interruption_fd = base::interruption::fd();
  curl_waitfd interruption{.fd = interruption_fd, .events = CURL_WAIT_POLLIN, .revents = 0};
  for (int running = 1;;) {
    base::interruption::check();
    CURLMcode code = curl_multi_perform(multi_.get(), &running);
    if (code == CURLM_OK && running == 0) break;
    if (code == CURLM_OK) {
      const unsigned extra = interruption_fd >= 0 ? 1 : 0;
      code = curl_multi_poll(multi_.get(), &interruption, extra, 200, nullptr);
    }
    if (code != CURLM_OK) throw Error(std::string("libcurl: ") + curl_multi_strerror(code));
  }
  int left = 0;
  const CURLMsg* message = curl_multi_info_read(multi_.get(), &left);
  return message && message->msg == CURLMSG_DONE ? message->data.result : CURLE_GOT_NOTHING;
}

HttpAnswer::Kind Transfer::classify(CURLcode code) const {
  using Kind = HttpAnswer::Kind;
  if (!received_.first_bytes.empty()) return Kind::not_http;
  if (code == CURLE_COULDNT_CONNECT) return Kind::refused;
  const bool has_status = info<long>(CURLINFO_RESPONSE_CODE) != 0;
  if (!has_status && code == CURLE_OPERATION_TIMEDOUT) {
    const bool handshake = scheme_ == Scheme::https;
    return handshake && info<curl_off_t>(CURLINFO_APPCONNECT_TIME_T) == 0 ? Kind::closed
                                                                          : Kind::silent;
  }
  if (!has_status) return code == CURLE_WEIRD_SERVER_REPLY ? Kind::not_http : Kind::closed;
  const bool stopped_by_us = code == CURLE_WRITE_ERROR || code == CURLE_OPERATION_TIMEDOUT;
  return code == CURLE_OK || stopped_by_us ? Kind::answered : Kind::broken;
}

HttpAnswer Transfer::perform() {
  const CURLcode code = run_to_end();
  HttpAnswer answer;
  answer.kind = classify(code);
  answer.status = static_cast<int>(info<long>(CURLINFO_RESPONSE_CODE));
  answer.bytes = received_.bytes;
  if (code == CURLE_WRITE_ERROR) answer.body = HttpAnswer::Body::over_limit;
  if (code == CURLE_OPERATION_TIMEDOUT) answer.body = HttpAnswer::Body::unfinished;
  if (const char* redirect = info<const char*>(CURLINFO_REDIRECT_URL)) answer.redirect = redirect;
  answer.first_bytes = received_.first_bytes;
  answer.headers = std::move(received_.headers);
  answer.content = received_.content.finish();
  answer.content.size = received_.bytes;
  answer.content.whole = answer.body == HttpAnswer::Body::whole;
  return answer;
}

}  // namespace

HttpAnswer send_request(const HttpRequest& request) {
  HttpAnswer answer;
  for (const char* address : {"127.0.0.1", "[::1]"}) {
    answer = Transfer(request, address).perform();
    if (answer.kind != HttpAnswer::Kind::refused) break;
  }
  return answer;
}

}  // namespace whittle::exercise
