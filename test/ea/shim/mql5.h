// Everything an Expert Advisor needs to run outside MetaTrader, and the loop that sends it its events.
#pragma once
#include "venue.h"
#include <csignal>
#include <thread>

static int g_timer_ms = 0;
inline bool EventSetMillisecondTimer(int ms) { g_timer_ms = ms; return true; }
inline void EventKillTimer() { g_timer_ms = 0; }

int OnInit();
void OnDeinit(const int reason);
void OnTimer();
void OnTick();
void OnTradeTransaction(const MqlTradeTransaction &, const MqlTradeRequest &, const MqlTradeResult &);

static volatile sig_atomic_t g_end = 0;
#ifndef NO_MAIN
int main() {
  const char *port = getenv("VENUE_PORT");
  g_venue_fd = tcp("127.0.0.1", port ? atoi(port) : 0);
  if (g_venue_fd < 0) { fprintf(stderr, "no venue\n"); return 3; }
  signal(SIGTERM, [](int) { g_end = 1; });
  venue_refresh();
  const int began = OnInit();
  fprintf(stderr, "[init] %d\n", began);
  if (began != INIT_SUCCEEDED) return 2;
  while (!g_end) {
    venue_refresh();
    while (!g_events.empty()) { const event_out e = g_events.front(); g_events.pop_front(); OnTradeTransaction(e.t, e.q, e.r); }
    OnTimer();
    std::this_thread::sleep_for(std::chrono::milliseconds(g_timer_ms > 0 ? g_timer_ms : 20));
  }
  OnDeinit(1);
  return 0;
}
#endif
