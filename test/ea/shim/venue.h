// The terminal's own data, read from the simulated venue over a local socket before every event, and requests to it.
#pragma once
#include "sockets.h"
#include <deque>
#include <memory>
#include <unordered_map>

enum ENUM_INIT_RETCODE { INIT_SUCCEEDED, INIT_FAILED, INIT_PARAMETERS_INCORRECT };
enum ENUM_TIMEFRAMES { PERIOD_M1 = 1, PERIOD_M5 = 5 };
enum ENUM_TRADE_REQUEST_ACTIONS { TRADE_ACTION_NONE_, TRADE_ACTION_DEAL = 1, TRADE_ACTION_PENDING = 5, TRADE_ACTION_SLTP = 6,
    TRADE_ACTION_MODIFY = 7, TRADE_ACTION_REMOVE = 8, TRADE_ACTION_CLOSE_BY = 10 };
enum ENUM_ORDER_TYPE { ORDER_TYPE_BUY, ORDER_TYPE_SELL, ORDER_TYPE_BUY_LIMIT, ORDER_TYPE_SELL_LIMIT, ORDER_TYPE_BUY_STOP,
    ORDER_TYPE_SELL_STOP, ORDER_TYPE_BUY_STOP_LIMIT, ORDER_TYPE_SELL_STOP_LIMIT, ORDER_TYPE_CLOSE_BY };
enum ENUM_ORDER_STATE { ORDER_STATE_STARTED, ORDER_STATE_PLACED, ORDER_STATE_CANCELED, ORDER_STATE_PARTIAL, ORDER_STATE_FILLED, ORDER_STATE_REJECTED, ORDER_STATE_EXPIRED };
enum ENUM_ORDER_TYPE_FILLING { ORDER_FILLING_FOK, ORDER_FILLING_IOC, ORDER_FILLING_RETURN, ORDER_FILLING_BOC };
enum ENUM_ORDER_TYPE_TIME { ORDER_TIME_GTC, ORDER_TIME_DAY, ORDER_TIME_SPECIFIED, ORDER_TIME_SPECIFIED_DAY };
enum ENUM_POSITION_TYPE { POSITION_TYPE_BUY, POSITION_TYPE_SELL };
enum ENUM_DEAL_TYPE { DEAL_TYPE_BUY, DEAL_TYPE_SELL, DEAL_TYPE_BALANCE, DEAL_TYPE_CREDIT, DEAL_TYPE_CHARGE, DEAL_TYPE_CORRECTION, DEAL_TYPE_BONUS };
enum ENUM_DEAL_ENTRY { DEAL_ENTRY_IN, DEAL_ENTRY_OUT, DEAL_ENTRY_INOUT, DEAL_ENTRY_OUT_BY };
enum ENUM_ACCOUNT_TRADE_MODE { ACCOUNT_TRADE_MODE_DEMO, ACCOUNT_TRADE_MODE_CONTEST, ACCOUNT_TRADE_MODE_REAL };
enum ENUM_ACCOUNT_MARGIN_MODE { ACCOUNT_MARGIN_MODE_RETAIL_NETTING, ACCOUNT_MARGIN_MODE_EXCHANGE, ACCOUNT_MARGIN_MODE_RETAIL_HEDGING };
enum { SYMBOL_FILLING_FOK = 1, SYMBOL_FILLING_IOC = 2 };
enum ENUM_TRADE_TRANSACTION_TYPE { TRADE_TRANSACTION_ORDER_ADD, TRADE_TRANSACTION_ORDER_UPDATE,
    TRADE_TRANSACTION_ORDER_DELETE, TRADE_TRANSACTION_HISTORY_ADD, TRADE_TRANSACTION_HISTORY_UPDATE,
    TRADE_TRANSACTION_HISTORY_DELETE, TRADE_TRANSACTION_DEAL_ADD, TRADE_TRANSACTION_DEAL_UPDATE,
    TRADE_TRANSACTION_DEAL_DELETE, TRADE_TRANSACTION_POSITION, TRADE_TRANSACTION_REQUEST };
