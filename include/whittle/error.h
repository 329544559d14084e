// Errors that end a command. A message names what was attempted; a hint says what to do next.
//
// What is expected (a container that ends, an exercise that fails, a path that is not there) is a
// value, never one of these. There is one catch, in main.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace whittle {

class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, std::string hint = "", std::string details = "")
      : std::runtime_error(message), hint_(std::move(hint)), details_(std::move(details)) {}
  const std::string& hint() const { return hint_; }
  // Lines that show the failure, such as the last output of the app; usually empty.
  const std::string& details() const { return details_; }

 private:
  std::string hint_;
  std::string details_;
};

// What an error number of errno(3) means, as strerror(3) says it, from any thread.
std::string error_text(int error_number);

// A system call failed; the message is "what: error_text(errno)".
class SystemError : public Error {
 public:
  SystemError(const std::string& what, int error_number, std::string hint = "");
  int error_number() const { return error_number_; }

 private:
  int error_number_;
};

// The command line is wrong: exit code 2.
class UsageError : public Error {
 public:
  using Error::Error;
};

// Ctrl-C, SIGTERM or the run's time limit.
class Interrupted : public Error {
 public:
  using Error::Error;
};

// Runs body; an Error that leaves it gets "context: " put before its message; its own hint is kept,
// and where it has none it gets this one.
template <typename Body>
auto with_context(const std::string& context, Body&& body, const std::string& hint = "") {
  try {
    return std::forward<Body>(body)();
  } catch (const UsageError&) {
    throw;
  } catch (const Interrupted&) {
    throw;
  } catch (const Error& error) {
    throw Error(context + ": " + error.what(), error.hint().empty() ? hint : error.hint(),
                error.details());
  }
}

}  // namespace whittle
