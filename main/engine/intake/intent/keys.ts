const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** A key in one spelling: small letters and digits, without the name of the platform that made it. */
export const plainKey = (key: string): string =>
  key
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^(?:strategy|tv)(?=.)/, '');

/** What is to be done. */
export const ACTION_KEYS = set(
  [
    'action side orderaction direction ordertype type signaltype signal command cmd kind event op operation tradeaction tradetype',
    'orderside tradeside ordersignal tradedirection do task method instruction intent order actiontype eventtype data',
  ].join(' '),
);
/** Name the side of a trade, which on an exit is the side that is held. */
export const DIRECTION_KEYS = set('direction tradedirection');
/** What is held afterwards. */
export const AFTER_KEYS = set(
  'marketposition sentiment marpos position newposition positionafter newmarketposition mp pos targetposition desiredposition',
);
/** What was held before. */
export const BEFORE_KEYS = set(
  'prevmarketposition prevposition previousposition previousmarketposition positionbefore oldposition prevmarpos prevmp',
);
/** The side of what is held, whatever is done with it. */
export const HELD_KEYS = set('closeside positionside posside holdside exitside');
/** How much is held afterwards. */
export const AFTER_SIZE_KEYS = set(
  'positionsize marketpositionsize newpositionsize possize mpsize marpossize currentpositionsize positionqty',
);
/**
 * Any other name of what is held afterwards: remaining_size, netPosition, target contracts, position_amt, holdings. Nothing there says
 * that nothing is to be held; another number may be the sender's own count.
 */
export const isNameOfRest = (plain: string): boolean => REST.test(plain);
const REST = new RegExp(
  [
    '^(?:target|desired|wanted|new|end|final|remaining|left|net|post|after|signal|resulting|current|open|actual)?(?:market|mkt)?',
    '(?:position|pos|size|qty|quantity|contracts?|lots?|units?|shares|exposure|allocation|weight|holdings?)',
    '(?:size|qty|quantity|amt|amount|volume|contracts|lots|units|after|left|remaining|now)?$',
    '|^(?:remaining|left)$',
  ].join(''),
);
/** Whether an order opens or closes, in the words of exchanges. */
export const EFFECT_KEYS = set('openclose positioneffect tradeeffect effect offset offsetflag closeopen');
/** Written only of a trade that ends. */
export const END_KEYS = set(
  'exitreason closereason closedreason closingreason exitcomment closecomment closedat exitat exittime',
);
/** Numbers only a trade that ended has; nothing there is what a template has of an entry. */
export const END_NUMBERS = set(
  'pnl realizedpnl realisedpnl realizedprofit closedpnl netpnl tradepnl pnlpercent pnlpct profitloss exitprice exitpx',
);
/** How much was held before. */
export const BEFORE_SIZE_KEYS = set('prevmarketpositionsize prevpositionsize previouspositionsize positionsizebefore');
/** How much the order is about, by what the number counts. */
const SIZES = {
  lots: 'volume lots lot lotsize vollots closelots closevolume lotstoclose',
  units: 'units orderunits closeunits',
  percent: [
    'percent pct percentage closepercent closepct closepercentage partialclosepct partialclosepercent partialpct partialpercent',
    'exitpercent exitpct reducepercent reducepct qtypercent quantitypercent qtypct percenttoclose volpct closesizepercent',
  ].join(' '),
  share: 'fraction portion closefraction closeportion',
  plain:
    'quantity qty size amount contracts ordercontracts ordersize orderqty closeqty closequantity closesize exitqty exitquantity',
} as const;
export type Counted = keyof typeof SIZES;
export const SIZE_KEYS: ReadonlyMap<string, Counted> = new Map(
  Object.entries(SIZES).flatMap(([counted, keys]) => keys.split(' ').map((key) => [key, counted as Counted] as const)),
);
/** Say what a number of no unit counts. */
export const SIZE_TYPE_KEYS = set(
  'quantitytype qtytype sizetype volumetype lottype amounttype quantitymode investmenttype sizingtype sizemode qtymode volumemode',
);
/** Flags: true says that nothing is to be traded. */
export const TEST_FLAGS = set('test istest testmode testonly dryrun isdryrun simulate simulated simulation paper papertrade');
/** Flags: true says that what the rest describes is over, or that it is a sign of life. */
export const OVER_FLAGS = set(
  [
    'cancelled canceled iscancelled iscanceled invalid isinvalid invalidated isinvalidated expired isexpired failed isfailed rejected',
    'isrejected ended finished completed iscompleted stoppedout heartbeat keepalive ping',
  ].join(' '),
);
/** Flags: true says that levels of what is held are changed. */
export const LEVEL_FLAGS = set(
  'updatesl updatetp updatestop updatestoploss updatetakeprofit updatelevels modifysl modifytp modifystop movesl movestop movetobe changesl changetp',
);
/** Flags: false says that nothing is to be opened. */
export const LIVE_FLAGS = set(
  [
    'enabled isenabled active isactive execute open isopen isentry opening isopening valid isvalid confirmed isconfirmed allowed',
    'isallowed tradeallowed tradable shouldtrade taketrade istradable',
  ].join(' '),
);
/** Flags: true says that the order only takes away. */
export const CLOSE_FLAGS = set(
  [
    'close closeposition closeall closeonly closetrade exit exitposition exitall flat flatten flattenall reduce reduceonly isexit',
    'closeontrigger decreaseonly onlyclose exitonly isreduceonly isclosing isclose liquidate closelong closeshort exitlong exitshort partial partialclose closepartial ispartial',
  ].join(' '),
);
/** Flags: true says that what is held is closed before the order opens. */
export const TURN_FLAGS = set(
  [
    'reverse reversal flip isreverse reverseposition reversetrade stopandreverse closeopposite closeoppositefirst closeoppositetrade',
    'closeoppositetrades closeoppositeposition closeoppositepositions exitopposite closeopposing closereverse',
  ].join(' '),
);
/** The same, whatever the side of what is held. */
export const CLEAR_FLAGS = set(
  [
    'flattenfirst flatfirst closefirst exitfirst closeexisting closeexistingposition closepositionfirst closebeforeopen closebeforeentry',
    'closeprevious closepreviousposition',
  ].join(' '),
);
/** Conditions of the sender's, which nobody here looks at: an order that has one is not made without it. */
export const isConditionName = (plain: string): boolean => CONDITION.test(plain);
const CONDITION =
  /^(?:require[sd]?|only(?:if|when)|if|unless)(?:market|no|not|in)?(?:pos|position|positions|flat|long|short|open|opentrades?)/;
