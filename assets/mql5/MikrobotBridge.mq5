//+------------------------------------------------------------------+
//| MikrobotBridge.mq5                                               |
//| The hand of Mikrobot Cockpit inside MetaTrader 5. It connects    |
//| out to the cockpit on this PC, proves a shared token, shows what |
//| the terminal holds, and carries out commands once each. Its own  |
//| guards work without the cockpit. No DLL, no other files needed.  |
//+------------------------------------------------------------------+
#property copyright "Mikrobot Cockpit contributors"
#property link      "https://github.com/"
#property version   "0.130"
#property description "Connects MetaTrader 5 to Mikrobot Cockpit on this PC."
#property strict

#define EA_VERSION  "0.13.0"
#define PROTO       1
// the step within CB/1; what a cockpit of a lower one cannot read is not said
#define MINOR       1
// deals and events of one page, bytes that wait to be sent together
#define PAGE_DEALS  2000
#define PAGE_EVENTS 500
#define SEND_BYTES  32768
// an Expert Advisor of this kind on another chart is there while it was heard of within
#define HOLDER_MS   5000
#define LINE_MAX    65536
#define PREFIX      "C:"
#define OPERATION_DAYS 31
// no firm's day is longer
#define FLOOR_HOURS 26
// client ids that are kept when the table is made shorter
#define TABLE_KEPT  2000
// a request that was not answered is asked again after so long, ms; a closed market; trading that is switched off; anything else
#define UNHEARD_MS  2000
#define SHUT_MS     60000
#define OFF_MS      5000
#define REPEAT_MS   500
// profit comes in whole cents: over so many ticks their rounding is nothing
#define CALC_TICKS  1000
#define SHA256_OF_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
// what the terminal is still fetching is looked for again, so often and for so long
#define AGAIN_MS    100
#define READY_MS    2000
#define QUOTE_MS    1500

enum ENUM_SILENCE_ACTION
  {
   SILENCE_NOTHING = 0,         // nothing
   SILENCE_CANCEL = 1,          // cancel pending orders
   SILENCE_FLATTEN = 2          // close everything of ours
  };

input group "Connection"
input string InpHost = "127.0.0.1";          // Address of the cockpit
input uint   InpPort = 8765;                 // Port of the cockpit
input string InpToken = "";                  // Token, copied from the cockpit
input int    InpTimerMs = 20;                // How often it looks, milliseconds
input group "Guards, which hold without the cockpit"
input bool   InpOnlyDemo = true;             // Trade on demo accounts only
input double InpMaxLots = 1.0;               // Most lots of one order
input int    InpMaxPositions = 10;           // Most positions of ours at once
input int    InpMaxPerMinute = 60;           // Most requests within a minute
input int    InpMaxPerDay = 1800;            // Most requests within a day
input bool   InpNeedStop = true;             // No order without a stop loss
input string InpSymbols = "";                // Only these symbols, by comma; empty: all
input bool   InpTwoSteps = true;             // Set the stop afterwards where the broker wants that
input int    InpStopSeconds = 5;             // Close a position that got no stop for so many seconds
input bool   InpFloorCloses = false;         // Close everything of ours at the floor of the day
input ENUM_SILENCE_ACTION InpSilence = SILENCE_CANCEL; // When the cockpit is silent
input int    InpSilenceSeconds = 60;         // ... for so many seconds

//--- one attempt, known by the cockpit's client id
struct Attempt
  {
   string            cid;
   string            op;            // open, place, replace, close, closeby, modify, cancel
   string            state;         // sent, done
   uint              requestId;
   int               stage;         // 0 as asked, 1 opened without stops, 2 filled, its stop follows
   string            sym;
   bool              isBuy;
   ulong             magic;
   double            wanted;        // lots that were asked for
   long              at;            // when it was asked, seconds UTC
   ulong             order;
   ulong             deal;
   ulong             position;
   uint              retcode;
   double            price;
   double            volume;
   double            sl;
   double            tp;
   string            why;
  };

//--- a position of ours that is without its stop, and what is done about it
struct Guard
  {
   ulong             position;      // its identifier
   string            cid;
   string            sym;
   ulong             since;         // all by the ticks of this PC
   ulong             nextAt;
   uint              requestId;
   int               asked;
   int               refused;
   uint              retcode;       // of the last refusal
   bool              isClosing;
   bool              isSeen;        // in this turn
  };

//--- something of ours that is to go away
struct Going
  {
   ulong             ticket;
   ulong             nextAt;
   uint              requestId;
  };

//--- ways of filling that the server refused for a symbol, whatever its flags say: bits by the number of each
struct Unfilled
  {
   string            name;
   int               ways;
  };

//--- what the last look at a symbol showed
struct Watched
  {
   string            name;
   long              tickMs;
   double            bid;
   double            ask;
   datetime          barTime;
  };

//--- a question that waits until the terminal has what is asked for
struct Waiting
  {
   string            q;
   string            op;            // sub, bars
   string            name;
   int               count;
   int               had;
   ulong             lookAt;
   ulong             until;
  };

int      g_socket = INVALID_HANDLE;
uchar    g_inbox[];
uchar    g_outbox[];
int      g_minor = 0;
double   g_me = 0.0;             // this chart among those of the terminal
bool     g_hasTimer = false;
ulong    g_timerTriedAt = 0;
long     g_login = 0;            // the account whose table is loaded
string   g_unfit = "";           // what is wrong with the inputs
string   g_notice = "";          // the cockpit's word for the chart
string   g_shown = "";
int      g_operationsError = 0;
ulong    g_seqOut = 0;
ulong    g_seqIn = 0;
bool     g_isOpen = false;
string   g_nonce = "";
string   g_session = "";
ulong    g_heardAt = 0;
// When a cockpit that has proven itself was last heard: a port that only listens is as silent as none.
ulong    g_aliveAt = 0;
ulong    g_beatAt = 0;
ulong    g_nextTryAt = 0;
int      g_tries = 0;
int      g_rev = 0;
bool     g_namesSent = false;
ulong    g_loopMax = 0;
bool     g_isActing = false;
bool     g_isAtFloor = false;
double   g_cockpitLots = 0.0;
int      g_cockpitPositions = 0;
double   g_floor = 0.0;
long     g_floorUntil = 0;
Attempt  g_attempts[];
int      g_slots[];
long     g_tableLogin = 0;
int      g_rows = 0;
ulong    g_compactAt = 0;
string   g_fresh[];
ulong    g_magics[];
Guard    g_guards[];
Going    g_going[];
Unfilled g_unfilled[];
string   g_untold[];
Watched  g_watched[];
Waiting  g_waiting[];
ulong    g_requests[];
ulong    g_operations[];
int      g_dealsLooked = -1;
ulong    g_dealNewest = 0;
int      g_requestsToday = 0;
int      g_today = 0;
string   g_status = "";

//+------------------------------------------------------------------+
//| Text                                                             |
//+------------------------------------------------------------------+
string Quoted(const string text)
  {
   string out = "\"";
   int n = StringLen(text);
   for(int i = 0; i < n; i++)
     {
      ushort c = StringGetCharacter(text, i);
      if(c == '"' || c == '\\')
         out += "\\" + ShortToString(c);
      else
         if(c < 32 || c > 126)
            out += StringFormat("\\u%04x", c);
         else
            out += ShortToString(c);
     }
   return(out + "\"");
  }

string Num(const double value, const int digits)
  {
   if(!MathIsValidNumber(value))
      return("0");
   return(DoubleToString(value, digits));
  }

//--- account currency, in its own decimals: yen have none, bitcoin eight
string Money(const double value)
  {
   return(Num(value, MoneyDigits()));
  }

int MoneyDigits()
  {
   int digits = (int)AccountInfoInteger(ACCOUNT_CURRENCY_DIGITS);
   return(digits < 0 || digits > 8 ? 2 : digits);
  }

string Ulong(const ulong value)
  {
   return(StringFormat("\"%I64u\"", value));
  }

string Bool(const bool value)
  {
   return(value ? "true" : "false");
  }

//--- a value of a flat JSON object; false when the key is not there
bool Get(const string &line, const string key, string &value)
  {
   string pattern = "\"" + key + "\":";
   int p = StringFind(line, pattern);
   value = "";
   if(p < 0)
      return(false);
   p += StringLen(pattern);
   int n = StringLen(line);
   if(p < n && StringGetCharacter(line, p) == '"')
     {
      for(p++; p < n; p++)
        {
         ushort c = StringGetCharacter(line, p);
         if(c == '"')
            return(true);
         if(c == '\\' && p + 1 < n)
           {
            p++;
            c = StringGetCharacter(line, p);
           }
         value += ShortToString(c);
        }
      return(false);
     }
   for(; p < n; p++)
     {
      ushort c = StringGetCharacter(line, p);
      if(c == ',' || c == '}')
         break;
      value += ShortToString(c);
     }
   return(StringLen(value) > 0);
  }

string Text(const string &line, const string key)
  {
   string value = "";
   Get(line, key, value);
   return(value);
  }

double Real(const string &line, const string key)
  {
   return(StringToDouble(Text(line, key)));
  }

long Whole(const string &line, const string key)
  {
   return(StringToInteger(Text(line, key)));
  }

//--- rows of an answer that are known already: an array has no row before its first, and MetaTrader stops who asks for one
int Skipped(const string &line)
  {
   return((int)MathMax(0, MathMin(1000000000, Whole(line, "skip"))));
  }

//+------------------------------------------------------------------+
//| Proofs                                                           |
//+------------------------------------------------------------------+
string Hex(const uchar &bytes[], const int count)
  {
   string out = "";
   for(int i = 0; i < count; i++)
      out += StringFormat("%02x", bytes[i]);
   return(out);
  }

int Bytes(const string text, uchar &bytes[])
  {
   int n = StringToCharArray(text, bytes, 0, WHOLE_ARRAY, CP_UTF8) - 1;
   if(n < 0)
      n = 0;
   ArrayResize(bytes, n);
   return(n);
  }

string Sha256(const string text)
  {
   uchar data[];
   uchar key[];
   uchar result[];
   // Whether nothing can be hashed is not documented: its hash is known (FIPS 180-4).
   if(Bytes(text, data) == 0)
      return(SHA256_OF_NOTHING);
   if(CryptEncode(CRYPT_HASH_SHA256, data, key, result) != 32)
      return("");
   return(Hex(result, 32));
  }

//--- HMAC-SHA256 (RFC 2104) of a text, hex; tokens are shorter than a block
string Hmac(const string secret, const string text)
  {
   uchar key[];
   uchar message[];
   uchar none[];
   uchar inner[];
   uchar outer[];
   uchar first[];
   uchar second[];
   int k = Bytes(secret, key);
   int m = Bytes(text, message);
   if(k > 64)
      return("");
   ArrayResize(inner, 64 + m);
   ArrayResize(outer, 96);
   for(int i = 0; i < 64; i++)
     {
      uchar b = 0;
      if(i < k)
         b = key[i];
      inner[i] = (uchar)(b ^ 0x36);
      outer[i] = (uchar)(b ^ 0x5c);
     }
   for(int i = 0; i < m; i++)
      inner[64 + i] = message[i];
   if(CryptEncode(CRYPT_HASH_SHA256, inner, none, first) != 32)
      return("");
   for(int i = 0; i < 32; i++)
      outer[64 + i] = first[i];
   if(CryptEncode(CRYPT_HASH_SHA256, outer, none, second) != 32)
      return("");
   return(Hex(second, 32));
  }

//--- as long for a wrong text as for the right one
bool SameText(const string a, const string b)
  {
   int n = StringLen(a);
   int differs = n ^ StringLen(b);
   for(int i = 0; i < n; i++)
      differs |= StringGetCharacter(a, i) ^ StringGetCharacter(b, i);
   return(differs == 0 && n > 0);
  }

string NewNonce()
  {
   string seed = StringFormat("%I64u|%d|%d|%d|%I64d", GetMicrosecondCount(), MathRand(), MathRand(), MathRand(), (long)TimeLocal());
   seed += "|" + InpToken + "|" + StringFormat("%I64u", g_seqOut);
   return(StringSubstr(Sha256(seed), 0, 32));
  }

//+------------------------------------------------------------------+
//| The line to the cockpit                                          |
//+------------------------------------------------------------------+
void Drop(const string why)
  {
   if(g_socket != INVALID_HANDLE)
     {
      SocketClose(g_socket);
      Print("MikrobotBridge: ", why);
     }
   if(g_isOpen)
      g_tries = 0;
   g_socket = INVALID_HANDLE;
   g_isOpen = false;
   g_session = "";
   g_minor = 0;
   g_notice = "";
   g_operationsError = 0;
   ArrayResize(g_inbox, 0);
   ArrayResize(g_outbox, 0);
   ArrayResize(g_watched, 0);
   ArrayResize(g_waiting, 0);
   ArrayResize(g_operations, 0);
   g_dealsLooked = -1;
   int waits[] = {500, 1000, 2000, 5000, 10000};
   int at = g_tries;
   if(at > 4)
      at = 4;
   g_tries++;
   g_nextTryAt = GetTickCount64() + (ulong)(waits[at] + MathRand() % 250);
  }

//--- lines of one turn leave together: one by one each would wait for the other side's acknowledgement
bool SendRaw(const string text)
  {
   uchar bytes[];
   int n = Bytes(text, bytes);
   int have = ArraySize(g_outbox);
   ArrayResize(g_outbox, have + n, 2 * SEND_BYTES);
   for(int i = 0; i < n; i++)
      g_outbox[have + i] = bytes[i];
   return(have + n < SEND_BYTES || Flush());
  }

bool Flush()
  {
   int n = ArraySize(g_outbox);
   int sent = 0;
   while(sent < n && g_socket != INVALID_HANDLE)
     {
      int k = SocketSend(g_socket, g_outbox, (uint)(n - sent));
      if(k <= 0)
        {
         Drop(StringFormat("sending failed (error %d)", GetLastError()));
         return(false);
        }
      sent += k;
      // What did not leave moves to the front.
      for(int i = sent; i < n; i++)
         g_outbox[i - sent] = g_outbox[i - sent + k];
     }
   ArrayResize(g_outbox, 0, 2 * SEND_BYTES);
   return(g_socket != INVALID_HANDLE);
  }

//--- one line; `fields` begin with a comma or are empty
bool Say(const string type, const string fields)
  {
   if(g_socket == INVALID_HANDLE)
      return(false);
   g_seqOut++;
   return(SendRaw(StringFormat("{\"t\":\"%s\",\"seq\":%I64u", type, g_seqOut) + fields + "}\n"));
  }

void Connect()
  {
   if(GetTickCount64() < g_nextTryAt)
      return;
   g_socket = SocketCreate();
   if(g_socket == INVALID_HANDLE)
     {
      Status(StringFormat("no socket (error %d)", GetLastError()));
      Drop("no socket");
      return;
     }
   SocketTimeouts(g_socket, 1000, 1000);
   if(!SocketConnect(g_socket, InpHost, InpPort, 500))
     {
      int error = GetLastError();
      if(error == 4014)
         Status("add " + InpHost + " under Tools > Options > Expert Advisors > Allow WebRequest");
      else
         Status(StringFormat("the cockpit does not listen on %s:%u: start it with --terminal mt5, and see mt5.port (error %d)", InpHost, InpPort, error));
      Drop(StringFormat("connecting failed (error %d)", error));
      return;
     }
   g_seqOut = 0;
   g_seqIn = 0;
   g_namesSent = false;
   g_heardAt = GetTickCount64();
   g_nonce = NewNonce();
   Say("hello", StringFormat(",\"proto\":%d,\"nonce\":\"%s\",\"login\":\"%I64d\"", PROTO, g_nonce, AccountInfoInteger(ACCOUNT_LOGIN))
       + ",\"server\":" + Quoted(AccountInfoString(ACCOUNT_SERVER)) + ",\"company\":" + Quoted(AccountInfoString(ACCOUNT_COMPANY))
       + StringFormat(",\"build\":%d,\"ea\":\"%s\"", (int)TerminalInfoInteger(TERMINAL_BUILD), EA_VERSION)
       + ",\"tradeMode\":\"" + TradeMode() + "\",\"marginMode\":\"" + MarginMode() + "\",\"currency\":" + Quoted(AccountInfoString(ACCOUNT_CURRENCY))
       + StringFormat(",\"leverage\":%d,\"minor\":%d,\"chart\":\"%.0f\"", (int)AccountInfoInteger(ACCOUNT_LEVERAGE), MINOR, g_me));
  }

