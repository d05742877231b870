using Gan.Data;

namespace Gan.Games.Tests;

/// <summary>Tables of a few hundred rows in a folder of their own.</summary>
internal sealed class SmallTable : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>Two columns of words, each word as often as it says, a price that follows the first, and an age with
    /// gaps among whole numbers.</summary>
    internal static IEnumerable<string> Mixed(int rows = 240)
    {
        yield return "kind,price,colour,age";
        for (var i = 0; i < rows; i++)
        {
            var kind = (i % 20) switch
            {
                0 => "rare",
                < 6 => "some",
                _ => "most",
            };
            var price = (kind == "most" ? 20 : 300) + (i % 7 * 0.25);
            var age = i % 12 == 5 ? "" : FormattableString.Invariant($"{i % 30}");
            yield return FormattableString.Invariant($"{kind},{price:0.00},{(i % 4 == 0 ? "red" : "blue")},{age}");
        }
    }

    internal string this[string name] => folder[name];

    internal CsvTable Load(IEnumerable<string> lines, TableOptions? options = null)
    {
        File.WriteAllLines(folder["table.csv"], lines);
        return CsvTable.Load(folder["table.csv"], options ?? TableOptions.ForCtgan);
    }

    /// <summary>Small networks and few steps.</summary>
    internal static TableBuilder Builder(CsvTable table, long steps = 3) =>
        new TableBuilder()
            .WithTable(table)
            .WithNetworks(
                new CtganOptions
                {
                    NoiseSize = 8,
                    GeneratorWidths = [16],
                    DiscriminatorWidths = [16],
                }
            )
            .WithCtgan()
            .With(gan => gan.WithTraining(new TrainingOptions { Steps = steps, BatchSize = 40 }));

    public void Dispose() => folder.Dispose();
}