/** Flags: true says that the order waits for its price. */
export const WAIT_FLAGS = set('pending ispending pendingorder');
/** Names a sender gives to what an order does: a comment there speaks of the order itself. */
export const LABEL_KEYS = set(
  [
    'comment ordercomment id orderid orderalertmessage alertmessage message msg text label reason exitreason signalname note alert',
    'alertname title alertid signalid',
  ].join(' '),
);
/** Ids of the message itself, which are the sender's to choose. */
export const ID_KEYS = set('signalid alertid');
/** Names of what sends: a strategy may be called after a candle's close. */
export const NAME_KEYS = set(
  'strategy name indicator script bot botname botid eaname ea system study author source sourcename sender group channel',
);
/** Say where and when, never what. */
export const PLACE_KEYS = set(
  'symbol ticker instrument instid tvinstrument exchange market pair asset time timestamp timenow timeframe interval date datetime url',
);
/** Numbers only a trade that was made has. */
export const TRADE_KEYS = set(
  [
    'ticket deal dealid dealticket orderticket positionticket positionid executedat filledat fillprice executionprice retcode fillid',
    'executionid',
  ].join(' '),
);
export const STATUS_KEYS = set('status state result orderstatus executionstatus tradestatus');
/** What is inside speaks of a candle or of a level, not of the order. */
export const INNER_KEYS = set('bar candle ohlc stoploss takeprofit sl tp pricelevels levels');
/** The kind of an order, and nothing else. */
export const TYPE_KEYS = set('ordertype orderkind entrytype ordertypename ordtype');
/** How an order is filled. */
export const FILL_KEYS = set(
  'ordertype ordtype type orderkind entrytype execution executiontype ordertypename side action orderaction cmd command',
);