string TradeMode()
  {
   long mode = AccountInfoInteger(ACCOUNT_TRADE_MODE);
   if(mode == ACCOUNT_TRADE_MODE_DEMO)
      return("demo");
   if(mode == ACCOUNT_TRADE_MODE_CONTEST)
      return("contest");
   return("real");
  }

string MarginMode()
  {
   long mode = AccountInfoInteger(ACCOUNT_MARGIN_MODE);
   if(mode == ACCOUNT_MARGIN_MODE_RETAIL_HEDGING)
      return("hedging");
   if(mode == ACCOUNT_MARGIN_MODE_EXCHANGE)
      return("exchange");
   return("netting");
  }

//--- what is so stands in the corner of the chart, and when it changes in the Experts log
void Status(const string text)
  {
   g_status = text;
   string shown = g_status;
   if(g_isOpen && g_notice != "")
      shown += "; " + g_notice;
   else
      if(IsSecondThere())
         shown += "; a second MikrobotBridge stands aside: take it off one of the two charts";
   if(shown == g_shown)
      return;
   g_shown = shown;
   Comment("Mikrobot Cockpit: ", shown);
   Print("MikrobotBridge: ", shown);
  }

//--- could not be read, which is not the same as nothing there; an older cockpit is told that it cannot be had
void Unreadable(const string q, const string what, const int error)
  {
   string question = "";
   if(q != "")
      question = ",\"q\":" + Quoted(q);
   if(g_minor >= 1)
      Say("unreadable", ",\"what\":\"" + what + "\"" + StringFormat(",\"error\":%d", error) + question);
   else
      if(q != "")
         Say("nak", ",\"code\":\"busy\",\"detail\":" + Quoted(StringFormat("%s could not be read (error %d)", what, error)) + question);
  }

void Pump()
  {
   if(g_socket == INVALID_HANDLE)
     {
      Connect();
      return;
     }
   uint waiting = SocketIsReadable(g_socket);
   if(waiting > 0)
     {
      uchar part[];
      ResetLastError();
      int got = SocketRead(g_socket, part, waiting > 16384 ? 16384 : waiting, 1);
      if(got < 0 && GetLastError() == 5273)
        {
         Drop("the cockpit hung up");
         return;
        }
      if(got > 0 && !Keep(part, got))
         return;
     }
   else
      if(!SocketIsConnected(g_socket))
        {
         Drop("the cockpit is gone");
         return;
        }
   Lines();
   if(g_socket != INVALID_HANDLE && GetTickCount64() - g_heardAt > 5000)
      Drop("nothing was heard for 5 s");
  }

bool Keep(const uchar &part[], const int count)
  {
   int have = ArraySize(g_inbox);
   ArrayResize(g_inbox, have + count);
   for(int i = 0; i < count; i++)
      g_inbox[have + i] = part[i];
   if(have + count > 4 * LINE_MAX)
     {
      Drop("more than can be read came in");
      return(false);
     }
   return(true);
  }

//--- takes complete lines out of what came in
void Lines()
  {
   int start = 0;
   int n = ArraySize(g_inbox);
   for(int i = 0; i < n; i++)
     {
      if(i - start >= LINE_MAX)
        {
         Drop("a line is too long");
         return;
        }
      if(g_inbox[i] != '\n')
         continue;
      string line = CharArrayToString(g_inbox, start, i - start, CP_UTF8);
      start = i + 1;
      Take(line);
      if(g_socket == INVALID_HANDLE)
         return;
     }
   if(start == 0)
      return;
   for(int i = start; i < n; i++)
      g_inbox[i - start] = g_inbox[i];
   ArrayResize(g_inbox, n - start);
  }

void Take(const string &line)
  {
   string type = Text(line, "t");
   if((ulong)Whole(line, "seq") != g_seqIn + 1)
     {
      Drop("a line is missing");
      return;
     }
   g_seqIn++;
   g_heardAt = GetTickCount64();
   if(g_isOpen)
      g_aliveAt = g_heardAt;
   if(type == "bye")
     {
      Refused(Text(line, "reason"), Text(line, "code"));
      return;
     }
   if(type == "challenge" && !g_isOpen)
      Challenged(line);
   else
      if(type == "welcome" && !g_isOpen && g_session == "proving")
         Welcomed(line);
      else
         if(!g_isOpen)
            Drop("something was asked before the proof");
         else
            if(type == "cmd")
               Command(line);
            else
               if(type == "notice")
                 {
                  g_notice = Text(line, "text");
                  Status(g_status);
                 }
  }

//--- the cockpit ends it: why stands on the chart until that changes, and what nobody has mended is not tried every moment
void Refused(const string reason, const string code)
  {
   bool isOver = code == "over" || code == "";
   if(!isOver)
      Status("the cockpit turned it away: " + reason);
   Drop("the cockpit said goodbye: " + reason);
   if(!isOver)
      g_nextTryAt = GetTickCount64() + 5000;
  }

void Challenged(const string &line)
  {
   string login = StringFormat("%I64d", AccountInfoInteger(ACCOUNT_LOGIN));
   string nonce = Text(line, "nonce");
   string wanted = Hmac(InpToken, StringFormat("S|%d|", PROTO) + login + "|" + g_nonce + "|" + nonce);
   if(!SameText(Text(line, "mac"), wanted))
     {
      Status("the token is not the cockpit's: copy it from the cockpit's Settings into InpToken (F7)");
      Say("bye", ",\"reason\":\"the proof does not hold by this token\",\"code\":\"token\"");
      Flush();
      Drop("the cockpit did not prove the token");
      return;
     }
   g_session = "proving";
   Say("auth", ",\"mac\":\"" + Hmac(InpToken, StringFormat("C|%d|", PROTO) + login + "|" + nonce + "|" + g_nonce) + "\"");
  }

void Welcomed(const string &line)
  {
   g_session = Text(line, "session");
   g_cockpitLots = Real(line, "maxLots");
   g_cockpitPositions = (int)Whole(line, "maxPositions");
   g_minor = (int)Whole(line, "minor");
   g_isOpen = true;
   g_aliveAt = GetTickCount64();
   g_tries = 0;
   Beat();
   Status("connected");
  }

void Nak(const string &line, const string code, const string detail)
  {
   string fields = ",\"code\":\"" + code + "\",\"detail\":" + Quoted(StringSubstr(detail, 0, 200));
   string value = "";
   if(Get(line, "cid", value))
      fields += ",\"cid\":" + Quoted(value);
   if(Get(line, "q", value))
      fields += ",\"q\":" + Quoted(value);
   Say("nak", fields);
  }

void Beat()
  {
   g_beatAt = GetTickCount64();
   Say("hb", StringFormat(",\"ack\":%I64u,\"serverMs\":%I64d,\"gmtMs\":%I64d", g_seqIn, (long)TimeTradeServer() * 1000, (long)TimeGMT() * 1000)
       + ",\"connected\":" + Bool(TerminalInfoInteger(TERMINAL_CONNECTED) != 0)
       + ",\"terminalTrade\":" + Bool(TerminalInfoInteger(TERMINAL_TRADE_ALLOWED) != 0)
       + ",\"eaTrade\":" + Bool(MQLInfoInteger(MQL_TRADE_ALLOWED) != 0)
       + ",\"accountTrade\":" + Bool(AccountInfoInteger(ACCOUNT_TRADE_ALLOWED) != 0)
       + ",\"accountExpert\":" + Bool(AccountInfoInteger(ACCOUNT_TRADE_EXPERT) != 0)
       + StringFormat(",\"pingUs\":%d", (int)MathMax(0, TerminalInfoInteger(TERMINAL_PING_LAST)))
       + ",\"balance\":" + Money(AccountInfoDouble(ACCOUNT_BALANCE)) + ",\"equity\":" + Money(AccountInfoDouble(ACCOUNT_EQUITY))
       + ",\"margin\":" + Money(AccountInfoDouble(ACCOUNT_MARGIN))
       + StringFormat(",\"positions\":%d,\"orders\":%d,\"loopMs\":%I64u", PositionsTotal(), OrdersTotal(), g_loopMax)
       + Guards() + (g_minor >= 1 ? ",\"aside\":" + Bool(IsSecondThere()) : ""));
   g_loopMax = 0;
   if(g_isOpen)
      Account();
  }

//+------------------------------------------------------------------+
//| What the terminal holds                                          |
//+------------------------------------------------------------------+
void Account()
  {
   Operations();
   Say("account", ",\"balance\":" + Money(AccountInfoDouble(ACCOUNT_BALANCE)) + ",\"equity\":" + Money(AccountInfoDouble(ACCOUNT_EQUITY))
       + ",\"margin\":" + Money(AccountInfoDouble(ACCOUNT_MARGIN)) + ",\"freeMargin\":" + Money(AccountInfoDouble(ACCOUNT_MARGIN_FREE))
       + ",\"level\":" + Num(AccountInfoDouble(ACCOUNT_MARGIN_LEVEL), 2) + StringFormat(",\"digits\":%d", MoneyDigits()));
  }

//--- deposits, withdrawals and charges that the cockpit has not heard of: before every account, so that a balance never comes without what moved it
void Operations()
  {
   ResetLastError();
   if(!SelectHistory(TimeTradeServer() - (OPERATION_DAYS - 1) * 86400))
     {
      int error = GetLastError();
      if(error == 0)
         error = 4001;
      if(error != g_operationsError)
         Unreadable("", "operations", error);
      g_operationsError = error;
      return;
     }
   if(g_operationsError != 0)
      Unreadable("", "operations", 0);
   g_operationsError = 0;
   int total = HistoryDealsTotal();
   // One may leave the month while another comes: their number alone does not tell.
   ulong newest = total > 0 ? HistoryDealGetTicket(total - 1) : 0;
   if(total == g_dealsLooked && newest == g_dealNewest)
      return;
   bool isNews = g_dealsLooked >= 0;
   g_dealsLooked = total;
   g_dealNewest = newest;
   for(int i = 0; i < total; i++)
     {
      ulong deal = HistoryDealGetTicket(i);
      if(deal == 0 || !IsOperation(deal) || IsTold(deal))
         continue;
      int n = ArraySize(g_operations);
      ArrayResize(g_operations, n + 1);
      g_operations[n] = deal;
      long type = HistoryDealGetInteger(deal, DEAL_TYPE);
      string comment = HistoryDealGetString(deal, DEAL_COMMENT);
      double amount = HistoryDealGetDouble(deal, DEAL_PROFIT) + HistoryDealGetDouble(deal, DEAL_COMMISSION) + HistoryDealGetDouble(deal, DEAL_SWAP) + HistoryDealGetDouble(deal, DEAL_FEE);
      bool isTransfer = (type == DEAL_TYPE_BALANCE || type == DEAL_TYPE_BONUS) && !(amount < 0.0 && IsCost(comment));
      ulong position = (ulong)HistoryDealGetInteger(deal, DEAL_POSITION_ID);
      // Money paid out is no loss: the floor of the day goes down with it.
      if(isNews && isTransfer && amount < 0.0 && g_floor > 0.0)
        {
         g_floor = MathMax(0.0, g_floor + amount);
         SaveFloor();
        }
      Say("operation", ",\"ticket\":" + Ulong(deal) + ",\"kind\":\"" + (isTransfer ? "transfer" : "charge") + "\",\"amount\":" + Money(amount)
          + StringFormat(",\"ms\":%I64d", HistoryDealGetInteger(deal, DEAL_TIME_MSC)) + (position > 0 ? ",\"position\":" + Ulong(position) : "")
          + (comment != "" ? ",\"comment\":" + Quoted(StringSubstr(comment, 0, 60)) : ""));
     }
  }

//--- some brokers book costs as balance operations: by their comment they are losses, unless it speaks of money paid out
bool IsCost(const string comment)
  {
   string payouts[] = {"ithdraw", "ITHDRAW", "ayout", "AYOUT", "ransfer", "RANSFER"};
   string costs[] = {"ommission", "OMMISSION", "wap", "WAP", "Fee", "fee", "FEE", "nterest", "NTEREST", "ividend", "IVIDEND", "Tax", "tax", "TAX", "ollover", "OLLOVER"};
   for(int i = 0; i < ArraySize(payouts); i++)
      if(StringFind(comment, payouts[i]) >= 0)
         return(false);
   for(int i = 0; i < ArraySize(costs); i++)
      if(StringFind(comment, costs[i]) >= 0)
         return(true);
   return(false);
  }

//--- everything that moves the balance and is no trade; credit does not move it
bool IsOperation(const ulong deal)
  {
   long type = HistoryDealGetInteger(deal, DEAL_TYPE);
   return(type != DEAL_TYPE_BUY && type != DEAL_TYPE_SELL && type != DEAL_TYPE_CREDIT);
  }

bool IsTold(const ulong deal)
  {
   for(int i = ArraySize(g_operations) - 1; i >= 0; i--)
      if(g_operations[i] == deal)
         return(true);
   return(false);
  }

//--- the client id in a comment, or of the opening order, or by the table; empty when it is not ours
string CidOfPosition(const ulong identifier, const string comment)
  {
   string cid = CidInComment(comment);
   if(cid != "")
      return(cid);
   // For each deal of a long history: numbers are compared before texts.
   for(int i = ArraySize(g_attempts) - 1; i >= 0 && identifier != 0; i--)
      if(g_attempts[i].position == identifier && IsEntry(g_attempts[i].op))
         return(g_attempts[i].cid);
   return("");
  }

string CidInComment(const string comment)
  {
   if(StringFind(comment, PREFIX) != 0)
      return("");
   string cid = StringSubstr(comment, StringLen(PREFIX));
   int n = StringLen(cid);
   if(n < 16 || n > 20)
      return("");
   for(int i = 0; i < n; i++)
     {
      ushort c = StringGetCharacter(cid, i);
      bool isDigit = c >= '0' && c <= '9';
      bool isLetter = c >= 'A' && c <= 'Z' && c != 'I' && c != 'L' && c != 'O' && c != 'U';
      if(!isDigit && !isLetter)
         return("");
     }
   return(cid);
  }

string CidField(const string cid)
  {
   return(cid == "" ? "" : ",\"cid\":\"" + cid + "\"");
  }

string Side(const bool isBuy)
  {
   return(isBuy ? "BUY" : "SELL");
  }