inline string EnumToString(ENUM_ORDER_TYPE_FILLING f) { static const char *names[] = {"FOK", "IOC", "RETURN", "BOC"}; return utf16(std::string("ORDER_FILLING_") + names[(int)f]); }
inline string EnumToString(ENUM_TRADE_TRANSACTION_TYPE t) {
  static const char16_t *names[] = {u"TRADE_TRANSACTION_ORDER_ADD", u"TRADE_TRANSACTION_ORDER_UPDATE",
      u"TRADE_TRANSACTION_ORDER_DELETE", u"TRADE_TRANSACTION_HISTORY_ADD", u"TRADE_TRANSACTION_HISTORY_UPDATE",
      u"TRADE_TRANSACTION_HISTORY_DELETE", u"TRADE_TRANSACTION_DEAL_ADD", u"TRADE_TRANSACTION_DEAL_UPDATE",
      u"TRADE_TRANSACTION_DEAL_DELETE", u"TRADE_TRANSACTION_POSITION", u"TRADE_TRANSACTION_REQUEST"};
  return string(names[(int)t]);
}
enum ENUM_ACCOUNT_INFO_INTEGER { ACCOUNT_LOGIN, ACCOUNT_TRADE_MODE, ACCOUNT_MARGIN_MODE, ACCOUNT_LEVERAGE, ACCOUNT_TRADE_ALLOWED, ACCOUNT_TRADE_EXPERT, ACCOUNT_CURRENCY_DIGITS };
enum ENUM_ACCOUNT_INFO_DOUBLE { ACCOUNT_BALANCE, ACCOUNT_EQUITY, ACCOUNT_MARGIN, ACCOUNT_MARGIN_FREE, ACCOUNT_MARGIN_LEVEL };
enum ENUM_ACCOUNT_INFO_STRING { ACCOUNT_SERVER, ACCOUNT_COMPANY, ACCOUNT_CURRENCY };
enum ENUM_TERMINAL_INFO_INTEGER { TERMINAL_BUILD, TERMINAL_CONNECTED, TERMINAL_TRADE_ALLOWED, TERMINAL_PING_LAST };
enum ENUM_MQL_INFO_INTEGER { MQL_TRADE_ALLOWED };
enum ENUM_SYMBOL_INFO_INTEGER { SYMBOL_DIGITS, SYMBOL_TRADE_MODE, SYMBOL_TRADE_STOPS_LEVEL, SYMBOL_TRADE_FREEZE_LEVEL, SYMBOL_FILLING_MODE, SYMBOL_TRADE_EXEMODE,
    SYMBOL_ORDER_MODE, SYMBOL_EXPIRATION_MODE, SYMBOL_EXPIRATION_TIME, SYMBOL_SWAP_MODE, SYMBOL_SWAP_ROLLOVER3DAYS, SYMBOL_TRADE_CALC_MODE };
enum { SYMBOL_EXPIRATION_GTC = 1, SYMBOL_EXPIRATION_DAY = 2, SYMBOL_EXPIRATION_SPECIFIED = 4, SYMBOL_EXPIRATION_SPECIFIED_DAY = 8 };
enum ENUM_SYMBOL_TRADE_EXECUTION { SYMBOL_TRADE_EXECUTION_REQUEST, SYMBOL_TRADE_EXECUTION_INSTANT, SYMBOL_TRADE_EXECUTION_MARKET, SYMBOL_TRADE_EXECUTION_EXCHANGE };
enum ENUM_SYMBOL_INFO_DOUBLE { SYMBOL_BID, SYMBOL_ASK, SYMBOL_POINT, SYMBOL_TRADE_TICK_SIZE, SYMBOL_TRADE_TICK_VALUE_PROFIT,
    SYMBOL_TRADE_TICK_VALUE_LOSS, SYMBOL_TRADE_CONTRACT_SIZE, SYMBOL_VOLUME_MIN, SYMBOL_VOLUME_MAX, SYMBOL_VOLUME_STEP,
    SYMBOL_VOLUME_LIMIT, SYMBOL_SWAP_LONG, SYMBOL_SWAP_SHORT };
