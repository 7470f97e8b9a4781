// What the MQL5 language has and C++ has not: UTF-16 strings, bounded dynamic arrays, StringFormat, the clock.
#pragma once
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <initializer_list>
#include <map>
#include <string>
#include <fcntl.h>
#include <execinfo.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>
#include <vector>

typedef unsigned char uchar;
typedef int64_t datetime;
static_assert(sizeof(ulong) == 8 && sizeof(long) == 8 && sizeof(uint) == 4 && sizeof(ushort) == 2, "widths as in MQL5");

[[noreturn]] inline void critical(const char *what) {
  fprintf(stderr, "CRITICAL: %s (MetaTrader would stop the Expert Advisor), at (for addr2line):\n", what);
  void *frames[12];
  backtrace_symbols_fd(frames, backtrace(frames, 12), 2);
  abort();
}

struct string {
  std::u16string s;
  string() {}
  string(const char16_t *text) : s(text) {}
  string(std::u16string text) : s(std::move(text)) {}
  string &operator+=(const string &o) { s += o.s; return *this; }
  friend string operator+(const string &a, const string &b) { return string(a.s + b.s); }
  bool operator==(const string &o) const { return s == o.s; }
  bool operator!=(const string &o) const { return s != o.s; }
};
inline string S(const char16_t *text) { return string(text); }

inline std::string utf8(const string &x) {
  std::string o;
  for (size_t i = 0; i < x.s.size(); i++) {
    uint32_t c = x.s[i];
    if (c >= 0xD800 && c < 0xDC00 && i + 1 < x.s.size()) c = 0x10000 + ((c - 0xD800) << 10) + (x.s[++i] - 0xDC00);
    if (c < 0x80) o += (char)c;
    else if (c < 0x800) { o += (char)(0xC0 | c >> 6); o += (char)(0x80 | (c & 63)); }
    else if (c < 0x10000) { o += (char)(0xE0 | c >> 12); o += (char)(0x80 | ((c >> 6) & 63)); o += (char)(0x80 | (c & 63)); }
    else { o += (char)(0xF0 | c >> 18); o += (char)(0x80 | ((c >> 12) & 63)); o += (char)(0x80 | ((c >> 6) & 63)); o += (char)(0x80 | (c & 63)); }
  }
  return o;
}
inline string utf16(const std::string &b) {
  string r;
  size_t i = 0;
  while (i < b.size()) {
    unsigned char c = (unsigned char)b[i++];
    uint32_t v = c;
    int more = 0;
    if (c >= 0xF0) { v = c & 7; more = 3; } else if (c >= 0xE0) { v = c & 15; more = 2; } else if (c >= 0xC0) { v = c & 31; more = 1; }
    while (more-- > 0 && i < b.size()) v = (v << 6) | ((unsigned char)b[i++] & 63);
    if (v < 0x10000) r.s += (char16_t)v;
    else { v -= 0x10000; r.s += (char16_t)(0xD800 + (v >> 10)); r.s += (char16_t)(0xDC00 + (v & 0x3FF)); }
  }
  return r;
}

template <typename T> struct mql_array {
  std::vector<T> v;
  mql_array() {}
  mql_array(std::initializer_list<T> list) : v(list) {}
  T &operator[](long i) { if (i < 0 || i >= (long)v.size()) critical("array out of range"); return v[(size_t)i]; }
  const T &operator[](long i) const { if (i < 0 || i >= (long)v.size()) critical("array out of range"); return v[(size_t)i]; }
};
template <typename T> int ArraySize(const mql_array<T> &a) { return (int)a.v.size(); }
template <typename T> int ArrayResize(mql_array<T> &a, int n, int = 0) { if (n < 0) critical("array of a negative size"); a.v.resize((size_t)n); return n; }
template <typename T> void ZeroMemory(T &x) { x = T(); }