void Snapshot(const string q)
  {
   g_rev++;
   string question = "";
   if(q != "")
      question = ",\"q\":" + Quoted(q);
   Account();
   if(!g_namesSent)
      Names();
   Say("snapshot.begin", StringFormat(",\"rev\":%d,\"ms\":%I64d", g_rev, (long)TimeTradeServer() * 1000) + question);
   string text = "";
   int positions = 0;
   for(int i = 0; i < PositionsTotal(); i++)
     {
      ulong ticket = PositionGetTicket(i);
      if(ticket == 0)
         continue;
      positions++;
      text += StringFormat("%I64u:", ticket) + Num(PositionGetDouble(POSITION_VOLUME), 8) + "\n";
      string comment = PositionGetString(POSITION_COMMENT);
      ulong identifier = (ulong)PositionGetInteger(POSITION_IDENTIFIER);
      Say("position", ",\"ticket\":" + Ulong(ticket) + ",\"id\":" + Ulong(identifier) + ",\"sym\":" + Quoted(PositionGetString(POSITION_SYMBOL))
          + ",\"side\":\"" + Side(PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY) + "\",\"vol\":" + Num(PositionGetDouble(POSITION_VOLUME), 8)
          + ",\"open\":" + Num(PositionGetDouble(POSITION_PRICE_OPEN), 8) + ",\"sl\":" + Num(PositionGetDouble(POSITION_SL), 8)
          + ",\"tp\":" + Num(PositionGetDouble(POSITION_TP), 8) + ",\"cur\":" + Num(PositionGetDouble(POSITION_PRICE_CURRENT), 8)
          + ",\"profit\":" + Money(PositionGetDouble(POSITION_PROFIT)) + ",\"swap\":" + Money(PositionGetDouble(POSITION_SWAP))
          + StringFormat(",\"ms\":%I64d", PositionGetInteger(POSITION_TIME_MSC)) + ",\"magic\":" + Ulong((ulong)PositionGetInteger(POSITION_MAGIC))
          + ",\"comment\":" + Quoted(StringSubstr(comment, 0, 60)) + CidField(CidOfPosition(identifier, comment)));
     }
   int orders = Orders();
   Say("snapshot.end", StringFormat(",\"rev\":%d,\"positions\":%d,\"orders\":%d,\"hash\":\"%s\"", g_rev, positions, orders, Sha256(text)) + question);
  }

int Orders()
  {
   int count = 0;
   for(int i = 0; i < OrdersTotal(); i++)
     {
      ulong ticket = OrderGetTicket(i);
      if(ticket == 0)
         continue;
      count++;
      long type = OrderGetInteger(ORDER_TYPE);
      string kind = "market";
      if(type == ORDER_TYPE_BUY_LIMIT || type == ORDER_TYPE_SELL_LIMIT)
         kind = "limit";
      if(type == ORDER_TYPE_BUY_STOP || type == ORDER_TYPE_SELL_STOP)
         kind = "stop";
      if(type == ORDER_TYPE_BUY_STOP_LIMIT || type == ORDER_TYPE_SELL_STOP_LIMIT)
         kind = "stop_limit";
      if(type == ORDER_TYPE_CLOSE_BY)
         kind = "close_by";
      bool isBuy = type == ORDER_TYPE_BUY || type == ORDER_TYPE_BUY_LIMIT || type == ORDER_TYPE_BUY_STOP || type == ORDER_TYPE_BUY_STOP_LIMIT;
      string comment = OrderGetString(ORDER_COMMENT);
      Say("order", ",\"ticket\":" + Ulong(ticket) + ",\"sym\":" + Quoted(OrderGetString(ORDER_SYMBOL)) + ",\"side\":\"" + Side(isBuy) + "\",\"kind\":\"" + kind + "\""
          + ",\"vol\":" + Num(OrderGetDouble(ORDER_VOLUME_CURRENT), 8) + ",\"price\":" + Num(OrderGetDouble(ORDER_PRICE_OPEN), 8)
          + ",\"sl\":" + Num(OrderGetDouble(ORDER_SL), 8) + ",\"tp\":" + Num(OrderGetDouble(ORDER_TP), 8)
          + StringFormat(",\"ms\":%I64d", OrderGetInteger(ORDER_TIME_SETUP_MSC)) + ",\"magic\":" + Ulong((ulong)OrderGetInteger(ORDER_MAGIC))
          + ",\"comment\":" + Quoted(StringSubstr(comment, 0, 60)) + CidField(CidInComment(comment)));
     }
   return(count);
  }

void Names()
  {
   ResetLastError();
   int total = SymbolsTotal(false);
   if(total <= 0)
     {
      Unreadable("", "symbols", GetLastError() == 0 ? 4001 : GetLastError());
      return;
     }
   g_namesSent = true;
   string list = "";
   string shut = "";
   for(int i = 0; i < total; i++)
     {
      if(list != "")
         list += ",";
      string name = SymbolName(i, false);
      list += Quoted(StringSubstr(name, 0, 32));
      long mode = SymbolInfoInteger(name, SYMBOL_TRADE_MODE);
      if(mode == SYMBOL_TRADE_MODE_DISABLED || mode == SYMBOL_TRADE_MODE_CLOSEONLY)
         shut += (shut == "" ? "" : ",") + Quoted(StringSubstr(name, 0, 32));
      if((i + 1) % 200 == 0 || i + 1 == total)
        {
         Say("names", ",\"names\":[" + list + "],\"shut\":[" + shut + "]");
         list = "";
         shut = "";
        }
     }
  }

void Described(const string name, const string q)
  {
   MqlTick tick;
   double bid = 0.0;
   double ask = 0.0;
   long ms = 0;
   if(SymbolInfoTick(name, tick))
     {
      bid = tick.bid;
      ask = tick.ask;
      ms = tick.time_msc;
     }
   string modes[] = {"disabled", "longonly", "shortonly", "closeonly", "full"};
   int mode = (int)SymbolInfoInteger(name, SYMBOL_TRADE_MODE);
   if(mode < 0 || mode > 4)
      mode = 0;
   Say("symbol", ",\"sym\":" + Quoted(name) + StringFormat(",\"digits\":%d", (int)SymbolInfoInteger(name, SYMBOL_DIGITS))
       + ",\"point\":" + Num(SymbolInfoDouble(name, SYMBOL_POINT), 10) + ",\"tickSize\":" + Num(SymbolInfoDouble(name, SYMBOL_TRADE_TICK_SIZE), 10)
       + ",\"tickProfit\":" + Num(SymbolInfoDouble(name, SYMBOL_TRADE_TICK_VALUE_PROFIT), 10) + ",\"tickLoss\":" + Num(SymbolInfoDouble(name, SYMBOL_TRADE_TICK_VALUE_LOSS), 10)
       + ",\"calcLoss\":" + Num(CalcLoss(name, bid, ask), 10) + Margins(name, bid, ask)
       + ",\"contract\":" + Num(SymbolInfoDouble(name, SYMBOL_TRADE_CONTRACT_SIZE), 8) + ",\"volMin\":" + Num(SymbolInfoDouble(name, SYMBOL_VOLUME_MIN), 8)
       + ",\"volMax\":" + Num(SymbolInfoDouble(name, SYMBOL_VOLUME_MAX), 8) + ",\"volStep\":" + Num(SymbolInfoDouble(name, SYMBOL_VOLUME_STEP), 8)
       + StringFormat(",\"stops\":%d,\"freeze\":%d", (int)SymbolInfoInteger(name, SYMBOL_TRADE_STOPS_LEVEL), (int)SymbolInfoInteger(name, SYMBOL_TRADE_FREEZE_LEVEL))
       + ",\"base\":" + Quoted(SymbolInfoString(name, SYMBOL_CURRENCY_BASE)) + ",\"quote\":" + Quoted(SymbolInfoString(name, SYMBOL_CURRENCY_PROFIT))
       + ",\"margin\":" + Quoted(SymbolInfoString(name, SYMBOL_CURRENCY_MARGIN)) + ",\"trade\":\"" + modes[mode] + "\"" + Traits(name)
       + ",\"bid\":" + Num(bid, 8) + ",\"ask\":" + Num(ask, 8) + StringFormat(",\"ms\":%I64d", ms) + ",\"q\":" + Quoted(q));
  }

//--- what a lot takes of the margin by the terminal's own calculation, which knows the symbol's leverage; -1 when it cannot tell
string Margins(const string name, const double bid, const double ask)
  {
   double buy = 0.0;
   double sell = 0.0;
   if(ask <= 0.0 || !OrderCalcMargin(ORDER_TYPE_BUY, name, 1.0, ask, buy) || !MathIsValidNumber(buy))
      buy = -1.0;
   if(bid <= 0.0 || !OrderCalcMargin(ORDER_TYPE_SELL, name, 1.0, bid, sell) || !MathIsValidNumber(sell))
      sell = -1.0;
   return(",\"marginBuy\":" + Num(buy, 8) + ",\"marginSell\":" + Num(sell, 8));
  }

//--- how a symbol is dealt: flags and modes by MetaTrader's own numbers where the cockpit reads them
string Traits(const string name)
  {
   string ways[] = {"request", "instant", "market", "exchange"};
   int way = (int)SymbolInfoInteger(name, SYMBOL_TRADE_EXEMODE);
   return((way >= 0 && way <= 3 ? ",\"exec\":\"" + ways[way] + "\"" : "")
          + StringFormat(",\"orderModes\":%d,\"lifetimes\":%d", (int)SymbolInfoInteger(name, SYMBOL_ORDER_MODE), (int)SymbolInfoInteger(name, SYMBOL_EXPIRATION_MODE))
          + StringFormat(",\"expires\":%I64d", SymbolInfoInteger(name, SYMBOL_EXPIRATION_TIME)) + ",\"volLimit\":" + Num(SymbolInfoDouble(name, SYMBOL_VOLUME_LIMIT), 8)
          + StringFormat(",\"swapMode\":%d,\"swapTriple\":%d", (int)SymbolInfoInteger(name, SYMBOL_SWAP_MODE), (int)SymbolInfoInteger(name, SYMBOL_SWAP_ROLLOVER3DAYS))
          + ",\"swapLong\":" + Num(SymbolInfoDouble(name, SYMBOL_SWAP_LONG), 8) + ",\"swapShort\":" + Num(SymbolInfoDouble(name, SYMBOL_SWAP_SHORT), 8)
          + StringFormat(",\"calc\":%d", (int)SymbolInfoInteger(name, SYMBOL_TRADE_CALC_MODE)) + ",\"path\":" + Quoted(StringSubstr(SymbolInfoString(name, SYMBOL_PATH), 0, 100))
          + ",\"desc\":" + Quoted(StringSubstr(SymbolInfoString(name, SYMBOL_DESCRIPTION), 0, 100)) + ",\"sessions\":[" + Sessions(name) + "]");
  }

//--- trade sessions of the week: weekday, from and to in minutes of the server's day
string Sessions(const string name)
  {
   string out = "";
   for(int day = 0; day < 7; day++)
      for(uint i = 0; i < 10; i++)
        {
         datetime from = 0;
         datetime to = 0;
         if(!SymbolInfoSessionTrade(name, (ENUM_DAY_OF_WEEK)day, i, from, to))
            break;
         // Seconds of the day; one that ends at midnight ends at 24:00.
         long begins = (long)from % 86400 / 60;
         long ends = (long)to >= 86400 || (long)to == 0 ? 1440 : (long)to / 60;
         if(ends > begins)
            out += (out == "" ? "" : ",") + StringFormat("[%d,%I64d,%I64d]", day, begins, ends);
        }
   return(out);
  }

//--- what a lot loses over one tick by the terminal's own calculation, the worse of both sides; 0 when it has none
double CalcLoss(const string name, const double bid, const double ask)
  {
   double move = SymbolInfoDouble(name, SYMBOL_TRADE_TICK_SIZE) * CALC_TICKS;
   double bought = 0.0;
   double sold = 0.0;
   if(bid <= 0.0 || move <= 0.0 || ask - move <= 0.0)
      return(0.0);
   if(!OrderCalcProfit(ORDER_TYPE_BUY, name, 1.0, ask, ask - move, bought) || !OrderCalcProfit(ORDER_TYPE_SELL, name, 1.0, bid, bid + move, sold))
      return(0.0);
   double loss = MathMax(-bought, -sold);
   return(loss > 0.0 ? loss / CALC_TICKS : 0.0);
  }

//--- new prices and closed candles of what is watched
void Watch()
  {
   for(int i = 0; i < ArraySize(g_watched); i++)
     {
      MqlTick tick;
      if(!SymbolInfoTick(g_watched[i].name, tick))
         continue;
      bool isNew = tick.time_msc != g_watched[i].tickMs || tick.bid != g_watched[i].bid || tick.ask != g_watched[i].ask;
      if(!isNew)
         continue;
      g_watched[i].tickMs = tick.time_msc;
      g_watched[i].bid = tick.bid;
      g_watched[i].ask = tick.ask;
      Say("tick", ",\"sym\":" + Quoted(g_watched[i].name) + ",\"bid\":" + Num(tick.bid, 8) + ",\"ask\":" + Num(tick.ask, 8) + StringFormat(",\"ms\":%I64d", tick.time_msc));
      // A connection that broke at this line took the list with it.
      if(i < ArraySize(g_watched))
         Closed(i);
     }
  }

//--- candles that have closed since the last one that was sent
void Closed(const int i)
  {
   MqlRates rates[];
   int n = CopyRates(g_watched[i].name, PERIOD_M1, 1, 5, rates);
   // What closed before the symbol was watched comes with the history.
   bool isFirst = g_watched[i].barTime == 0;
   for(int k = 0; k < n && i < ArraySize(g_watched); k++)
     {
      if(rates[k].time <= g_watched[i].barTime)
         continue;
      g_watched[i].barTime = rates[k].time;
      if(isFirst)
         continue;
      Say("bar", ",\"sym\":" + Quoted(g_watched[i].name) + StringFormat(",\"ms\":%I64d", (long)rates[k].time * 1000) + ",\"o\":" + Num(rates[k].open, 8)
          + ",\"h\":" + Num(rates[k].high, 8) + ",\"l\":" + Num(rates[k].low, 8) + ",\"c\":" + Num(rates[k].close, 8)
          + StringFormat(",\"vol\":%I64d,\"spread\":%d", rates[k].tick_volume, rates[k].spread));
     }
  }

//+------------------------------------------------------------------+
//| Commands                                                         |
//+------------------------------------------------------------------+
void Command(const string &line)
  {
   string op = Text(line, "op");
   if(Text(line, "session") != g_session)
     {
      Nak(line, "wrong_session", "the command is for another session");
      return;
     }
   // TimeGMT has whole seconds: a second too early rather than too late.
   if((long)TimeGMT() * 1000 + 1000 > Whole(line, "deadlineMs"))
     {
      Nak(line, "expired", "it waited past its deadline and was not carried out");
      return;
     }
   string q = Text(line, "q");
   if(op == "snapshot")
      Snapshot(q);
   else
      if(op == "sub")
         Subscribe(line, q);
      else
         if(op == "find")
            Find(Text(line, "cid"), q);
         else
            if(op == "history")
               History(q, Whole(line, "sinceMs"), Skipped(line));
            else
               if(op == "bars")
                  Await(q, "bars", Text(line, "sym"), (int)MathMax(1, MathMin(5000, Whole(line, "count"))), READY_MS);
               else
                  if(op == "calendar")
                     Calendar(q, Whole(line, "fromMs"), Whole(line, "toMs"), Skipped(line));
                  else
                     if(op == "floor")
                        Floor(Real(line, "equity"), Whole(line, "untilMs") / 1000);
                     else
                        Trade(line, op);
  }

void Subscribe(const string &line, const string q)
  {
   string name = Text(line, "sym");
   if(!SymbolSelect(name, true))
     {
      Nak(line, "unknown_symbol", name + " is not offered here");
      return;
     }
   for(int i = 0; i < ArraySize(g_watched); i++)
      if(g_watched[i].name == name)
        {
         Await(q, "sub", name, 0, QUOTE_MS);
         return;
        }
   int n = ArraySize(g_watched);
   if(n >= 50)
     {
      Nak(line, "busy", "50 symbols are watched already");
      return;
     }
   ArrayResize(g_watched, n + 1);
   g_watched[n].name = name;
   g_watched[n].tickMs = 0;
   g_watched[n].bid = 0.0;
   g_watched[n].ask = 0.0;
   g_watched[n].barTime = 0;
   Await(q, "sub", name, 0, QUOTE_MS);
  }