enum ENUM_SYMBOL_INFO_STRING { SYMBOL_CURRENCY_BASE, SYMBOL_CURRENCY_PROFIT, SYMBOL_CURRENCY_MARGIN, SYMBOL_PATH, SYMBOL_DESCRIPTION };
enum ENUM_SYMBOL_TRADE_MODE { SYMBOL_TRADE_MODE_DISABLED, SYMBOL_TRADE_MODE_LONGONLY, SYMBOL_TRADE_MODE_SHORTONLY, SYMBOL_TRADE_MODE_CLOSEONLY, SYMBOL_TRADE_MODE_FULL };
enum ENUM_DAY_OF_WEEK { SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY };
enum ENUM_POSITION_PROPERTY_INTEGER { POSITION_TYPE, POSITION_IDENTIFIER, POSITION_MAGIC, POSITION_TIME_MSC };
enum ENUM_POSITION_PROPERTY_DOUBLE { POSITION_VOLUME, POSITION_PRICE_OPEN, POSITION_SL, POSITION_TP, POSITION_PRICE_CURRENT, POSITION_PROFIT, POSITION_SWAP };
enum ENUM_POSITION_PROPERTY_STRING { POSITION_SYMBOL, POSITION_COMMENT };
enum ENUM_ORDER_PROPERTY_INTEGER { ORDER_TYPE, ORDER_STATE, ORDER_MAGIC, ORDER_TIME_SETUP_MSC, ORDER_POSITION_ID };
enum ENUM_ORDER_PROPERTY_DOUBLE { ORDER_VOLUME_CURRENT, ORDER_PRICE_OPEN, ORDER_SL, ORDER_TP };
enum ENUM_ORDER_PROPERTY_STRING { ORDER_SYMBOL, ORDER_COMMENT };
enum ENUM_DEAL_PROPERTY_INTEGER { DEAL_ORDER, DEAL_TYPE, DEAL_ENTRY, DEAL_REASON, DEAL_POSITION_ID, DEAL_MAGIC, DEAL_TIME_MSC };
enum ENUM_DEAL_PROPERTY_DOUBLE { DEAL_VOLUME, DEAL_PRICE, DEAL_PROFIT, DEAL_COMMISSION, DEAL_SWAP, DEAL_FEE };
enum ENUM_DEAL_PROPERTY_STRING { DEAL_SYMBOL, DEAL_COMMENT };

struct MqlTick { datetime time = 0; double bid = 0, ask = 0, last = 0; ulong volume = 0; long time_msc = 0; uint flags = 0; double volume_real = 0; };
struct MqlRates { datetime time = 0; double open = 0, high = 0, low = 0, close = 0; long tick_volume = 0; int spread = 0; long real_volume = 0; };
struct MqlTradeRequest { ENUM_TRADE_REQUEST_ACTIONS action{}; ulong magic = 0, order = 0; string symbol; double volume = 0,
    price = 0, stoplimit = 0, sl = 0, tp = 0; ulong deviation = 0; ENUM_ORDER_TYPE type{};
    ENUM_ORDER_TYPE_FILLING type_filling{}; ENUM_ORDER_TYPE_TIME type_time{}; datetime expiration = 0; string comment;
    ulong position = 0, position_by = 0; };
struct MqlTradeResult { uint retcode = 0; ulong deal = 0, order = 0; double volume = 0, price = 0, bid = 0, ask = 0; string comment; uint request_id = 0; int retcode_external = 0; };
struct MqlTradeCheckResult { uint retcode = 0; double balance = 0, equity = 0, profit = 0, margin = 0, margin_free = 0, margin_level = 0; string comment; };
struct MqlTradeTransaction { ulong deal = 0, order = 0; string symbol; ENUM_TRADE_TRANSACTION_TYPE type{};
    ENUM_ORDER_TYPE order_type{}; double price = 0, price_sl = 0, price_tp = 0, volume = 0; ulong position = 0,
    position_by = 0; };
struct MqlCalendarValue { ulong id = 0, event_id = 0; datetime time = 0; };
struct MqlCalendarEvent { ulong id = 0, country_id = 0; int importance = 0; string name; };
struct MqlCalendarCountry { ulong id = 0; string currency; };

typedef std::vector<std::string> row;
// A selection of the history outlives the next look. Its numbers are read once: a terminal holds no text.
struct kept { row cells; ulong ticket, position; long seconds; };
typedef std::shared_ptr<const kept> kept_row;
struct venue_state {
  row account, clock;
  std::map<std::string, row> symbols, traits;
  std::vector<std::string> names;
  std::vector<row> positions, orders, events;
  std::vector<kept_row> deals, past;
};
static venue_state g_venue;
static ulong g_look = 0; // counts the looks at the venue
static int g_venue_fd = -1;
static std::string g_venue_rest;

