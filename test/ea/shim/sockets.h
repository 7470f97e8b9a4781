// MQL5's sockets on POSIX ones, with their habits: blocking calls, error codes, a first "readable" that is not.
#pragma once
#include "language.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

const int ERR_NETSOCKET_INVALIDHANDLE = 5270, ERR_NETSOCKET_CANNOT_CONNECT = 5272, ERR_NETSOCKET_IO_ERROR = 5273;
struct line_out { int fd = -1; bool up = false; bool first = true; };
static std::map<int, line_out> g_lines;
static int g_line = 0;
inline line_out *line_of(int h) { auto i = g_lines.find(h); if (i == g_lines.end()) { g_last_error = ERR_NETSOCKET_INVALIDHANDLE; return nullptr; } return &i->second; }

// MQL5 has no option for a socket: what leaves at once is the simulated venue's own line only.
inline int tcp(const char *host, int port, bool at_once) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in a{};
  a.sin_family = AF_INET;
  a.sin_port = htons((uint16_t)port);
  inet_pton(AF_INET, host, &a.sin_addr);
  if (::connect(fd, (sockaddr *)&a, sizeof a) != 0) { ::close(fd); return -1; }
  int one = 1;
  if (at_once) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}
inline int SocketCreate(uint = 0) {
  if (fails("SocketCreate")) return INVALID_HANDLE;
  if (g_lines.size() >= 128) { g_last_error = 5271; return INVALID_HANDLE; } g_lines[++g_line] = line_out();
  return g_line;
}
inline bool SocketClose(int h) { auto *m = line_of(h); if (!m) return false; if (m->fd >= 0) ::close(m->fd); g_lines.erase(h); return true; }
inline bool SocketConnect(int h, const string &host, uint port, uint) {
  auto *m = line_of(h);
  if (!m) return false;
  if (fails("SocketConnect")) return false;
  m->fd = tcp(utf8(host).c_str(), (int)port, false);
  m->up = m->fd >= 0;
  if (!m->up) g_last_error = ERR_NETSOCKET_CANNOT_CONNECT;
  return m->up;
}
inline bool SocketTimeouts(int h, uint, uint) { return line_of(h) != nullptr; }
inline bool SocketIsConnected(int h) { auto *m = line_of(h); return m && m->up; }
inline uint SocketIsReadable(int h) {
  auto *m = line_of(h);
  if (!m || !m->up) return 0;
  int n = 0;
  ioctl(m->fd, FIONREAD, &n);
  if (n > 0) return (uint)n;
  pollfd p{m->fd, POLLIN, 0};
  if (poll(&p, 1, 0) > 0) return 1; // hung up: reading tells
  if (m->first) { m->first = false; return 1; }
  return 0;
}
inline int SocketRead(int h, mql_array<uchar> &b, uint most, uint timeout) {
  auto *m = line_of(h);
  if (!m || !m->up) return -1;
  pollfd p{m->fd, POLLIN, 0};
  if (poll(&p, 1, timeout == 0 ? 120000 : (int)timeout) <= 0) return -1;
  b.v.resize(most);
  const ssize_t n = ::recv(m->fd, b.v.data(), most, 0);
  if (n <= 0) { m->up = false; g_last_error = ERR_NETSOCKET_IO_ERROR; b.v.clear(); return -1; }
  b.v.resize((size_t)n);
  return (int)n;
}
inline int SocketSend(int h, const mql_array<uchar> &b, uint n) {
  auto *m = line_of(h);
  if (!m || !m->up) return -1;
  if (fails("SocketSend")) { m->up = false; return -1; }
  // Never more than a part at once, so that a caller who does not go on is found out.
  const ssize_t k = ::send(m->fd, b.v.data(), n > 1400 ? 1400 : n, MSG_NOSIGNAL);
  if (k < 0) { m->up = false; g_last_error = ERR_NETSOCKET_IO_ERROR; return -1; }
  return (int)k;
}