//--- the answer waits until the terminal has what is asked for
void Await(const string q, const string op, const string name, const int count, const ulong within)
  {
   int n = ArraySize(g_waiting);
   ArrayResize(g_waiting, n + 1);
   g_waiting[n].q = q;
   g_waiting[n].op = op;
   g_waiting[n].name = name;
   g_waiting[n].count = count;
   g_waiting[n].had = -1;
   g_waiting[n].lookAt = 0;
   g_waiting[n].until = GetTickCount64() + within;
   Answer(n);
  }

//--- looks again for what is waited for; `Drop` forgets it all
void AwaitNow()
  {
   for(int i = ArraySize(g_waiting) - 1; i >= 0 && i < ArraySize(g_waiting); i--)
      if(GetTickCount64() >= g_waiting[i].lookAt)
         Answer(i);
  }

void Answer(const int i)
  {
   bool isLate = GetTickCount64() >= g_waiting[i].until;
   g_waiting[i].lookAt = GetTickCount64() + AGAIN_MS;
   bool isAnswered = g_waiting[i].op == "bars" ? AnswerBars(i, isLate) : AnswerSymbol(i, isLate);
   if(!isAnswered || i >= ArraySize(g_waiting))
      return;
   int n = ArraySize(g_waiting);
   for(int k = i + 1; k < n; k++)
      g_waiting[k - 1] = g_waiting[k];
   ArrayResize(g_waiting, n - 1);
  }

//--- a symbol that was just selected has no price and no tick value yet
bool AnswerSymbol(const int i, const bool isLate)
  {
   string name = g_waiting[i].name;
   MqlTick tick;
   bool isReady = SymbolInfoTick(name, tick) && SymbolInfoDouble(name, SYMBOL_TRADE_TICK_VALUE_LOSS) > 0.0;
   if(!isReady && !isLate)
      return(false);
   string q = g_waiting[i].q;
   Described(name, q);
   return(true);
  }

//--- candles that are being fetched become more from one look to the next
bool AnswerBars(const int i, const bool isLate)
  {
   MqlRates rates[];
   ResetLastError();
   int n = CopyRates(g_waiting[i].name, PERIOD_M1, 1, g_waiting[i].count, rates);
   bool isReady = n >= g_waiting[i].count || (n > 0 && n == g_waiting[i].had);
   if(!isReady && !isLate)
     {
      g_waiting[i].had = n;
      return(false);
     }
   string q = g_waiting[i].q;
   string name = g_waiting[i].name;
   if(n <= 0)
     {
      Unreadable(q, "bars", GetLastError() == 0 ? 4401 : GetLastError());
      return(true);
     }
   string rows = "";
   for(int k = 0; k < n; k++)
     {
      if(rows != "")
         rows += ",";
      rows += StringFormat("[%I64d,", (long)rates[k].time * 1000) + Num(rates[k].open, 8) + "," + Num(rates[k].high, 8) + "," + Num(rates[k].low, 8)
              + "," + Num(rates[k].close, 8) + StringFormat(",%I64d,%d]", rates[k].tick_volume, rates[k].spread);
      if((k + 1) % 250 == 0 || k + 1 == n)
        {
         Say("bars", ",\"q\":" + Quoted(q) + ",\"sym\":" + Quoted(name) + ",\"rows\":[" + rows + "],\"more\":" + Bool(k + 1 < n));
         rows = "";
        }
     }
   return(true);
  }

//--- events with any weight, a page at a time; one that cannot be looked up might be the one that matters
void Calendar(const string q, const long fromMs, const long toMs, const int skip)
  {
   MqlCalendarValue values[];
   string impacts[] = {"none", "low", "medium", "high"};
   long offset = (long)TimeTradeServer() - (long)TimeGMT();
   int count = 0;
   ResetLastError();
   int n = CalendarValueHistory(values, (datetime)(fromMs / 1000 + offset), (datetime)(toMs / 1000 + offset));
   if(n < 0)
     {
      Unreadable(q, "calendar", GetLastError() == 0 ? 4001 : GetLastError());
      return;
     }
   int i = skip;
   for(; i < n && count < PAGE_EVENTS; i++)
     {
      MqlCalendarEvent event;
      MqlCalendarCountry country;
      if(!CalendarEventById(values[i].event_id, event) || !CalendarCountryById(event.country_id, country))
        {
         Unreadable(q, "calendar", GetLastError() == 0 ? 4001 : GetLastError());
         return;
        }
      int impact = (int)event.importance;
      if(StringLen(country.currency) != 3 || impact < 1 || impact > 3)
         continue;
      count++;
      Say("calendar", ",\"q\":" + Quoted(q) + StringFormat(",\"ms\":%I64d", (long)values[i].time * 1000) + ",\"currency\":" + Quoted(country.currency)
          + ",\"impact\":\"" + impacts[impact] + "\",\"title\":" + Quoted(StringSubstr(event.name, 0, 100)));
     }
   Say("calendar.end", ",\"q\":" + Quoted(q) + StringFormat(",\"count\":%d,\"next\":%d,\"total\":%d", count, i < n ? i : 0, n));
  }

//--- the floor only rises until the day it is for is over, by the firm's clock; the next one may be lower
void Floor(const double equity, const long until)
  {
   long now = (long)TimeGMT();
   if(now >= g_floorUntil)
     {
      g_floorUntil = until;
      if(g_floorUntil > now + FLOOR_HOURS * 3600)
         g_floorUntil = now + FLOOR_HOURS * 3600;
      g_floor = 0.0;
     }
   if(equity > g_floor)
      g_floor = equity;
   SaveFloor();
  }

//+------------------------------------------------------------------+
//| History                                                          |
//+------------------------------------------------------------------+
bool SelectHistory(const datetime from)
  {
   // Before the terminal has reached the trade server there is no history, which does not mean that nothing was traded.
   return(TimeTradeServer() > 0 && HistorySelect(from - 86400, TimeTradeServer() + 86400));
  }

//--- deals a page at a time: the next one when it is asked for. A cockpit that knows no pages gets all of them
void History(const string q, const long sinceUtcMs, const int skip)
  {
   long offset = (long)TimeTradeServer() - (long)TimeGMT();
   // A minute for two clocks, and an hour as the server's own may have been moved since: what is too much the cockpit leaves out.
   long since = sinceUtcMs + offset * 1000 - 60000 - 3600000;
   int count = 0;
   ResetLastError();
   if(!SelectHistory((datetime)(since / 1000)))
     {
      Unreadable(q, "history", GetLastError() == 0 ? 4001 : GetLastError());
      return;
     }
   int total = HistoryDealsTotal();
   int i = skip;
   for(; i < total && (count < PAGE_DEALS || g_minor < 1); i++)
     {
      ulong deal = HistoryDealGetTicket(i);
      if(deal == 0 || HistoryDealGetInteger(deal, DEAL_TIME_MSC) < since || !IsTrade(deal))
         continue;
      SayDeal(deal, q);
      count++;
     }
   Say("history.end", ",\"q\":" + Quoted(q) + StringFormat(",\"count\":%d,\"next\":%d,\"total\":%d", count, i < total ? i : 0, total));
  }

bool IsTrade(const ulong deal)
  {
   long type = HistoryDealGetInteger(deal, DEAL_TYPE);
   return((type == DEAL_TYPE_BUY || type == DEAL_TYPE_SELL) && HistoryDealGetDouble(deal, DEAL_VOLUME) > 0.0);
  }

//--- a deal with the orders and deals of its position: what is outside the selection cannot be read
bool SelectDeal(const ulong deal)
  {
   if(!HistoryDealSelect(deal))
      return(false);
   ulong position = (ulong)HistoryDealGetInteger(deal, DEAL_POSITION_ID);
   return(position == 0 || HistorySelectByPosition(position));
  }

//--- expects the history to be selected
void SayDeal(const ulong deal, const string q)
  {
   string entries[] = {"in", "out", "inout", "out_by"};
   string reasons[] = {"client", "mobile", "web", "expert", "sl", "tp", "so", "rollover", "vmargin", "split"};
   int entry = (int)HistoryDealGetInteger(deal, DEAL_ENTRY);
   int reason = (int)HistoryDealGetInteger(deal, DEAL_REASON);
   if(entry < 0 || entry > 3)
      entry = 0;
   if(reason < 0 || reason > 9)
      reason = 0;
   ulong order = (ulong)HistoryDealGetInteger(deal, DEAL_ORDER);
   ulong position = (ulong)HistoryDealGetInteger(deal, DEAL_POSITION_ID);
   string comment = HistoryDealGetString(deal, DEAL_COMMENT);
   // The server may have written over a deal's comment: the order that made it keeps its own.
   string cid = CidInComment(HistoryOrderGetString(order, ORDER_COMMENT));
   if(cid == "")
      cid = CidInComment(comment);
   if(cid == "" && entry == 0)
      cid = CidOfPosition(position, "");
   string question = "";
   if(q != "")
      question = ",\"q\":" + Quoted(q);
   Say("deal", ",\"ticket\":" + Ulong(deal) + ",\"order\":" + Ulong(order) + ",\"position\":" + Ulong(position) + ",\"sym\":" + Quoted(HistoryDealGetString(deal, DEAL_SYMBOL))
       + ",\"side\":\"" + Side(HistoryDealGetInteger(deal, DEAL_TYPE) == DEAL_TYPE_BUY) + "\",\"entry\":\"" + entries[entry] + "\",\"vol\":" + Num(HistoryDealGetDouble(deal, DEAL_VOLUME), 8)
       + ",\"price\":" + Num(HistoryDealGetDouble(deal, DEAL_PRICE), 8) + ",\"profit\":" + Money(HistoryDealGetDouble(deal, DEAL_PROFIT))
       + ",\"commission\":" + Money(HistoryDealGetDouble(deal, DEAL_COMMISSION) + HistoryDealGetDouble(deal, DEAL_FEE))
       + ",\"swap\":" + Money(HistoryDealGetDouble(deal, DEAL_SWAP)) + StringFormat(",\"ms\":%I64d", HistoryDealGetInteger(deal, DEAL_TIME_MSC))
       + ",\"reason\":\"" + reasons[reason] + "\",\"magic\":" + Ulong((ulong)HistoryDealGetInteger(deal, DEAL_MAGIC)) + ",\"comment\":" + Quoted(StringSubstr(comment, 0, 60))
       + CidField(cid) + question);
  }

//--- where an attempt stands, from positions, orders and history, in this order
void Find(const string cid, const string q)
  {
   string state = "absent";
   ulong position = 0;
   uint retcode = 10009;
   int at = AttemptOf(cid);
   if(at >= 0)
     {
      position = g_attempts[at].position;
      if(g_attempts[at].state == "done")
         retcode = g_attempts[at].retcode;
      else
         // Nobody has answered: a position that is there proves an entry, and nothing about what was to change it.
         if(g_attempts[at].op != "open" && g_attempts[at].op != "place")
            retcode = 10012;
     }
   string ended = "";
   ulong placed = at >= 0 && IsEntry(g_attempts[at].op) ? g_attempts[at].order : 0;
   for(int i = 0; i < OrdersTotal(); i++)
     {
      ulong ticket = OrderGetTicket(i);
      if(ticket != 0 && (ticket == placed || CidInComment(OrderGetString(ORDER_COMMENT)) == cid))
        {
         state = "working";
         position = ticket;
        }
     }
   if(state == "absent" && !SelectHistory(TimeTradeServer() - 3 * 86400))
      state = "unreadable";
   if(state == "absent")
     {
      for(int i = HistoryOrdersTotal() - 1; i >= 0; i--)
        {
         ulong order = HistoryOrderGetTicket(i);
         if(order != 0 && (order == placed || CidInComment(HistoryOrderGetString(order, ORDER_COMMENT)) == cid))
            ended = EndOf((long)HistoryOrderGetInteger(order, ORDER_STATE));
         if(order != 0 && CidInComment(HistoryOrderGetString(order, ORDER_COMMENT)) == cid && HistoryOrderGetInteger(order, ORDER_STATE) == ORDER_STATE_FILLED)
           {
            position = (ulong)HistoryOrderGetInteger(order, ORDER_POSITION_ID);
            retcode = 10009;
           }
        }
      for(int i = 0; i < PositionsTotal(); i++)
        {
         if(PositionGetTicket(i) == 0)
            continue;
         ulong identifier = (ulong)PositionGetInteger(POSITION_IDENTIFIER);
         if(CidInComment(PositionGetString(POSITION_COMMENT)) == cid)
           {
            // What carries its id proves it, whatever was answered.
            position = identifier;
            retcode = 10009;
           }
         if(identifier == position && position != 0)
            state = "open";
        }
      if(position != 0 && HistorySelectByPosition(position))
        {
         int deals = HistoryDealsTotal();
         for(int i = 0; i < deals; i++)
            SayDeal(HistoryDealGetTicket(i), q);
         if(state != "open")
            state = deals > 0 ? "closed" : "absent";
        }
      // It rested, and went without a deal.
      if(state == "absent" && ended != "")
         state = ended;
      // It went to the server, and nobody has heard of it since: it may still be dealt.
      if(state == "absent" && at >= 0 && IsEntry(g_attempts[at].op) && IsUnheard(at))
         state = "working";
     }
   Say("found", ",\"q\":" + Quoted(q) + ",\"cid\":" + Quoted(cid) + ",\"state\":\"" + state + "\",\"position\":" + Ulong(position) + StringFormat(",\"retcode\":%u", retcode));
  }

//--- how an order in the history ended without a deal; empty where it did not
string EndOf(const long state)
  {
   if(state == ORDER_STATE_CANCELED)
      return("cancelled");
   if(state == ORDER_STATE_EXPIRED)
      return("expired");
   if(state == ORDER_STATE_REJECTED)
      return("rejected");
   return("");
  }

//+------------------------------------------------------------------+
//| Attempts: each client id is carried out once, over restarts too  |
//+------------------------------------------------------------------+
int AttemptOf(const string cid)
  {
   int size = ArraySize(g_slots);
   if(size == 0)
      return(-1);
   for(int slot = (int)(HashOf(cid) % (uint)size); g_slots[slot] != 0; slot = (slot + 1) % size)
      if(g_attempts[g_slots[slot] - 1].cid == cid)
         return(g_slots[slot] - 1);
   return(-1);
  }

//--- FNV-1a
uint HashOf(const string text)
  {
   uint hash = (uint)2166136261;
   int n = StringLen(text);
   for(int i = 0; i < n; i++)
      hash = (hash ^ (uint)StringGetCharacter(text, i)) * 16777619;
   return(hash);
  }

void Index(const int at)
  {
   int size = ArraySize(g_slots);
   int slot = (int)(HashOf(g_attempts[at].cid) % (uint)size);
   while(g_slots[slot] != 0)
      slot = (slot + 1) % size;
   g_slots[slot] = at + 1;
  }

void IndexAll()
  {
   int n = ArraySize(g_attempts);
   int size = 4096;
   while(size < 4 * n)
      size *= 2;
   ArrayResize(g_slots, size);
   for(int i = 0; i < size; i++)
      g_slots[i] = 0;
   for(int i = 0; i < n; i++)
      Index(i);
  }

string TableFile()
  {
   return(StringFormat("MikrobotBridge-%I64d.csv", AccountInfoInteger(ACCOUNT_LOGIN)));
  }

string FloorFile()
  {
   return(StringFormat("MikrobotBridge-%I64d-floor.csv", AccountInfoInteger(ACCOUNT_LOGIN)));
  }

string DayFile()
  {
   return(StringFormat("MikrobotBridge-%I64d-day.csv", AccountInfoInteger(ACCOUNT_LOGIN)));
  }

//--- all that has to outlive the terminal; rows of older versions end behind the volume
string Row(const Attempt &one)
  {
   return(one.cid + ";" + one.op + ";" + one.state + StringFormat(";%I64u;%I64u;%I64u;%u;", one.order, one.deal, one.position, one.retcode)
          + Num(one.price, 8) + ";" + Num(one.volume, 8) + StringFormat(";%d;", one.stage) + Num(one.sl, 8) + ";" + Num(one.tp, 8)
          + ";" + one.sym + ";" + Side(one.isBuy) + StringFormat(";%I64u;", one.magic) + Num(one.wanted, 8) + StringFormat(";%I64d\r\n", one.at));
  }

