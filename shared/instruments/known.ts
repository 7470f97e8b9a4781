import type { AssetClass } from '#shared/domain';

/** A symbol that many brokers offer, by the name we use for it. */
export type KnownInstrument = {
  readonly symbol: string;
  readonly assetClass: AssetClass;
  /** What is called one pip, as a price distance. */
  readonly pip: number;
  /** Other names of it at brokers, without what they put before or behind. */
  readonly aliases: readonly string[];
};

const of = (assetClass: AssetClass, pip: number, symbol: string, aliases = ''): KnownInstrument => ({
  symbol,
  assetClass,
  pip,
  aliases: aliases === '' ? [] : aliases.split(' '),
});

/**
 * Metals, indices, energies and coins have many names. Pips as traders count them: a tenth of a dollar for gold, one point of an
 * index, a cent of a barrel. Names with IDX and CMD are Dukascopy's, whose files have them without their marks. Currencies are not listed: their pairs are named alike everywhere.
 */
export const KNOWN_INSTRUMENTS: readonly KnownInstrument[] = [
  of('metal', 0.1, 'XAUUSD', 'GOLD GOLDUSD XAU GOLDSPOT SPOTGOLD'),
  of('metal', 0.1, 'XAUEUR', 'GOLDEUR'),
  of('metal', 0.01, 'XAGUSD', 'SILVER SILVERUSD XAG SILVERSPOT SPOTSILVER'),
  of('metal', 0.01, 'XAGEUR', 'SILVEREUR'),
  of('metal', 0.1, 'XPTUSD', 'PLATINUM'),
  of('metal', 0.1, 'XPDUSD', 'PALLADIUM'),
  of(
    'index',
    1,
    'US30',
    'DJ30 WS30 DJI30 DJI DJIA DOW DOW30 USA30 WALLST30 WALLSTREET30 WALLSTREET US30USD U30USD DJIUSD DOWJONES DOWJONES30 USA30IDX USA30IDXUSD',
  ),
  of(
    'index',
    1,
    'NAS100',
    'USTEC US100 NDX NDX100 NASDAQ NASDAQ100 USTECH USTECH100 UT100 NQ100 NSDQ100 TECH100 USTEC100 USA100 NAS100USD NASUSD NDXUSD U100USD USATEC USATECH USNDAQ100 NSDQ USATECHIDX USATECHIDXUSD',
  ),
  of('index', 1, 'US500', 'SPX500 SP500 S&P500 SPX USA500 US500USD SPX500USD SPXUSD USSPX500 USA500IDX USA500IDXUSD'),
  of('index', 1, 'US2000', 'RUSSELL2000 RTY RUS2000 USSMALLCAP2000 USSC2000IDX USSC2000IDXUSD US2000USD'),
  of(
    'index',
    1,
    'GER40',
    'DE40 DAX DAX40 GERMANY40 GER30 DE30 DAX30 GDAXI D40 DE40EUR DE30EUR GER40EUR D40EUR D30EUR DEUIDX DEUIDXEUR',
  ),
  of('index', 1, 'UK100', 'FTSE FTSE100 GB100 UKX UK100GBP 100GBP GBRIDX GBRIDXGBP'),
  of('index', 1, 'FRA40', 'FR40 F40 CAC CAC40 FRANCE40 FR40EUR F40EUR FRAIDX FRAIDXEUR'),
  of('index', 1, 'EU50', 'EUSTX50 STOXX50 EUROSTOXX50 EURO50 ESTX50 STOXX50E EU50EUR E50EUR EUSIDX EUSIDXEUR'),
  of('index', 1, 'ESP35', 'ES35 SPAIN35 SPA35 IBEX35 ESPIDX ESPIDXEUR'),
  of('index', 1, 'IT40', 'ITA40 ITALY40 FTSEMIB ITAIDX ITAIDXEUR'),
  of('index', 1, 'SWI20', 'CH20 SWISS20 SMI SMI20 CHEIDX CHEIDXCHF'),
  of('index', 1, 'NETH25', 'NL25 AEX AEX25 HOLLAND25 NLDIDX NLDIDXEUR'),
  of('index', 1, 'JPN225', 'JP225 NIKKEI NIKKEI225 NI225 N225 JAPAN225 JPN225YEN JP225USD NIK225 225JPY JPNIDX JPNIDXJPY J225'),
  of('index', 1, 'HK50', 'HSI HSI50 HKG50 HKG33 HK33 HONGKONG50 H33HKD HKGIDX HKGIDXHKD HK33HKD'),
  of('index', 1, 'AUS200', 'AU200 ASX200 SPI200 AUSTRALIA200 200AUD AUSIDX AUSIDXAUD AU200AUD'),
  of('index', 1, 'CHINA50', 'CN50 CHN50 CHINAA50 CHIIDX CHIIDXUSD'),
  of('index', 0.01, 'VIX', 'VOLX USVIX VIXX VOLIDX VOLIDXUSD'),
  of('index', 0.01, 'USDX', 'DXY USDINDEX DOLLARINDEX DOLLARIDX DOLLARIDXUSD'),
  of(
    'energy',
    0.01,
    'USOIL',
    'XTIUSD WTI OIL CRUDEOIL CRUDE WTICRUDE WTIUSD USCRUDE SPOTCRUDE USOUSD OILUSD OILWTI WTICOUSD XTI SPOTWTI WTIOIL LCRUDE USCRUDEOIL LIGHTCMD LIGHTCMDUSD OILCRUDE',
  ),
  of(
    'energy',
    0.01,
    'UKOIL',
    'XBRUSD BRENT BRENTOIL BRENTCRUDE SPOTBRENT UKBRENT UKOUSD OILBRENT BRENTUSD BCOUSD XBR UKCRUDE UKBRENTOIL BRENTCMD BRENTCMDUSD',
  ),
  of('energy', 0.001, 'NGAS', 'XNGUSD NATGAS NATURALGAS NATGASUSD NGASUSD XNG USNGAS GASCMD GASCMDUSD'),
  of('crypto', 1, 'BTCUSD', 'BITCOIN BITCOINUSD BTCUSDT XBTUSD BTC'),
  of('crypto', 1, 'ETHUSD', 'ETHEREUM ETHUSDT ETH'),
  of('crypto', 0.01, 'SOLUSD', 'SOLANA SOLUSDT'),
  of('crypto', 0.01, 'LTCUSD', 'LITECOIN LTCUSDT'),
  of('crypto', 0.01, 'BCHUSD', 'BITCOINCASH BCHUSDT'),
  of('crypto', 0.01, 'BNBUSD', 'BINANCECOIN BNBUSDT'),
  of('crypto', 0.0001, 'XRPUSD', 'RIPPLE XRPUSDT'),
  of('crypto', 0.0001, 'ADAUSD', 'CARDANO ADAUSDT'),
  of('crypto', 0.00001, 'DOGEUSD', 'DOGECOIN DOGEUSDT DOGUSD'),
];

const BY_NAME: ReadonlyMap<string, KnownInstrument> = new Map(
  KNOWN_INSTRUMENTS.flatMap((one) => [one.symbol, ...one.aliases].map((name) => [name, one] as const)),
);

/** The instrument of a name or an alias, written as in the list; undefined: not listed. */
export const knownInstrument = (name: string): KnownInstrument | undefined => BY_NAME.get(name);

/** Every name under which brokers may offer a symbol, its own first. */
export function namesOf(symbol: string): readonly string[] {
  const known = knownInstrument(symbol.toUpperCase());
  return known === undefined ? [symbol] : [...new Set([symbol, known.symbol, ...known.aliases])];
}
