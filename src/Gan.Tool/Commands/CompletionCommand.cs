using System.CommandLine;

namespace Gan.Tool.Commands;

/// <summary><c>gan completion</c>: lets a shell complete commands, options and names.</summary>
internal sealed class CompletionCommand : ToolCommand
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            _gan() { mapfile -t COMPREPLY < <(gan completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null); }
            complete -o default -F _gan gan

            """,
        ["zsh"] = """
            _gan() { compadd -- ${(f)"$(gan completion words -- ${words[2,CURRENT]} 2>/dev/null)"}; _files; }
            compdef _gan gan

            """,
        ["fish"] = """
            complete -c gan -a '(gan completion words -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'

            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName gan -ScriptBlock {
                param($word, $line, $cursor)
                $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
                if ($word -eq '') { $words += '' }
                gan completion words -- $words
            }

            """,
    };

    private readonly Argument<string> shell;
    private readonly Argument<string[]> typed;

    /// <param name="console">Where it writes to.</param>
    public CompletionCommand(ToolConsole console)
        : base("completion", "Writes a script that lets a shell complete gan's words.", console)
    {
        shell = Word(
            "shell",
            $"{string.Join(", ", Scripts.Keys)}, or words: what may stand last in the words behind it"
        );
        typed = new("words") { Description = "What was typed so far", Arity = ArgumentArity.ZeroOrMore };
        Add(typed);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult line)
    {
        var name = line.GetValue(shell)!;
        if (name == "words")
        {
            Complete(line.GetValue(typed) ?? []);
            return ExitCode.Done;
        }
        if (!Scripts.TryGetValue(name, out var script))
        {
            throw new ToolException($"'{name}' is none of {string.Join(", ", Scripts.Keys)}.");
        }
        Console.Out.Write(script.ReplaceLineEndings("\n"));
        return ExitCode.Done;
    }

    private void Complete(string[] words)
    {
        var text = string.Join(' ', words);
        foreach (var completion in GanTool.Root(Console).Parse(text).GetCompletions(text.Length))
        {
            Console.Out.WriteLine(completion.InsertText ?? completion.Label);
        }
    }
}
