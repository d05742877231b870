using System.Text;
using Spectre.Console;

namespace Gan.Monitoring.Tests.Progress;

/// <summary>Consoles that write into memory: one like a file, one like a terminal of a given width.</summary>
internal static class Consoles
{
    public static IAnsiConsole Redirected(TextWriter writer) =>
        AnsiConsole.Create(
            new()
            {
                Ansi = AnsiSupport.No,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
        );

    public static IAnsiConsole Terminal(TextWriter writer, int width) =>
        AnsiConsole.Create(
            new()
            {
                Ansi = AnsiSupport.Yes,
                Interactive = InteractionSupport.Yes,
                Out = new Screen(writer, width),
            }
        );

    private sealed class Screen(TextWriter writer, int width) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => width;

        public int Height => 24;

        public void SetEncoding(Encoding encoding) { }
    }
}
