import { useState } from 'react';
import { useApp } from '../context.tsx';
import { AdministratorForm } from './administrator-form.tsx';
import { ConnectForm } from './connect-form.tsx';
import { FirstStart } from './first-start.tsx';
import { Frame } from './frame.tsx';
import { SignIn } from './sign-in.tsx';

/** Everything before somebody is signed in. */
export const Entrance = ({ phase }: { readonly phase: 'no-coordinator' | 'first-start' | 'signed-out' }) => {
  const { session } = useApp();
  const [connecting, setConnecting] = useState(false);
  const sample = session((state) => state.welcome?.sample != null);
  if (connecting) {
    return (
      <Frame>
        <ConnectForm onBack={() => setConnecting(false)} />
      </Frame>
    );
  }
  const connect = (): void => setConnecting(true);
  if (phase === 'no-coordinator') {
    return (
      <Frame wide>
        <FirstStart onConnect={connect} />
      </Frame>
    );
  }
  if (phase === 'first-start') {
    return (
      <Frame>
        <AdministratorForm onConnect={connect} />
      </Frame>
    );
  }
  return (
    <Frame wide={sample}>
      <SignIn onConnect={connect} />
    </Frame>
  );
};
