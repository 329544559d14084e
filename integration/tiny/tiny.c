// The app of the hand-made images: one static program, one behaviour a word.
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void end(int number) {
  (void)number;
  _exit(0);
}

static int serve(int port) {
  const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\ntiny\n";
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr*)&address, sizeof address) != 0 || listen(listener, 16) != 0) return 1;
  for (;;) {
    char request[4096];
    int connection = accept(listener, NULL, NULL);
    if (connection < 0) continue;
    if (read(connection, request, sizeof request) > 0) {
      ssize_t written = write(connection, answer, strlen(answer));
      (void)written;
    }
    close(connection);
  }
}

static int show(const char* path) {
  char line[256];
  FILE* file = fopen(path, "r");
  if (file == NULL) {
    perror(path);
    return 1;
  }
  while (fgets(line, sizeof line, file) != NULL) fputs(line, stdout);
  return fclose(file);
}

int main(int count, char** words) {
  const char* word = count > 1 ? words[1] : "";
  signal(SIGTERM, end);  // the first process of a container gets no default action
  if (strcmp(word, "serve") == 0) return serve(count > 2 ? atoi(words[2]) : 8080);
  if (strcmp(word, "show") == 0) {
    for (int i = 2; i < count; ++i) {
      if (show(words[i]) != 0) return 1;
    }
    return 0;
  }
  if (strcmp(word, "crash") == 0) {
    fputs("tiny: no configuration at /etc/tiny.conf\n", stderr);
    return 3;
  }
  if (strcmp(word, "sleep") == 0) {
    for (;;) pause();
  }
  fputs("usage: tiny serve [PORT] | show FILE... | crash | sleep\n", stderr);
  return 2;
}