const int WHOLE_ARRAY = -1, INVALID_HANDLE = -1;
const uint CP_ACP = 0, CP_UTF8 = 65001;
static int g_last_error = 0;
// Calls that a test wants to fail: how often still (-1: until it is mended), and with which error.
struct failing { long times = 0; int error = 0; };
static std::map<std::string, failing> g_failing;
inline bool fails(const char *call) {
  auto i = g_failing.find(call);
  if (i == g_failing.end() || i->second.times == 0) return false;
  if (i->second.times > 0) i->second.times--;
  g_last_error = i->second.error;
  return true;
}
inline int GetLastError() { return g_last_error; }
inline void ResetLastError() { g_last_error = 0; }

// strings
inline int StringLen(const string &x) { return (int)x.s.size(); }
inline ushort StringGetCharacter(const string &x, int i) { return (i < 0 || i >= (int)x.s.size()) ? 0 : (ushort)x.s[(size_t)i]; }
inline string ShortToString(ushort c) { return string(std::u16string(1, (char16_t)c)); }
inline int StringFind(const string &x, const string &p, int from = 0) { auto r = x.s.find(p.s, (size_t)from); return r == std::u16string::npos ? -1 : (int)r; }
inline string StringSubstr(const string &x, int p, int n = -1) { if (p >= (int)x.s.size()) return string(); return string(x.s.substr((size_t)p, n < 0 ? std::u16string::npos : (size_t)n)); }
inline double StringToDouble(const string &x) { return atof(utf8(x).c_str()); }
inline long StringToInteger(const string &x) { const std::string t = utf8(x); return t.empty() || t[0] == '-' ? strtol(t.c_str(), nullptr, 10) : (long)strtoul(t.c_str(), nullptr, 10); }
inline int StringSplit(const string &x, ushort separator, mql_array<string> &parts) {
  parts.v.clear();
  std::u16string part;
  for (char16_t c : x.s) { if (c == separator) { parts.v.push_back(string(part)); part.clear(); } else part += c; }
  parts.v.push_back(string(part));
  return (int)parts.v.size();
}
inline int StringTrimLeft(string &x) { size_t n = 0; while (n < x.s.size() && x.s[n] <= u' ') n++; x.s.erase(0, n); return (int)n; }
inline int StringTrimRight(string &x) { size_t n = 0; while (!x.s.empty() && x.s.back() <= u' ') { x.s.pop_back(); n++; } return (int)n; }
inline int StringToCharArray(const string &x, mql_array<uchar> &a, int start = 0, int = -1, uint = CP_ACP) {
  std::string b = utf8(x);
  b.push_back('\0'); // as MQL5 does
  if (a.v.size() < (size_t)start + b.size()) a.v.resize((size_t)start + b.size());
  memcpy(a.v.data() + start, b.data(), b.size());
  return (int)b.size();
}
inline string CharArrayToString(const mql_array<uchar> &a, int start = 0, int count = -1, uint = CP_ACP) {
  const int n = count < 0 ? (int)a.v.size() - start : count;
  if (start < 0 || n < 0 || start + n > (int)a.v.size()) critical("CharArrayToString out of range");
  return utf16(std::string((const char *)a.v.data() + start, (size_t)n));
}

// numbers
inline double NormalizeDouble(double x, int digits) { const double f = std::pow(10.0, digits); return std::round(x * f) / f; }
inline string DoubleToString(double x, int digits) { char b[64]; snprintf(b, sizeof b, "%.*f", digits, x); return utf16(b); }
inline double MathFloor(double x) { return std::floor(x); }
inline double MathRound(double x) { return std::round(x); }
inline double MathAbs(double x) { return std::fabs(x); }
inline double MathMax(double a, double b) { return a > b ? a : b; }
inline double MathMin(double a, double b) { return a < b ? a : b; }
inline bool MathIsValidNumber(double x) { return std::isfinite(x); }
inline int MathRand() { return rand() & 32767; }
inline void MathSrand(int seed) { srand((unsigned)seed); }

