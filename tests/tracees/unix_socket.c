#include <sys/socket.h>
#include <sys/un.h>

#include "tracee.h"
int main(void) {
  struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "/data/empty/socket"};
  struct sockaddr_un link = {.sun_family = AF_UNIX, .sun_path = "/data/to_empty/socket"};
  struct sockaddr_un none = {.sun_family = AF_UNIX, .sun_path = "/data/no_socket"};
  int server = socket(AF_UNIX, SOCK_STREAM, 0);
  int client = socket(AF_UNIX, SOCK_STREAM, 0);
  MUST(bind(server, (struct sockaddr*)&name, sizeof name) == 0 && listen(server, 1) == 0);
  MUST(connect(client, (struct sockaddr*)&none, sizeof none) < 0 && errno == ENOENT);
  MUST(connect(client, (struct sockaddr*)&link, sizeof link) == 0);
  return 0;
}
