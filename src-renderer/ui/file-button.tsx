import { useRef } from 'react';
import { Button } from './button.tsx';

/** A button that asks for a file with a table in it. `label` names the field behind it; the same file can be chosen again. */
export const FileButton = ({
  label,
  children,
  onChoose,
  isDisabled = false,
}: {
  readonly label: string;
  readonly children: string;
  readonly onChoose: (file: File) => void;
  readonly isDisabled?: boolean;
}) => {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onPress={() => picker.current?.click()} isDisabled={isDisabled}>
        {children}
      </Button>
      <input
        ref={picker}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        aria-label={label}
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) onChoose(file);
        }}
      />
    </>
  );
};