inline void venue_say(const std::string &line) {
  const std::string all = line + "\n";
  size_t sent = 0;
  while (sent < all.size()) {
    const ssize_t k = ::send(g_venue_fd, all.data() + sent, all.size() - sent, MSG_NOSIGNAL);
    if (k <= 0) exit(0); // the venue is gone, and so is the terminal
    sent += (size_t)k;
  }
}
inline row venue_line() {
  for (;;) {
    const size_t end = g_venue_rest.find('\n');
    if (end != std::string::npos) {
      row parts;
      std::string part;
      for (size_t i = 0; i < end; i++) { if (g_venue_rest[i] == '\t') { parts.push_back(part); part.clear(); } else part += g_venue_rest[i]; }
      parts.push_back(part);
      g_venue_rest.erase(0, end + 1);
      return parts;
    }
    char b[65536];
    const ssize_t k = ::recv(g_venue_fd, b, sizeof b, 0);
    if (k <= 0) exit(0);
    g_venue_rest.append(b, (size_t)k);
  }
}
inline std::string cell(const row &r, size_t i) { return i < r.size() ? r[i] : std::string(); }
inline double real(const row &r, size_t i) { return atof(cell(r, i).c_str()); }
inline long whole(const row &r, size_t i) { return (long)strtoull(cell(r, i).c_str(), nullptr, 10); }

inline kept_row keep(const row &r, size_t position, size_t ms) {
  return std::make_shared<const kept>(kept{r, (ulong)whole(r, 1), (ulong)whole(r, position), whole(r, ms) / 1000});
}

// trading: the venue answers a request with its code at once; what the server does is heard as transactions, in its order
struct event_out { MqlTradeTransaction t; MqlTradeRequest q; MqlTradeResult r; };
static std::deque<event_out> g_events;
static std::map<uint, MqlTradeRequest> g_sent;
static uint g_request = 0;

// t kind order deal position by symbol type volume price sl tp request retcode text
inline void heard(const row &r) {
  static const char *kinds[] = {"ORDER_ADD", "ORDER_UPDATE", "ORDER_DELETE", "HISTORY_ADD", "HISTORY_UPDATE", "HISTORY_DELETE", "DEAL_ADD", "DEAL_UPDATE", "DEAL_DELETE", "POSITION", "REQUEST"};
  event_out e;
  for (int i = 0; i < 11; i++) if (cell(r, 1) == kinds[i]) e.t.type = (ENUM_TRADE_TRANSACTION_TYPE)i;
  if (e.t.type == TRADE_TRANSACTION_REQUEST) {
    e.r.request_id = (uint)whole(r, 12);
    e.q = g_sent[e.r.request_id];
    e.r.retcode = (uint)whole(r, 13);
    e.r.order = (ulong)whole(r, 2);
    e.r.deal = (ulong)whole(r, 3);
    e.r.volume = real(r, 8);
    e.r.price = real(r, 9);
    e.r.comment = utf16(cell(r, 14));
  } else {
    e.t.order = (ulong)whole(r, 2);
    e.t.deal = (ulong)whole(r, 3);
    e.t.position = (ulong)whole(r, 4);
    e.t.position_by = (ulong)whole(r, 5);
    e.t.symbol = utf16(cell(r, 6));
    e.t.order_type = (ENUM_ORDER_TYPE)whole(r, 7);
    e.t.volume = real(r, 8);
    e.t.price = real(r, 9);
    e.t.price_sl = real(r, 10);
    e.t.price_tp = real(r, 11);
  }
  g_events.push_back(e);
}

// Account, clock, positions and orders come with every look; symbols, deals, past orders and events when they have changed.
inline void venue_read() {
  venue_state &s = g_venue;
  s.positions.clear();
  s.orders.clear();
  g_look++;
  for (row r = venue_line(); r[0] != "."; r = venue_line()) {
    switch (r[0][0]) {
      case 'A': s.account = r; break;
      case 'T': s.clock = r; venue_says(real(r, 2)); break;
      case 'Y': if (s.symbols.insert_or_assign(cell(r, 1), r).second) s.names.push_back(cell(r, 1)); break;
      case 'Z': s.traits[cell(r, 1)] = r; break;
      case 'P': s.positions.push_back(r); break;
      case 'O': s.orders.push_back(r); break;
      case 'D': s.deals.push_back(keep(r, 3, 12)); break;
      case 'H': s.past.push_back(keep(r, 2, 6)); break;
      case 'E': s.events.push_back(r); break;
      case 'c': if (cell(r, 1) == "D") { s.deals.clear(); s.past.clear(); } else s.events.clear(); break;
      case 'X': g_failing[cell(r, 1)] = failing{atol(cell(r, 2).c_str()), atoi(cell(r, 3).c_str())}; break;
      case 't': heard(r); break;
    }
  }
}
inline void venue_refresh() { venue_say("S"); venue_read(); }

