// Everything an Expert Advisor needs to run outside MetaTrader, and the loop that sends it its events.
#pragma once
#include "venue.h"
#include <csignal>
#include <thread>

static int g_timer_ms = 0;
inline bool EventSetMillisecondTimer(int ms) { if (fails("EventSetMillisecondTimer")) return false; g_timer_ms = ms; return true; }
inline bool EventSetTimer(int seconds) { if (fails("EventSetTimer")) return false; g_timer_ms = seconds * 1000; return true; }
inline void EventKillTimer() { g_timer_ms = 0; }

int OnInit();
void OnDeinit(const int reason);
void OnTimer();
void OnTick();
void OnTradeTransaction(const MqlTradeTransaction &, const MqlTradeRequest &, const MqlTradeResult &);

const int REASON_REMOVE = 1, REASON_CHARTCHANGE = 3, REASON_PARAMETERS = 5, REASON_INITFAILED = 8;
static volatile sig_atomic_t g_end = 0, g_again = 0;

// What MetaTrader does: a failed start is followed by OnDeinit(8), and the Expert Advisor leaves the chart.
inline bool started() {
  const int began = OnInit();
  fprintf(stderr, "[init] %d\n", began);
  if (began == INIT_SUCCEEDED) return true;
  OnDeinit(REASON_INITFAILED);
  return false;
}
// A new price of the chart's own symbol.
inline bool has_tick() {
  static std::string last;
  const row *r = g_venue.names.empty() ? nullptr : symbol_row(utf16(g_venue.names[0]));
  const std::string now = r ? cell(*r, 18) + " " + cell(*r, 19) + " " + cell(*r, 20) : "";
  const bool is_new = !now.empty() && now != last && whole(*r, 20) != 0;
  last = now;
  return is_new;
}
#ifndef NO_MAIN
int main() {
  const char *port = getenv("VENUE_PORT");
  g_venue_fd = tcp("127.0.0.1", port ? atoi(port) : 0, true);
  if (g_venue_fd < 0) { fprintf(stderr, "no venue\n"); return 3; }
  signal(SIGTERM, [](int) { g_end = 1; });
  signal(SIGUSR1, [](int) { g_again = REASON_CHARTCHANGE; });
  signal(SIGUSR2, [](int) { g_again = REASON_PARAMETERS; });
  // Who waits for this process hears that it is there before it waits for anybody.
  venue_say("I\t" + std::to_string(getpid()));
  venue_refresh();
  if (!started()) return 2;
  ulong due = 0;
  while (!g_end) {
    if (g_again) { // Another timeframe or other inputs: everything global keeps its value.
      OnDeinit(g_again);
      g_again = 0;
      g_events.clear();
      venue_refresh();
      if (!started()) return 2;
    }
    venue_refresh();
    while (!g_events.empty()) { const event_out e = g_events.front(); g_events.pop_front(); OnTradeTransaction(e.t, e.q, e.r); }
    if (has_tick()) OnTick();
    if (g_timer_ms > 0 && GetTickCount64() >= due) { due = GetTickCount64() + (ulong)g_timer_ms; OnTimer(); }
    // Where the time comes from the venue, the next look waits there for it.
    if (!is_venue_time()) std::this_thread::sleep_for(std::chrono::milliseconds(g_timer_ms > 0 && g_timer_ms < 20 ? g_timer_ms : 20));
  }
  OnDeinit(REASON_REMOVE);
  return 0;
}
#endif
