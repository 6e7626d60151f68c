import type { ReactNode } from 'react';
import '../ui/page.css';
import './filled-page.css';

/** A screen as tall as the window, whose table scrolls under its own heading; in a low window the whole screen scrolls. */
export const FilledPage = ({ children }: { readonly children: ReactNode }) => (
  <div className="ui-page">
    <div className="filled-page">{children}</div>
  </div>
);