// account, terminal, clock
inline datetime TimeTradeServer() { return (datetime)(whole(g_venue.clock, 1) / 1000); }
inline long AccountInfoInteger(ENUM_ACCOUNT_INFO_INTEGER p) { static const size_t at[] = {1, 12, 13, 5, 17, 18, 19}; return whole(g_venue.account, at[p]); }
inline double AccountInfoDouble(ENUM_ACCOUNT_INFO_DOUBLE p) { return real(g_venue.account, 6 + (size_t)p); }
inline string AccountInfoString(ENUM_ACCOUNT_INFO_STRING p) { return utf16(cell(g_venue.account, 2 + (size_t)p)); }
inline int TerminalInfoInteger(ENUM_TERMINAL_INFO_INTEGER p) { if (p == TERMINAL_BUILD) return 5260;
    if (p == TERMINAL_PING_LAST) return 12000; return (int)whole(g_venue.account, p == TERMINAL_CONNECTED ? 14 : 15); }
inline int MQLInfoInteger(ENUM_MQL_INFO_INTEGER) { return (int)whole(g_venue.account, 16); }

// symbols: Y name digits point ticksize tvp tvl contract vmin vmax vstep stops freeze base profit margin filling trademode bid ask ms calcloss exemode
inline const row *symbol_row(const string &name) { auto i = g_venue.symbols.find(utf8(name)); if (i == g_venue.symbols.end()) { g_last_error = 4301; return nullptr; } return &i->second; }
inline const row &traits_row(const string &name) { static const row none; auto i = g_venue.traits.find(utf8(name)); return i == g_venue.traits.end() ? none : i->second; }
// In Market Watch: the chart's own symbol and those with positions (long since), and what was selected, since which look.
static std::map<std::string, ulong> g_market_watch;
inline bool is_priced(const string &name, ulong looks) {
  const std::string key = utf8(name);
  if (!g_market_watch.count(key)) {
    bool shown = !g_venue.names.empty() && g_venue.names[0] == key;
    for (const row &r : g_venue.positions) shown = shown || cell(r, 3) == key;
    if (!shown) { g_last_error = 4302; return false; }
    g_market_watch[key] = 0;
  }
  return g_look >= g_market_watch[key] + looks;
}
// A symbol that was just selected has no price before the next look, and no tick value before the one after it.
inline double SymbolInfoDouble(const string &name, ENUM_SYMBOL_INFO_DOUBLE p) {
  static const size_t at[] = {18, 19, 3, 4, 5, 6, 7, 8, 9, 10};
  const row *r = symbol_row(name);
  if (!r || fails("SymbolInfoDouble")) return 0.0;
  if ((p == SYMBOL_BID || p == SYMBOL_ASK) && !is_priced(name, 1)) return 0.0;
  if ((p == SYMBOL_TRADE_TICK_VALUE_PROFIT || p == SYMBOL_TRADE_TICK_VALUE_LOSS) && !is_priced(name, 2)) return 0.0;
  return p >= SYMBOL_VOLUME_LIMIT ? real(traits_row(name), 6 + (size_t)(p - SYMBOL_VOLUME_LIMIT)) : real(*r, at[p]);
}
inline long SymbolInfoInteger(const string &name, ENUM_SYMBOL_INFO_INTEGER p) {
  static const size_t at[] = {2, 17, 11, 12, 16, 22};
  static const size_t trait[] = {3, 4, 5, 9, 10, 11};
  const row *r = symbol_row(name);
  if (!r || fails("SymbolInfoInteger")) return 0;
  return p >= SYMBOL_ORDER_MODE ? whole(traits_row(name), trait[p - SYMBOL_ORDER_MODE]) : whole(*r, at[p]);
}
inline string SymbolInfoString(const string &name, ENUM_SYMBOL_INFO_STRING p) {
  const row *r = symbol_row(name);
  if (!r) return string();
  return utf16(p >= SYMBOL_PATH ? cell(traits_row(name), 12 + (size_t)(p - SYMBOL_PATH)) : cell(*r, 13 + (size_t)p));
}
// traits: Z name exec orders lifetimes expires limit swaplong swapshort swapmode triple calc path description, then `day from to` in minutes, one a session
inline bool SymbolInfoSessionTrade(const string &name, ENUM_DAY_OF_WEEK day, uint index, datetime &from, datetime &to) {
  const row &r = traits_row(name);
  for (size_t i = 14; i + 2 < r.size(); i += 3) {
    if (whole(r, i) != (long)day || index-- > 0) continue;
    from = whole(r, i + 1) * 60;
    to = whole(r, i + 2) * 60;
    return true;
  }
  return false;
}
// without a calculation of its own (tick value of a loss is 0), the terminal has none; in cents, as MetaTrader answers
inline bool OrderCalcProfit(ENUM_ORDER_TYPE type, const string &name, double lots, double from, double to, double &profit) {
  const row *r = symbol_row(name);
  const double loss = r ? real(*r, 21) : 0.0;
  if (fails("OrderCalcProfit")) return false;
  if (loss <= 0.0 || !is_priced(name, 2)) { g_last_error = 4758; return false; }
  profit = std::round((type == ORDER_TYPE_BUY ? to - from : from - to) / real(*r, 4) * loss * lots * 100.0) / 100.0;
  return true;
}
// column 23 of a symbol: margin of a lot, account currency; negative: the terminal cannot tell
inline bool OrderCalcMargin(ENUM_ORDER_TYPE, const string &name, double lots, double price, double &margin) {
  const row *r = symbol_row(name);
  const double per_lot = r ? real(*r, 23) : -1.0;
  if (fails("OrderCalcMargin")) return false;
  if (per_lot < 0.0 || price <= 0.0 || !is_priced(name, 1)) { g_last_error = 4756; return false; }
  margin = std::round(per_lot * lots * 100.0) / 100.0;
  return true;
}
inline bool SymbolSelect(const string &name, bool) {
  if (fails("SymbolSelect") || !symbol_row(name)) return false;
  g_market_watch.emplace(utf8(name), g_look);
  return true;
}
inline int SymbolsTotal(bool) { return fails("SymbolsTotal") ? 0 : (int)g_venue.names.size(); }
inline string SymbolName(int i, bool) { return i >= 0 && i < (int)g_venue.names.size() ? utf16(g_venue.names[(size_t)i]) : string(); }
inline bool SymbolInfoTick(const string &name, MqlTick &tick) {
  const row *r = symbol_row(name);
  if (!r || fails("SymbolInfoTick") || !is_priced(name, 1)) return false;
  if (whole(*r, 20) == 0) { g_last_error = 4304; return false; }
  tick.bid = real(*r, 18);
  tick.ask = real(*r, 19);
  tick.time_msc = whole(*r, 20);
  tick.time = tick.time_msc / 1000;
  return true;
}
inline int CopyRates(const string &name, ENUM_TIMEFRAMES, int start, int count, mql_array<MqlRates> &rates) {
  rates.v.clear();
  if (fails("CopyRates")) return -1;
  // What is not in the terminal yet is being fetched: nothing at first, then a part of it, then all.
  static std::map<std::string, int> asked;
  const int times = asked[utf8(name)]++;
  if (times == 0) { g_last_error = 4401; return -1; }
  if (times == 1) count = (count + 1) / 2;
  venue_say("B\t" + utf8(name) + "\t" + std::to_string(start) + "\t" + std::to_string(count));
  for (row r = venue_line(); r[0] != "."; r = venue_line()) {
    MqlRates one;
    one.time = whole(r, 1) / 1000;
    one.open = real(r, 2);
    one.high = real(r, 3);
    one.low = real(r, 4);
    one.close = real(r, 5);
    one.tick_volume = whole(r, 6);
    one.spread = (int)whole(r, 7);
    rates.v.push_back(one);
  }
  if (rates.v.empty()) { g_last_error = 4401; return -1; }
  return (int)rates.v.size();
}