//--- written before anything is sent: false means that nothing may be sent
bool Store(const Attempt &one)
  {
   int file = FileOpen(TableFile(), FILE_READ | FILE_WRITE | FILE_TXT | FILE_ANSI | FILE_COMMON | FILE_SHARE_READ);
   if(file == INVALID_HANDLE)
      return(false);
   FileSeek(file, 0, SEEK_END);
   bool isWritten = FileWriteString(file, Row(one)) > 0;
   FileFlush(file);
   FileClose(file);
   g_rows++;
   return(isWritten);
  }

//--- after a change of the chart everything is in memory still, and newer than the file
void LoadTable()
  {
   long login = AccountInfoInteger(ACCOUNT_LOGIN);
   if(g_tableLogin == login && ArraySize(g_attempts) > 0)
      return;
   g_tableLogin = login;
   g_rows = 0;
   ArrayResize(g_attempts, 0);
   ArrayResize(g_guards, 0);
   ArrayResize(g_going, 0);
   ArrayResize(g_fresh, 0);
   ArrayResize(g_magics, 0);
   IndexAll();
   int file = FileOpen(TableFile(), FILE_READ | FILE_TXT | FILE_ANSI | FILE_COMMON | FILE_SHARE_READ);
   if(file == INVALID_HANDLE)
      return;
   while(!FileIsEnding(file))
     {
      string parts[];
      int n = StringSplit(FileReadString(file), ';', parts);
      g_rows++;
      if(n < 9)
         continue;
      int at = AttemptOf(parts[0]);
      if(at < 0)
         at = AddAttempt(parts[0], parts[1]);
      g_attempts[at].state = parts[2];
      g_attempts[at].order = (ulong)StringToInteger(parts[3]);
      g_attempts[at].deal = (ulong)StringToInteger(parts[4]);
      g_attempts[at].position = (ulong)StringToInteger(parts[5]);
      g_attempts[at].retcode = (uint)StringToInteger(parts[6]);
      g_attempts[at].price = StringToDouble(parts[7]);
      g_attempts[at].volume = StringToDouble(parts[8]);
      g_attempts[at].at = 0;
      if(n < 17)
         continue;
      g_attempts[at].stage = (int)StringToInteger(parts[9]);
      g_attempts[at].sl = StringToDouble(parts[10]);
      g_attempts[at].tp = StringToDouble(parts[11]);
      g_attempts[at].sym = parts[12];
      g_attempts[at].isBuy = parts[13] == "BUY";
      g_attempts[at].magic = (ulong)StringToInteger(parts[14]);
      g_attempts[at].wanted = StringToDouble(parts[15]);
      g_attempts[at].at = StringToInteger(parts[16]);
     }
   FileClose(file);
   for(int i = 0; i < ArraySize(g_attempts); i++)
     {
      KnowMagic(g_attempts[i].magic);
      if(IsEntry(g_attempts[i].op) && MayCome(i))
         AddFresh(g_attempts[i].cid);
     }
  }

//--- of a long table the newest rows are kept, and those of positions that are open: looked at only once the terminal shows them
void CompactTable()
  {
   ulong now = GetTickCount64();
   if(g_rows < 2 * TABLE_KEPT || now < g_compactAt || TerminalInfoInteger(TERMINAL_CONNECTED) == 0)
      return;
   g_compactAt = now + SHUT_MS;
   int n = ArraySize(g_attempts);
   int kept = 0;
   for(int i = 0; i < n; i++)
     {
      if(i < n - TABLE_KEPT && !IsLive(i))
         continue;
      if(kept != i)
         g_attempts[kept] = g_attempts[i];
      kept++;
     }
   ArrayResize(g_attempts, kept);
   IndexAll();
   int file = FileOpen(TableFile() + ".new", FILE_WRITE | FILE_TXT | FILE_ANSI | FILE_COMMON);
   if(file == INVALID_HANDLE)
      return;
   bool isWritten = true;
   for(int i = 0; i < kept; i++)
      if(FileWriteString(file, Row(g_attempts[i])) == 0)
         isWritten = false;
   FileFlush(file);
   FileClose(file);
   if(isWritten && FileMove(TableFile() + ".new", FILE_COMMON, TableFile(), FILE_COMMON | FILE_REWRITE))
      g_rows = kept;
  }

bool IsLive(const int at)
  {
   if(g_attempts[at].state == "sent" && (long)TimeGMT() - g_attempts[at].at < 86400)
      return(true);
   if(!IsEntry(g_attempts[at].op) || g_attempts[at].position == 0)
      return(false);
   if(g_attempts[at].op == "place" && OrderSelect(g_attempts[at].order))
      return(true);
   for(int i = PositionsTotal() - 1; i >= 0; i--)
      if(PositionGetTicket(i) != 0 && (ulong)PositionGetInteger(POSITION_IDENTIFIER) == g_attempts[at].position)
         return(true);
   return(false);
  }

void KnowMagic(const ulong magic)
  {
   if(magic == 0 || IsOurMagic(magic))
      return;
   int n = ArraySize(g_magics);
   ArrayResize(g_magics, n + 1);
   g_magics[n] = magic;
  }

//--- a magic number that an entry of ours bore: nobody can do without comments more than this
bool IsOurMagic(const ulong magic)
  {
   for(int i = ArraySize(g_magics) - 1; i >= 0; i--)
      if(g_magics[i] == magic)
         return(true);
   return(false);
  }

//--- an entry that may be a position or a waiting order soon
void AddFresh(const string cid)
  {
   int n = ArraySize(g_fresh);
   ArrayResize(g_fresh, n + 1);
   g_fresh[n] = cid;
  }

//--- entries on their way: those whose end nobody knows, and those that are done and not shown yet
int OnTheirWay()
  {
   int kept = 0;
   int n = ArraySize(g_fresh);
   for(int i = 0; i < n; i++)
      if(IsOnItsWay(AttemptOf(g_fresh[i])))
        {
         g_fresh[kept] = g_fresh[i];
         kept++;
        }
   ArrayResize(g_fresh, kept);
   return(kept);
  }

//--- what is shown already counts as what it is
bool IsOnItsWay(const int at)
  {
   return(at >= 0 && MayCome(at) && TicketOf(at) == 0 && !IsResting(at) && !IsEnded(at));
  }

//--- by its answer and its age
bool MayCome(const int at)
  {
   long age = (long)TimeGMT() - g_attempts[at].at;
   uint retcode = g_attempts[at].retcode;
   if(g_attempts[at].state != "done" || IsUnsettled(retcode))
      return(age <= 60);
   return((retcode == 10009 || retcode == 10010) && age <= 10);
  }

//--- return codes that leave open whether it is done
bool IsUnsettled(const uint retcode)
  {
   return(retcode == 10008 || retcode == 10011 || retcode == 10012 || retcode == 10031);
  }

//--- sent, and without an end so far, not long ago
bool IsUnheard(const int at)
  {
   bool isOpen = g_attempts[at].state != "done" || IsUnsettled(g_attempts[at].retcode);
   return(isOpen && (long)TimeGMT() - g_attempts[at].at < 30);
  }

//--- its waiting order is shown: by its number, or by its comment where no answer told it
bool IsResting(const int at)
  {
   if(g_attempts[at].op != "place")
      return(false);
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      ulong ticket = OrderGetTicket(i);
      if(ticket != 0 && (ticket == g_attempts[at].order || CidInComment(OrderGetString(ORDER_COMMENT)) == g_attempts[at].cid))
         return(true);
     }
   return(false);
  }

//--- it came and went before it was looked at
bool IsEnded(const int at)
  {
   ulong position = g_attempts[at].position;
   if(g_attempts[at].op == "place" && g_attempts[at].order != 0 && HistoryOrderSelect(g_attempts[at].order))
     {
      if(EndOf(HistoryOrderGetInteger(g_attempts[at].order, ORDER_STATE)) != "")
         return(true);
      position = (ulong)HistoryOrderGetInteger(g_attempts[at].order, ORDER_POSITION_ID);
     }
   // On netting accounts the position may be an older one, with a comment of its own.
   if(PresentTicket(0, position) != 0)
      return(true);
   if(position == 0 || !HistorySelectByPosition(position))
      return(false);
   for(int i = HistoryDealsTotal() - 1; i >= 0; i--)
      if(HistoryDealGetInteger(HistoryDealGetTicket(i), DEAL_ENTRY) == DEAL_ENTRY_OUT)
         return(true);
   return(false);
  }

//--- the ticket of an attempt's position, which is selected then; 0 where none is shown
ulong TicketOf(const int at)
  {
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      ulong ticket = PositionGetTicket(i);
      if(ticket == 0)
         continue;
      ulong identifier = (ulong)PositionGetInteger(POSITION_IDENTIFIER);
      if((g_attempts[at].position != 0 && identifier == g_attempts[at].position) || CidInComment(PositionGetString(POSITION_COMMENT)) == g_attempts[at].cid)
         return(ticket);
     }
   return(0);
  }

void SaveDay()
  {
   int file = FileOpen(DayFile(), FILE_WRITE | FILE_TXT | FILE_ANSI | FILE_COMMON);
   if(file == INVALID_HANDLE)
      return;
   FileWriteString(file, StringFormat("%d;%d\r\n", g_today, g_requestsToday));
   FileFlush(file);
   FileClose(file);
  }

void LoadDay()
  {
   int file = FileOpen(DayFile(), FILE_READ | FILE_TXT | FILE_ANSI | FILE_COMMON | FILE_SHARE_READ);
   if(file == INVALID_HANDLE)
      return;
   string parts[];
   if(StringSplit(FileReadString(file), ';', parts) >= 2)
     {
      g_today = (int)StringToInteger(parts[0]);
      g_requestsToday = (int)StringToInteger(parts[1]);
     }
   FileClose(file);
  }

void SaveFloor()
  {
   int file = FileOpen(FloorFile(), FILE_WRITE | FILE_TXT | FILE_ANSI | FILE_COMMON);
   if(file == INVALID_HANDLE)
      return;
   FileWriteString(file, StringFormat("%I64d;", g_floorUntil) + Money(g_floor) + "\r\n");
   FileFlush(file);
   FileClose(file);
  }

void LoadFloor()
  {
   int file = FileOpen(FloorFile(), FILE_READ | FILE_TXT | FILE_ANSI | FILE_COMMON | FILE_SHARE_READ);
   if(file == INVALID_HANDLE)
      return;
   string parts[];
   if(StringSplit(FileReadString(file), ';', parts) >= 2)
     {
      g_floorUntil = StringToInteger(parts[0]);
      g_floor = StringToDouble(parts[1]);
     }
   FileClose(file);
  }

int AddAttempt(const string cid, const string op)
  {
   int n = ArraySize(g_attempts);
   ArrayResize(g_attempts, n + 1, 1024);
   g_attempts[n].cid = cid;
   g_attempts[n].op = op;
   g_attempts[n].state = "sent";
   g_attempts[n].requestId = 0;
   g_attempts[n].stage = 0;
   g_attempts[n].order = 0;
   g_attempts[n].deal = 0;
   g_attempts[n].position = 0;
   g_attempts[n].retcode = 0;
   g_attempts[n].price = 0.0;
   g_attempts[n].volume = 0.0;
   g_attempts[n].sl = 0.0;
   g_attempts[n].tp = 0.0;
   g_attempts[n].why = "";
   g_attempts[n].sym = "";
   g_attempts[n].isBuy = false;
   g_attempts[n].magic = 0;
   g_attempts[n].wanted = 0.0;
   g_attempts[n].at = (long)TimeGMT();
   if(2 * n > ArraySize(g_slots))
      IndexAll();
   else
      Index(n);
   return(n);
  }

void SayResult(const Attempt &one)
  {
   Say("result", ",\"cid\":" + Quoted(one.cid) + StringFormat(",\"retcode\":%u", one.retcode) + ",\"order\":" + Ulong(one.order) + ",\"deal\":" + Ulong(one.deal)
       + ",\"position\":" + Ulong(one.position) + ",\"price\":" + Num(one.price, 8) + ",\"vol\":" + Num(one.volume, 8)
       + StringFormat(",\"ms\":%I64d", (long)TimeTradeServer() * 1000) + ",\"why\":" + Quoted(StringSubstr(one.why, 0, 200)));
  }

void Finish(const int at, const uint retcode, const string why)
  {
   g_attempts[at].state = "done";
   g_attempts[at].retcode = retcode;
   g_attempts[at].why = why;
   if(!Store(g_attempts[at]))
      Print("MikrobotBridge: the end of ", g_attempts[at].cid, " could not be written down");
   SayResult(g_attempts[at]);
  }

//+------------------------------------------------------------------+
//| Guards: they refuse new risk, never a close                      |
//+------------------------------------------------------------------+
int Ours()
  {
   int count = 0;
   for(int i = 0; i < PositionsTotal(); i++)
      if(PositionGetTicket(i) != 0 && IsOurPosition())
         count++;
   return(count);
  }

//--- the selected position: by its comment, by the table, or by its magic number
bool IsOurPosition()
  {
   return(IsOurMagic((ulong)PositionGetInteger(POSITION_MAGIC))
          || CidOfPosition((ulong)PositionGetInteger(POSITION_IDENTIFIER), PositionGetString(POSITION_COMMENT)) != "");
  }

//--- the selected order, in the same way
bool IsOurOrder(const ulong ticket)
  {
   if(IsOurMagic((ulong)OrderGetInteger(ORDER_MAGIC)) || CidInComment(OrderGetString(ORDER_COMMENT)) != "")
      return(true);
   for(int i = ArraySize(g_attempts) - 1; i >= 0; i--)
      if(g_attempts[i].order == ticket && IsEntry(g_attempts[i].op))
         return(true);
   return(false);
  }

//--- pending entries of ours: each may become a position at any moment
int Resting()
  {
   int count = 0;
   for(int i = 0; i < OrdersTotal(); i++)
     {
      ulong ticket = OrderGetTicket(i);
      if(ticket == 0)
         continue;
      long type = OrderGetInteger(ORDER_TYPE);
      if(type != ORDER_TYPE_BUY && type != ORDER_TYPE_SELL && type != ORDER_TYPE_CLOSE_BY && IsOurOrder(ticket))
         count++;
     }
   return(count);
  }

bool IsEntry(const string op)
  {
   return(op == "open" || op == "place");
  }

bool IsBuyType(const long type)
  {
   return(type == ORDER_TYPE_BUY || type == ORDER_TYPE_BUY_LIMIT || type == ORDER_TYPE_BUY_STOP || type == ORDER_TYPE_BUY_STOP_LIMIT);
  }

bool IsListed(const string name)
  {
   if(InpSymbols == "")
      return(true);
   string parts[];
   int n = StringSplit(InpSymbols, ',', parts);
   for(int i = 0; i < n; i++)
     {
      string part = parts[i];
      StringTrimLeft(part);
      StringTrimRight(part);
      if(part == name)
         return(true);
     }
   return(false);
  }

