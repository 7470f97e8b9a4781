import { useEffect, useRef } from 'react';
import './field.css';

type SearchFieldProps = {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
};

/** Where a view is searched: `/` brings the focus here from anywhere in it, Escape empties it. */
export function SearchField({ label, placeholder, text, onText }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
      if (event.key !== '/' || isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <input
      ref={field}
      {...{ type: 'search', className: 'input', value: text, maxLength: 100, spellCheck: false, autoComplete: 'off' }}
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={`${placeholder}  /`}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onText('');
      }}
    />
  );
}