// positions: P ticket id sym type vol open sl tp cur profit swap ms magic comment
static const row *g_position = nullptr;
inline int PositionsTotal() { return (int)g_venue.positions.size(); }
inline ulong PositionGetTicket(int i) { if (i < 0 || i >= PositionsTotal()) return 0; g_position = &g_venue.positions[(size_t)i]; return (ulong)whole(*g_position, 1); }
inline bool PositionSelectByTicket(ulong ticket) { for (int i = 0; i < PositionsTotal(); i++) if (PositionGetTicket(i) == ticket) return true; g_last_error = 4753; return false; }
inline const row &position() { if (!g_position) critical("no position was selected"); return *g_position; }
inline long PositionGetInteger(ENUM_POSITION_PROPERTY_INTEGER p) { static const size_t at[] = {4, 2, 13, 12}; return whole(position(), at[p]); }
inline double PositionGetDouble(ENUM_POSITION_PROPERTY_DOUBLE p) { return real(position(), 5 + (size_t)p); }
inline string PositionGetString(ENUM_POSITION_PROPERTY_STRING p) { return utf16(cell(position(), p == POSITION_SYMBOL ? 3 : 14)); }

// orders: O ticket sym type vol price sl tp ms magic comment
static const row *g_order = nullptr;
inline int OrdersTotal() { return (int)g_venue.orders.size(); }
inline ulong OrderGetTicket(int i) { if (i < 0 || i >= OrdersTotal()) return 0; g_order = &g_venue.orders[(size_t)i]; return (ulong)whole(*g_order, 1); }
inline bool OrderSelect(ulong ticket) { for (int i = 0; i < OrdersTotal(); i++) if (OrderGetTicket(i) == ticket) return true; g_order = nullptr; return false; }
inline const row &working() { if (!g_order) critical("no order was selected"); return *g_order; }
inline long OrderGetInteger(ENUM_ORDER_PROPERTY_INTEGER p) { if (p == ORDER_STATE) return ORDER_STATE_PLACED; static const size_t at[] = {3, 0, 9, 8, 0}; return whole(working(), at[p]); }
inline double OrderGetDouble(ENUM_ORDER_PROPERTY_DOUBLE p) { return real(working(), 4 + (size_t)p); }
inline string OrderGetString(ENUM_ORDER_PROPERTY_STRING p) { return utf16(cell(working(), p == ORDER_SYMBOL ? 2 : 10)); }