// StringFormat, which aborts where MetaTrader would print rubbish
struct argument {
  int kind;
  long long i = 0;
  double d = 0;
  std::string s;
  argument(bool x) : kind(0), i(x) {}
  argument(int x) : kind(0), i(x) {}
  argument(uint x) : kind(0), i(x) {}
  argument(long x) : kind(0), i(x) {}
  argument(ulong x) : kind(0), i((long long)x) {}
  argument(ushort x) : kind(0), i(x) {}
  argument(uchar x) : kind(0), i(x) {}
  argument(double x) : kind(1), d(x) {}
  argument(const string &x) : kind(2), s(utf8(x)) {}
};
inline string format(const string &pattern, std::vector<argument> a) {
  std::string o, in = utf8(pattern);
  size_t n = 0;
  for (size_t i = 0; i < in.size(); i++) {
    if (in[i] != '%') { o += in[i]; continue; }
    if (i + 1 < in.size() && in[i + 1] == '%') { o += '%'; i++; continue; }
    std::string spec = "%";
    i++;
    while (i < in.size() && strchr("-+ #0123456789.", in[i])) spec += in[i++];
    if (in.compare(i, 3, "I64") == 0) i += 3;
    if (i >= in.size() || n >= a.size()) critical("StringFormat: too few arguments");
    argument &x = a[n++];
    const char c = in[i];
    char b[512];
    if (c == 's') {
      if (x.kind != 2) critical("StringFormat: %s with a number");
      o += x.s;
    } else if (strchr("dixXuc", c)) {
      if (x.kind != 0) critical("StringFormat: an integer was expected");
      spec += "ll";
      spec += c;
      snprintf(b, sizeof b, spec.c_str(), x.i);
      o += b;
    } else {
      if (x.kind != 1) critical("StringFormat: a real number was expected");
      spec += c;
      snprintf(b, sizeof b, spec.c_str(), x.d);
      o += b;
    }
  }
  if (n != a.size()) critical("StringFormat: too many arguments");
  return utf16(o);
}
template <typename... A> string StringFormat(const string &pattern, const A &...a) { return format(pattern, std::vector<argument>{argument(a)...}); }

inline void put(const string &x) { fputs(utf8(x).c_str(), stderr); }
template <typename T> void put(const T &x) { fputs(std::to_string(x).c_str(), stderr); }
template <typename... A> void Print(const A &...a) { fputs("[EA] ", stderr); (put(a), ...); fputc('\n', stderr); }
template <typename... A> void Comment(const A &...a) { fputs("[chart] ", stderr); (put(a), ...); fputc('\n', stderr); }

