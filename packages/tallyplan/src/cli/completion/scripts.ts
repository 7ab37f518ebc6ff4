/**
 * The scripts that shells load. They know nothing of the commands: they hand the words that were typed to
 * `tallyplan __complete`, which answers one candidate a line, a tab, and what it is.
 */
import { completionWord } from './completion-word.ts';
import type { Shell } from './shells.ts';

export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# Completion of tallyplan for bash. Load it with: source <(tallyplan completion bash)
_tallyplan() {
  local word told
  COMPREPLY=()
  while IFS=$'\\t' read -r word told; do
    COMPREPLY+=("$word")
  done < <(tallyplan ${completionWord} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _tallyplan tallyplan
`,
  zsh: `#compdef tallyplan
# Completion of tallyplan for zsh. Load it with: source <(tallyplan completion zsh)
_tallyplan() {
  local -a candidates
  local word told
  while IFS=$'\\t' read -r word told; do
    candidates+=("\${word//:/\\\\:}\${told:+:$told}")
  done < <(tallyplan ${completionWord} "\${(@)words[2,CURRENT]}" 2>/dev/null)
  _describe -V tallyplan candidates -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' || _files
}
if [ "$funcstack[1]" = _tallyplan ]; then
  _tallyplan "$@"
else
  compdef _tallyplan tallyplan
fi
`,
  fish: `# Completion of tallyplan for fish. Load it with: tallyplan completion fish | source
function __tallyplan_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l candidates (tallyplan ${completionWord} $words[2..-1] 2>/dev/null)
    if set -q candidates[1]
        printf '%s\\n' $candidates
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c tallyplan -f -a '(__tallyplan_complete)'
`,
};