// history: D ticket order position sym type entry vol price profit commission swap ms reason magic comment; H ticket position magic comment state ms
// A look at the history fills two lists, of orders and of deals, and only what is in them can be asked for.
static std::vector<kept_row> g_deals, g_past;
static std::unordered_map<ulong, kept_row> g_deal_of, g_past_of;
static bool g_selected = false;
inline void choose(const kept_row &r, bool is_deal) { (is_deal ? g_deals : g_past).push_back(r); (is_deal ? g_deal_of : g_past_of)[r->ticket] = r; }
inline void choose_none(bool deals, bool orders) { if (deals) { g_deals.clear(); g_deal_of.clear(); } if (orders) { g_past.clear(); g_past_of.clear(); } }
inline bool select_history(const char *call, datetime from, datetime to, ulong position) {
  if (fails(call)) return false;
  choose_none(true, true);
  const auto within = [&](long at) { return at >= from && at <= to; };
  for (const kept_row &r : g_venue.deals) if (position ? r->position == position : within(r->seconds)) choose(r, true);
  for (const kept_row &r : g_venue.past) if (position ? r->position == position : r->seconds == 0 || within(r->seconds)) choose(r, false);
  return g_selected = true;
}
inline bool HistorySelect(datetime from, datetime to) { return select_history("HistorySelect", from, to, 0); }
inline bool HistorySelectByPosition(ulong position) { return select_history("HistorySelectByPosition", 0, 0, position); }
inline int HistoryDealsTotal() { if (!g_selected) critical("no history was selected"); return (int)g_deals.size(); }
inline ulong HistoryDealGetTicket(int i) { return i >= 0 && i < (int)g_deals.size() ? g_deals[(size_t)i]->ticket : 0; }
inline int HistoryOrdersTotal() { if (!g_selected) critical("no history was selected"); return (int)g_past.size(); }
inline ulong HistoryOrderGetTicket(int i) { return i >= 0 && i < (int)g_past.size() ? g_past[(size_t)i]->ticket : 0; }
// The deal alone is in the list afterwards; the list of orders stays as it was.
inline bool HistoryDealSelect(ulong ticket) {
  if (fails("HistoryDealSelect")) return false;
  kept_row found;
  for (const kept_row &r : g_venue.deals) if (r->ticket == ticket) found = r;
  if (!found) { g_last_error = 4755; return false; }
  choose_none(true, false);
  choose(found, true);
  return g_selected = true;
}
inline bool HistoryOrderSelect(ulong ticket) {
  if (fails("HistoryOrderSelect")) return false;
  kept_row found;
  for (const kept_row &r : g_venue.past) if (r->ticket == ticket) found = r;
  if (!found) { g_last_error = 4754; return false; }
  choose_none(false, true);
  choose(found, false);
  return g_selected = true;
}
inline const row *chosen(const std::unordered_map<ulong, kept_row> &all, ulong ticket, int error) {
  auto i = all.find(ticket);
  if (i == all.end()) { g_last_error = error; return nullptr; }
  return &i->second->cells;
}
inline const row *deal_row(ulong ticket) { return chosen(g_deal_of, ticket, 4755); }
inline long HistoryDealGetInteger(ulong ticket, ENUM_DEAL_PROPERTY_INTEGER p) { static const size_t at[] = {2, 5, 6, 13, 3, 14, 12}; const row *r = deal_row(ticket); return r ? whole(*r, at[p]) : 0; }
inline double HistoryDealGetDouble(ulong ticket, ENUM_DEAL_PROPERTY_DOUBLE p) { const row *r = deal_row(ticket); return r && p != DEAL_FEE ? real(*r, 7 + (size_t)p) : 0.0; }
inline string HistoryDealGetString(ulong ticket, ENUM_DEAL_PROPERTY_STRING p) { const row *r = deal_row(ticket); return r ? utf16(cell(*r, p == DEAL_SYMBOL ? 4 : 15)) : string(); }
inline const row *past_row(ulong ticket) { return chosen(g_past_of, ticket, 4754); }
inline string HistoryOrderGetString(ulong ticket, ENUM_ORDER_PROPERTY_STRING) { const row *r = past_row(ticket); return r ? utf16(cell(*r, 4)) : string(); }
inline long HistoryOrderGetInteger(ulong ticket, ENUM_ORDER_PROPERTY_INTEGER p) { const row *r = past_row(ticket); return r ? whole(*r, p == ORDER_POSITION_ID ? 2 : 5) : 0; }