//--- what forbids an entry; empty when nothing does
string Guarded(const string name, const double volume, const double sl)
  {
   double lots = InpMaxLots;
   int positions = InpMaxPositions;
   if(g_cockpitLots > 0.0 && g_cockpitLots < lots)
      lots = g_cockpitLots;
   if(g_cockpitPositions > 0 && g_cockpitPositions < positions)
      positions = g_cockpitPositions;
   if(InpOnlyDemo && AccountInfoInteger(ACCOUNT_TRADE_MODE) == ACCOUNT_TRADE_MODE_REAL)
      return("this is a live account and the Expert Advisor is set to demo accounts only");
   if(!IsListed(name))
      return(name + " is not among the symbols of the Expert Advisor");
   if(volume > lots + 0.00000001)
      return("more than " + Num(lots, 2) + " lots in one order");
   if(InpNeedStop && sl <= 0.0)
      return("an order without a stop loss");
   int coming = OnTheirWay() + Resting();
   if(Ours() + coming >= positions)
      return(StringFormat("%d positions are open already", positions) + (coming > 0 ? StringFormat(" or on their way (%d)", coming) : ""));
   if((long)TimeGMT() < g_floorUntil && g_floor > 0.0 && AccountInfoDouble(ACCOUNT_EQUITY) <= g_floor)
      return("equity is at or below today's floor of " + Money(g_floor));
   if(!Counted())
      return(StringFormat("more than %d requests within a minute or %d within a day", InpMaxPerMinute, InpMaxPerDay));
   return("");
  }

//--- what it refuses by itself, for the cockpit to size and to gate by
string Guards()
  {
   string fields = ",\"guards\":{\"lots\":" + Num(InpMaxLots, 8) + StringFormat(",\"positions\":%d", InpMaxPositions)
                   + StringFormat(",\"perMinute\":%d,\"perDay\":%d", (int)MathMax(0, InpMaxPerMinute), (int)MathMax(0, InpMaxPerDay))
                   + StringFormat(",\"lastMinute\":%d,\"today\":%d", LastMinute(), Today());
   return(fields + ",\"needStop\":" + Bool(InpNeedStop) + ",\"onlyDemo\":" + Bool(InpOnlyDemo)
          + ",\"symbols\":" + Quoted(StringSubstr(InpSymbols, 0, 900))
          + ",\"keptLots\":" + Num(g_cockpitLots, 8) + StringFormat(",\"keptPositions\":%d}", (int)MathMax(0, g_cockpitPositions)));
  }

//--- requests that count towards the minute; the older ones are forgotten
int LastMinute()
  {
   ulong now = GetTickCount64();
   int kept = 0;
   int n = ArraySize(g_requests);
   for(int i = 0; i < n; i++)
      if(now - g_requests[i] < 60000)
        {
         g_requests[kept] = g_requests[i];
         kept++;
        }
   ArrayResize(g_requests, kept);
   return(kept);
  }

//--- whether one more entry fits into the limits of requests
bool Counted()
  {
   return(LastMinute() < InpMaxPerMinute && Today() < InpMaxPerDay);
  }

//--- requests of the server's day: its clock says when a day is over, and is not heard before login
int Today()
  {
   int day = (int)(TimeTradeServer() / 86400);
   if(day > 0 && day != g_today)
     {
      g_today = day;
      g_requestsToday = 0;
     }
   return(g_requestsToday);
  }

//--- one more request, of any kind; the day's number outlives the terminal
void Requested()
  {
   int n = LastMinute();
   ArrayResize(g_requests, n + 1);
   g_requests[n] = GetTickCount64();
   g_requestsToday = Today() + 1;
   SaveDay();
  }

//+------------------------------------------------------------------+
//| Trading                                                          |
//+------------------------------------------------------------------+
void Trade(const string &line, const string op)
  {
   string cid = Text(line, "cid");
   if(op != "open" && op != "close" && op != "closeby" && op != "modify" && op != "cancel" && op != "place" && op != "replace")
     {
      Nak(line, "unknown_op", "the command " + op + " is not known here");
      return;
     }
   if(CidInComment(PREFIX + cid) != cid)
     {
      Nak(line, "malformed", "the client id is none");
      return;
     }
   int known = AttemptOf(cid);
   if(known >= 0)
     {
      Say("ack", ",\"cid\":" + Quoted(cid) + ",\"dup\":true");
      if(g_attempts[known].state == "done")
         SayResult(g_attempts[known]);
      return;
     }
   MqlTradeRequest request;
   ZeroMemory(request);
   string no = Prepare(line, op, request);
   int at = AddAttempt(cid, op);
   g_attempts[at].sl = request.sl;
   g_attempts[at].tp = request.tp;
   // Known by its identifier, as deals and history name it.
   if(request.position != 0 && PositionSelectByTicket(request.position))
      g_attempts[at].position = (ulong)PositionGetInteger(POSITION_IDENTIFIER);
   g_attempts[at].sym = request.symbol;
   g_attempts[at].isBuy = IsBuyType((long)request.type);
   g_attempts[at].magic = request.magic;
   g_attempts[at].wanted = request.volume;
   request.comment = PREFIX + cid;
   uint refused = 0;
   if(no == "" && op == "open")
      refused = Checked(request, no);
   if(no != "")
     {
      Finish(at, refused, no);
      return;
     }
   if(!Store(g_attempts[at]))
     {
      Finish(at, 0, "the table of client ids cannot be written: nothing was sent");
      return;
     }
   if(IsEntry(op))
      KnowMagic(request.magic);
   if(IsEntry(op))
      AddFresh(cid);
   Say("ack", ",\"cid\":" + Quoted(cid) + ",\"dup\":false");
   Send(at, request);
  }

//--- the terminal's own check of an entry, before anything leaves it: what is wrong, with the server's code where it proves a refusal
uint Checked(MqlTradeRequest &request, string &no)
  {
   MqlTradeCheckResult check;
   ZeroMemory(check);
   // Stops that are refused here may be set afterwards; what else is fine has no code.
   if(OrderCheck(request, check) || check.retcode == 0 || check.retcode == 10016)
      return(0);
   no = "the terminal's check before sending: " + (check.comment == "" ? "refused" : check.comment);
   if(check.retcode == 10019)
      no += ", it needs " + Money(check.margin) + " of margin and " + Money(AccountInfoDouble(ACCOUNT_MARGIN_FREE)) + " is free";
   return(UnsentCode(check.retcode));
  }

//--- the code of what has not left the terminal: one that leaves that open, or says that it is done, would be looked for in vain
uint UnsentCode(const uint retcode)
  {
   return(IsUnsettled(retcode) || retcode == 10009 || retcode == 10010 ? 0 : retcode);
  }

//--- the request of a command; what is wrong with it, or nothing
string Prepare(const string &line, const string op, MqlTradeRequest &request)
  {
   if(op == "open")
      return(PrepareOpen(line, request));
   if(op == "place")
      return(PreparePlace(line, request));
   if(op == "replace")
      return(PrepareReplace(line, request));
   if(op == "cancel")
     {
      request.action = TRADE_ACTION_REMOVE;
      request.order = (ulong)Whole(line, "ticket");
      return("");
     }
   ulong ticket = PresentTicket((ulong)Whole(line, "ticket"), (ulong)Whole(line, "id"));
   if(ticket == 0 || !PositionSelectByTicket(ticket))
      return("there is no position " + Text(line, "ticket"));
   request.position = ticket;
   request.symbol = PositionGetString(POSITION_SYMBOL);
   request.magic = (ulong)PositionGetInteger(POSITION_MAGIC);
   if(op == "modify")
     {
      request.action = TRADE_ACTION_SLTP;
      request.sl = OnGrid(request.symbol, Real(line, "sl"));
      request.tp = OnGrid(request.symbol, Real(line, "tp"));
      return(WrongChange(request));
     }
   if(op == "closeby")
     {
      request.action = TRADE_ACTION_CLOSE_BY;
      request.position_by = PresentTicket((ulong)Whole(line, "by"), (ulong)Whole(line, "byId"));
      return(request.position_by == 0 ? "there is no position " + Text(line, "by") : "");
     }
   double held = PositionGetDouble(POSITION_VOLUME);
   double wanted = Real(line, "vol");
   if(wanted <= 0.0 || wanted > held)
      wanted = held;
   PrepareClose(request, PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY, wanted);
   return("");
  }

//--- a position's ticket changes when a swap re-opens it and when a netting position is reversed: its identifier finds it then
ulong PresentTicket(const ulong ticket, const ulong identifier)
  {
   if(identifier == 0)
      return(ticket);
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      ulong now = PositionGetTicket(i);
      if(now != 0 && (ulong)PositionGetInteger(POSITION_IDENTIFIER) == identifier)
         return(now);
     }
   return(0);
  }

//--- of a position that has grown beyond what one order may have (netting), as much as goes and leaves a rest that can be closed
double InOneOrder(const string name, const double volume)
  {
   double most = SymbolInfoDouble(name, SYMBOL_VOLUME_MAX);
   double least = SymbolInfoDouble(name, SYMBOL_VOLUME_MIN);
   if(most <= 0.0 || volume <= most + 0.00000001)
      return(volume);
   return(NormalizeDouble(volume - most < least - 0.00000001 ? most - least : most, 8));
  }

void PrepareClose(MqlTradeRequest &request, const bool isBuy, const double volume)
  {
   request.action = TRADE_ACTION_DEAL;
   request.volume = InOneOrder(request.symbol, volume);
   request.type = isBuy ? ORDER_TYPE_SELL : ORDER_TYPE_BUY;
   request.price = SymbolInfoDouble(request.symbol, isBuy ? SYMBOL_BID : SYMBOL_ASK);
   request.deviation = 100;
   request.type_filling = Filling(request.symbol);
  }

string PrepareOpen(const string &line, MqlTradeRequest &request)
  {
   string name = Text(line, "sym");
   bool isBuy = Text(line, "side") == "BUY";
   string no = PrepareVolume(line, request);
   if(no != "")
      return(no);
   double price = SymbolInfoDouble(name, isBuy ? SYMBOL_ASK : SYMBOL_BID);
   double against = SymbolInfoDouble(name, isBuy ? SYMBOL_BID : SYMBOL_ASK);
   double sl = OnGrid(name, Real(line, "sl"));
   double tp = OnGrid(name, Real(line, "tp"));
   if(price <= 0.0 || against <= 0.0)
      return("there is no price of " + name);
   no = WrongLevels(name, isBuy, sl, tp, against, "the price");
   if(no != "")
      return(no);
   no = Guarded(name, request.volume, sl);
   if(no != "")
      return(no);
   request.action = TRADE_ACTION_DEAL;
   request.type = isBuy ? ORDER_TYPE_BUY : ORDER_TYPE_SELL;
   request.price = price;
   request.sl = sl;
   request.tp = tp;
   request.deviation = (ulong)Whole(line, "deviation");
   request.magic = (ulong)Whole(line, "magic");
   request.type_filling = Filling(name);
   return("");
  }

//--- symbol and lots of an entry: down to the symbol's step, and not below its least
string PrepareVolume(const string &line, MqlTradeRequest &request)
  {
   request.symbol = Text(line, "sym");
   double step = SymbolInfoDouble(request.symbol, SYMBOL_VOLUME_STEP);
   if(step <= 0.0)
      return(request.symbol + " is not offered here");
   request.volume = NormalizeDouble(MathFloor(Real(line, "vol") / step + 0.000001) * step, 8);
   return(request.volume < SymbolInfoDouble(request.symbol, SYMBOL_VOLUME_MIN) - 0.00000001 ? "the volume is below the least of " + request.symbol : "");
  }

//--- what is wrong with levels at a price: that of the closing side (by MQL5's rules buys from Bid, sells from Ask), or that of a pending
//--- order, whose words `of` are; a level of 0 is none
string WrongLevels(const string name, const bool isBuy, const double sl, const double tp, const double price, const string of)
  {
   double point = SymbolInfoDouble(name, SYMBOL_POINT);
   double least = (double)SymbolInfoInteger(name, SYMBOL_TRADE_STOPS_LEVEL) * point - point / 100.0;
   double toStop = isBuy ? price - sl : sl - price;
   double toTarget = isBuy ? tp - price : price - tp;
   if(sl > 0.0 && toStop <= 0.0)
      return("the stop loss is on the wrong side of " + of);
   if(sl > 0.0 && toStop < least)
      return("the stop loss is nearer to " + of + " than the broker allows");
   if(tp > 0.0 && toTarget <= 0.0)
      return("the target is on the wrong side of " + of);
   if(tp > 0.0 && toTarget < least)
      return("the target is nearer to " + of + " than the broker allows");
   return("");
  }

//--- the same of levels that the selected position is to get: one that stays is not judged again
string WrongChange(const MqlTradeRequest &request)
  {
   bool isBuy = PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY;
   double sl = PositionGetDouble(POSITION_SL);
   double tp = PositionGetDouble(POSITION_TP);
   double price = SymbolInfoDouble(request.symbol, isBuy ? SYMBOL_BID : SYMBOL_ASK);
   double near = (double)SymbolInfoInteger(request.symbol, SYMBOL_TRADE_FREEZE_LEVEL) * SymbolInfoDouble(request.symbol, SYMBOL_POINT);
   if(InpNeedStop && request.sl <= 0.0 && sl > 0.0 && IsOurPosition())
      return("a position without a stop loss");
   if(price <= 0.0)
      return("there is no price of " + request.symbol);
   if(near > 0.0 && ((sl > 0.0 && MathAbs(price - sl) <= near) || (tp > 0.0 && MathAbs(price - tp) <= near)))
      return("the price is so near to the present levels that the broker has frozen them");
   return(WrongLevels(request.symbol, isBuy, request.sl == sl ? 0.0 : request.sl, request.tp == tp ? 0.0 : request.tp, price, "the price"));
  }

//--- an entry that waits at the server for its price
string PreparePlace(const string &line, MqlTradeRequest &request)
  {
   bool isBuy = Text(line, "side") == "BUY";
   string kind = Text(line, "kind");
   string no = PrepareVolume(line, request);
   if(no != "")
      return(no);
   request.action = TRADE_ACTION_PENDING;
   request.type = isBuy ? ORDER_TYPE_BUY_LIMIT : ORDER_TYPE_SELL_LIMIT;
   if(kind == "stop")
      request.type = isBuy ? ORDER_TYPE_BUY_STOP : ORDER_TYPE_SELL_STOP;
   if(kind == "stop_limit")
      request.type = isBuy ? ORDER_TYPE_BUY_STOP_LIMIT : ORDER_TYPE_SELL_STOP_LIMIT;
   request.magic = (ulong)Whole(line, "magic");
   // What is left of a pending order stays working; the flags of the symbol are for market orders.
   request.type_filling = ORDER_FILLING_RETURN;
   no = Levels(line, kind, isBuy, request);
   if(no == "")
      no = Guarded(request.symbol, request.volume, request.sl);
   return(no);
  }

//--- other prices, levels or another end for a pending order
string PrepareReplace(const string &line, MqlTradeRequest &request)
  {
   ulong ticket = (ulong)Whole(line, "ticket");
   if(ticket == 0 || !OrderSelect(ticket))
      return("there is no pending order " + Text(line, "ticket"));
   long type = OrderGetInteger(ORDER_TYPE);
   bool isBuy = IsBuyType(type);
   string kind = "stop";
   if(type == ORDER_TYPE_BUY_LIMIT || type == ORDER_TYPE_SELL_LIMIT)
      kind = "limit";
   if(type == ORDER_TYPE_BUY_STOP_LIMIT || type == ORDER_TYPE_SELL_STOP_LIMIT)
      kind = "stop_limit";
   request.action = TRADE_ACTION_MODIFY;
   request.order = ticket;
   request.symbol = OrderGetString(ORDER_SYMBOL);
   request.magic = (ulong)OrderGetInteger(ORDER_MAGIC);
   return(Levels(line, kind, isBuy, request));
  }

