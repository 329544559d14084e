// One process opens a directory and sends the descriptor to another, which uses it.
#include <sys/socket.h>

#include "tracee.h"

union control {
  char bytes[CMSG_SPACE(sizeof(int))];
  struct cmsghdr alignment;
};

static void send_descriptor(int socket, int descriptor) {
  union control control = {{0}};
  struct iovec byte = {"x", 1};
  struct msghdr message = {.msg_iov = &byte,
                           .msg_iovlen = 1,
                           .msg_control = control.bytes,
                           .msg_controllen = sizeof control.bytes};
  struct cmsghdr* part = CMSG_FIRSTHDR(&message);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(sizeof descriptor);
  memcpy(CMSG_DATA(part), &descriptor, sizeof descriptor);
  MUST(sendmsg(socket, &message, 0) == 1);
}

static int receive_descriptor(int socket) {
  union control control;
  char byte;
  struct iovec bytes = {&byte, 1};
  struct msghdr message = {.msg_iov = &bytes,
                           .msg_iovlen = 1,
                           .msg_control = control.bytes,
                           .msg_controllen = sizeof control.bytes};
  int descriptor;
  MUST(recvmsg(socket, &message, 0) == 1 && CMSG_FIRSTHDR(&message));
  memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof descriptor);
  return descriptor;
}

int main(void) {
  int ends[2];
  MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  pid_t child = fork();
  if (child == 0) {
    int directory = receive_descriptor(ends[1]);
    MUST(openat(directory, "file", O_RDONLY) >= 0);
    MUST(faccessat(directory, "chain1", F_OK, 0) == 0);
    _exit(0);
  }
  send_descriptor(ends[0], open("/data", O_PATH | O_DIRECTORY));
  must_succeed(child);
  return 0;
}