// calendar: E id ms currency importance name
inline int CalendarValueHistory(mql_array<MqlCalendarValue> &values, datetime from, datetime to) {
  values.v.clear();
  if (fails("CalendarValueHistory")) return -1;
  for (const row &r : g_venue.events) {
    MqlCalendarValue one;
    one.id = one.event_id = (ulong)whole(r, 1);
    one.time = whole(r, 2) / 1000;
    if (one.time >= from && one.time <= to) values.v.push_back(one);
  }
  return (int)values.v.size();
}
inline bool CalendarEventById(ulong id, MqlCalendarEvent &event) { if (fails("CalendarEventById")) return false; for (const row &r : g_venue.events) if ((ulong)whole(r,
    1) == id) { event.id = event.country_id = id; event.importance = (int)whole(r, 4); event.name = utf16(cell(r, 5));
    return true; } return false; }
inline bool CalendarCountryById(ulong id, MqlCalendarCountry &country) {
    if (fails("CalendarCountryById")) return false;
    for (const row &r : g_venue.events) if ((ulong)whole(r, 1) == id) { country.id = id; country.currency = utf16(cell(r,
    3)); return true; } return false; }

// The terminal's own look before anything leaves it: volume and free margin. Its code is 0 where it finds nothing.
inline bool OrderCheck(MqlTradeRequest &q, MqlTradeCheckResult &c) {
  c = MqlTradeCheckResult();
  if (fails("OrderCheck")) { c.retcode = 10013; return false; }
  if (q.action != TRADE_ACTION_DEAL || q.position != 0) return true;
  c.margin_free = AccountInfoDouble(ACCOUNT_MARGIN_FREE);
  if (!OrderCalcMargin(q.type, q.symbol, q.volume, q.price, c.margin)) { c.retcode = 10013; return false; }
  if (q.volume > SymbolInfoDouble(q.symbol, SYMBOL_VOLUME_MAX) + 1e-9) { c.retcode = 10014; c.comment = utf16("Invalid volume"); return false; }
  if (c.margin > c.margin_free) { c.retcode = 10019; c.comment = utf16("No money"); return false; }
  return true;
}

// True says that the request has left, and nothing more: what it does is not seen before the next look, and told in transactions.
inline bool OrderSendAsync(const MqlTradeRequest &q, MqlTradeResult &r) {
  r = MqlTradeResult();
  if (fails("OrderSendAsync")) { r.retcode = 10024; return false; }
  r.request_id = ++g_request;
  r.retcode = 10008;
  g_sent[r.request_id] = q;
  char numbers[768];
  snprintf(numbers, sizeof numbers, "\t%.8f\t%.8f\t%.8f\t%.8f\t%lu\t%d\t%lu\t%lu\t%lu\t%lu\t%.8f\t%d\t%ld\t%u\t", q.volume,
      q.price, q.sl, q.tp, q.deviation, (int)q.type_filling, q.magic, q.position, q.position_by, q.order, q.stoplimit,
      (int)q.type_time, (long)q.expiration, r.request_id);
  venue_say("R\t" + std::to_string((int)q.action) + "\t" + std::to_string((int)q.type) + "\t" + utf8(q.symbol) + numbers + utf8(q.comment));
  return true;
}
