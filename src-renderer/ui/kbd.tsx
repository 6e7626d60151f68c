import './kbd.css';

/** A key cap. `keys` is written as people say it: `Ctrl ⏎`, `C 2`, `V`. Hidden from screen readers (the control says it). */
export const Kbd = ({ keys }: { readonly keys: string }) => (
  <span className="ui-keys" aria-hidden="true">
    {keys.split('+').map((key) => (
      <kbd key={key} className="ui-kbd">
        {key}
      </kbd>
    ))}
  </span>
);
