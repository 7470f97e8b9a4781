import type { Alarm } from '#shared/domain';

type Level = Alarm['level'];
export const LEVEL_WORDS: Readonly<Record<Level, string>> = { critical: 'Critical', high: 'High', advisory: 'Advisory' };

const SHAPES: Readonly<Record<Level, React.ReactNode>> = {
  critical: <path className="solid" d="M8 .8L15.2 8 8 15.2.8 8z" />,
  high: (
    <>
      <path className="solid" d="M8 1.2l7.4 13.2H.6z" />
      <path className="cutout" d="M8 6v4M8 12.1v.1" />
    </>
  ),
  advisory: <circle className="solid" cx={8} cy={8} r={6} />,
};

/** The level's shape in its colour; always with the level's word, for the eye or for the ear. */
export function AlarmMark({
  level,
  small = false,
  said = true,
}: {
  readonly level: Level;
  readonly small?: boolean;
  readonly said?: boolean;
}) {
  return (
    <>
      <svg className={small ? 'icon s' : 'icon'} data-level={level} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {SHAPES[level]}
      </svg>
      {said && <span className="unseen">{LEVEL_WORDS[level]}: </span>}
    </>
  );
}