//--- prices, levels and end of a pending order, on their sides and as far off as the broker asks
string Levels(const string &line, const string kind, const bool isBuy, MqlTradeRequest &request)
  {
   string name = request.symbol;
   double market = SymbolInfoDouble(name, isBuy ? SYMBOL_ASK : SYMBOL_BID);
   double least = (double)SymbolInfoInteger(name, SYMBOL_TRADE_STOPS_LEVEL) * SymbolInfoDouble(name, SYMBOL_POINT);
   double noise = SymbolInfoDouble(name, SYMBOL_POINT) / 1000.0;
   if(market <= 0.0)
      return("there is no price of " + name);
   request.price = OnGrid(name, Real(line, "price"));
   request.sl = OnGrid(name, Real(line, "sl"));
   request.tp = OnGrid(name, Real(line, "tp"));
   if(kind == "stop_limit")
      request.stoplimit = OnGrid(name, Real(line, "limit"));
   double up = isBuy ? 1.0 : -1.0;
   double ahead = (request.price - market) * up;
   if(kind == "limit")
      ahead = -ahead;
   if(ahead <= 0.0 || ahead < least - noise)
      return("the price of the pending order is on the wrong side of the market, or nearer than the broker allows");
   if(kind == "stop_limit" && (request.stoplimit <= 0.0 || (request.price - request.stoplimit) * up < -noise))
      return("the limit of the pending order is beyond its price");
   double from = kind == "stop_limit" ? request.stoplimit : request.price;
   string no = WrongLevels(name, isBuy, request.sl, request.tp, from, "the pending order");
   if(no != "")
      return(no);
   long until = Whole(line, "untilMs") / 1000;
   long lifetimes = SymbolInfoInteger(name, SYMBOL_EXPIRATION_MODE);
   request.type_time = ORDER_TIME_GTC;
   // Where the symbol keeps no end of an order, the cockpit takes it away.
   if(until > 0 && (lifetimes & SYMBOL_EXPIRATION_SPECIFIED) != 0)
     {
      request.type_time = ORDER_TIME_SPECIFIED;
      request.expiration = (datetime)((long)TimeTradeServer() + until - (long)TimeGMT());
     }
   else
      if((lifetimes & SYMBOL_EXPIRATION_GTC) == 0 && (lifetimes & SYMBOL_EXPIRATION_DAY) != 0)
         request.type_time = ORDER_TIME_DAY;
   return("");
  }

double OnGrid(const string name, const double price)
  {
   double size = SymbolInfoDouble(name, SYMBOL_TRADE_TICK_SIZE);
   if(price <= 0.0 || size <= 0.0)
      return(0.0);
   return(NormalizeDouble(MathRound(price / size) * size, (int)SymbolInfoInteger(name, SYMBOL_DIGITS)));
  }

//--- fill or kill where it may be, else what is there now, else what the exchange keeps (never with market execution); what the server
//--- has refused is passed over
ENUM_ORDER_TYPE_FILLING Filling(const string name)
  {
   long flags = SymbolInfoInteger(name, SYMBOL_FILLING_MODE);
   int refused = UnfilledOf(name);
   if((flags & SYMBOL_FILLING_FOK) != 0 && !IsWay(refused, ORDER_FILLING_FOK))
      return(ORDER_FILLING_FOK);
   if((flags & SYMBOL_FILLING_IOC) != 0 && !IsWay(refused, ORDER_FILLING_IOC))
      return(ORDER_FILLING_IOC);
   if(SymbolInfoInteger(name, SYMBOL_TRADE_EXEMODE) != SYMBOL_TRADE_EXECUTION_MARKET && !IsWay(refused, ORDER_FILLING_RETURN))
      return(ORDER_FILLING_RETURN);
   // The flags do not hold, or there are none: whatever is left.
   if(!IsWay(refused, ORDER_FILLING_IOC))
      return(ORDER_FILLING_IOC);
   return(IsWay(refused, ORDER_FILLING_FOK) ? ORDER_FILLING_RETURN : ORDER_FILLING_FOK);
  }

bool IsWay(const int ways, const ENUM_ORDER_TYPE_FILLING way)
  {
   return((ways & (1 << (int)way)) != 0);
  }

int UnfilledOf(const string name)
  {
   for(int i = ArraySize(g_unfilled) - 1; i >= 0; i--)
      if(g_unfilled[i].name == name)
         return(g_unfilled[i].ways);
   return(0);
  }

//--- 10030: nothing was dealt. True: another way is left; once all were refused they are tried from the first again
bool OtherFilling(const string name, const ENUM_ORDER_TYPE_FILLING way)
  {
   int ways = UnfilledOf(name) | (1 << (int)way);
   bool isLeft = !IsWay(ways, ORDER_FILLING_FOK) || !IsWay(ways, ORDER_FILLING_IOC) || !IsWay(ways, ORDER_FILLING_RETURN);
   int at = ArraySize(g_unfilled);
   for(int i = 0; i < ArraySize(g_unfilled); i++)
      if(g_unfilled[i].name == name)
         at = i;
   if(at == ArraySize(g_unfilled))
      ArrayResize(g_unfilled, at + 1);
   g_unfilled[at].name = name;
   g_unfilled[at].ways = isLeft ? ways : 0;
   Print("MikrobotBridge: ", name, " is not filled by ", EnumToString(way), ", whatever its specification says");
   return(isLeft);
  }

//--- the one way to the server: everything that goes is counted, and what the terminal did not take has not gone
bool Ask(const MqlTradeRequest &request, MqlTradeResult &result)
  {
   ZeroMemory(result);
   ResetLastError();
   bool isSent = OrderSendAsync(request, result);
   if(isSent)
      Requested();
   return(isSent);
  }

void Send(const int at, const MqlTradeRequest &request)
  {
   MqlTradeResult result;
   if(!Ask(request, result))
     {
      Finish(at, UnsentCode(result.retcode), StringFormat("the terminal did not take it (error %d)", GetLastError()));
      return;
     }
   g_attempts[at].requestId = result.request_id;
  }

//--- when what was refused may be asked again, ms
int PauseAfter(const uint retcode)
  {
   if(retcode == 10018)
      return(SHUT_MS);
   return(IsOff(retcode) ? OFF_MS : REPEAT_MS);
  }

bool IsOff(const uint retcode)
  {
   return(retcode == 10017 || retcode == 10026 || retcode == 10027 || retcode == 10032);
  }

void OnTradeTransaction(const MqlTradeTransaction &trans, const MqlTradeRequest &request, const MqlTradeResult &result)
  {
   if(trans.type == TRADE_TRANSACTION_REQUEST)
     {
      for(int i = ArraySize(g_attempts) - 1; i >= 0; i--)
         if(g_attempts[i].state == "sent" && g_attempts[i].requestId == result.request_id && result.request_id != 0)
           {
            Answered(i, request, result);
            Flush();
            return;
           }
      if(result.retcode == 10030 && request.action == TRADE_ACTION_DEAL)
         OtherFilling(request.symbol, request.type_filling);
      GuardAnswered(result);
      return;
     }
   if(!g_isOpen)
      return;
   if(trans.type == TRADE_TRANSACTION_DEAL_ADD && SelectDeal(trans.deal) && IsTrade(trans.deal))
      SayDeal(trans.deal, "");
   Say("tx", ",\"type\":\"" + EnumToString(trans.type) + "\",\"order\":" + Ulong(trans.order) + ",\"deal\":" + Ulong(trans.deal) + ",\"position\":" + Ulong(trans.position));
   Flush();
  }

//--- the server's word on a request of ours
void Answered(const int at, const MqlTradeRequest &request, const MqlTradeResult &result)
  {
   bool isDone = result.retcode == 10009 || result.retcode == 10010 || result.retcode == 10025;
   if(g_attempts[at].stage == 0 && g_attempts[at].op == "open" && result.retcode == 10016 && WantsTwoSteps(at, result))
     {
      MqlTradeRequest again;
      again = request;
      again.sl = 0.0;
      again.tp = 0.0;
      g_attempts[at].stage = 1;
      if(!Store(g_attempts[at]))
        {
         Finish(at, 10016, "the broker wants the stop afterwards, and that cannot be written down: nothing was opened");
         return;
        }
      Send(at, again);
      return;
     }
   // The flags of a symbol may say what its server does not do: nothing was dealt, and it is asked in another way.
   if(result.retcode == 10030 && request.action == TRADE_ACTION_DEAL && OtherFilling(request.symbol, request.type_filling))
     {
      MqlTradeRequest other;
      other = request;
      other.type_filling = Filling(request.symbol);
      Send(at, other);
      return;
     }
   g_attempts[at].order = result.order;
   g_attempts[at].deal = result.deal;
   g_attempts[at].price = result.price;
   g_attempts[at].volume = result.volume;
   if(isDone && g_attempts[at].op == "open")
      g_attempts[at].position = PositionOf(result.order, result.deal);
   if(isDone && g_attempts[at].op == "modify" && request.sl > 0.0 && TicketOf(at) != 0)
      Replan(PlanOfSelected(), request.sl, request.tp);
   if(isDone && g_attempts[at].op == "replace" && request.sl > 0.0)
      Replan(PlaceOf(request.order), request.sl, request.tp);
   // The order's own number until it is filled, and on hedging accounts that of its position then.
   if((isDone || result.retcode == 10008) && g_attempts[at].op == "place")
      g_attempts[at].position = result.order;
   if(g_attempts[at].stage == 1 && (isDone || result.retcode == 10008))
     {
      // Its end is told when its position has its stop, or is closed again: Protect does either as soon as it sees it.
      g_attempts[at].stage = 2;
      if(!Store(g_attempts[at]))
         Print("MikrobotBridge: where ", g_attempts[at].cid, " stands could not be written down");
      return;
     }
   Finish(at, result.retcode, result.comment);
  }

//--- only where the broker's execution may want it, and never where the levels themselves are wrong by now
bool WantsTwoSteps(const int at, const MqlTradeResult &result)
  {
   string name = g_attempts[at].sym;
   long execution = SymbolInfoInteger(name, SYMBOL_TRADE_EXEMODE);
   if(!InpTwoSteps || (execution != SYMBOL_TRADE_EXECUTION_MARKET && execution != SYMBOL_TRADE_EXECUTION_EXCHANGE))
      return(false);
   bool isBuy = g_attempts[at].isBuy;
   double sl = g_attempts[at].sl;
   double tp = g_attempts[at].tp;
   double told = isBuy ? result.bid : result.ask;
   double shown = SymbolInfoDouble(name, isBuy ? SYMBOL_BID : SYMBOL_ASK);
   return(shown > 0.0 && WrongLevels(name, isBuy, sl, tp, shown, "") == "" && (told <= 0.0 || WrongLevels(name, isBuy, sl, tp, told, "") == ""));
  }

//--- the entry that placed a pending order; -1: none of ours
int PlaceOf(const ulong order)
  {
   for(int i = ArraySize(g_attempts) - 1; i >= 0; i--)
      if(order != 0 && g_attempts[i].order == order && g_attempts[i].op == "place")
         return(i);
   return(-1);
  }

//--- levels that were moved are what the position is to have from now on
void Replan(const int at, const double sl, const double tp)
  {
   if(at < 0)
      return;
   g_attempts[at].sl = sl;
   g_attempts[at].tp = tp;
   if(!Store(g_attempts[at]))
      Print("MikrobotBridge: the new levels of ", g_attempts[at].cid, " could not be written down");
  }

//--- the position that an order opened: on hedging accounts the order's own ticket
ulong PositionOf(const ulong order, const ulong deal)
  {
   if(deal != 0 && HistoryDealSelect(deal))
     {
      ulong position = (ulong)HistoryDealGetInteger(deal, DEAL_POSITION_ID);
      if(position != 0)
         return(position);
     }
   return(order);
  }

//+------------------------------------------------------------------+
//| No position of ours without its stop                             |
//+------------------------------------------------------------------+
//--- the entry whose plan the selected position is under; -1: none
int PlanOfSelected()
  {
   ulong identifier = (ulong)PositionGetInteger(POSITION_IDENTIFIER);
   for(int i = ArraySize(g_attempts) - 1; i >= 0; i--)
      if(g_attempts[i].position == identifier && IsPlanOfSelected(i))
         return(i);
   int at = AttemptOf(CidInComment(PositionGetString(POSITION_COMMENT)));
   if(at >= 0 && IsPlanOfSelected(at))
      return(at);
   return(OnlyLike());
  }

//--- a netting position that was turned round keeps its number, and is not what was planned
bool IsPlanOfSelected(const int at)
  {
   return(IsEntry(g_attempts[at].op) && g_attempts[at].sl > 0.0
          && g_attempts[at].isBuy == (PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY));
  }

//--- where the comment is gone and no answer came: the one entry that the selected position can be
int OnlyLike()
  {
   int found = -1;
   long offset = (long)TimeTradeServer() - (long)TimeGMT();
   long opened = PositionGetInteger(POSITION_TIME_MSC) / 1000 - offset;
   for(int i = ArraySize(g_attempts) - 1; i >= 0; i--)
     {
      bool isOpen = g_attempts[i].state == "sent" || IsUnsettled(g_attempts[i].retcode);
      if(!isOpen || g_attempts[i].op != "open" || g_attempts[i].position != 0 || g_attempts[i].sl <= 0.0)
         continue;
      if(g_attempts[i].magic != (ulong)PositionGetInteger(POSITION_MAGIC) || g_attempts[i].sym != PositionGetString(POSITION_SYMBOL)
         || g_attempts[i].isBuy != (PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY)
         || g_attempts[i].wanted < PositionGetDouble(POSITION_VOLUME) - 0.00000001
         || opened < g_attempts[i].at - 5 || opened > g_attempts[i].at + 120)
         continue;
      if(found >= 0)
         return(-1);
      found = i;
     }
   return(found);
  }

int GuardOf(const ulong position)
  {
   for(int i = ArraySize(g_guards) - 1; i >= 0; i--)
      if(g_guards[i].position == position)
         return(i);
   return(-1);
  }

//--- every turn: a position of ours without its planned stop gets it, or is closed; nothing the cockpit says is needed for it
void Protect()
  {
   for(int i = ArraySize(g_guards) - 1; i >= 0; i--)
      g_guards[i].isSeen = false;
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      ulong ticket = PositionGetTicket(i);
      if(ticket == 0 || PositionGetDouble(POSITION_SL) > 0.0)
         continue;
      int at = PlanOfSelected();
      if(at >= 0)
         ProtectSelected(ticket, at);
     }
   for(int i = ArraySize(g_guards) - 1; i >= 0; i--)
      if(!g_guards[i].isSeen)
         GuardEnded(i);
   Settle();
  }

void ProtectSelected(const ulong ticket, const int at)
  {
   ulong now = GetTickCount64();
   ulong identifier = (ulong)PositionGetInteger(POSITION_IDENTIFIER);
   int g = GuardOf(identifier);
   if(g < 0)
     {
      g = ArraySize(g_guards);
      ArrayResize(g_guards, g + 1);
      g_guards[g].position = identifier;
      g_guards[g].cid = g_attempts[at].cid;
      g_guards[g].sym = PositionGetString(POSITION_SYMBOL);
      g_guards[g].since = now;
      g_guards[g].nextAt = now;
      g_guards[g].requestId = 0;
      g_guards[g].asked = 0;
      g_guards[g].refused = 0;
      g_guards[g].retcode = 0;
      g_guards[g].isClosing = false;
      HeldBySelected(at);
     }
   g_guards[g].isSeen = true;
   if(now < g_guards[g].nextAt)
      return;
   bool isBuy = PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY;
   double sl = g_attempts[at].sl;
   double tp = PositionGetDouble(POSITION_TP) > 0.0 ? PositionGetDouble(POSITION_TP) : g_attempts[at].tp;
   double price = SymbolInfoDouble(g_guards[g].sym, isBuy ? SYMBOL_BID : SYMBOL_ASK);
   bool isThrough = price > 0.0 && (isBuy ? price <= sl : price >= sl);
   bool isOver = now - g_guards[g].since >= (ulong)InpStopSeconds * 1000 && g_guards[g].asked > 0;
   bool isShut = g_guards[g].retcode == 10018 || IsOff(g_guards[g].retcode);
   if(!g_guards[g].isClosing && (isThrough || g_guards[g].refused >= 3 || (isOver && !isShut)))
     {
      g_guards[g].isClosing = true;
      Print("MikrobotBridge: position ", ticket, " has no stop loss and is closed, ", isThrough ? "the price is through it" : "it could not be set", ", code ", g_guards[g].retcode);
     }
   MqlTradeRequest request;
   MqlTradeResult result;
   ZeroMemory(request);
   request.symbol = g_guards[g].sym;
   request.position = ticket;
   request.magic = (ulong)PositionGetInteger(POSITION_MAGIC);
   if(g_guards[g].isClosing)
      PrepareClose(request, isBuy, PositionGetDouble(POSITION_VOLUME));
   else
     {
      request.action = TRADE_ACTION_SLTP;
      request.sl = sl;
      // A target that cannot be set any more must not keep the stop away.
      request.tp = WrongLevels(request.symbol, isBuy, 0.0, tp, price, "") == "" ? tp : 0.0;
     }
   g_guards[g].asked++;
   g_guards[g].nextAt = now + UNHEARD_MS;
   if(!Ask(request, result))
     {
      g_guards[g].retcode = result.retcode;
      g_guards[g].nextAt = now + PauseAfter(result.retcode);
     }
   else
      g_guards[g].requestId = result.request_id;
  }

