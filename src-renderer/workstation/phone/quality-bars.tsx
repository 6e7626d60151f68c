import { qualityBars } from '../../../src-shared/domain/call-quality.ts';
import { useFormat } from '../../app/format.ts';
import type { CallQuality } from '../../telephony/call.ts';
import { Hint } from '../../ui/tooltip.tsx';
import { useSay } from '../say.ts';

const HEIGHTS = [5, 8, 11, 14] as const;

/** How well the two hear each other now: four bars, and the figures behind them. */
export const QualityBars = ({ quality }: { readonly quality: CallQuality | null }) => {
  const say = useSay();
  const format = useFormat();
  if (quality === null) return null;
  const bars = qualityBars(quality.mos);
  const detail = say('phone.quality.detail', {
    mos: format.number(Math.round(quality.mos * 10) / 10),
    rtt:
      quality.rttMs === null ? say('phone.quality.noRtt') : say('phone.quality.rtt', { ms: Math.round(quality.rttMs) }),
    loss: format.percent(Math.round(quality.loss * 100) / 100),
    codec: quality.codec.toUpperCase(),
  });
  return (
    <Hint text={detail}>
      <span className="phone-bars" data-bars={bars} role="img" aria-label={say('phone.quality.label', { bars })}>
        {HEIGHTS.map((height, index) => (
          <i key={height} data-on={index < bars || undefined} style={{ height }} />
        ))}
      </span>
    </Hint>
  );
};