// time: where the venue tells it (CLOCK_OF_VENUE) the moment that it said last, for every end alike; else the machine's
inline bool is_venue_time() { static const bool is = getenv("CLOCK_OF_VENUE") != nullptr; return is; }
static double g_venue_ms = 0;
inline long steady_us() { using namespace std::chrono; return (long)duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count(); }
// Since the machine was started it is the same for all that runs on it: the latest moment that any of them was told.
inline std::atomic<long> &machine_ms() {
  static std::atomic<long> *shared = [] {
    const char *folder = getenv("COMMON_FILES");
    const int fd = ::open((std::string(folder ? folder : "/nowhere") + "/tick-count").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    const bool has = fd >= 0 && ftruncate(fd, sizeof(std::atomic<long>)) == 0;
    void *at = has ? ::mmap(nullptr, sizeof(std::atomic<long>), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
    if (fd >= 0) ::close(fd);
    return at == MAP_FAILED ? new std::atomic<long>(0) : static_cast<std::atomic<long> *>(at);
  }();
  return *shared;
}
inline void venue_says(double ms) {
  g_venue_ms = ms;
  long before = machine_ms();
  while (before < (long)ms && !machine_ms().compare_exchange_weak(before, (long)ms)) {}
}
// Since this program was started: programs that start together have the same.
inline ulong GetMicrosecondCount() {
  static const double from = g_venue_ms;
  static const long from_us = steady_us();
  return is_venue_time() ? (ulong)((g_venue_ms - from) * 1e3) : (ulong)(steady_us() - from_us);
}
inline ulong GetTickCount64() { return is_venue_time() ? (ulong)machine_ms().load() : (ulong)(steady_us() / 1000); }
inline datetime TimeGMT() { return is_venue_time() ? (datetime)(g_venue_ms / 1e3) : (datetime)time(nullptr); }
inline datetime TimeLocal() { return TimeGMT(); }

// SHA-256 (FIPS 180-4), the one method of CryptEncode that is used
enum ENUM_CRYPT_METHOD { CRYPT_BASE64, CRYPT_AES128, CRYPT_AES256, CRYPT_DES, CRYPT_HASH_SHA1, CRYPT_HASH_SHA256, CRYPT_HASH_MD5, CRYPT_ARCH_ZIP };
inline void sha256(const std::vector<uchar> &data, uchar *out) {
  static const uint32_t K[64] = {0x428a2f98,0x71374491,0xb5c0fbcf,0xe9b5dba5,0x3956c25b,0x59f111f1,0x923f82a4,0xab1c5ed5,
      0xd807aa98,0x12835b01,0x243185be,0x550c7dc3,0x72be5d74,0x80deb1fe,0x9bdc06a7,0xc19bf174,0xe49b69c1,0xefbe4786,
      0x0fc19dc6,0x240ca1cc,0x2de92c6f,0x4a7484aa,0x5cb0a9dc,0x76f988da,0x983e5152,0xa831c66d,0xb00327c8,0xbf597fc7,
      0xc6e00bf3,0xd5a79147,0x06ca6351,0x14292967,0x27b70a85,0x2e1b2138,0x4d2c6dfc,0x53380d13,0x650a7354,0x766a0abb,
      0x81c2c92e,0x92722c85,0xa2bfe8a1,0xa81a664b,0xc24b8b70,0xc76c51a3,0xd192e819,0xd6990624,0xf40e3585,0x106aa070,
      0x19a4c116,0x1e376c08,0x2748774c,0x34b0bcb5,0x391c0cb3,0x4ed8aa4a,0x5b9cca4f,0x682e6ff3,0x748f82ee,0x78a5636f,
      0x84c87814,0x8cc70208,0x90befffa,0xa4506ceb,0xbef9a3f7,0xc67178f2};
  uint32_t h[8] = {0x6a09e667,0xbb67ae85,0x3c6ef372,0xa54ff53a,0x510e527f,0x9b05688c,0x1f83d9ab,0x5be0cd19};
  std::vector<uchar> m(data);
  m.push_back(0x80);
  while (m.size() % 64 != 56) m.push_back(0);
  for (int i = 7; i >= 0; i--) m.push_back((uchar)((uint64_t(data.size()) * 8) >> (8 * i)));
  auto R = [](uint32_t x, int k) { return (x >> k) | (x << (32 - k)); };
  for (size_t o = 0; o < m.size(); o += 64) {
    uint32_t w[64], a[8];
    for (size_t i = 0; i < 16; i++) w[i] = (uint32_t)m[o + 4 * i] << 24 | (uint32_t)m[o + 4 * i + 1] << 16 | (uint32_t)m[o + 4 * i + 2] << 8 | m[o + 4 * i + 3];
    for (int i = 16; i < 64; i++) w[i] = w[i - 16] + (R(w[i - 15], 7) ^ R(w[i - 15], 18) ^ (w[i - 15] >> 3)) + w[i - 7] + (R(w[i - 2], 17) ^ R(w[i - 2], 19) ^ (w[i - 2] >> 10));
    memcpy(a, h, sizeof a);
    for (int i = 0; i < 64; i++) {
      const uint32_t t1 = a[7] + (R(a[4], 6) ^ R(a[4], 11) ^ R(a[4], 25)) + ((a[4] & a[5]) ^ (~a[4] & a[6])) + K[i] + w[i];
      const uint32_t t2 = (R(a[0], 2) ^ R(a[0], 13) ^ R(a[0], 22)) + ((a[0] & a[1]) ^ (a[0] & a[2]) ^ (a[1] & a[2]));
      a[7] = a[6]; a[6] = a[5]; a[5] = a[4]; a[4] = a[3] + t1; a[3] = a[2]; a[2] = a[1]; a[1] = a[0]; a[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++) h[i] += a[i];
  }
  for (int i = 0; i < 8; i++) for (int j = 0; j < 4; j++) out[4 * i + j] = (uchar)(h[i] >> (24 - 8 * j));
}
inline int CryptEncode(ENUM_CRYPT_METHOD method, const mql_array<uchar> &data, const mql_array<uchar> &, mql_array<uchar> &result) {
  if (method != CRYPT_HASH_SHA256) critical("CryptEncode: a method the shim does not have");
  // Nothing in the reference says that nothing can be hashed: here it cannot.
  if (fails("CryptEncode") || data.v.empty()) { if (data.v.empty()) g_last_error = 4003; result.v.clear(); return 0; }
  result.v.resize(32);
  sha256(data.v, result.v.data());
  return 32;
}

// inputs: the value written in the source, or that of an environment variable of its name
inline string setting(const char *name, const string &value) { const char *e = getenv(name); return e ? utf16(e) : value; }
inline double setting(const char *name, double value) { const char *e = getenv(name); return e ? atof(e) : value; }
inline int setting(const char *name, int value) { const char *e = getenv(name); return e ? atoi(e) : value; }
inline uint setting(const char *name, uint value) { const char *e = getenv(name); return e ? (uint)atoi(e) : value; }
inline bool setting(const char *name, bool value) { const char *e = getenv(name); return e ? strcmp(e, "true") == 0 : value; }
template <typename T> T setting_of(const char *name, T value) { const char *e = getenv(name); return e ? (T)atoi(e) : value; }

// files in the common folder: a folder that an environment variable names
enum { FILE_READ = 1, FILE_WRITE = 2, FILE_BIN = 4, FILE_CSV = 8, FILE_TXT = 16, FILE_ANSI = 32, FILE_SHARE_READ = 128, FILE_SHARE_WRITE = 256, FILE_REWRITE = 512, FILE_COMMON = 4096 };
enum ENUM_FILE_POSITION { SEEK_SET_, SEEK_CUR_, SEEK_END_ };
#undef SEEK_END
#define SEEK_END SEEK_END_
static std::map<int, FILE *> g_files;
static int g_file = 0;
inline int FileOpen(const string &name, int flags) {
  if (fails("FileOpen")) return INVALID_HANDLE;
  const char *folder = getenv("COMMON_FILES");
  const std::string path = std::string(folder ? folder : "/nowhere") + "/" + utf8(name);
  const bool reads = flags & FILE_READ, writes = flags & FILE_WRITE;
  const int fd = ::open(path.c_str(), (reads && writes ? O_RDWR | O_CREAT : writes ? O_WRONLY | O_CREAT : O_RDONLY) | O_CLOEXEC, 0600);
  // Without FILE_SHARE_WRITE nobody else may write meanwhile, without FILE_SHARE_READ nobody may read either.
  const bool alone = !(flags & FILE_SHARE_WRITE) && (writes || !(flags & FILE_SHARE_READ));
  if (fd < 0 || flock(fd, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) { if (fd >= 0) ::close(fd); g_last_error = 5004; return INVALID_HANDLE; }
  if (writes && !reads && ftruncate(fd, 0) != 0) { ::close(fd); g_last_error = 5004; return INVALID_HANDLE; }
  FILE *f = fdopen(fd, reads && writes ? "r+b" : writes ? "wb" : "rb");
  g_files[++g_file] = f;
  return g_file;
}
inline FILE *opened(int h) { auto i = g_files.find(h); if (i == g_files.end()) critical("a file handle that is none"); return i->second; }
inline bool FileMove(const string &from, int, const string &to, int flags) {
  const std::string folder = std::string(getenv("COMMON_FILES") ? getenv("COMMON_FILES") : "/nowhere") + "/";
  if (fails("FileMove") || (!(flags & FILE_REWRITE) && ::access((folder + utf8(to)).c_str(), F_OK) == 0)) { g_last_error = 5020; return false; }
  return ::rename((folder + utf8(from)).c_str(), (folder + utf8(to)).c_str()) == 0;
}
inline bool FileSeek(int h, long offset, ENUM_FILE_POSITION origin) { return fseek(opened(h), offset, origin == SEEK_END_ ? 2 : origin == SEEK_CUR_ ? 1 : 0) == 0; }
inline uint FileWriteString(int h, const string &x) { if (fails("FileWriteString")) return 0; const std::string b = utf8(x); return (uint)fwrite(b.data(), 1, b.size(), opened(h)); }
inline void FileFlush(int h) { fflush(opened(h)); }
inline void FileClose(int h) { fclose(opened(h)); g_files.erase(h); }
inline bool FileIsEnding(int h) { FILE *f = opened(h); const int c = fgetc(f); if (c == EOF) return true; ungetc(c, f); return false; }
inline string FileReadString(int h, int = -1) { std::string o; FILE *f = opened(h); for (int c = fgetc(f); c != EOF && c != '\n'; c = fgetc(f)) if (c != '\r') o += (char)c; return utf16(o); }

// Global variables of the terminal: a file each in a folder that all Expert Advisors of this terminal share.
inline std::string global_file(const string &name) {
  const char *folder = getenv("TERMINAL_GLOBALS") ? getenv("TERMINAL_GLOBALS") : getenv("COMMON_FILES");
  return std::string(folder ? folder : "/nowhere") + "/global." + utf8(name);
}
// Charts of one terminal have numbers of their own; those of another terminal may have the same ones.
inline long ChartID() {
  static const long id = [] {
    const int fd = ::open(global_file(utf16(std::string("charts"))).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const long charts = fd >= 0 && ::write(fd, "+", 1) == 1 ? (long)::lseek(fd, 0, SEEK_CUR) : 0;
    if (fd >= 0) ::close(fd);
    return 132960157471389374L + charts;
  }();
  return id;
}
enum ENUM_TERMINAL_INFO_STRING { TERMINAL_DATA_PATH };
inline string TerminalInfoString(ENUM_TERMINAL_INFO_STRING) { const char *folder = getenv("TERMINAL_GLOBALS"); return utf16(std::string(folder ? folder : "/nowhere")); }
struct global_variable {
  int fd;
  explicit global_variable(const string &name, bool make) : fd(::open(global_file(name).c_str(), make ? O_RDWR | O_CREAT : O_RDWR, 0600)) {
    if (fd >= 0) flock(fd, LOCK_EX);
  }
  ~global_variable() { if (fd >= 0) ::close(fd); }
  double value() { double x = 0; return ::pread(fd, &x, sizeof x, 0) == (ssize_t)sizeof x ? x : 0.0; }
  bool put(double x) { return ::pwrite(fd, &x, sizeof x, 0) == (ssize_t)sizeof x; }
};
inline bool GlobalVariableCheck(const string &name) { return ::access(global_file(name).c_str(), F_OK) == 0; }
inline bool GlobalVariableTemp(const string &name) {
  if (fails("GlobalVariableTemp")) return false;
  if (GlobalVariableCheck(name)) { g_last_error = 4502; return false; }
  global_variable one(name, true);
  return one.fd >= 0;
}
inline double GlobalVariableGet(const string &name) {
  global_variable one(name, false); if (one.fd < 0) { g_last_error = 4501; return 0.0; }
  return one.value();
}
inline datetime GlobalVariableSet(const string &name, double value) {
  if (fails("GlobalVariableSet")) return 0;
  global_variable one(name, true); return one.fd >= 0 && one.put(value) ? TimeLocal() : 0;
}
inline bool GlobalVariableSetOnCondition(const string &name, double value, double check) {
  if (fails("GlobalVariableSetOnCondition")) return false;
  global_variable one(name, false);
  if (one.fd < 0) { g_last_error = 4501; return false; }
  return one.value() == check && one.put(value);
}
