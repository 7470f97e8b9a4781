import type { SnippetWish } from './snippets.ts';

type Wish = Pick<SnippetWish, 'url' | 'secret' | 'isSigned' | 'strategy'>;

/** What every MQL5 example sends: an entry at the market of its chart, its stop 300 points away and its target 900. */
const bodyLines = (strategy: string): string => `   double ask=SymbolInfoDouble(_Symbol,SYMBOL_ASK);
   string id="mql-"+IntegerToString((long)TimeGMT())+"-"+IntegerToString(MathRand());
   string time=TimeToString(TimeGMT(),TIME_DATE|TIME_SECONDS);
   StringReplace(time,".","-");
   StringReplace(time," ","T");
   string body="{\\"signal_id\\":\\""+id+"\\",\\"symbol\\":\\""+_Symbol+"\\",\\"strategy_id\\":\\"${strategy}\\",\\"direction\\":\\"BUY\\""
      +",\\"price_levels\\":{\\"entry\\":"+DoubleToString(ask,_Digits)
      +",\\"stop_loss\\":"+DoubleToString(ask-300*_Point,_Digits)
      +",\\"take_profit\\":"+DoubleToString(ask+900*_Point,_Digits)+"}"
      +",\\"timestamp\\":\\""+time+"Z\\"}";`;

/** An MQL5 script that sends one signal over the network. Its address has to be allowed in the terminal's options. */
export const mql5Snippet = ({
  url,
  secret,
  isSigned,
  strategy,
}: Wish): string => `#define DOOR "${isSigned ? url : `${url}/${secret}`}"
${isSigned ? `#define SECRET "${secret}"\n${SIGNING}` : ''}
void OnStart()
  {
${bodyLines(strategy)}
   string headers="Content-Type: application/json\\r\\n";
${isSigned ? SIGNED_HEADERS : ''}   char data[],answer[];
   string answered;
   ArrayResize(data,StringToCharArray(body,data,0,WHOLE_ARRAY,CP_UTF8)-1); // without the zero at its end
   int status=WebRequest("POST",DOOR,headers,5000,data,answer,answered);
   if(status==-1)
      PrintFormat("Not sent, error %d: allow the address under Tools, Options, Expert Advisors",GetLastError());
   else
      PrintFormat("%d %s",status,CharArrayToString(answer,0,WHOLE_ARRAY,CP_UTF8));
  }`;

const SIGNED_HEADERS = `   string stamp=IntegerToString((long)TimeGMT())+"000";
   string nonce=id+"-"+IntegerToString(GetTickCount());
   headers+="X-Mikrobot-Timestamp: "+stamp+"\\r\\nX-Mikrobot-Nonce: "+nonce+"\\r\\n";
   headers+="X-Signature: sha256="+Hmac(SECRET,stamp+"."+nonce+"."+body)+"\\r\\n";
`;

/** HMAC-SHA-256 (RFC 2104) out of the one hash that MQL5 has. */
const SIGNING = `
// The inner or the outer hash of an HMAC: SHA-256 of the padded key and what follows it.
void Hash(const string secret,const uchar pad,const uchar &text[],uchar &hash[])
  {
   uchar key[],none[],all[];
   int length=StringToCharArray(secret,key,0,WHOLE_ARRAY,CP_UTF8)-1;
   ArrayResize(all,64+ArraySize(text));
   for(int i=0; i<64; i++)
      all[i]=(uchar)((i<length ? key[i] : 0)^pad);
   for(int i=0; i<ArraySize(text); i++)
      all[64+i]=text[i];
   CryptEncode(CRYPT_HASH_SHA256,all,none,hash);
  }
string Hmac(const string secret,const string text)
  {
   uchar data[],inner[],outer[];
   ArrayResize(data,StringToCharArray(text,data,0,WHOLE_ARRAY,CP_UTF8)-1);
   Hash(secret,0x36,data,inner);
   Hash(secret,0x5C,inner,outer);
   string hex="";
   for(int i=0; i<ArraySize(outer); i++)
      hex+=StringFormat("%02x",outer[i]);
   return(hex);
  }
`;

/** An MQL5 script that puts one signal into a drop folder in Common\\Files: no network, no address to allow. */
export const mql5FileSnippet = (folder: string, strategy: string): string => `#define FOLDER "${folder.replaceAll('\\', '\\\\')}"

void OnStart()
  {
${bodyLines(strategy)}
   string name=FOLDER+"\\\\"+id;
   int file=FileOpen(name+".tmp",FILE_WRITE|FILE_BIN|FILE_COMMON);
   if(file==INVALID_HANDLE)
     {
      PrintFormat("Not written, error %d",GetLastError());
      return;
     }
   FileWriteString(file,body);
   FileClose(file);
   // It is looked at only once it has its name: never half of it.
   if(!FileMove(name+".tmp",FILE_COMMON,name+".json",FILE_COMMON))
      PrintFormat("Not renamed, error %d",GetLastError());
  }`;
