import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-catalogue.ts';
import { useFormat } from '../../app/format.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useSay } from '../say.ts';

export const OTHERS = 'others';

export type OutcomeGridProps = {
  readonly outcomes: readonly OutcomeDefinition[];
  readonly chosen: OutcomeDefinition | null;
  readonly onChoose: (code: string) => void;
  readonly onOthers: () => void;
};

/** The outcomes that have a key, in the order of the keys, and the door to the others. */
export const OutcomeGrid = ({ outcomes, chosen, onChoose, onOthers }: OutcomeGridProps) => {
  const say = useSay();
  const { lang } = useFormat();
  const keyed = outcomes.filter(({ key }) => key !== null).toSorted((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  const other = chosen !== null && chosen.key === null ? chosen : null;
  return (
    <ToggleButtonGroup
      className="outcome-grid"
      aria-label={say('outcome.title')}
      selectionMode="single"
      selectedKeys={chosen === null ? [] : [other === null ? chosen.code : OTHERS]}
      onSelectionChange={(keys) => {
        const picked = keyed.find(({ code }) => keys.has(code));
        if (picked) onChoose(picked.code);
        else onOthers();
      }}
    >
      {keyed.map((outcome) => (
        <ToggleButton key={outcome.code} id={outcome.code} className="outcome-choice">
          <span>{outcome.label[lang]}</span>
          <Kbd keys={outcome.key ?? ''} />
        </ToggleButton>
      ))}
      <ToggleButton id={OTHERS} className="outcome-choice">
        <span>{other === null ? say('outcome.others') : other.label[lang]}</span>
        <Kbd keys="0" />
      </ToggleButton>
    </ToggleButtonGroup>
  );
};