//--- what is known of an attempt's position, from the position itself
void HeldBySelected(const int at)
  {
   g_attempts[at].position = (ulong)PositionGetInteger(POSITION_IDENTIFIER);
   if(g_attempts[at].order == 0)
      g_attempts[at].order = g_attempts[at].position;
   g_attempts[at].price = PositionGetDouble(POSITION_PRICE_OPEN);
   g_attempts[at].volume = PositionGetDouble(POSITION_VOLUME);
  }

//--- an answer about a missing stop, or about something that is to go away: it only says when to ask again
void GuardAnswered(const MqlTradeResult &result)
  {
   ulong now = GetTickCount64();
   bool isDone = result.retcode == 10008 || result.retcode == 10009 || result.retcode == 10010 || result.retcode == 10025;
   if(result.request_id == 0)
      return;
   for(int i = ArraySize(g_guards) - 1; i >= 0; i--)
     {
      if(g_guards[i].requestId != result.request_id)
         continue;
      g_guards[i].nextAt = now + (isDone ? REPEAT_MS : PauseAfter(result.retcode));
      if(isDone || g_guards[i].isClosing)
         return;
      g_guards[i].retcode = result.retcode;
      if(result.retcode != 10018 && !IsOff(result.retcode))
         g_guards[i].refused++;
      return;
     }
   for(int i = ArraySize(g_going) - 1; i >= 0; i--)
      if(g_going[i].requestId == result.request_id)
         g_going[i].nextAt = now + (isDone ? UNHEARD_MS : PauseAfter(result.retcode));
  }

//--- a position has its stop, or is gone: which of both is told
void GuardEnded(const int g)
  {
   bool isThere = false;
   for(int i = PositionsTotal() - 1; i >= 0; i--)
      if(PositionGetTicket(i) != 0 && (ulong)PositionGetInteger(POSITION_IDENTIFIER) == g_guards[g].position)
         isThere = true;
   string what = isThere ? "stop_set" : g_guards[g].isClosing ? "closed" : "gone";
   string why = isThere ? StringFormat("the stop loss was missing and is set, %d requests", g_guards[g].asked)
                : g_guards[g].isClosing ? StringFormat("no stop loss could be set (code %u): the position was closed again", g_guards[g].retcode)
                : "the position was closed while its stop loss was missing";
   int at = AttemptOf(g_guards[g].cid);
   bool isWaiting = at >= 0 && g_attempts[at].state == "sent" && g_attempts[at].stage > 0;
   Print("MikrobotBridge: position ", g_guards[g].position, ": ", why);
   // It was opened, closed again or not: the cockpit's ledger takes what that has cost from its deals.
   if(isWaiting)
      Finish(at, 10009, what == "closed" ? why : "");
   if(!isWaiting || what == "closed")
      Tell(",\"cid\":" + Quoted(g_guards[g].cid) + ",\"position\":" + Ulong(g_guards[g].position) + ",\"sym\":" + Quoted(g_guards[g].sym) + ",\"what\":\"" + what + "\""
           + StringFormat(",\"retcode\":%u,\"ms\":%I64d", g_guards[g].retcode, (long)TimeTradeServer() * 1000) + ",\"why\":" + Quoted(why));
   int last = ArraySize(g_guards) - 1;
   if(g != last)
      g_guards[g] = g_guards[last];
   ArrayResize(g_guards, last);
  }

//--- what the cockpit has to hear although it may not be connected
void Tell(const string fields)
  {
   int n = ArraySize(g_untold);
   if(n >= 50)
      return;
   ArrayResize(g_untold, n + 1);
   g_untold[n] = fields;
  }

void TellAll()
  {
   int n = ArraySize(g_untold);
   if(n == 0 || !g_isOpen)
      return;
   for(int i = 0; i < n && g_minor >= 1; i++)
      if(!Say("protected", g_untold[i]))
         return;
   // What only stands in the buffer is not told yet.
   if(Flush())
      ArrayResize(g_untold, 0);
  }

//--- entries in two steps whose position has its stop and no guard any more, as after a restart
void Settle()
  {
   for(int at = ArraySize(g_attempts) - 1; at >= 0; at--)
     {
      if(g_attempts[at].stage == 0 || g_attempts[at].state != "sent" || TicketOf(at) == 0 || PositionGetDouble(POSITION_SL) <= 0.0)
         continue;
      HeldBySelected(at);
      Finish(at, 10009, "");
     }
  }

//+------------------------------------------------------------------+
//| When the cockpit is silent, and at the floor of the day          |
//+------------------------------------------------------------------+
void Silence()
  {
   bool isSilent = InpSilence != SILENCE_NOTHING && !g_isOpen && GetTickCount64() - g_aliveAt >= (ulong)InpSilenceSeconds * 1000;
   if(isSilent && !g_isActing)
      Print("MikrobotBridge: the cockpit is silent, acting on it until nothing is left or it is back");
   g_isActing = isSilent;
  }

//--- once begun it goes on until the day is over: what closing costs must not stop it half-way
void AtFloor()
  {
   bool isToday = InpFloorCloses && g_floor > 0.0 && (long)TimeGMT() < g_floorUntil;
   double equity = AccountInfoDouble(ACCOUNT_EQUITY);
   if(isToday && !g_isAtFloor && equity > 0.0 && equity <= g_floor && TerminalInfoInteger(TERMINAL_CONNECTED) != 0)
     {
      g_isAtFloor = true;
      Print("MikrobotBridge: equity ", Money(equity), " is at or below today's floor of ", Money(g_floor), ": everything of ours is closed");
     }
   if(!isToday)
      g_isAtFloor = false;
  }

//--- pending orders of ours are cancelled, and its positions closed where that is wanted; each is asked again until it is gone
void TakeAway(const bool positionsToo)
  {
   int left = 0;
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      ulong ticket = OrderGetTicket(i);
      if(ticket == 0 || OrderGetInteger(ORDER_TYPE) < ORDER_TYPE_BUY_LIMIT || !IsOurOrder(ticket))
         continue;
      left++;
      MqlTradeRequest request;
      ZeroMemory(request);
      request.action = TRADE_ACTION_REMOVE;
      request.order = ticket;
      request.symbol = OrderGetString(ORDER_SYMBOL);
      request.magic = (ulong)OrderGetInteger(ORDER_MAGIC);
      AskAway(ticket, request);
     }
   for(int i = PositionsTotal() - 1; i >= 0 && positionsToo; i--)
     {
      ulong ticket = PositionGetTicket(i);
      if(ticket == 0 || !IsOurPosition())
         continue;
      left++;
      MqlTradeRequest request;
      ZeroMemory(request);
      request.symbol = PositionGetString(POSITION_SYMBOL);
      request.position = ticket;
      request.magic = (ulong)PositionGetInteger(POSITION_MAGIC);
      PrepareClose(request, PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY, PositionGetDouble(POSITION_VOLUME));
      AskAway(ticket, request);
     }
   if(left == 0)
      ArrayResize(g_going, 0);
  }

void AskAway(const ulong ticket, const MqlTradeRequest &request)
  {
   ulong now = GetTickCount64();
   int at = -1;
   for(int i = ArraySize(g_going) - 1; i >= 0; i--)
      if(g_going[i].ticket == ticket)
         at = i;
   if(at >= 0 && now < g_going[at].nextAt)
      return;
   if(at < 0)
     {
      at = ArraySize(g_going);
      ArrayResize(g_going, at + 1);
      g_going[at].ticket = ticket;
     }
   MqlTradeResult result;
   g_going[at].nextAt = now + UNHEARD_MS;
   g_going[at].requestId = 0;
   if(Ask(request, result))
      g_going[at].requestId = result.request_id;
   else
     {
      g_going[at].nextAt = now + PauseAfter(result.retcode);
      Print("MikrobotBridge: ", ticket, " could not be taken away, code ", result.retcode, ": asked again");
     }
  }

//+------------------------------------------------------------------+
//| One chart of a terminal has the session, any other stands aside  |
//+------------------------------------------------------------------+
string HolderName()
  {
   return(StringFormat("MikrobotBridge.%I64d", AccountInfoInteger(ACCOUNT_LOGIN)));
  }

//--- a beat that this terminal's clock saw a moment ago
bool IsFresh(const string name)
  {
   if(!GlobalVariableCheck(name))
      return(false);
   double age = (double)GetTickCount64() - GlobalVariableGet(name);
   return(age >= 0.0 && age < HOLDER_MS);
  }

bool BeatOf(const string name)
  {
   if(!GlobalVariableCheck(name) && !GlobalVariableTemp(name) && !GlobalVariableCheck(name))
      return(false);
   return(GlobalVariableSet(name, (double)GetTickCount64()) != 0);
  }

//--- of this chart. Charts may begin in the same microsecond, and those of two terminals may have the same ChartID
double NewNumber()
  {
   string words = Sha256(StringFormat("%I64d|%I64u|%I64d|", ChartID(), GetMicrosecondCount(), (long)TimeLocal()) + TerminalInfoString(TERMINAL_DATA_PATH));
   double number = 0.0;
   for(int i = 0; i < 12 && i < StringLen(words); i++)
      number = number * 16.0 + StringFind("0123456789abcdef", StringSubstr(words, i, 1));
   return(number > 0.0 ? number : (double)(GetMicrosecondCount() % 1000000000) + 1.0);
  }

//--- true: this chart is the one. Without global variables nobody can be asked, and the cockpit decides
bool Holds()
  {
   string name = HolderName();
   if(!GlobalVariableCheck(name) && !GlobalVariableTemp(name) && !GlobalVariableCheck(name))
      return(true);
   double holder = GlobalVariableGet(name);
   if(holder != g_me)
     {
      bool isOthers = holder != 0.0 && IsFresh(name + ".beat");
      // Its beat before its name: a chart that reads the name in between would take its place.
      if(!isOthers)
         BeatOf(name + ".beat");
      if(isOthers || !GlobalVariableSetOnCondition(name, g_me, holder))
        {
         BeatOf(name + ".aside");
         // Whatever is written meanwhile is read when this one's turn comes.
         g_tableLogin = -1;
         return(false);
        }
      // What the other one has written is in its files.
      g_login = 0;
      if(holder != 0.0)
         g_tableLogin = -1;
     }
   BeatOf(name + ".beat");
   return(true);
  }

bool IsSecondThere()
  {
   return(IsFresh(HolderName() + ".aside"));
  }

void LetGo()
  {
   string name = HolderName();
   if(GlobalVariableCheck(name) && GlobalVariableGet(name) == g_me && !GlobalVariableSetOnCondition(name, 0.0, g_me))
      Print("MikrobotBridge: another chart has to wait a moment for this one's place");
  }

//+------------------------------------------------------------------+
//| Events                                                           |
//+------------------------------------------------------------------+
//--- why it does nothing; empty when it works
string Idle()
  {
   if(g_unfit != "")
      return(g_unfit);
   long login = AccountInfoInteger(ACCOUNT_LOGIN);
   if(login <= 0)
      return("no account is logged in: log in to the broker in MetaTrader");
   if(!Holds())
      return("another chart of this terminal has it: this one stands aside. Take MikrobotBridge off one of the two charts");
   if(login != g_login)
     {
      LoadTable();
      LoadFloor();
      LoadDay();
      g_login = login;
     }
   return("");
  }

void Turn()
  {
   ulong began = GetTickCount64();
   if(!g_hasTimer && began - g_timerTriedAt >= 1000)
      StartTimer();
   string idle = Idle();
   if(idle != "")
     {
      if(g_socket != INVALID_HANDLE)
         Drop(idle);
      Status(idle);
      return;
     }
   Protect();
   Pump();
   if(g_isOpen)
     {
      AwaitNow();
      Watch();
      if(g_isOpen && GetTickCount64() - g_beatAt >= 1000)
        {
         Beat();
         Status(g_status);
        }
     }
   TellAll();
   Flush();
   Silence();
   AtFloor();
   // Once a turn, for whatever reason: each call paces what it has asked for.
   if(g_isActing || g_isAtFloor)
      TakeAway(g_isAtFloor || InpSilence == SILENCE_FLATTEN);
   CompactTable();
   ulong took = GetTickCount64() - began;
   if(took > g_loopMax)
      g_loopMax = took;
  }

//--- without its timer it only moves with the ticks of its chart: tried again until there is one
void StartTimer()
  {
   g_timerTriedAt = GetTickCount64();
   ResetLastError();
   g_hasTimer = EventSetMillisecondTimer(InpTimerMs);
   if(!g_hasTimer)
      Status(StringFormat("MetaTrader gives it no timer (error %d): it tries again, once a second and at each tick", GetLastError()));
   if(!g_hasTimer && !EventSetTimer(1))
      Print("MikrobotBridge: no timer of a second either: it tries again at each tick");
  }

//--- what has to be changed in the inputs; empty when they are fit
string Unfit()
  {
   if(StringLen(InpToken) < 32 || StringLen(InpToken) > 64)
      return("copy the token from the cockpit's Settings into InpToken (F7)");
   if(InpMaxLots <= 0.0 || InpMaxPositions < 1)
      return("InpMaxLots and InpMaxPositions have to be above 0 (F7)");
   if(InpTimerMs < 5 || InpSilenceSeconds < 5)
      return("InpTimerMs and InpSilenceSeconds have to be 5 or more (F7)");
   if(InpStopSeconds < 1)
      return("InpStopSeconds has to be 1 or more (F7)");
   return("");
  }

//--- it never fails: what is wrong stands on the chart, and F7 or time can mend it
int OnInit()
  {
   MathSrand((int)(GetMicrosecondCount() % 32768));
   if(g_me == 0.0)
      g_me = NewNumber();
   g_unfit = Unfit();
   g_login = 0;
   // Silence is counted from here at the latest, so that a restart of the terminal does not forget it.
   if(g_aliveAt == 0)
      g_aliveAt = GetTickCount64();
   g_compactAt = GetTickCount64() + 10000;
   g_shown = "";
   Status(g_unfit == "" ? "starting" : g_unfit);
   StartTimer();
   return(INIT_SUCCEEDED);
  }

void OnDeinit(const int reason)
  {
   EventKillTimer();
   g_hasTimer = false;
   if(g_isOpen)
      Say("bye", StringFormat(",\"reason\":\"deinit %d\"", reason));
   Flush();
   Drop("taken off the chart");
   LetGo();
   // After a start that failed its reason has to stay readable.
   if(reason != REASON_INITFAILED)
      Comment("");
  }

void OnTimer()
  {
   Turn();
  }

void OnTick()
  {
   Turn();
  }
//+------------------------------------------------------------------+
