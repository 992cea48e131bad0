import { Button, Icon } from './controls.tsx';
import type { Welcome, WelcomeButton } from './welcome.ts';

interface WelcomePageProps {
  readonly welcome: Welcome;
  readonly onButton: (does: WelcomeButton['does']) => void;
}

export function WelcomePage({ welcome, onButton }: WelcomePageProps) {
  return (
    <div class="welcome">
      <Icon name={welcome.icon} />
      <h2>{welcome.title}</h2>
      {welcome.paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <div class="welcome-buttons">
        {welcome.buttons.map(({ text, does }, index) => (
          <Button key={text} secondary={index > 0} onClick={() => onButton(does)}>
            {text}
          </Button>
        ))}
      </div>
    </div>
  );
}
